"""The service over HTTP: every answer is a struct, every failure a Trouble with words."""

import gzip
import platform
import re
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from types import TracebackType
from typing import Self, TypeVar

import msgspec
import requests
from msgspec import Struct
from requests.auth import AuthBase
from urllib3.exceptions import ProtocolError

from cpd_core.account_messages import SignInProof
from cpd_core.entities import Certificate
from cpd_core.messages import (
    PROTOCOL_HEADER,
    PROTOCOL_MAX,
    CertificateRequest,
    Digests,
    MediaAddress,
    News,
    Problem,
    Result,
    ResultChunk,
    Session,
    SignIn,
    UserType,
)
from cpd_core.national import KEY_HEADER
from cpd_core.wording import TEXTS, say
from cpd_desktop.errors import Refused, SignInNeeded, Trouble
from cpd_desktop.sentences import Param, Said
from cpd_desktop.sync import transport

CONNECT_SECONDS = 3.05
READ_SECONDS = 20.0  # between two packets, not for the whole answer
GZIP_FROM = 1024  # bytes; below, compression costs more than it saves
SAFE = ("GET", "HEAD")  # methods of requests that may be sent twice whatever became of the first
PIECE = 64 * 1024  # bytes of a download held at a time; a break loses no more than that
_RANGE = re.compile(r"bytes (?:(\d+)-\d+|\*)/(\d+)")
UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError)  # what decoding raises for bytes that are none of ours
T = TypeVar("T")


class Resync(Trouble):
    """The scope has to be loaded from scratch (410)."""


class NotAccepted(Refused):
    """The service read the request and cannot take it as it is (400, 413, 422); ``errors`` name the fields."""


class ServiceTrouble(Trouble):
    """The service is there and cannot answer now; ``retry_after`` is in seconds, 0 where it did not say."""

    def __init__(self, title: str, text: str, retry_after: float = 0.0, /, **params: "Param | Said") -> None:
        super().__init__(title, text, **params)
        self.retry_after = retry_after


class NotReady(Trouble):
    """The service is still making what was asked for (202)."""


class Download(Struct, frozen=True):
    """A file on its way: ``start`` bytes of it are here, 0 where it is another file by now. Sizes in bytes."""

    start: int
    total: int
    etag: str
    pieces: Iterator[bytes]


