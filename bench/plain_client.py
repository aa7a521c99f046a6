"""The client side of the baselines: a table with a text key and three indexes, rows ready to be stored."""

import http.client
import sqlite3
import uuid
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from sqlite3 import Connection
from urllib.parse import urlsplit

import msgspec

CHUNK = 1024 * 1024  # bytes
_TABLE = """
PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536;
CREATE TABLE application (id TEXT PRIMARY KEY, rev INTEGER, year INTEGER, member_no TEXT, member_name TEXT,
    sponsor TEXT, pathway TEXT, hours REAL, state TEXT, filed_at TEXT, body TEXT NOT NULL);
CREATE INDEX by_filed ON application (filed_at);
CREATE INDEX by_state ON application (state, year);
CREATE INDEX by_name ON application (member_name);
"""


class Row(msgspec.Struct):
    """The fields that lists show."""

    id: str
    rev: int
    year: int
    member_no: str
    member_name: str
    state: str
    filed_at: str
    sponsor: str = ""
    pathway: str = ""
    hours: float = 0.0


def create_store(path: Path) -> Connection:
    """An empty store."""
    db = sqlite3.connect(path, isolation_level=None)
    db.executescript(_TABLE)
    return db


def pull(url: str, db: Connection) -> int:
    """Fetch everything and store it in one transaction; returns how many rows there are."""
    db.execute("BEGIN IMMEDIATE")
    db.executemany(f"INSERT INTO application VALUES ({','.join('?' * 11)})", _rows(_lines(url)))
    db.execute("COMMIT")
    return db.execute("SELECT count(*) FROM application").fetchone()[0]


def delta(url: str, since: int, db: Connection) -> int:
    """Fetch up to 1,000 changed rows and store them in one transaction; returns how many came."""
    connection = _connect(url)
    connection.request("GET", f"/page/{since}")
    lines = msgspec.json.decode(connection.getresponse().read(), type=list[msgspec.Raw])
    connection.close()
    if lines:
        db.execute("BEGIN IMMEDIATE")
        db.executemany(f"INSERT OR REPLACE INTO application VALUES ({','.join('?' * 11)})", _rows(map(bytes, lines)))
        db.execute("COMMIT")
    return len(lines)


def pending(db: Connection, count: int) -> list[tuple[str, float, str]]:
    """Decisions on as many pending applications."""
    rows = db.execute("SELECT id, hours FROM application WHERE state = 'pending' LIMIT ?", (count,))
    return [(key, hours, str(uuid.uuid4())) for key, hours in rows]


def decide(url: str, db: Connection, decisions: list[tuple[str, float, str]]) -> None:
    """Send decisions in one POST, then note them in the store in one transaction."""
    connection = _connect(url)
    connection.request("POST", "/decisions", msgspec.json.encode(decisions))
    answer = connection.getresponse()
    if answer.status != 200 or answer.read() != b"{}":
        raise RuntimeError(f"the plain server answered {answer.status}")
    connection.close()
    db.execute("BEGIN IMMEDIATE")
    db.executemany(
        "UPDATE application SET state = 'confirmed', rev = rev + 1 WHERE id = ?", [(entry[0],) for entry in decisions]
    )
    db.execute("COMMIT")


def _lines(url: str) -> Iterator[bytes]:
    connection = _connect(url)
    connection.request("GET", "/pull", headers={"Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    unpack = zlib.decompressobj(31)
    rest = b""
    while packed := answer.read1(CHUNK):
        *lines, rest = (rest + unpack.decompress(packed)).split(b"\n")
        yield from lines
    connection.close()


def _rows(lines: Iterable[bytes]) -> Iterator[tuple[object, ...]]:
    decoder = msgspec.json.Decoder(Row)
    for line in lines:
        r = decoder.decode(line)
        yield (
            r.id, r.rev, r.year, r.member_no, r.member_name, r.sponsor, r.pathway, r.hours, r.state, r.filed_at,
            line.decode(),
        )  # fmt: skip


def _connect(url: str) -> http.client.HTTPConnection:
    return http.client.HTTPConnection(urlsplit(url).netloc)
