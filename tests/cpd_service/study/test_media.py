"""Media of courses: an address for who is signed in, ranges, and players that hang up in the middle."""

import contextlib
import re
import socket
from urllib.parse import urlsplit

import pytest
import requests

import resources
from tests.support.api import hashed
from tests.support.demo import account
from tests.support.service import ServiceProcess

SAMPLE = resources.path("demo", "sample.webm").read_bytes()
LESSON = resources.path("demo", "lesson.webm").read_bytes()


@pytest.fixture
def token(service: ServiceProcess) -> str:
    who = account(service.directory, "non_practising", "32")
    body = {"user_type": who.user_type, "login": who.login, "password": who.password, "device_id": "player"}
    return requests.post(f"{service.url}/v1/session", json=body, timeout=30).json()["token"]


def address(service: ServiceProcess, token: str, sha256: str) -> requests.Response:
    bearer = {"Authorization": f"Bearer {token}"}
    return requests.get(f"{service.url}/v1/media/{sha256}/address", headers=bearer, timeout=30)


def get(url: str, asked: str = "") -> requests.Response:
    return requests.get(url, headers={"Range": asked} if asked else {}, timeout=30)


def hang_up(url: str, after: int) -> None:
    """Ask for all of it and go away after so many bytes, without a word."""
    parts = urlsplit(url)
    assert parts.hostname
    with socket.create_connection((parts.hostname, parts.port or 80), timeout=30) as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")  # a reset, as a killed player's
        line.sendall(f"GET {parts.path}?{parts.query} HTTP/1.1\r\nHost: x\r\nRange: bytes=0-\r\n\r\n".encode())
        with contextlib.suppress(ConnectionError):
            line.recv(after)


def test_a_player_gets_what_it_asks_for(service: ServiceProcess, token: str) -> None:
    found = address(service, token, hashed(SAMPLE))
    assert found.status_code == 200
    assert found.json()["seconds"] == 7200
    url = service.url + found.json()["path"]
    whole = get(url)
    assert (whole.status_code, whole.content) == (200, SAMPLE)
    assert (whole.headers["Accept-Ranges"], whole.headers["Content-Type"]) == ("bytes", "video/webm")
    part = get(url, "bytes=1000-1999")
    assert (part.status_code, part.content) == (206, SAMPLE[1000:2000])
    assert get(url, f"bytes={len(SAMPLE)}-").status_code == 416
    assert requests.head(url, timeout=30).headers["Content-Length"] == str(len(SAMPLE))

    # nobody makes an address: not for another file, not for longer, not without signing in
    for wrong in (
        url.replace(hashed(SAMPLE), hashed(LESSON)),
        re.sub(r"until=(\d+)", lambda found: f"until={int(found[1]) + 1}", url),
        re.sub(r"sign=\w", "sign=", url),
        re.sub(r"until=\d+", "until=1", url),
    ):
        answer = get(wrong)
        assert (answer.status_code, answer.json()["code"]) == (403, "ADDRESS_OVER")
    assert get(url.split("?")[0]).status_code == 422
    assert address(service, "nobody", hashed(SAMPLE)).status_code == 401
    assert address(service, token, "0" * 64).status_code == 404

    # players hang up whenever one seeks: the service goes on, and says nothing of it in its log
    lesson = service.url + address(service, token, hashed(LESSON)).json()["path"]
    for after in (1, 5_000, 100_000) * 5:
        hang_up(lesson, after)
    assert get(lesson).content == LESSON
    service.restart()  # the secret outlives the process
    assert get(url).content == SAMPLE
    service.check()
    (service.directory / "media" / hashed(SAMPLE)[:2] / hashed(SAMPLE)).unlink()
    with pytest.raises(AssertionError, match=f"medium {hashed(SAMPLE)} is missing from the store"):
        service.check()
