"""The way to the service: nothing in the clear, no stranger in its place, through a proxy; troubles in words."""

import re
import socket
import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from cpd_desktop.errors import Offline, Refused
from cpd_desktop.sync.client import ServiceClient
from cpd_desktop.sync.reach import examine
from cpd_desktop.sync.transport import DIRECT, Insecure
from tests.support.tls import Authority

NAME = "cpd.test"  # no name server knows it: only a proxy finds it
AUTHORITIES = ("SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")
PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


class Server(ThreadingHTTPServer):
    """Says 401 as the service does to strangers, and is a proxy that finds every name on this machine."""

    daemon_threads = True

    def __init__(self, port_behind: int = 0) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.port_behind = port_behind
        self.asked: list[str] = []
        self.date = ""
        self.thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01})
        self.thread.start()

    def stop(self) -> None:
        """No more questions."""
        self.shutdown()
        self.thread.join()
        self.server_close()


class _Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        body = b'{"status":401,"code":"SIGN_IN","title":""}'
        self.send_response_only(401)
        self.send_header("Date", self.server.date or self.date_time_string())
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_CONNECT(self) -> None:
        self.server.asked.append(self.path)
        with socket.create_connection(("127.0.0.1", self.server.port_behind)) as behind:
            self.send_response_only(200)
            self.end_headers()
            back = threading.Thread(target=_pour, args=(behind, self.connection))
            back.start()
            _pour(self.connection, behind)
            back.join()
        self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        pass


def _pour(source: socket.socket, target: socket.socket) -> None:
    try:
        while data := source.recv(65536):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        return  # one of them has gone


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Authority:
    """Trusted by the system, as a company's root is; no proxy is set."""
    made = Authority(tmp_path)
    for name in (*AUTHORITIES, *PROXIES, *(name.upper() for name in PROXIES)):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SSL_CERT_FILE", str(made.file))
    return made


@pytest.fixture
def server(authority: Authority) -> Iterator[Server]:
    made = Server()
    yield made
    made.stop()


@pytest.fixture
def proxy(server: Server) -> Iterator[Server]:
    made = Server(server.server_port)
    yield made
    made.stop()


def secured(server: Server, context: ssl.SSLContext) -> None:
    server.socket = context.wrap_socket(server.socket, server_side=True)


def ask(url: str, proxy: str = "") -> str:
    with ServiceClient(url, "the-token", proxy) as client:
        return client.date()


def url(server: Server, scheme: str = "https", host: str = "127.0.0.1") -> str:
    return f"{scheme}://{host}:{server.server_port}"


def quiet(server: Server) -> None:
    """A handshake that fails is what the test wants, and no line on the terminal."""
    server.handle_error = lambda request, client_address: None


def test_a_certificate_that_the_system_trusts_is_enough(server: Server, authority: Authority) -> None:
    secured(server, authority.server("127.0.0.1"))
    assert ask(url(server))
    assert server.asked == ["/v1/session"]


@pytest.mark.parametrize(
    ("host", "days", "trusted", "said"),
    [
        ("127.0.0.1", 0, False, "不受信任"),
        ("127.0.0.1", -30, True, "不在有效期内"),
        ("127.0.0.1", 30, True, "不在有效期内"),
        ("other.test", 0, True, "身份不符"),
    ],
)
def test_a_stranger_gets_nothing(
    server: Server,
    authority: Authority,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    host: str,
    days: int,
    trusted: bool,
    said: str,
) -> None:
    secured(server, authority.server(host, datetime.now(UTC) + timedelta(days=days)))
    quiet(server)
    if not trusted:
        (tmp_path / "other").mkdir()
        monkeypatch.setenv("SSL_CERT_FILE", str(Authority(tmp_path / "other").file))
    for name in ("PYTHONHTTPSVERIFY", "CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE"):
        monkeypatch.setenv(name, "0" if name.startswith("PYTHON") else str(authority.file) if trusted else "")
    with pytest.raises(Insecure) as caught:
        ask(url(server))
    assert said in caught.value.title
    assert server.asked == [], "no token, not even the path"
    last = examine(url(server))[-1]
    assert (last.name, last.tone) == ("安全", "bad")
    assert said in last.said.text()


def test_what_does_not_speak_https_is_said(server: Server) -> None:
    quiet(server)
    with pytest.raises(Insecure, match="没有按 HTTPS 应答"):
        ask(url(server))


@pytest.mark.parametrize("address", ["http://cpd.example.cn", "http://10.0.0.8:8000", "http://127.0.0.1.example.cn"])
def test_nothing_goes_in_the_clear(address: str) -> None:
    with pytest.raises(Refused) as caught:
        ask(address)
    assert [(each.field, each.code) for each in caught.value.errors] == [("server", "server.https")]


def test_this_machine_itself_needs_neither_tls_nor_proxy(
    server: Server, proxy: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", url(proxy, "http"))
    assert ask(url(server, "http"))
    assert ask(url(server, "http"), url(proxy, "http"))
    assert proxy.asked == []


@pytest.mark.parametrize("by_system", [True, False])
def test_a_proxy_is_gone_through_and_sees_nothing(
    server: Server, proxy: Server, authority: Authority, monkeypatch: pytest.MonkeyPatch, by_system: bool
) -> None:
    secured(server, authority.server(NAME))
    there = f"https://{NAME}"
    if by_system:
        monkeypatch.setenv("https_proxy", url(proxy, "http"))
    given = "" if by_system else url(proxy, "http")
    assert ask(there, given)
    assert (proxy.asked, server.asked) == ([f"{NAME}:443"], ["/v1/session"])
    steps = examine(there, given)
    assert [(step.name, step.tone) for step in steps] == [
        ("代理", "good"), ("连接", "good"), ("安全", "good"), ("服务", "good"),
    ]  # fmt: skip


def test_direct_means_direct(proxy: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", url(proxy, "http"))
    with pytest.raises(Offline, match="未连接到服务器"):
        ask(f"https://{NAME}", DIRECT)
    assert proxy.asked == []
    assert [step.name for step in examine(f"https://{NAME}", DIRECT)] == ["域名"]


def test_a_proxy_that_is_not_there_is_named(authority: Authority) -> None:
    away = "http://127.0.0.1:9"  # the discard port: refuses at once
    with pytest.raises(Offline, match=re.escape(away)):
        ask(f"https://{NAME}", away)


@pytest.mark.parametrize(
    ("address", "step", "said"),
    [
        ("cpd.example.cn", "地址", "不是完整的地址"),
        ("http://127.0.0.1:9", "连接", "服务没有运行"),
        ("https://nobody.invalid", "域名", "找不到 nobody.invalid"),
    ],
)
def test_the_step_that_fails_is_the_last(authority: Authority, address: str, step: str, said: str) -> None:
    last = examine(address)[-1]
    assert (last.name, last.tone) == (step, "bad")
    assert said in last.said.text()


def test_a_clock_that_is_off_is_said_and_does_no_harm(server: Server) -> None:
    server.date = "Wed, 21 Oct 2026 07:28:00 GMT"
    steps = examine(url(server, "http"))
    assert [(step.name, step.tone) for step in steps] == [("连接", "good"), ("服务", "good"), ("时钟", "warning")]
    assert "分钟" in steps[-1].said.text()
