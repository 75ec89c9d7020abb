#!/usr/bin/env python3
"""rude_server.py -- SSH servers that do what the lab's library cannot.

    rude_server.py PORTS KNOWN_HOSTS

Listens on 127.0.0.1 once for each manner below, writes an inventory of the
ports and the host keys, says "ready", and ends on SIGTERM.  The password is
that in CABLECHECK_PASSWORD.  Some are asyncssh with a piece bent out of shape,
the others a socket that sends bytes.
"""

import asyncio
import os
import signal
import struct
import sys
import warnings

warnings.filterwarnings("ignore")  # of ciphers that nobody here asks for
import asyncssh  # noqa: E402

ANSWER = "".join(
    "-------------------------\r\nDevice ID: sw%d\r\n"
    "Entry address(es):\r\nPlatform: Linux,  Capabilities: Host \r\n"
    "Interface: GigabitEthernet1/0/%d,  Port ID (outgoing port): eth%d\r\n"
    "Holdtime : 125 sec\r\n\r\nVersion :\r\nLinux\r\n\r\n" % (i, i, i)
    for i in range(1, 21)) + "\r\nTotal cdp entries displayed : 20"

# With the line that real devices print behind each version.
FULL = ANSWER.replace("\r\nLinux\r\n\r\n",
                      "\r\nLinux\r\n\r\nadvertisement version: 2\r\n\r\n")


# --- asyncssh, bent -----------------------------------------------------------

class Server(asyncssh.SSHServer):
    """Lets in who knows the password; the subclasses spoil something."""

    def connection_made(self, conn):
        self.conn = conn

    def begin_auth(self, username):
        return True

    def password_auth_supported(self):
        return True

    def validate_password(self, username, password):
        return password == os.environ["CABLECHECK_PASSWORD"]


class Named(Server):
    """Greets as an old IOS does; the line ends in LF alone."""

    greeting = b"SSH-1.99-Cisco-1.25"
    end = b"\n"

    def connection_made(self, conn):
        super().connection_made(conn)

        def send_version():
            conn._server_version = self.greeting
            conn._send(self.greeting + self.end)

        conn._send_version = send_version


class Named20(Named):
    greeting = b"SSH-2.0-Cisco-1.25"


class WrongSignature(Server):
    """Cannot prove that the host key is its own."""

    def connection_made(self, conn):
        super().connection_made(conn)
        for pair in conn._options.server_host_keys.values():
            if not hasattr(pair, "honest_sign"):
                pair.honest_sign = pair.sign
                pair.sign = lambda data, pair=pair: self.spoil(
                    pair.honest_sign(data))

    @staticmethod
    def spoil(signature):
        return signature[:-1] + bytes([signature[-1] ^ 1])


def named(*texts):
    return b"".join(struct.pack(">I", len(text)) + text for text in texts)


class Impostor(Server):
    """Shows a key of its own, and then, in another exchange that it cannot
    finish, the one that is known of this device."""
    known_key = b""

    def connection_made(self, conn):
        super().connection_made(conn)
        honest = conn.process_packet

        def process_packet(kind, number, packet):
            if kind != 5:  # SERVICE_REQUEST
                return honest(kind, number, packet)
            self.change_keys()
            return True

        conn.process_packet = process_packet

    def change_keys(self):
        """All at once: the client goes on when it has read this."""
        conn, parts, send = self.conn, [], self.conn._send
        conn._send = parts.append
        conn.send_packet(20, bytes(16), named(
            b"curve25519-sha256", b"rsa-sha2-512,rsa-sha2-256,ssh-rsa",
            b"aes128-ctr", b"aes128-ctr", b"hmac-sha2-256", b"hmac-sha2-256",
            b"none", b"none", b"", b""), bytes(5))
        conn.send_packet(31, named(self.known_key, os.urandom(32),
                                   named(b"rsa-sha2-512", bytes(256))))
        for _ in range(3):
            conn.send_packet(2, named(bytes(400)))
        conn.send_packet(6, named(b"ssh-userauth"))
        conn._send = send
        send(b"".join(parts))


class Expired(Server):
    """Wants another password (SSH_MSG_USERAUTH_PASSWD_CHANGEREQ)."""

    def kbdint_auth_supported(self):
        return False

    def validate_password(self, username, password):
        raise asyncssh.PasswordChangeRequired("Your password has expired")


def say_goodbye(conn, reason, text):
    """SSH_MSG_DISCONNECT, and TCP ends."""
    conn.send_packet(1, struct.pack(">II", reason, len(text)) + text +
                     bytes(4))
    conn._transport.close()


