"""Real SSH servers in between, for tests: OpenSSH's sshd and Dropbear.

Each listens on 127.0.0.1 as a server that serves many, with its default
limits.  As root they run in a root folder of the test's own (see
openssh_server.py), so that the accounts and keys of this machine stay out of
it; any other user can run sshd for himself alone.
"""

import contextlib
import getpass
import os
import shutil
import socket
import subprocess
import time

import openssh_server

KINDS = ["openssh"]
if shutil.which("dropbear", path="/usr/sbin:/usr/bin") and os.getuid() == 0:
    KINDS.append("dropbear")


class Bastion:
    """A running server and how to get in."""

    def __init__(self, folder, port, user, process):
        self.folder = folder
        self.port = port
        self.user = user
        self.process = process
        self.identity = folder + "/key"
        self.log = folder + "/log"

    @property
    def jump(self):
        return "%s@127.0.0.1:%d" % (self.user, self.port)

    def known(self):
        """The line of known_hosts for it."""
        with open(self.folder + "/hostkey.pub", encoding="ascii") as file:
            return "[127.0.0.1]:%d %s\n" % (
                self.port, " ".join(file.read().split()[:2]))

    def said(self):
        with open(self.log, encoding="utf-8", errors="replace") as file:
            return file.read()

    def stop(self):
        """Ends the server; its sessions are children that end as well."""
        self.process.terminate()
        self.process.wait()


def keep_port():
    """A socket with a port of the kernel's choice, for a server to listen on.

    Neither sshd nor Dropbear takes a socket or tells a port, and a port that
    is closed to be used again may be somebody else's by then.  As long as this
    one is open, bound and not listening, the kernel gives its port to nobody,
    while a server that asks for this very port (with SO_REUSEADDR, as both do)
    may listen on it.
    """
    keeper = socket.socket()
    keeper.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    keeper.bind(("127.0.0.1", 0))
    return keeper


@contextlib.contextmanager
def black_hole():
    """A port that answers no SYN: its queue is full."""
    with socket.socket() as listener, contextlib.ExitStack() as stack:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        for _ in range(4):
            filler = stack.enter_context(socket.socket())
            filler.setblocking(False)
            with contextlib.suppress(BlockingIOError):
                filler.connect(listener.getsockname())
        yield listener.getsockname()[1]


def keygen(*words):
    subprocess.run(["ssh-keygen", "-q", "-N", "", "-C", "", *words],
                   check=True, stdin=subprocess.DEVNULL)


def write(path, text):
    with open(path, "w", encoding="ascii") as file:
        file.write(text)


def command_of(kind, base, files, port, lines):
    """What to run; `files` is where `base` is for whoever is in there."""
    if kind == "dropbear":
        subprocess.run(
            ["dropbearconvert", "openssh", "dropbear", base + "/hostkey",
             base + "/hostkey_dropbear"], check=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return ["/usr/sbin/dropbear", "-F", "-E", "-m", "-P", "/tmp/pid",
                "-r", files + "/hostkey_dropbear",
                "-p", "127.0.0.1:%d" % port, *lines]
    write(base + "/bastion_config", "\n".join(
        ["HostKey %s/hostkey" % files, "ListenAddress 127.0.0.1",
         "Port %d" % port, "AuthorizedKeysFile %s/authorized_keys" % files,
         "StrictModes no", "UsePAM no", "LogLevel VERBOSE",
         "PidFile none", *lines, ""]))
    return ["/usr/sbin/sshd", "-D", "-e", "-f", files + "/bastion_config"]


def wait_until_it_listens(process, port):
    while True:
        assert process.poll() is None, "the bastion has ended"
        with contextlib.suppress(OSError):
            with socket.create_connection(("127.0.0.1", port), 5) as link:
                if link.recv(4) == b"SSH-":
                    return
        time.sleep(0.02)


def prepare(kind, folder):
    """Keys and, for root, a root folder; returns it, and it from inside."""
    base, files, user = folder, folder, getpass.getuser()
    if os.getuid() == 0:
        base, files, user = folder + "/root", "", "visitor"
        openssh_server.PROGRAMS[:] = ["/usr/sbin/sshd", "/bin/sh"]
        if kind == "dropbear":
            openssh_server.PROGRAMS.append("/usr/sbin/dropbear")
        os.chmod(folder, 0o755)
        openssh_server.make_root(base, user, "*")
    keygen("-t", "ed25519", "-f", folder + "/hostkey")
    keygen("-t", "ed25519", "-f", folder + "/key")
    if base != folder:
        shutil.copy(folder + "/hostkey", base)
    shutil.copy(folder + "/key.pub", base + "/authorized_keys")
    if kind == "dropbear":
        # It looks in the home folder and nowhere else.
        os.mkdir(base + "/home/.ssh", 0o700)
        shutil.copy(folder + "/key.pub", base + "/home/.ssh/authorized_keys")
        for path in ("/home", "/home/.ssh", "/home/.ssh/authorized_keys"):
            os.chown(base + path, 12345, 12345)
        write(base + "/etc/shells", "/bin/sh\n")
        # No device nodes: any bytes will do for a server that lives seconds.
        with open(base + "/dev/urandom", "wb") as file:
            file.write(os.urandom(1 << 16))
    return base, files, user


@contextlib.contextmanager
def bastion(kind, folder, *lines):
    """Runs a server of a kind, with lines (words) of its configuration."""
    os.makedirs(folder)
    with keep_port() as keeper:
        yield from run_server(kind, folder, lines, keeper.getsockname()[1])


def run_server(kind, folder, lines, port):
    base, files, user = prepare(kind, folder)
    command = command_of(kind, base, files, port, lines)
    with open(folder + "/log", "ab") as log:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            preexec_fn=(lambda: openssh_server.enter(base))
            if base != folder else None)
    running = Bastion(folder, port, user, process)
    try:
        wait_until_it_listens(process, port)
        yield running
    finally:
        running.stop()
