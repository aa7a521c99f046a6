"""How many pages of 1,000 changes the service answers in a second, for four connections that ask without a pause.

Baseline: the same rows glued together by SQLite behind the same HTTP server, with no account, scope, cursor or
compression.
"""

import http.client
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from bench import material
from bench.harness import Figures, Target
from cpd_core.messages import PROTOCOL_HEADER, PROTOCOL_MAX, Session, SignIn
from devtools.service import running, running_service

ROUNDS = 5
TARGETS = (Target("pages of 1,000", "/s", 230 / 295, more_is_better=True),)
RECORDS = 10_000
CONNECTIONS = 4
REQUESTS = 400  # in all
WARM_UP = 40


def prepare(work: Path, quick: bool) -> None:
    """A service with ten full pages."""
    material.make_service(work / "service", RECORDS)


def ours(work: Path, quick: bool) -> Figures:
    """Pages of the province's feed, as its staff."""
    account = material.staff_account(work / "service")
    with running_service(work / "service") as url:
        sign_in = SignIn(
            user_type="province_staff", login=account.login, password=account.password, device_id="bench-page"
        )
        headers = {PROTOCOL_HEADER: str(PROTOCOL_MAX)}
        body = _ask(_connect(url), "POST", "/v1/session", headers, msgspec.json.encode(sign_in))
        token = msgspec.json.decode(body, type=Session).token
        headers["Authorization"] = f"Bearer {token}"
        path = f"/v1/scopes/{material.SCOPE}/changes?limit=1000&since={{}}"
        return {"pages of 1,000": _pages_per_second(url, path, headers)}


def baseline(work: Path, quick: bool) -> Figures:
    """The same pages, bare."""
    with running(material.plain_server(work / "service")) as url:
        return {"pages of 1,000": _pages_per_second(url, "/page/{}", {})}


def _pages_per_second(url: str, path: str, headers: Mapping[str, str]) -> float:
    _load(url, path, headers, WARM_UP)
    begun = time.perf_counter()
    _load(url, path, headers, REQUESTS)
    return REQUESTS / (time.perf_counter() - begun)


def _load(url: str, path: str, headers: Mapping[str, str], requests: int) -> None:
    failures: list[Exception] = []

    def ask_on_one_connection(first: int) -> None:
        connection = _connect(url)
        try:
            for number in range(first, requests, CONNECTIONS):
                _ask(connection, "GET", path.format(number * 1000 % (RECORDS - 1000)), headers)
        except (OSError, http.client.HTTPException, RuntimeError) as failure:
            failures.append(failure)
        connection.close()

    threads = [threading.Thread(target=ask_on_one_connection, args=(n,)) for n in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]


def _connect(url: str) -> http.client.HTTPConnection:
    return http.client.HTTPConnection(urlsplit(url).netloc)


def _ask(
    connection: http.client.HTTPConnection, method: str, path: str, headers: Mapping[str, str], body: bytes = b""
) -> bytes:
    connection.request(method, path, body or None, {"Content-Type": "application/json", **headers})
    answer = connection.getresponse()
    content = answer.read()
    if answer.status >= 400:
        raise RuntimeError(f"{method} {path}: {answer.status} {content[:200]!r}")
    return content
