"""A real proxy between a client and the service that does to each request what bad networks do."""

import gzip
import socket
import struct
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from http.client import HTTPConnection, HTTPException, HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self

UPSTREAM_SECONDS = 60
RETRY_AFTER = 7  # seconds, as sent with 503 and 429
GZIP_MARK = b"\x1f\x8b"
AT_ONCE = struct.pack("ii", 1, 0)  # SO_LINGER: close with a reset instead of a farewell


class Fault(Enum):
    """What becomes of one request."""

    PASS = "passed"
    DELAY = "delayed"
    TWICE = "delivered twice"
    DROP_REPLY = "reply dropped"
    CUT_REPLY = "reply cut"
    GARBLED_REPLY = "reply garbled"
    CUT_REQUEST = "request cut"
    CLOSE = "closed at once"
    ERROR_500 = "500"
    BAD_GATEWAY_502 = "502"
    BUSY_503 = "503"
    TOO_MANY_429 = "429"
    NOT_READY_202 = "202"


HARMLESS = (Fault.PASS, Fault.DELAY, Fault.TWICE)
REFUSALS = {Fault.ERROR_500: 500, Fault.BAD_GATEWAY_502: 502, Fault.BUSY_503: 503, Fault.TOO_MANY_429: 429}
STATUSES = REFUSALS | {Fault.NOT_READY_202: 202}


@dataclass(frozen=True)
class Exchange:
    """One request and, where the service answered, its reply; ``status`` is 0 where it did not."""

    fault: Fault
    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    status: int = 0
    reply: bytes = b""

    @property
    def asks(self) -> str:
        """Method and path, without the query."""
        return f"{self.method} {self.path.partition('?')[0]}"

    @property
    def content(self) -> bytes:
        """The body as it was before it was packed."""
        return _unpacked(self.body)

    @property
    def answer(self) -> bytes:
        """The reply as it was before it was packed."""
        return _unpacked(self.reply)


def garbled(data: bytes) -> bytes:
    """The bytes with one replaced by what is neither ASCII nor UTF-8: of a head the first, of a body the middle one."""
    at = len(data) // 2 if not data.startswith(b"HTTP/") else 0
    return data[:at] + b"\xff" + data[at + 1 :]


def _unpacked(body: bytes) -> bytes:
    return gzip.decompress(body) if body.startswith(GZIP_MARK) else body


Plan = Callable[[str], Fault]  # from "POST /v1/commands" to what becomes of it


def all_pass(_asks: str) -> Fault:
    """The plan of a good network."""
    return Fault.PASS