class ServiceClient:
    """One connection to the service, kept open between requests. Not for several threads at once; close it."""

    def __init__(self, server: str, token: str = "", proxy: str = "") -> None:
        """Asks nothing yet; raises Refused (field ``server``) for an address that would send secrets in the clear."""
        self._server = server
        self._token = token
        self._proxy = proxy
        self._rested = False  # whether the connection may have gone stale since it was used
        self._http = transport.opened(server, proxy)
        self._http.headers[PROTOCOL_HEADER] = str(PROTOCOL_MAX)
        self._http.auth = _Bearer(token)  # an AuthBase, so that a .netrc file never replaces it

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection."""
        self._http.close()

    def is_for(self, server: str, token: str, proxy: str) -> bool:
        """Whether this is a connection to that address, with that token, through that proxy."""
        return (self._server, self._token, self._proxy) == (server, token, proxy)

    def rest(self) -> None:
        """Nothing is asked for a while: should the service hang up, the next question is asked anew, unnoticed."""
        self._rested = True

    # --- session -----------------------------------------------------------------------------------------------

    def sign_in(
        self, user_type: UserType, login: str, password: str, device_id: str, proof: SignInProof | None = None
    ) -> Session:
        """Sign in; the answer carries the token. Raises Refused whose errors name the fields, ``proof``'s, too."""
        proof = proof or SignInProof()
        body = SignIn(
            user_type=user_type,
            login=login,
            password=password,
            device_id=device_id,
            device_name=platform.node()[:60],
            picture_id=proof.picture_id,
            picture=proof.picture,
            code=proof.code,
        )
        return _decode(self._send("POST", "/v1/session", json=body), Session)

    def date(self) -> str:
        """The service's clock, as the header of an answer says it; that it asks who we are is answer enough."""
        answer = self._ask("GET", "/v1/session", {})
        if answer.status_code >= 300 and not isinstance(trouble := _trouble_of(answer), SignInNeeded):
            raise trouble
        return answer.headers.get("Date", "")

    def session(self) -> Session:
        """Who this token belongs to, and its scopes now."""
        return _decode(self._send("GET", "/v1/session"), Session)

    def sign_out(self) -> None:
        """Make the token worthless."""
        self._send("DELETE", "/v1/session")

    def news(self) -> News:
        """How far each scope has gone on, and whether the session is still as it was."""
        return _decode(self._send("GET", "/v1/news"), News)

    # --- sync --------------------------------------------------------------------------------------------------

    def push(self, commands: list[bytes], epoch: str = "") -> tuple[Result, ...]:
        """Send commands, the bytes as they are; the results come in the same order.

        Raises Resync, with nothing done, where the service was restored since the copy of this ``epoch`` was pulled.
        """
        body = b'{"epoch":%s,"commands":[%s]}' % (msgspec.json.encode(epoch), b",".join(commands))
        results = _decode(self._send("POST", "/v1/commands", body), ResultChunk).results
        if len(results) != len(commands):
            raise not_understood("/v1/commands")
        return results

    def changes(self, scope: str, since: int, epoch: str, limit: int, began: int = 0) -> bytes:
        """A page of a scope's changes, as it came; raises Resync.

        ``began``: where the scope stood at the first page of a load from scratch, 0 where this is none.
        """
        query = {"since": str(since), "limit": str(limit)} | ({"epoch": epoch} if epoch else {})
        query |= {"began": str(began)} if began else {}
        return self._send("GET", f"/v1/scopes/{scope}/changes", query=query)

    def digests(self, scope: str) -> Digests:
        """What a scope holds, summed up."""
        return _decode(self._send("GET", f"/v1/scopes/{scope}/digests"), Digests)

    def bucket(self, scope: str, number: int) -> bytes:
        """All that a scope holds in one bucket, as it came."""
        return self._send("GET", f"/v1/scopes/{scope}/buckets/{number}")

    def put_blob(self, sha256: str, data: bytes, media_type: str) -> None:
        """Send an attachment; harmless when it is there already."""
        self._send("PUT", f"/v1/blobs/{sha256}", data, media_type=media_type, squeeze=False)

    @contextmanager
    def download(self, path: str, start: int = 0, etag: str = "") -> Generator[Download]:
        """Fetch a file from byte ``start`` on, as long as it is the one of this ETag; raises NotReady, Refused."""
        wish = {"Accept-Encoding": "identity"}  # ranges are of the file, not of a packed form of it
        if start:
            wish |= {"Range": f"bytes={start}-"} | ({"If-Range": etag} if etag else {})
        with self._ask("GET", path, headers=wish, stream=True) as answer:
            if answer.status_code == 202:
                raise NotReady("还在准备", "服务器正在准备数据，稍后再试")
            if answer.status_code >= 300 and answer.status_code != 416:
                raise _trouble_of(answer)
            first, total = _extent(answer, start)
            found = answer.headers.get("ETag", "")
            if answer.status_code < 300:
                yield Download(first, total, found, self._pieces(answer))
                return
        if total == start:
            yield Download(start, total, etag, iter(()))  # the end was asked for: it is all here
            return
        with self.download(path) as whole:
            yield whole

    def update_manifest(self, channel: str) -> bytes:
        """What newer version of this program a channel offers, as its publisher signed it; raises Refused for none."""
        return self._send("GET", f"/v1/updates/{channel}")

    # --- certificates ------------------------------------------------------------------------------------------

    def request_certificate(self, year: int) -> Certificate:
        """The certificate of a year; the same facts give the same one."""
        return _decode(self._send("POST", "/v1/certificates", json=CertificateRequest(year=year)), Certificate)

    def certificate_pdf(self, number: str) -> bytes:
        """The 学时证明 as a PDF."""
        return self._send("GET", f"/v1/certificates/{number}/pdf")

    # --- study -------------------------------------------------------------------------------------------------

    def media_address(self, sha256: str) -> MediaAddress:
        """Where a player finds a medium of the service's for a while, without our headers."""
        return _decode(self._send("GET", f"/v1/media/{sha256}/address"), MediaAddress)

    # --- one's own account, the national desk ------------------------------------------------------------------

    def ask(self, path: str, type_: type[T], query: Mapping[str, str]) -> T:
        """Read something that is a struct."""
        return _decode(self._send("GET", path, query=query), type_)

    def tell(self, method: str, path: str, body: msgspec.Struct | None = None) -> None:
        """Change something that has no answer."""
        self._send(method, path, json=body)

    def exchange(self, method: str, path: str, body: msgspec.Struct, type_: type[T]) -> T:
        """Change something that answers with a struct; not to be sent again."""
        return _decode(self._send(method, path, json=body), type_)

    def fetch(self, path: str) -> bytes:
        """Read something that is a file."""
        return self._send("GET", path)

    def act(
        self,
        method: str,
        path: str,
        body: msgspec.Struct | bytes,
        type_: type[T],
        key: str,
        media_type: str,
        query: Mapping[str, str],
    ) -> T:
        """Change something; with the same ``key`` again it is not done again."""
        data = body if isinstance(body, bytes) else msgspec.json.encode(body)
        headers = {KEY_HEADER: key, "Content-Type": media_type or "application/json"}
        answer = self._ask(method, path, headers, data, query)
        if answer.status_code >= 300:
            raise _trouble_of(answer)
        return _decode(answer.content, type_)

    # --- HTTP --------------------------------------------------------------------------------------------------

    def _send(
        self,
        method: str,
        path: str,
        body: bytes = b"",
        *,
        json: msgspec.Struct | None = None,
        query: Mapping[str, str] | None = None,
        media_type: str = "application/json",
        squeeze: bool = True,
    ) -> bytes:
        """One request; returns the body of a good answer and raises for any other."""
        data = msgspec.json.encode(json) if json else body
        headers: dict[str, str] = {"Content-Type": media_type} if data else {}
        if squeeze and len(data) >= GZIP_FROM:
            data = gzip.compress(data, compresslevel=1, mtime=0)
            headers["Content-Encoding"] = "gzip"
        answer = self._ask(method, path, headers, data, query)
        if answer.status_code >= 300:
            raise _trouble_of(answer)
        return answer.content

    def _ask(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str],
        data: bytes = b"",
        query: Mapping[str, str] | None = None,
        stream: bool = False,
    ) -> requests.Response:
        """One request, whatever the answer; raises Offline, or Trouble for an address that is none."""

        def ask() -> requests.Response:
            return self._http.request(
                method,
                self._server + path,
                params=query,
                data=data or None,
                headers=headers,
                timeout=(CONNECT_SECONDS, READ_SECONDS),
                allow_redirects=False,  # a token never follows a redirect
                stream=stream,
            )

        with self._in_words():
            try:
                answer = ask()
            except requests.ConnectionError as error:
                if not (self._rested and method in SAFE and _is_stale(error)):
                    raise
                answer = ask()  # on a new one
        self._rested = False
        return answer

    def _pieces(self, answer: requests.Response) -> Iterator[bytes]:
        with self._in_words():
            yield from answer.iter_content(PIECE)

    @contextmanager
    def _in_words(self) -> Generator[None]:
        try:
            yield
        except requests.RequestException as failure:
            raise transport.trouble_of(failure, self._server, self._proxy) from failure


