"""Many clients that ask without a pause, each on a connection of its own: for the benches of the service."""

import http.client
import threading
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

import msgspec

from bench import material
from cpd_core.messages import PROTOCOL_HEADER, PROTOCOL_MAX, Session, SignIn
from devtools.service import DemoAccount

PAGE = f"/v1/scopes/{material.SCOPE}/changes?limit=1000&since={{}}"
PLAIN_PAGE = "/page/{}"
Visit = Callable[[http.client.HTTPConnection, int], object]


def together(url: str, clients: int, work: Visit) -> None:
    """Run ``work(connection, number)`` for all clients at once; the first failure is raised at the end."""
    failures: list[Exception] = []

    def one(number: int) -> None:
        connection = http.client.HTTPConnection(urlsplit(url).netloc)
        try:
            work(connection, number)
        except (OSError, http.client.HTTPException, RuntimeError) as failure:
            failures.append(failure)
        connection.close()

    threads = [threading.Thread(target=one, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]


def sign_in(connection: http.client.HTTPConnection, account: DemoAccount, device: str) -> dict[str, str]:
    """Sign in as provincial staff; the headers of what is asked from then on."""
    body = SignIn(user_type="province_staff", login=account.login, password=account.password, device_id=device)
    headers = {PROTOCOL_HEADER: str(PROTOCOL_MAX), "Content-Type": "application/json"}
    answer = ask(connection, "POST", "/v1/session", headers, msgspec.json.encode(body))
    return {**headers, "Authorization": f"Bearer {msgspec.json.decode(answer, type=Session).token}"}


def ask(
    connection: http.client.HTTPConnection, method: str, path: str, headers: Mapping[str, str], body: bytes = b""
) -> bytes:
    """One request; raises RuntimeError unless it is answered well."""
    connection.request(method, path, body or None, dict(headers))
    answer = connection.getresponse()
    content = answer.read()
    if answer.status >= 400:
        raise RuntimeError(f"{method} {path}: {answer.status} {content[:200]!r}")
    return content