class NoKeys(Server):
    """Ends the session where its NEWKEYS should come."""

    def connection_made(self, conn):
        super().connection_made(conn)
        conn.send_newkeys = lambda _k, _h: say_goodbye(
            conn, 12, b"Too many connections")


class BadPoint(Server):
    """Half of its key exchange is no point of the curve."""

    def connection_made(self, conn):
        super().connection_made(conn)
        honest = conn.send_packet

        def send_packet(kind, *fields, **more):
            if kind == 31:
                size = struct.unpack(">I", fields[1][:4])[0]
                fields = (fields[0], fields[1][:5] + bytes(size - 1),
                          *fields[2:])
            honest(kind, *fields, **more)

        conn.send_packet = send_packet


class WrongGuess(Server):
    """Begins a key exchange that is not the one agreed on."""

    strict = False
    guess = 31

    def connection_made(self, conn):
        super().connection_made(conn)
        if not self.strict:
            # Whatever it is asked for.
            conn._get_extra_kex_algs = lambda: []
            conn.__class__ = type("Lax", (conn.__class__,), {
                "_strict_kex": property(lambda _: False,
                                        lambda _, value: None)})
        honest = conn.send_packet

        def send_packet(kind, *fields, **more):
            if kind != 20:
                honest(kind, *fields, **more)
                return
            conn._server_kexinit = conn._server_kexinit[:-5] + b"\1" + bytes(4)
            honest(kind, conn._server_kexinit[1:])
            honest(self.guess, (struct.pack(">I", 32) + bytes(32)) * 3)

        conn.send_packet = send_packet


class StrictGuess(WrongGuess):
    """The same where both sides count their packets from the new keys on."""

    strict = True


class NoGuess(StrictGuess):
    """What it says is a guess is a message that strictness forbids."""

    guess = 2


class Nameless(Server):
    """Accepts a service without saying which."""

    def connection_made(self, conn):
        super().connection_made(conn)
        honest = conn.send_packet
        conn.send_packet = lambda kind, *fields, **more: honest(
            kind, *(() if kind == 6 else fields), **more)


class OtherService(Server):
    """Accepts one that nobody has asked for."""

    def connection_made(self, conn):
        super().connection_made(conn)
        honest = conn.send_packet
        conn.send_packet = lambda kind, *fields, **more: honest(
            kind, *((struct.pack(">I", 4) + b"gate",) if kind == 6
                    else fields), **more)


class NoLogin(Named):
    """Ends the session when it is asked how to log in."""

    # Of a kind of its own: what others take is no guide to it.
    greeting = b"SSH-2.0-NoLogin"

    def begin_auth(self, username):
        raise asyncssh.DisconnectError(2, "AAA server down")


class NoPassword(Server):
    def validate_password(self, username, password):
        raise asyncssh.DisconnectError(2, "AAA server down")


class NoChannel(Server):
    """Refuses a channel in words of its own."""

    def connection_made(self, conn):
        super().connection_made(conn)
        conn._process_session_open = self.refuse

    def refuse(self, _packet):
        raise asyncssh.ChannelOpenError(4, "max sessions\x1b[2J reached")


class NoVty(NoChannel):
    def refuse(self, _packet):
        raise asyncssh.DisconnectError(11, "No VTY left")


def answer(process):
    process.stdout.write(ANSWER)
    process.exit(0)


def answer_and_vanish(process):
    """The exit status, and TCP ends: no end of file, no close (IOS)."""
    process.stdout.write(ANSWER)
    process.channel._send_request(b"exit-status", struct.pack(">I", 0))
    process.channel._conn._transport.close()


def answer_and_go(text):
    """TCP ends behind it: no status, no end of file, no close."""
    def run(process):
        process.stdout.write(text)
        process.channel._conn._transport.close()

    return run


def answer_half(process):
    process.stdout.write(ANSWER[:1000])
    say_goodbye(process.channel._conn, 2, b"exec timeout expired")


def vanish_in_a_packet(process):
    process.stdout.write(ANSWER[:1000])
    transport = process.channel._conn._transport
    transport.write(bytes(9))
    transport.close()


def damage_a_packet(process):
    """A checksum is wrong in the middle of the answer."""
    process.stdout.write(ANSWER[:1000])
    encryption = process.channel._conn._send_encryption
    honest = encryption.encrypt_packet

    def encrypt_packet(*arguments):
        packet, mac = honest(*arguments)
        return packet, mac[:-1] + bytes([mac[-1] ^ 1])

    encryption.encrypt_packet = encrypt_packet
    process.stdout.write(ANSWER[1000:])
    process.exit(0)


