"""The simulated lab for end-to-end tests: started, waited for, stopped.

Every lab listens on ports that the kernel chose and gets a password of its
own; it is ended by its own process and must end cleanly.
"""

import contextlib
import json
import os
import secrets
import subprocess
import sys
import tempfile

SOURCE = os.environ["SOURCE"]
CABLECHECK = os.environ["CABLECHECK"]
CABLECHECK_LAB = os.environ["CABLECHECK_LAB"]
THREADS = os.environ.get("CABLECHECK_THREADS")  # for what collects


class Lab:
    """A running lab and how to reach it."""

    def __init__(self, topology, folder, process, password):
        self.topology = topology
        self.folder = folder
        self.process = process
        self.password = password
        self.enable = "enable-" + password
        self.inventory = os.path.join(folder, "lab.yaml")
        self.known_hosts = os.path.join(folder, "known_hosts")

    def words(self, command, *options):
        """The command line of a command against this lab."""
        if THREADS and command in ("collect", "verify"):
            options = ("--threads", THREADS, *options)
        return [CABLECHECK, command, self.topology, "--inventory",
                self.inventory, "--known-hosts", self.known_hosts, *options]

    def environment(self, password=None):
        """What goes with it."""
        return dict(os.environ, CABLECHECK_PASSWORD=password or self.password,
                    CABLECHECK_ENABLE=self.enable, HOME=self.folder)

    def run(self, command, *options, password=None, **more):
        """Runs a command of cablecheck against this lab."""
        return subprocess.run(self.words(command, *options),
                              env=self.environment(password),
                              stdin=subprocess.DEVNULL, capture_output=True,
                              text=True, timeout=300, **more)

    def verify(self, *options, **more):
        """Runs verify; returns its exit status and its report."""
        done = self.run("verify", "--format", "json", *options, **more)
        if done.stderr:
            print(done.stderr, file=sys.stderr)
        assert done.stdout, "no report; status %d" % done.returncode
        return done.returncode, json.loads(done.stdout)


@contextlib.contextmanager
def lab(topology, faults=None, *options, log=None, password=None):
    """Starts a lab, waits until it says that it is ready, and stops it.

    What it says meanwhile goes to the file `log`; `password` is only given to
    labs that have to have the same.
    """
    with tempfile.TemporaryDirectory() as folder:
        password = password or secrets.token_hex(12)
        words = [CABLECHECK_LAB, topology,
                 "--port-file", os.path.join(folder, "lab.yaml"),
                 "--known-hosts", os.path.join(folder, "known_hosts"),
                 *options]
        if faults:
            words += ["--faults", faults]
        process = subprocess.Popen(
            words, env=dict(os.environ, CABLECHECK_PASSWORD=password,
                            CABLECHECK_ENABLE="enable-" + password),
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log,
            text=True)
        try:
            ready = process.stdout.readline()
            assert ready.startswith("ready:"), "the lab said %r" % ready
            yield Lab(topology, folder, process, password)
        finally:
            process.terminate()
            process.stdout.close()
            status = process.wait(timeout=60)
        assert status == 0, "the lab ended with status %d" % status


def topology(name):
    """The path of one of the topologies that the project brings."""
    return os.path.join(SOURCE, "topologies", name)


def ends(cable):
    """The two ends of a cable in a report, in no order."""
    return frozenset("%s:%s" % (cable[side]["device"], cable[side]["port"])
                     for side in ("a", "b"))


def shape(finding):
    """What a finding is about: its kind and its cables, in no order."""
    return finding["kind"], frozenset(ends(c) for c in finding["cables"])


def check(condition, *what):
    """Ends the test with a message unless the condition holds."""
    if not condition:
        print("FAILED:", *what, file=sys.stderr)
        sys.exit(1)
