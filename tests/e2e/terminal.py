"""A terminal for tests: a program on a pseudo-terminal of a given size."""

import fcntl
import os
import pty
import struct
import termios


def on_terminal(words, columns, environment=None, redirect=None):
    """(exit status, what the terminal shows).

    `columns` 0 is a terminal that knows no size.  Standard output goes to the
    file `redirect` where that is given; the terminal stays the controlling one.
    """
    pid, terminal = pty.fork()
    if pid == 0:
        try:
            size = struct.pack("HHHH", 25 if columns else 0, columns, 0, 0)
            fcntl.ioctl(0, termios.TIOCSWINSZ, size)
            if redirect:
                out = os.open(redirect, os.O_WRONLY | os.O_CREAT, 0o600)
                os.dup2(out, 1)
            os.execve(words[0], words, environment or dict(os.environ))
        finally:
            os._exit(99)
    shown = b""
    while True:
        try:
            part = os.read(terminal, 65536)
        except OSError:  # EIO: nobody has the other end any more
            break
        if not part:
            break
        shown += part
    os.close(terminal)
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    return status, shown.replace(b"\r\n", b"\n").decode("utf-8")
