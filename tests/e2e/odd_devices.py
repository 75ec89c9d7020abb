"""Devices that a server of our own house would not think of, by asyncssh.

Each is a class with the manners that its row in a test asks for; all listen on
ports of the kernel's choice, in one event loop on a thread of its own.
"""

import asyncio
import contextlib
import threading

import asyncssh

COMMAND = "show cdp neighbors detail"
USER = "netops"


def neighbors(count, end="\r\n"):
    """An answer in the manner of IOS."""
    text = "\r\n"
    for i in range(1, count + 1):
        text += ("-------------------------\r\nDevice ID: far%d\r\n"
                 "Entry address(es): \r\n  IP address: 192.0.2.%d\r\n"
                 "Platform: cisco X,  Capabilities: Switch \r\n"
                 "Interface: GigabitEthernet1/0/%d,  "
                 "Port ID (outgoing port): GigabitEthernet0/1\r\n"
                 "Holdtime : 140 sec\r\n\r\nVersion :\r\nOS 1\r\n\r\n"
                 "advertisement version: 2\r\n\r\n" % (i, i % 250, i))
    return text + "\r\nTotal cdp entries displayed : %d%s" % (count, end)


class Device(asyncssh.SSHServer):
    """Takes the password, runs the command by exec, ends in good order."""

    #: what asyncssh.create_server() is given besides
    options = {}
    answer = neighbors(3, end="")

    def __init__(self, farm):
        self.farm = farm
        self.connection = None
        self.seen = farm.seen.setdefault(type(self).__name__, [])

    def connection_made(self, conn):
        self.connection = conn
        self.seen.append("connection")

    def begin_auth(self, username):
        return True

    def password_auth_supported(self):
        return True

    def validate_password(self, username, password):
        self.seen.append("password " + password)
        return username == USER and password == self.farm.password

    def session_requested(self):
        return Session(self)

    # What sessions ask their device.

    def takes_exec(self, command):
        return command == COMMAND

    def takes_shell(self):
        return False

    async def run(self, session, command):
        """The command runs; `session.channel` leads to the client."""
        session.channel.write(self.answer)
        session.channel.exit(0)

    def greet(self, session):
        """The shell has been opened."""

    def take_line(self, session, line):
        """A line was typed into the shell."""

    def drop(self):
        """The TCP connection ends, in the middle of whatever it was."""
        self.connection._transport.close()  # pylint: disable=W0212


class Session(asyncssh.SSHServerSession):
    """A channel; passes everything on to its device."""

    def __init__(self, device):
        self.device = device
        self.channel = None
        self.typed = ""
        self.command = None

    def connection_made(self, chan):
        self.channel = chan

    def pty_requested(self, term_type, term_size, term_modes):
        return True

    def exec_requested(self, command):
        self.device.seen.append("exec " + command)
        self.command = command
        return self.device.takes_exec(command)

    def shell_requested(self):
        self.device.seen.append("shell")
        return self.device.takes_shell()

    def session_started(self):
        if self.command is None:
            self.device.greet(self)
        else:
            asyncio.ensure_future(self.device.run(self, self.command))

    def data_received(self, data, datatype):
        for key in data:
            if key != "\r":
                self.typed += key
                continue
            line, self.typed = self.typed, ""
            self.device.seen.append("typed " + line)
            self.device.take_line(self, line)

    def eof_received(self):
        return True


class Farm:
    """All devices of a test; `ports` by the name of their class."""

    def __init__(self, password):
        self.password = password
        self.ports = {}
        self.seen = {}
        self.key = asyncssh.generate_private_key("ssh-ed25519")
        self.rsa = asyncssh.generate_private_key("ssh-rsa", key_size=2048)

    async def listen(self, kind):
        options = dict({"server_host_keys": [self.key], "line_editor": False,
                        "encoding": "latin-1"}, **kind.options)
        server = await asyncssh.create_server(
            lambda: kind(self), "127.0.0.1", 0, **options)
        self.ports[kind.__name__] = server.sockets[0].getsockname()[1]
        return server


@contextlib.contextmanager
def farm(password, kinds):
    """Runs a device of each kind while the block runs."""
    loop = asyncio.new_event_loop()
    devices = Farm(password)
    servers = []

    async def start():
        for kind in kinds:
            servers.append(await devices.listen(kind))

    async def stop():
        for server in servers:
            server.close()
        for task in asyncio.all_tasks():
            if task is not asyncio.current_task():
                task.cancel()
        await asyncio.sleep(0)

    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        asyncio.run_coroutine_threadsafe(start(), loop).result(60)
        yield devices
    finally:
        asyncio.run_coroutine_threadsafe(stop(), loop).result(60)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
