"""HTTP: every answer that is not ours becomes trouble that a person can act on, and no token goes astray."""

import gzip
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import msgspec
import pytest

from cpd_core.messages import FieldError, News, Problem, Result, ResultChunk
from cpd_desktop.errors import Offline, Refused, SignInNeeded, Trouble
from cpd_desktop.sync.client import NotAccepted, Resync, ServiceClient, ServiceTrouble

Reply = tuple[int, dict[str, str], bytes]
NEWS = News(time="2026-12-01T04:00:00Z", grant_version=1, protocol_min=1, protocol_max=1, scopes=())


class Stage(ThreadingHTTPServer):
    """A service that answers what the test wants and remembers what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.reply: Callable[[], Reply] = lambda: (200, {}, b"{}")
        self.asked: list[tuple[str, str, dict[str, str], bytes]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def _answer(self) -> None:
        assert isinstance(self.server, Stage)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.asked.append((self.command, self.path, dict(self.headers), body))
        status, headers, data = self.server.reply()
        self.send_response(status)
        always = {"Content-Length": str(len(data)), "Connection": "close"}  # said, or the client uses it once more
        sent = always | headers
        for name, value in sent.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)
        self.close_connection = sent["Connection"] == "close"  # a word kept: what is to be kept alive stays open

    do_GET = do_POST = do_PUT = do_DELETE = _answer  # noqa: N815

    def handle_one_request(self) -> None:
        with suppress(ConnectionAbortedError):  # what the test wants: the connection ends without an answer
            return super().handle_one_request()
        self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def stage() -> Iterator[Stage]:
    server = Stage()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def client(stage: Stage) -> Iterator[ServiceClient]:
    with ServiceClient(stage.url, "the-token") as opened:
        yield opened


def problem(status: int, code: str, *errors: FieldError) -> Reply:
    body = msgspec.json.encode(Problem(status=status, code=code, title="服务器的话", errors=errors))
    return status, {"Content-Type": "application/problem+json"}, body


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (problem(401, "SIGN_IN"), SignInNeeded),
        (problem(401, "SIGN_IN_FAILED"), Refused),
        (problem(403, "FORBIDDEN"), Refused),
        (problem(404, "NOT_FOUND"), Refused),
        (problem(410, "RESYNC"), Resync),
        (problem(413, "LARGE"), NotAccepted),
        (problem(422, "INVALID"), NotAccepted),
        (problem(429, "SLOWLY"), ServiceTrouble),
        (problem(500, "INTERNAL"), ServiceTrouble),
        ((502, {}, b"<html>bad gateway</html>"), ServiceTrouble),
        ((503, {"Retry-After": "17"}, b""), ServiceTrouble),
        ((404, {}, b"<html>another program</html>"), Trouble),
        ((302, {"Location": "http://portal.example/"}, b""), Trouble),
        ((200, {}, b"<html>please pay for the wireless</html>"), Trouble),
        ((200, {}, b""), Trouble),
    ],
)
def test_each_answer_has_its_kind_of_trouble(
    stage: Stage, client: ServiceClient, reply: Reply, kind: type[Trouble]
) -> None:
    stage.reply = lambda: reply
    with pytest.raises(kind) as caught:
        client.session()
    assert type(caught.value) is kind
    assert caught.value.title
    assert caught.value.text
    assert len(stage.asked) == 1, "it was tried once and followed nowhere"


def test_what_the_service_says_of_a_field_comes_through(stage: Stage, client: ServiceClient) -> None:
    wrong = FieldError(field="password", code="reason.empty")
    stage.reply = lambda: problem(401, "SIGN_IN_FAILED", wrong)
    with pytest.raises(Refused) as caught:
        client.sign_in("cpa", "3200", "wrong", "device")
    assert caught.value.errors == (wrong,)
    assert caught.value.title == "服务器的话"


def test_the_wish_to_wait_comes_through(stage: Stage, client: ServiceClient) -> None:
    stage.reply = lambda: (503, {"Retry-After": "17"}, b"")
    with pytest.raises(ServiceTrouble) as caught:
        client.session()
    assert caught.value.retry_after == 17


def test_a_date_as_a_wish_to_wait_needs_no_clock(stage: Stage, client: ServiceClient) -> None:
    stage.reply = lambda: (503, {"Retry-After": "Wed, 21 Oct 2026 07:28:00 GMT"}, b"")
    with pytest.raises(ServiceTrouble) as caught:
        client.session()
    assert caught.value.retry_after == 0


def test_nobody_there_is_offline(stage: Stage) -> None:
    url = stage.url
    stage.server_close()
    with ServiceClient(url) as client, pytest.raises(Offline):
        client.session()


def hang_up_at(stage: Stage, *numbers: int) -> None:
    """The service closes the connection instead of answering these requests."""

    def reply() -> Reply:
        if len(stage.asked) in numbers:
            raise ConnectionAbortedError
        return 200, {"Connection": "keep-alive"}, msgspec.json.encode(NEWS)

    stage.reply = reply


def test_a_connection_that_was_let_go_while_it_rested_is_made_anew(stage: Stage, client: ServiceClient) -> None:
    hang_up_at(stage, 2)
    assert client.news() == NEWS
    client.rest()
    assert client.news() == NEWS
    assert len(stage.asked) == 3


@pytest.mark.parametrize("gone", [(1,), (2, 3)])
def test_a_service_that_goes_on_hanging_up_is_offline(
    stage: Stage, client: ServiceClient, gone: tuple[int, ...]
) -> None:
    hang_up_at(stage, *gone)
    if gone[0] > 1:
        client.news()
        client.rest()
    with pytest.raises(Offline):
        client.news()
    assert len(stage.asked) == gone[-1]


def test_what_is_not_a_question_is_sent_once(stage: Stage, client: ServiceClient) -> None:
    hang_up_at(stage, 2)
    client.news()
    client.rest()
    with pytest.raises(Offline):
        client.push([b"{}"])
    assert len(stage.asked) == 2


def test_a_reply_cut_in_the_middle_is_offline(stage: Stage, client: ServiceClient) -> None:
    stage.reply = lambda: (200, {"Content-Length": "1000"}, b'{"results":[')
    with pytest.raises(Offline):
        client.push([b"{}"])


def test_a_service_that_says_nothing_is_offline(
    stage: Stage, client: ServiceClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cpd_desktop.sync.client.READ_SECONDS", 0.2)
    release = threading.Event()

    def silent() -> Reply:
        release.wait(30)
        return 200, {}, b"{}"

    stage.reply = silent
    with pytest.raises(Offline):
        client.session()
    release.set()


def test_an_address_that_is_none_says_so() -> None:
    with ServiceClient("no address at all") as client, pytest.raises(Trouble, match="no address at all"):
        client.session()


def test_commands_travel_squeezed_and_unchanged(stage: Stage, client: ServiceClient) -> None:
    commands = [b'{"n":%d,"words":"%s"}' % (n, b"x" * 100) for n in range(20)]
    answer = ResultChunk(results=tuple(Result(command_id=str(n), status="applied") for n in range(20)))
    stage.reply = lambda: (200, {"Content-Encoding": "gzip"}, gzip.compress(msgspec.json.encode(answer)))
    assert client.push(commands, "e1") == answer.results
    _, path, headers, body = stage.asked[0]
    assert (path, headers["Content-Encoding"], headers["Cpd-Protocol"]) == ("/v1/commands", "gzip", "1")
    assert len(body) < 500
    assert gzip.decompress(body) == b'{"epoch":"e1","commands":[' + b",".join(commands) + b"]}"


def test_an_answer_that_does_not_fit_the_question_is_not_understood(stage: Stage, client: ServiceClient) -> None:
    stage.reply = lambda: (200, {}, b'{"results":[]}')
    with pytest.raises(Trouble, match="无法识别"):
        client.push([b"{}"])


def test_the_token_goes_where_it_belongs_and_a_netrc_changes_nothing(
    stage: Stage, client: ServiceClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login someone password else")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    with client.download("/v1/blobs/" + "a" * 64) as file:
        assert b"".join(file.pieces) == b"{}"
    assert stage.asked[0][2]["Authorization"] == "Bearer the-token"


def test_a_question_about_changes_names_epoch_and_limit(stage: Stage, client: ServiceClient) -> None:
    client.changes("p:32", 7, "e1", 500)
    client.changes("p:32", 0, "", 500)
    assert [path for _, path, _, _ in stage.asked] == [
        "/v1/scopes/p:32/changes?since=7&limit=500&epoch=e1",
        "/v1/scopes/p:32/changes?since=0&limit=500",
    ]
