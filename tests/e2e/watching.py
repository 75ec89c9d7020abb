"""A `cablecheck watch` that tests drive pass by pass.

Its passes are an hour apart, and each begins when SIGUSR1 says so: a test
changes what is there, lets one pass run, and reads what that has to tell.
"""

import json
import os
import select
import signal
import subprocess
import tempfile
import time

from lab import CABLECHECK, check

PATIENCE = 120  # seconds for what takes a fraction of one


class Watch:
    """One that tells in JSON, unless `text`."""

    def __init__(self, *words, environment=None, text=False, stdin=None):
        self.errors = tempfile.TemporaryFile("w+")
        self.rest = b""
        format = () if text else ("--format", "json")
        self.process = subprocess.Popen(
            [CABLECHECK, "watch", "--interval", "3600", *format, *words],
            stdin=subprocess.DEVNULL if stdin is None else stdin,
            stdout=subprocess.PIPE, stderr=self.errors,
            env=environment or dict(os.environ, TZ="UTC"))

    def line(self):
        """The next line; None at the end."""
        end = time.monotonic() + PATIENCE
        fd = self.process.stdout.fileno()
        while b"\n" not in self.rest:
            ready, _, _ = select.select([fd], [], [], end - time.monotonic())
            check(ready, "no line in time; it said", self.said())
            more = os.read(fd, 1 << 16)
            if not more:
                check(not self.rest, "the last line is cut:", self.rest)
                return None
            self.rest += more
        line, self.rest = self.rest.split(b"\n", 1)
        return line.decode("utf-8")

    def news(self):
        """What the next pass tells."""
        line = self.line()
        check(line is not None, "it has ended:", self.said())
        return json.loads(line)

    def poke(self):
        self.process.send_signal(signal.SIGUSR1)

    def again(self):
        """One more pass, and what it tells."""
        self.poke()
        return self.news()

    def said(self):
        """Everything on standard error so far."""
        self.errors.seek(0)
        return self.errors.read()

    def wait(self):
        """The exit status, once it has ended; all that it told is read."""
        while self.line() is not None:
            pass
        self.process.stdout.close()
        return self.process.wait(timeout=PATIENCE)

    def end(self, number=signal.SIGINT):
        self.process.send_signal(number)
        return self.wait()

    def status_value(self, key):
        """A number of /proc/PID/status."""
        with open("/proc/%d/status" % self.process.pid,
                  encoding="utf-8") as status:
            for line in status:
                if line.startswith(key + ":"):
                    return int(line.split()[1])
        raise KeyError(key)

    def holds(self, number):
        """Whether that signal would wait."""
        with open("/proc/%d/status" % self.process.pid,
                  encoding="utf-8") as status:
            for line in status:
                if line.startswith("SigBlk:"):
                    return int(line.split()[1], 16) >> (number - 1) & 1 == 1
        return False

    def expect_few_descriptors(self, most=7):
        """Three standard files and two pipes, as soon as a pass is over.

        libuv has one more pipe, from its first loop on.
        """
        folder = "/proc/%d/fd" % self.process.pid
        end = time.monotonic() + PATIENCE
        while len(os.listdir(folder)) > most:
            check(time.monotonic() < end, os.listdir(folder), "are open")
            time.sleep(0.01)


def ids(findings):
    return [finding["id"] for finding in findings]


def kinds(findings):
    return [finding["kind"] for finding in findings]
