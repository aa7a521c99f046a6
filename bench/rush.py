"""Year's end in one province: eight clients send acts one by one, then ask for news, all without a pause.

Every act is a transaction of its own, and those of a province queue. Baseline: the plain server, one POST each.
"""

import itertools
import shutil
import sqlite3
import tempfile
import time
import uuid
from collections.abc import Mapping
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path

import msgspec

from bench import load, material
from bench.harness import Figures, Size, Target
from cpd_core.messages import Base, Command, CommandChunk, Confirm, ResultChunk
from devtools.service import running, running_service

_numbers = itertools.count(1)  # a device's commands are numbered upwards; gaps do not matter

ROUNDS = 3
TARGETS = (
    Target("single acts", "/s", more_is_better=True),
    Target("nothing new", "/s", more_is_better=True),
)
RECORDS = 10_000
CLIENTS = 8
REQUESTS = 800  # of each sort, in all
_PENDING = """
SELECT id, rev, body ->> '$.hours' FROM record
WHERE kind = 'application' AND province = ? AND body ->> '$.state' = 'pending' AND body ->> '$.kind' = 'input' LIMIT ?
"""


def prepare(work: Path, size: Size) -> None:
    """A service with enough to decide on."""
    material.make_service(work, RECORDS)


def ours(work: Path, size: Size) -> Figures:
    """Confirmations in chunks of one, each client on a device of its own; then the feed after its last change."""
    with tempfile.TemporaryDirectory(dir=work) as name:
        service = Path(shutil.copytree(material.service(work, RECORDS), Path(name) / "service"))
        chunks = [_chunk(*entry) for entry in _pending(service)]
        account = material.staff_account(service)
        devices: dict[int, Mapping[str, str]] = {}

        def sign_in(connection: HTTPConnection, number: int) -> None:
            devices[number] = load.sign_in(connection, account, f"bench-rush-{number}")

        def act(connection: HTTPConnection, number: int) -> None:
            for chunk in chunks[number::CLIENTS]:
                body = load.ask(connection, "POST", "/v1/commands", devices[number], chunk)
                (result,) = msgspec.json.decode(body, type=ResultChunk).results
                if result.status != "applied":
                    raise RuntimeError(f"{result.status} {result.code}")

        def look(connection: HTTPConnection, number: int) -> None:
            for _ in range(REQUESTS // CLIENTS):  # as the client asks: once, for all scopes
                load.ask(connection, "GET", "/v1/news", devices[number])

        with running_service(service) as url:
            load.together(url, CLIENTS, sign_in)
            acts = _rate(url, act)
            return {"single acts": acts, "nothing new": _rate(url, look)}


def baseline(work: Path, size: Size) -> Figures:
    """The same, bare."""
    with tempfile.TemporaryDirectory(dir=work) as name:
        service = Path(shutil.copytree(material.service(work, RECORDS), Path(name) / "service"))
        bodies = [msgspec.json.encode([(id_, hours, str(uuid.uuid4()))]) for id_, _, hours in _pending(service)]

        def act(connection: HTTPConnection, number: int) -> None:
            for body in bodies[number::CLIENTS]:
                load.ask(connection, "POST", "/decisions", {}, body)

        def look(connection: HTTPConnection, number: int) -> None:
            for _ in range(REQUESTS // CLIENTS):
                load.ask(connection, "GET", load.PLAIN_PAGE.format(high), {})

        high = material.high(service)
        with running(material.plain_server(service)) as url:
            return {"single acts": _rate(url, act), "nothing new": _rate(url, look)}


def _rate(url: str, work: load.Visit) -> float:
    begun = time.perf_counter()
    load.together(url, CLIENTS, work)
    return REQUESTS / (time.perf_counter() - begun)


def _pending(service: Path) -> list[tuple[str, int, float]]:
    with closing(sqlite3.connect(service / "service.sqlite3")) as db:
        found = db.execute(_PENDING, (material.PROVINCE, REQUESTS)).fetchall()
    if len(found) < REQUESTS:
        raise RuntimeError(f"only {len(found)} are pending")
    return found


def _chunk(id_: str, rev: int, hours: float) -> bytes:
    """The body that confirms one application."""
    command = Command(
        command_id=str(uuid.uuid4()),
        device_seq=next(_numbers),
        kind="application.confirm",
        entity_id=id_,
        base=Base(rev=rev),
        payload=msgspec.Raw(msgspec.json.encode(Confirm(hours=hours))),
    )
    return msgspec.json.encode(CommandChunk(commands=(msgspec.Raw(msgspec.json.encode(command)),)))
