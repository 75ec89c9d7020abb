// The lock file pins what is installed by its sum and names no registry, so that
// it is as good wherever the packages come from.

import assert from "node:assert/strict";
import fs from "node:fs";
import { test } from "node:test";

const read = (name) => JSON.parse(
  fs.readFileSync(new URL(name, import.meta.url), "utf8"));

test("versions are pinned, by sums and not by addresses", () => {
  const wanted = read("package.json").devDependencies;
  const lock = read("package-lock.json");
  const packages = Object.entries(lock.packages).filter(([path]) => path);

  assert.deepEqual(lock.packages[""].devDependencies, wanted);
  assert.equal(packages.length, Object.keys(wanted).length);
  for (const [path, locked] of packages) {
    assert.equal(locked.version, wanted[path.replace("node_modules/", "")]);
    assert.match(locked.integrity, /^sha512-/);
    assert.ok(!Object.hasOwn(locked, "resolved"), path);
  }
  assert.doesNotMatch(JSON.stringify(lock), /https?:/);
});