def talk_for_ever(process):
    """As fast as the client takes it."""
    async def talk():
        try:
            while True:
                process.stdout.write(ANSWER * 16)
                await process.stdout.drain()
        except (BrokenPipeError, ConnectionError, asyncssh.Error):
            pass

    return talk()


async def flood(conn, say):
    """As fast as the client takes it, whatever `say` sends."""
    try:
        while conn._transport and not conn._transport.is_closing():
            if conn._transport.get_write_buffer_size() < 1 << 18:
                for _ in range(50):
                    say()
            await asyncio.sleep(0)
    except (BrokenPipeError, ConnectionError, asyncssh.Error):
        pass


class LongBanners(Server):
    """Banners instead of an answer to the password, without end."""

    banner = "x" * 30000

    def kbdint_auth_supported(self):
        return False

    async def validate_password(self, username, password):
        await flood(self.conn,
                    lambda: self.conn.send_auth_banner(self.banner))
        return False


class ShortBanners(LongBanners):
    banner = "x" * 99


def answer_amiss(kind, *fields, between=None):
    """Messages of a kind that nobody waits for, and a little between."""
    def run(process):
        def say():
            process.channel._conn.send_packet(kind, *fields)
            if between:
                process.stdout.write(between)

        return flood(process.channel._conn, say)

    return run


IGNORE, INFO_REQUEST = 2, 60
STRING = struct.pack(">I", 3000) + bytes(3000)

# name, the server, what it does with a command, its algorithms and keys
BENT = [
    ("plain", Server, answer, {}),
    ("ssh-1.99", Named, answer, {}),
    ("lf-only", Named20, answer, {}),
    ("md5-3des", Server, answer, {
        "kex_algs": ["diffie-hellman-group1-sha1"],
        "encryption_algs": ["3des-cbc"], "mac_algs": ["hmac-md5"]}),
    ("sha1-96", Server, answer, {
        "kex_algs": ["diffie-hellman-group14-sha1"],
        "encryption_algs": ["aes256-cbc"], "mac_algs": ["hmac-sha1-96"]}),
    ("etm", Server, answer, {
        "encryption_algs": ["aes256-ctr"],
        "mac_algs": ["hmac-sha2-512-etm@openssh.com"]}),
    ("chacha", Server, answer, {
        "encryption_algs": ["chacha20-poly1305@openssh.com"]}),
    ("wrong-signature", WrongSignature, answer, {}),
    ("impostor", Impostor, answer, {
        "server_host_keys": [asyncssh.generate_private_key(
            "ssh-rsa", key_size=2048)], "kex_algs": ["curve25519-sha256"],
        "encryption_algs": ["aes128-ctr"], "mac_algs": ["hmac-sha2-256"]}),
    ("no-keys", NoKeys, answer, {}),
    ("bad-point", BadPoint, answer, {"kex_algs": ["ecdh-sha2-nistp256"]}),
    ("wrong-guess", WrongGuess, answer, {
        "kex_algs": ["ecdh-sha2-nistp256", "curve25519-sha256"]}),
    ("wrong-guess-dh", WrongGuess, answer, {
        "kex_algs": ["diffie-hellman-group16-sha512",
                     "diffie-hellman-group14-sha256"]}),
    ("strict-guess", StrictGuess, answer, {
        "kex_algs": ["ecdh-sha2-nistp256", "curve25519-sha256"]}),
    ("strict-guess-dh", StrictGuess, answer, {
        "kex_algs": ["diffie-hellman-group16-sha512",
                     "diffie-hellman-group14-sha256"]}),
    ("strict-no-guess", NoGuess, answer, {
        "kex_algs": ["ecdh-sha2-nistp256", "curve25519-sha256"]}),
    ("nameless", Nameless, answer, {}),
    ("other-service", OtherService, answer, {}),
    ("no-login", NoLogin, answer, {}),
    ("no-password", NoPassword, answer, {}),
    ("no-channel", NoChannel, answer, {}),
    ("no-vty", NoVty, answer, {}),
    ("half-answer", Server, answer_half, {}),
    ("expired", Expired, answer, {}),
    ("vanishes", Server, answer_and_vanish, {}),
    ("goes", Server, answer_and_go(FULL), {}),
    ("goes-early", Server, answer_and_go(FULL[:-len("20")]), {}),
    ("goes-uncounted", Server, answer_and_go(FULL[:FULL.index("Total")]), {}),
    ("half-packet", Server, vanish_in_a_packet, {}),
    ("bad-checksum", Server, damage_a_packet, {
        "encryption_algs": ["aes128-ctr"], "mac_algs": ["hmac-sha2-256"]}),
    ("bad-tag", Server, damage_a_packet, {
        "encryption_algs": ["aes128-gcm@openssh.com"]}),
    ("endless", Server, talk_for_ever, {}),
    ("long-banners", LongBanners, answer, {}),
    ("short-banners", ShortBanners, answer, {}),
    ("ignorable", Server, answer_amiss(IGNORE, STRING), {}),
    ("unwanted", Server, answer_amiss(INFO_REQUEST, STRING), {}),
    ("hoard", Server, answer_amiss(INFO_REQUEST, STRING, between="x" * 20), {}),
]


