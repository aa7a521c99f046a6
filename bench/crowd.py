"""50 clients at once sign in and pull 10,000 applications each: until when all are served, and the service's memory.

Baseline: the plain server, asked for the same pages by as many; it knows no passwords.
"""

import time
from collections.abc import Mapping
from http.client import HTTPConnection
from pathlib import Path

from bench import load, material
from bench.harness import Figures, Size, Target
from devtools.service import Server, service_command, started

ROUNDS = 3
TARGETS = (
    Target("all served", "s"),
    Target("memory at rest", "MB"),
    Target("memory, peak", "MB"),
)
RECORDS = 10_000
CLIENTS = 50


def prepare(work: Path, size: Size) -> None:
    """A service with ten full pages."""
    material.make_service(work, RECORDS)


def ours(work: Path, size: Size) -> Figures:
    """Everybody signs in on a device of their own and pulls to the end."""
    service = material.service(work, RECORDS)
    account = material.staff_account(service)

    def visit(connection: HTTPConnection, number: int) -> None:
        _pull(connection, load.PAGE, load.sign_in(connection, account, f"bench-crowd-{number}"))

    with started(service_command(service)) as server:
        return _measure(server, visit)


def baseline(work: Path, size: Size) -> Figures:
    """The same pages, bare."""
    with started(material.plain_server(material.service(work, RECORDS))) as server:
        return _measure(server, lambda connection, _: _pull(connection, load.PLAIN_PAGE, {}))


def _measure(server: Server, visit: load.Visit) -> Figures:
    at_rest = _megabytes(server, "VmRSS")
    begun = time.perf_counter()
    load.together(server.url, CLIENTS, visit)
    seconds = time.perf_counter() - begun
    return {"all served": seconds, "memory at rest": at_rest, "memory, peak": _megabytes(server, "VmHWM")}


def _pull(connection: HTTPConnection, path: str, headers: Mapping[str, str]) -> None:
    for since in range(0, RECORDS, 1000):
        load.ask(connection, "GET", path.format(since), headers)


def _megabytes(server: Server, field: str) -> float:
    """A figure that Linux keeps of a process."""
    told = Path(f"/proc/{server.pid}/status").read_text("utf-8").splitlines()
    return next(int(line.split()[1]) for line in told if line.startswith(field)) * 1024 / 1e6
