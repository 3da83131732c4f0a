"""Python imports this at its start: each reach for a network is written to TIPSTATS_NETWORK_LOG, then refused."""

import os
import sys
from pathlib import Path
from typing import Any

NETWORK = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.sendto")
LOG = os.environ.get("TIPSTATS_NETWORK_LOG", "")


def refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """Sockets of this machine's own files are no network: their address is a path."""
    if event in NETWORK and not (len(arguments) > 1 and isinstance(arguments[1], str | bytes) and "connect" in event):
        with Path(LOG).open("a", encoding="utf-8") as log:
            log.write(f"{event}\n")
        raise PermissionError("no network in this test")


if LOG:
    with Path(LOG).open("a", encoding="utf-8") as started:
        started.write(f"watching {' '.join(sys.argv[:1]) or 'python'}\n")
    sys.addaudithook(refuse)