# --- bytes on a socket --------------------------------------------------------

GREETING = b"SSH-2.0-Cisco-1.25\r\n"


def packet(payload):
    """A packet before any key is known."""
    padding = 8 - (5 + len(payload)) % 8
    padding += 8 if padding < 4 else 0
    return struct.pack(">IB", 1 + len(payload) + padding, padding) + \
        payload + bytes(padding)


def kexinit():
    """Offers what nobody has ever heard of."""
    lists = [b"sntrup4096@example.net", b"ssh-pigeon@example.net",
             b"rot13-ctr", b"rot13-ctr", b"crc-16", b"crc-16", b"none",
             b"none", b"", b""]
    return packet(bytes([20]) + bytes(16) + b"".join(
        struct.pack(">I", len(names)) + names for names in lists) + bytes(5))


def disconnect(text):
    return packet(bytes([1]) + struct.pack(">II", 12, len(text)) + text +
                  bytes(4))


# name, what is sent, whether it hangs up then
RAW = [
    ("nothing-in-common", GREETING + kexinit(), False),
    ("too-many", GREETING + disconnect(b"Too many users"), True),
    ("exceeded", b"Exceeded MaxStartups\r\n", True),
    ("giant-packet", GREETING + b"\x7f\xff\xff\xff" + bytes(64), False),
    ("zero-packet", GREETING + bytes(64), False),
    ("half-greeting", b"SSH-2.0-Ci", False),
    ("half-greeting-end", b"SSH-2.0-Ci", True),
    ("telnet", b"\xff\xfd\x18\r\n\r\nUser Access Verification\r\n\r\n"
     b"Username: ", False),
    ("web", b"HTTP/1.0 400 Bad Request\r\nServer: x\r\n\r\n", True),
    ("ssh-1", b"SSH-1.5-Cisco-1.25\r\n", False),
    ("closed-kex", GREETING, True),
    ("binary", bytes(range(256)) * 40, True),
]


async def babble(_reader, writer):
    """Lines before the greeting, without end."""
    try:
        while True:
            writer.write(b"welcome, welcome, welcome\r\n" * 100)
            await writer.drain()
    except ConnectionError:
        writer.close()


def speak(said, hangs_up):
    async def serve(reader, writer):
        writer.write(said)
        try:
            if not hangs_up:
                while await reader.read(4096):
                    pass
        except ConnectionError:
            pass
        writer.close()
    return serve


# --- all of them --------------------------------------------------------------

async def listen(key):
    """A listening server for each name."""
    servers = {}
    Impostor.known_key = key.public_data
    for name, server, run, options in BENT:
        options = dict({"server_host_keys": [key]}, **options)
        servers[name] = await asyncssh.listen(
            "127.0.0.1", 0, server_factory=server, process_factory=run,
            line_editor=False, **options)
    for name, said, hangs_up in RAW:
        servers[name] = await asyncio.start_server(
            speak(said, hangs_up), "127.0.0.1", 0)
    servers["babble"] = await asyncio.start_server(babble, "127.0.0.1", 0)
    return servers


async def main():
    key = asyncssh.generate_private_key("ssh-rsa", key_size=2048)
    public = key.export_public_key().decode().split()[:2]
    servers = await listen(key)
    ports = {name: server.sockets[0].getsockname()[1]
             for name, server in servers.items()}
    with open(sys.argv[1], "w", encoding="ascii") as out:
        out.write("devices:\n" + "".join(
            '  "%s": {host: 127.0.0.1, port: %d}\n' % row
            for row in ports.items()))
    with open(sys.argv[2], "w", encoding="ascii") as out:
        for port in ports.values():
            out.write("[127.0.0.1]:%d %s %s\n" % (port, *public))
    end = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, end.set)
    print("ready: %d servers" % len(servers), flush=True)
    await end.wait()


if __name__ == "__main__":
    asyncio.run(main())
