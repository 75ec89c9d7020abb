"""The collector's job by netmiko, as it is mostly used: in many threads.

    CABLECHECK_PASSWORD=... visit_netmiko.py THREADS FOLDER <DEVICES

DEVICES: a line "ADDRESS PORT PLATFORM" for each.  For scripts/bench-collect.
FOLDER holds a known_hosts for each device, named ADDRESS_PORT, with its line
alone: netmiko reads the whole file for each visit, which with the thousand
lines of all devices would cost 400 ms each.
"""

import concurrent.futures
import os
import sys
import warnings

warnings.filterwarnings("ignore")
import netmiko  # noqa: E402

COMMAND = "show cdp neighbors detail"
TYPES = {"ios": "cisco_ios", "nxos": "cisco_nxos", "iosxr": "cisco_xr"}


def visit(device):
    host, port, platform = device
    try:
        connection = netmiko.ConnectHandler(
            device_type=TYPES[platform], host=host, port=int(port),
            username="netops", password=os.environ["CABLECHECK_PASSWORD"],
            timeout=300, auth_timeout=300, banner_timeout=300,
            ssh_strict=True, alt_host_keys=True,
            alt_key_file="%s/%s_%s" % (sys.argv[2], host, port))
        answer = connection.send_command(COMMAND, max_loops=5000)
        connection.disconnect()
        return "Interface" in answer
    except Exception as error:  # one device's trouble is its own
        print("%s:%s: %r" % (host, port, error), file=sys.stderr)
        return False


def main():
    devices = [line.split() for line in sys.stdin]
    with concurrent.futures.ThreadPoolExecutor(int(sys.argv[1])) as threads:
        good = sum(threads.map(visit, devices))
    print("%d of %d answered" % (good, len(devices)))
    sys.exit(good != len(devices))


main()
