"""The first load of :mod:`bench.pull` from the file that the service has prepared; the baseline is the same.

Ours also syncs the reference data, and then fetches the attachments of what is to be decided.
"""

import http.client
import time
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

from bench import load, material, pull, reviewer
from bench.harness import Figures, Size, Target
from bench.pull import RECORDS
from cpd_core.prepared import FORM
from devtools.service import running_service

ROUNDS = pull.ROUNDS
TARGETS = (
    Target("load and store", "s", 0.5 / 1.55),  # both measured beside each other in the same trial
    Target("with attachments", "s"),
)
LOOK_AGAIN = 0.2  # seconds


def prepare(work: Path, size: Size) -> None:
    """A service with as many applications that has its snapshot ready."""
    service = material.make_service(work, RECORDS[size])
    with running_service(service) as url:
        connection = http.client.HTTPConnection(urlsplit(url).netloc)
        headers = load.sign_in(connection, material.staff_account(service), "bench-snapshot")
        while (status := _look(connection, headers)) == HTTPStatus.ACCEPTED:
            time.sleep(LOOK_AGAIN)
        connection.close()
    if status != HTTPStatus.OK:
        raise RuntimeError(f"there is no snapshot: {status}")


def ours(work: Path, size: Size) -> Figures:
    """One sync of an empty profile."""
    loaded = reviewer.first_load(material.service(work, RECORDS[size]), RECORDS[size], prepared=True)
    return {"load and store": loaded.records, "with attachments": loaded.whole}


def baseline(work: Path, size: Size) -> Figures:
    """The same rows, the plain way."""
    seconds = pull.plain_seconds(work, RECORDS[size])
    return {"load and store": seconds, "with attachments": seconds}  # it knows of none


def _look(connection: http.client.HTTPConnection, headers: dict[str, str]) -> int:
    connection.request("GET", f"/v1/scopes/{material.SCOPE}/snapshot?form={FORM}", headers=headers)
    answer = connection.getresponse()
    answer.read()
    return answer.status
