"""The collector's job by asyncssh: all devices at once on one event loop.

    CABLECHECK_PASSWORD=... visit_asyncssh.py KNOWN_HOSTS <DEVICES

DEVICES: a line "ADDRESS PORT PLATFORM" for each.  For scripts/bench-collect.
"""

import asyncio
import os
import resource
import sys
import warnings

warnings.filterwarnings("ignore")  # of ciphers that nobody here asks for
import asyncssh  # noqa: E402

COMMAND = "show cdp neighbors detail"


async def visit(host, port, known_hosts):
    async with asyncssh.connect(
            host, int(port), username="netops", client_keys=None,
            agent_path=None, config=None, known_hosts=known_hosts,
            password=os.environ["CABLECHECK_PASSWORD"],
            login_timeout=300, connect_timeout=300) as connection:
        done = await connection.run(COMMAND)
        return len(done.stdout) > 0


async def main():
    known_hosts = asyncssh.read_known_hosts(sys.argv[1])
    devices = [line.split() for line in sys.stdin]
    answers = await asyncio.gather(
        *(visit(host, port, known_hosts) for host, port, _ in devices),
        return_exceptions=True)
    good = sum(answer is True for answer in answers)
    print("%d of %d answered" % (good, len(devices)))
    sys.exit(good != len(devices))


hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
asyncio.run(main())
