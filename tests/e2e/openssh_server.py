#!/usr/bin/env python3
"""openssh_server.py -- OpenSSH's sshd for a test, on a port of the kernel's choice.

    openssh_server.py FOLDER CONFIG
    openssh_server.py FOLDER dropbear

Takes connections on 127.0.0.1 and gives each to an `sshd -i` with the
configuration FOLDER/CONFIG.  Writes the port to FOLDER/port when it is ready,
what sshd says to FOLDER/sshd.log, and ends, with all that it started, on
SIGTERM.  The second form has Dropbear's server instead, in the root folder, with
/dropbear_key and a forced command that prints /capture.

Password logins need an account.  To leave those of this machine alone, sshd
runs in a root folder of its own (FOLDER/root, made by make_root) whose
/etc/passwd and /etc/shadow hold a user of the test's.  That needs root; without
it sshd runs in the ordinary root folder and can let in only the user who
started it, by key.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys

PROGRAMS = ["/usr/sbin/sshd", "/bin/sh", "/bin/cat", "/bin/kill",
            "/bin/sleep"]
DROPBEAR = "/usr/sbin/dropbear"


def libraries(program):
    """The shared libraries of a program, with the loader."""
    output = subprocess.run(["ldd", program], check=True, text=True,
                            stdout=subprocess.PIPE).stdout
    for word in output.split():
        if word.startswith("/"):
            yield word


def copy_into(root, path):
    target = root + path
    os.makedirs(os.path.dirname(target), exist_ok=True)
    if not os.path.exists(target):
        shutil.copy(os.path.realpath(path), target)


def make_root(root, user, password_hash):
    """A root folder with sshd, a shell and one account that may log in."""
    programs = PROGRAMS + [DROPBEAR] * os.path.exists(DROPBEAR)
    for program in programs:
        copy_into(root, program)
        for library in libraries(program):
            copy_into(root, library)
    for folder in ("etc", "dev", "run/sshd", "home", "tmp"):
        os.makedirs(f"{root}/{folder}", exist_ok=True)
    files = {
        "etc/passwd": "root:x:0:0::/:/bin/sh\n"
                      "sshd:x:101:65534::/run/sshd:/bin/sh\n"
                      f"{user}:x:12345:12345::/home:/bin/sh\n",
        "etc/group": "root:x:0:\nnogroup:x:65534:\n"
                     f"{user}:x:12345:\n",
        "etc/shadow": "root:*:19000::::::\nsshd:*:19000::::::\n"
                      f"{user}:{password_hash}:19000::::::\n",
        "etc/nsswitch.conf": "passwd: files\ngroup: files\nshadow: files\n",
        "etc/shells": "/bin/sh\n",
        # No device nodes: a file does for what is read and written here.
        "dev/null": "",
    }
    for name, text in files.items():
        with open(f"{root}/{name}", "w", encoding="ascii") as file:
            file.write(text)
    os.chmod(f"{root}/etc/shadow", 0o600)
    os.chmod(f"{root}/dev/null", 0o666)
    os.chmod(f"{root}/run/sshd", 0o755)
    # The folders above belong to root alone, or sshd does not trust keys.
    os.chmod(root, 0o755)


def serve(folder, config):
    root = f"{folder}/root"
    chroot = os.path.isdir(root)
    listener = socket.create_server(("127.0.0.1", 0), backlog=128)
    children = []
    with open(f"{folder}/port.new", "w", encoding="ascii") as file:
        file.write(str(listener.getsockname()[1]))
    os.rename(f"{folder}/port.new", f"{folder}/port")

    def stop(_number, _frame):
        for child in children:
            if child.poll() is None:
                child.terminate()
        sys.exit(0)

    signal.signal(signal.SIGTERM, stop)
    command = ["/usr/sbin/sshd", "-i", "-e", "-f",
               f"/{config}" if chroot else f"{folder}/{config}"]
    if config == "dropbear":
        command = [DROPBEAR, "-i", "-r", "/dropbear_key",
                   "-c", "/bin/cat /capture"]
    with open(f"{folder}/sshd.log", "ab") as log:
        while True:
            connection, _ = listener.accept()
            children = [child for child in children if child.poll() is None]
            children.append(subprocess.Popen(
                command, stdin=connection, stdout=connection, stderr=log,
                preexec_fn=(lambda: enter(root)) if chroot else None))
            connection.close()


def enter(root):
    os.chroot(root)
    os.chdir("/")


def main():
    if len(sys.argv) == 5 and sys.argv[1] == "--make-root":
        make_root(*sys.argv[2:])
    elif len(sys.argv) == 3:
        serve(*sys.argv[1:])
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