class Proxy:
    """Listens on a free port until it is closed. ``plan`` may be replaced at any time."""

    def __init__(self, upstream: str, plan: Plan = all_pass) -> None:
        self.upstream = upstream
        self.plan = plan
        self.delay_seconds = 0.05
        self.exchanges: list[Exchange] = []
        self.counts: Counter[Fault] = Counter()
        self._lock = threading.Condition()
        self._closing = threading.Event()
        self._server = _Server(self)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), name="proxy")
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Stop listening; requests that are held back go nowhere."""
        self._closing.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def fail_once(self, fault: Fault, asks: str = "", after: int = 0) -> None:
        """Let one fault happen to the next request that begins with ``asks``, after so many of them have passed."""
        left = [after, 1]

        def plan(request: str) -> Fault:
            if not request.startswith(asks) or not left[1]:
                return Fault.PASS
            if left[0]:
                left[0] -= 1
                return Fault.PASS
            left[1] = 0
            return fault

        self.plan = plan

    def heal(self) -> None:
        """From now on everything passes."""
        self.plan = all_pass

    def arrived(self, asks: str) -> list[Exchange]:
        """The requests of this kind that the service answered, in their order."""
        with self._lock:
            return [one for one in self.exchanges if one.asks.startswith(asks) and one.status]

    def wait_for(self, asks: str, number: int) -> None:
        """Wait until the service has answered so many requests of this kind."""
        with self._lock:
            arrived = self._lock.wait_for(lambda: len(self.arrived(asks)) >= number, UPSTREAM_SECONDS)
        assert arrived, f"{asks} did not arrive {number} times"

    def figures(self) -> str:
        """How many requests met what, for a test to print."""
        return ", ".join(f"{number} {fault.value}" for fault, number in self.counts.items())

    # --- used by the handler -----------------------------------------------------------------------------------

    def decide(self, asks: str) -> Fault:
        """What becomes of this request; counted."""
        with self._lock:
            fault = self.plan(asks)
            self.counts[fault] += 1
        return fault

    def note(self, exchange: Exchange) -> None:
        """Remember a request."""
        with self._lock:
            self.exchanges.append(exchange)
            self._lock.notify_all()

    def hold(self) -> None:
        """Wait as long as a slow line takes."""
        self._closing.wait(self.delay_seconds)

    def connect(self) -> HTTPConnection:
        """A connection to the service."""
        return HTTPConnection(self.upstream.removeprefix("http://"), timeout=UPSTREAM_SECONDS)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, proxy: Proxy) -> None:
        self.proxy = proxy
        super().__init__(("127.0.0.1", 0), _Handler)


class _Handler(BaseHTTPRequestHandler):
    """One connection of a client; as many requests as it sends."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Server

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the tests print figures of their own."""

    def _serve(self) -> None:
        proxy = self.server.proxy
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        headers = dict(self.headers.items())
        asks = f"{self.command} {self.path.partition('?')[0]}"
        fault = proxy.decide(asks)
        about = (fault, self.command, self.path, headers, body)
        if fault in (Fault.CLOSE, Fault.CUT_REQUEST) or fault in STATUSES:
            proxy.note(Exchange(*about))
        match fault:
            case Fault.CLOSE:
                return self._hang_up(at_once=True)
            case Fault.CUT_REQUEST:
                self._send_half(headers, body)
                return self._hang_up()
            case _ if fault in STATUSES:
                return self._refuse(STATUSES[fault])
            case _:
                pass
        if fault is Fault.DELAY:
            proxy.hold()
        try:
            if fault is Fault.TWICE:
                self._ask(headers, body)
            reply, content = self._ask(headers, body)
        except (OSError, HTTPException):  # the service is down: what a gateway says then
            proxy.note(Exchange(*about))
            return self._refuse(502)
        proxy.note(Exchange(*about, reply.status, content))
        if fault is Fault.DROP_REPLY:
            return self._hang_up()
        return self._answer(reply, content, fault)

    do_GET = do_PUT = do_POST = do_HEAD = do_DELETE = _serve  # noqa: N815 -- names by http.server

    def _ask(self, headers: dict[str, str], body: bytes) -> tuple[HTTPResponse, bytes]:
        """Ask the service, on a connection of its own."""
        connection = self.server.proxy.connect()
        try:
            connection.request(self.command, self.path, body or None, headers)
            reply = connection.getresponse()
            return reply, reply.read()
        finally:
            connection.close()

    def _send_half(self, headers: dict[str, str], body: bytes) -> None:
        """Send the head and half of the body, or half of the head where there is no body; then the line is dead."""
        head = f"{self.command} {self.path} HTTP/1.1\r\n" + "".join(f"{k}: {v}\r\n" for k, v in headers.items())
        whole = head.encode("latin-1") + b"\r\n"
        half = whole + body[: len(body) // 2] if body else whole[: len(whole) // 2]
        host, _, port = self.server.proxy.upstream.removeprefix("http://").partition(":")
        with socket.create_connection((host, int(port)), timeout=UPSTREAM_SECONDS) as line:
            line.sendall(half)

    def _answer(self, reply: HTTPResponse, content: bytes, fault: Fault) -> None:
        length = reply.getheader("Content-Length") or str(len(content))
        lines = [f"HTTP/1.1 {reply.status} {reply.reason}"]
        lines += [f"{k}: {v}" for k, v in reply.getheaders() if k.lower() not in ("content-length", "connection")]
        lines += [] if reply.status == 204 else [f"Content-Length: {length}"]
        head = "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n"
        if fault is Fault.GARBLED_REPLY:
            head, content = (head, garbled(content)) if content else (garbled(head), b"")
        if fault is not Fault.CUT_REPLY:
            return self._write(head + content)
        self._write(head + content[: len(content) // 2] if content else head[:8])  # before the status: nobody knows it
        return self._hang_up()

    def _refuse(self, status: int) -> None:
        """Answer as gateways do: HTML, no problem document."""
        wait = f"Retry-After: {RETRY_AFTER}\r\n" if status in (503, 429) else ""
        page = b"<html><h1>Sorry</h1></html>"
        head = f"HTTP/1.1 {status} Sorry\r\nContent-Type: text/html\r\n{wait}Content-Length: {len(page)}\r\n\r\n"
        self._write(head.encode() + page)

    def _write(self, data: bytes) -> None:
        try:
            self.wfile.write(data)
        except ConnectionError:  # the client has given up waiting
            self.close_connection = True

    def _hang_up(self, at_once: bool = False) -> None:
        self.close_connection = True
        if at_once:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
            self.connection.close()
