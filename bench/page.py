"""How many pages of 1,000 changes the service answers in a second, for four connections that ask without a pause.

Baseline, for both databases: the same rows glued together by SQLite behind the same HTTP server, with no account,
scope, cursor or compression.
"""

import subprocess
import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from bench import load, material
from bench.harness import Figures, Size, Target, note
from devtools.service import PROGRAM, running, running_service, service_command, sqlite_url
from tests.support import postgres

ROUNDS = 5
LIMIT = 230 / 295
TARGETS = tuple(Target(name, "/s", LIMIT, more_is_better=True) for name in ("from SQLite", "from PostgreSQL"))
RECORDS = 10_000
CONNECTIONS = 4
REQUESTS = 400  # in all
WARM_UP = 40


def prepare(work: Path, size: Size) -> None:
    """A service with ten full pages, and a copy of it that PostgreSQL can be filled from."""
    service = material.make_service(work, RECORDS)
    if reason := postgres.why_not():
        note(f"page: {reason}")
    elif not (work / "backup").exists():
        command = [*PROGRAM, "backup", str(work / "backup"), "--database-url", sqlite_url(service)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def ours(work: Path, size: Size) -> Figures:
    """Pages of the province's feed, as its staff, from each database."""
    service = material.service(work, RECORDS)
    with running_service(service) as url:
        figures = {"from SQLite": _pages_per_second(url, service)}
    if not postgres.why_not():
        with _on_postgresql(work / "backup", service) as url:
            figures["from PostgreSQL"] = _pages_per_second(url, service)
    return figures


def baseline(work: Path, size: Size) -> Figures:
    """The same pages, bare."""
    with running(material.plain_server(material.service(work, RECORDS))) as url:
        return dict.fromkeys((target.figure for target in TARGETS), _rate(url, load.PLAIN_PAGE, {}))


@contextmanager
def _on_postgresql(backup: Path, service: Path) -> Generator[str]:
    with postgres.postgres_server() as server:
        database = server.create("bench")
        command = [*PROGRAM, "restore", str(backup), "--database-url", database, "--blobs", str(service / "blobs")]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        with running(service_command(service, database)) as url:
            yield url


def _pages_per_second(url: str, service: Path) -> float:
    headers: dict[str, str] = {}
    account = material.staff_account(service)
    load.together(url, 1, lambda connection, _: headers.update(load.sign_in(connection, account, "bench-page")))
    return _rate(url, load.PAGE, headers)


def _rate(url: str, path: str, headers: Mapping[str, str]) -> float:
    def ask(requests: int) -> None:
        def share(connection: HTTPConnection, first: int) -> None:
            for number in range(first, requests, CONNECTIONS):
                load.ask(connection, "GET", path.format(number * 1000 % (RECORDS - 1000)), headers)

        load.together(url, CONNECTIONS, share)

    ask(WARM_UP)
    begun = time.perf_counter()
    ask(REQUESTS)
    return REQUESTS / (time.perf_counter() - begun)
