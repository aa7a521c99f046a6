"""A small service that has a prepared file of one scope, and a feed, and does with them what a test wants."""

import gzip
import io
import json
import sqlite3
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import msgspec

from cpd_core.messages import Change, Command, CommandChunk, News, Page, Result, ResultChunk, ScopeNews, Session
from cpd_core.prepared import FORM, Head, Record
from cpd_service.snapshots import cache
from tests.cpd_desktop.material import STAFF_SCOPE, session


def snapshot_of(
    items: Sequence[Change],
    high: int,
    *,
    scope: str = STAFF_SCOPE,
    protocol: int = 1,
    form: int = FORM,
    spoil: str = "",
) -> bytes:
    """The prepared file with these items, made as the service makes it; ``spoil`` is SQL that is run on it."""
    records = [Record(item.seq, item.kind, item.id, item.rev, bytes(item.data).decode()) for item in items]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cache.sqlite3"
        cache.write(path, Head(form, protocol, scope, "e1", high, len(items)), [records])
        with closing(sqlite3.connect(path)) as db:
            db.executescript(spoil)
        packed = io.BytesIO()
        cache.pack(path, packed, lambda: None)
    return packed.getvalue()


class PreparedService(ThreadingHTTPServer):
    """``file`` is the prepared one, None while it is being made; ``cut`` ends an answer after so many bytes of it."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.session: Session = session(
            user_type="province_staff", member_id="", scopes=(STAFF_SCOPE,), grant_version=2
        )
        self.file: bytes | None = None
        self.etag = '"one"'
        self.cut = 0
        self.status = 202  # where there is no file
        self.feed: list[Change] = []
        self.floor = 0
        self.result = Result(command_id="", status="applied", rev=2)  # of every command
        self.asked: list[tuple[str, str]] = []  # path with query, Range

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def of(self, part: str) -> list[str]:
        """The requests whose path has this part; of a Range only where it starts."""
        return [span or path for path, span in self.asked if part in path]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: PreparedService

    def do_GET(self) -> None:
        path = urlsplit(self.path)
        self.server.asked.append((self.path, self.headers.get("Range", "")))
        if path.path == "/v1/session":
            self._answer(200, msgspec.json.encode(self.server.session))
        elif path.path == "/v1/news":
            self._answer(200, msgspec.json.encode(self._news()))
        elif path.path.endswith("/snapshot"):
            self._snapshot()
        else:
            query = parse_qs(path.query)
            self._changes(*(int(query.get(name, "0")[0]) for name in ("since", "limit", "began")))

    def _news(self) -> News:
        asked = self.server.session
        high = max((change.seq for change in self.server.feed), default=0)
        return News(
            time="2026-12-01T04:00:00Z",
            grant_version=asked.grant_version,
            protocol_min=asked.protocol_min,
            protocol_max=asked.protocol_max,
            scopes=tuple(ScopeNews(scope=scope, epoch="e1", high=high) for scope in asked.scopes),
        )

    def do_POST(self) -> None:
        """Every command comes to the same."""
        chunk = msgspec.json.decode(self._body(), type=CommandChunk)
        commands = [msgspec.json.decode(raw, type=Command) for raw in chunk.commands]
        results = tuple(
            msgspec.structs.replace(self.server.result, command_id=command.command_id) for command in commands
        )
        self._answer(200, msgspec.json.encode(ResultChunk(results=results)))

    def _body(self) -> bytes:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        return gzip.decompress(body) if self.headers.get("Content-Encoding") == "gzip" else body

    def _changes(self, since: int, limit: int, began: int) -> None:
        if 0 < max(since, began) < self.server.floor:
            self._answer(410, b'{"status":410,"code":"RESYNC","title":"again"}')
            return
        after = [change for change in self.server.feed if change.seq > since]
        items = tuple(after[:limit])
        high = max((change.seq for change in self.server.feed), default=0)
        end = items[-1].seq if items else since
        page = Page(epoch="e1", floor=0, high=high, items=items, next=end, more=len(after) > limit)
        self._answer(200, msgspec.json.encode(page))

    def _snapshot(self) -> None:
        whole = self.server.file
        if whole is None:
            self._answer(
                self.server.status,
                json.dumps({"status": self.server.status, "code": "NO_SNAPSHOT", "title": "x"}).encode(),
            )
            return
        start, asked = 0, self.headers.get("Range", "")
        if asked and self.headers.get("If-Range") == self.server.etag:
            start = int(asked.removeprefix("bytes=").rstrip("-"))
        headers = {"ETag": self.server.etag}
        if start >= len(whole):
            self._answer(416, b"", headers | {"Content-Range": f"bytes */{len(whole)}"})
            return
        if start:
            headers |= {"Content-Range": f"bytes {start}-{len(whole) - 1}/{len(whole)}"}
        self._answer(206 if start else 200, whole[start:], headers)

    def _answer(self, status: int, data: bytes, headers: dict[str, str] | None = None) -> None:
        cut, self.server.cut = (self.server.cut, 0) if headers else (0, self.server.cut)
        self.send_response(status)
        always = {"Content-Length": str(len(data)), "Connection": "close"}  # said, or the client uses it once more
        for name, value in (always | (headers or {})).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data[:cut] if cut else data)
        self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def prepared_service() -> Iterator[PreparedService]:
    """A service that listens until the end of the block."""
    server = PreparedService()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()
