"""Our own mistakes: the log gets everything, the client nothing but that it happened."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.support.api import Api
from tests.support.service import ServiceProcess


def test_a_bug_is_logged_and_not_leaked(sqlite_world: Path, tmp_path: Path) -> None:
    shutil.copy(sqlite_world, tmp_path)
    service = ServiceProcess.start(tmp_path)
    with closing(Api(service.url).sign_in("an")) as api:
        with closing(sqlite3.connect(tmp_path / "service.sqlite3")) as database:
            database.execute("ALTER TABLE feed RENAME TO lost")
        answer = api.call("GET", "/v1/scopes/m:an/changes")
        assert answer.status_code == 500
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json() == {"status": 500, "code": "INTERNAL", "title": answer.json()["title"]}
        assert "feed" not in answer.text
        assert api.call("GET", "/healthz").ok, "one failed request does not take the service down"
    service.kill()
    log = service.log.read_text("utf-8")
    assert "GET /v1/scopes/{scope}/changes failed" in log
    assert "m:an" not in log, "not even whose it was"
    assert "no such table" in log