class _Bearer(AuthBase):
    """Puts the token into the header."""

    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, r: requests.PreparedRequest) -> requests.PreparedRequest:
        if self._token:
            r.headers["Authorization"] = f"Bearer {self._token}"
        return r


def _is_stale(error: requests.ConnectionError) -> bool:
    """Whether a connection that was there broke before any answer, and not: nobody is there, or says anything."""
    return bool(error.args) and isinstance(error.args[0], ProtocolError)


def _decode(body: bytes, type_: type[T]) -> T:
    try:
        return msgspec.json.decode(body, type=type_)
    except UNREADABLE as error:
        raise not_understood(str(error)) from error


def not_understood(detail: str) -> Trouble:
    """An answer that is none of ours: a captive portal, another program, a newer service."""
    return Trouble("服务器的答复无法识别", "请检查服务地址，或升级本程序（{detail}）", detail=detail)


def _trouble_of(answer: requests.Response) -> Trouble:
    """The trouble that an answer from 300 on stands for."""
    status = answer.status_code
    try:
        problem = msgspec.json.decode(answer.content, type=Problem)
    except UNREADABLE:
        problem = Problem(status=status, code="", title="")
    ours = problem.code in TEXTS and problem.title == say(problem.code, problem.params)
    title = problem.code if ours else "{title}" if problem.title else "服务器答复 {status}"
    said = {**problem.params, "title": problem.title, "status": status}
    if status == 401 and problem.code == "SIGN_IN":
        return SignInNeeded("请重新登录", "登录已失效；已保存的内容不受影响，登录后会继续发送")
    if status == 410:
        return Resync("需要重新下载", title, **said)
    if status == 429 or status >= 500:
        wait = _seconds(answer.headers.get("Retry-After"))
        return ServiceTrouble(title, "服务器暂时无法处理，稍后会自动重试", wait, **said)
    if status in (400, 413, 422) and problem.code:
        return NotAccepted(title, "" if problem.errors else title, problem.errors, **said)
    if 400 <= status < 500 and problem.code:
        return Refused(title, "" if problem.errors else title, problem.errors, **said)
    return not_understood(f"{answer.request.method} {answer.request.path_url}: {status}")


def _extent(answer: requests.Response, asked: int) -> tuple[int, int]:
    """The first byte of what comes and the size of the whole, by the headers of an answer to a Range."""
    if answer.status_code not in (206, 416):
        length = answer.headers.get("Content-Length", "")
        return 0, int(length) if length.isdigit() else 0
    found = _RANGE.fullmatch(answer.headers.get("Content-Range", ""))
    if found is None and answer.status_code == 416:
        return asked, -1  # nothing from there on, and nobody says how much there is
    first = int(found[1] or asked) if found else -1
    if found is None or first != asked:
        raise not_understood(f"Content-Range of {answer.request.path_url}")
    return first, int(found[2])


def _seconds(retry_after: str | None) -> float:
    """Retry-After in seconds; its form as a date would need a clock and is taken as nothing."""
    return float(retry_after) if retry_after and retry_after.isdigit() else 0.0
