"""The server side of the baselines: as little as can serve the same rows over HTTP, with no accounts, scopes or checks.

``python -m bench.plain_server DATABASE`` serves a service's database: ``GET /pull`` streams all applications of the
province as gzip, a JSON line each; ``GET /page/SINCE`` gives 1,000 of them; ``POST /decisions`` applies a JSON list of
``[id, hours, command id]`` in three statements.
"""

import asyncio
import socket
import sqlite3
import sys
import zlib
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from typing import Any

import uvicorn

from bench.material import SCOPE

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
Receive = Callable[[], Awaitable[Message]]

ROWS_A_CHUNK = 1000
_ALL = """
SELECT record.body FROM feed JOIN record ON record.rid = feed.rid
WHERE feed.scope = ? AND feed.kind = 'application' ORDER BY seq
"""
_PAGE = """
SELECT '[' || coalesce(group_concat(body), '') || ']' FROM (
    SELECT record.body FROM feed JOIN record ON record.rid = feed.rid
    WHERE feed.scope = ? AND seq > ? ORDER BY seq LIMIT 1000)
"""
_DECIDE = (
    """UPDATE record SET rev = rev + 1, body = json_set(body, '$.state', 'confirmed', '$.confirmed_hours',
        d.value ->> 1, '$.rev', rev + 1) FROM json_each(?) AS d
        WHERE record.kind = 'application' AND record.id = d.value ->> 0""",
    """INSERT INTO plain_history (id, hours) SELECT value ->> 0, value ->> 1 FROM json_each(?)""",
    """INSERT INTO plain_receipt (command_id, result) SELECT value ->> 2, 'applied' FROM json_each(?)""",
)
_TABLES = """
CREATE TABLE IF NOT EXISTS plain_history (rid INTEGER PRIMARY KEY, id TEXT NOT NULL, hours REAL NOT NULL);
CREATE TABLE IF NOT EXISTS plain_receipt (command_id TEXT PRIMARY KEY, result TEXT NOT NULL) WITHOUT ROWID;
"""


class PlainServer:
    """An ASGI application over one SQLite connection."""

    def __init__(self, database: str) -> None:
        self._db = sqlite3.connect(database, isolation_level=None)
        self._db.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;" + _TABLES)

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        path = str(scope["path"])
        if path == "/pull":
            await self._answer(send, self._stream(), b"gzip")
        elif path.startswith("/page/"):
            (page,) = self._db.execute(_PAGE, (SCOPE, int(path.rpartition("/")[2]))).fetchone()
            await self._answer(send, iter((page.encode(),)))
        else:
            self._decide(await _body(receive))
            await self._answer(send, iter((b"{}",)))

    async def _answer(self, send: Send, chunks: Iterator[bytes], encoding: bytes = b"identity") -> None:
        headers = [(b"content-type", b"application/json"), (b"content-encoding", encoding)]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        for chunk in chunks:
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
        await send({"type": "http.response.body", "body": b""})

    def _stream(self) -> Iterator[bytes]:
        squeeze = zlib.compressobj(1, zlib.DEFLATED, 31)
        rows = self._db.execute(_ALL, (SCOPE,))
        while some := rows.fetchmany(ROWS_A_CHUNK):
            yield squeeze.compress("".join(f"{body}\n" for (body,) in some).encode())
        yield squeeze.flush()

    def _decide(self, body: bytes) -> None:
        self._db.execute("BEGIN IMMEDIATE")
        for statement in _DECIDE:
            self._db.execute(statement, (body.decode(),))
        self._db.execute("COMMIT")


async def _body(receive: Receive) -> bytes:
    parts: list[bytes] = []
    more = True
    while more:
        message = await receive()
        parts.append(message.get("body", b""))
        more = message.get("more_body", False)
    return b"".join(parts)


def main(database: str) -> None:
    """Serve until stopped."""
    listener = socket.create_server(("127.0.0.1", 0))
    print(f"listening on http://127.0.0.1:{listener.getsockname()[1]}", flush=True)
    config = uvicorn.Config(PlainServer(database), log_level="warning", lifespan="off", access_log=False)
    asyncio.run(uvicorn.Server(config).serve([listener]))


if __name__ == "__main__":
    main(sys.argv[1])
