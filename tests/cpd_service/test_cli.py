"""``cpd-service`` at the command line."""

import io
import re
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from cpd_service.cli import main
from tests.support.api import Api
from tests.support.service import ServiceProcess

ADD = ("account", "add", "--user-type", "province_staff", "--login", "js", "--name", "江苏", "--province", "32")

PROVINCE = ("directory", "add", "province", "江苏", "--id", "32", "--institute-name", "江苏省注册会计师协会")
NO_DAYS = ["blobs", "collect", "--grace-days", "0"]


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{(tmp_path / 'service.sqlite3').as_posix()}"


def type_in(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Let ``text`` come from standard input."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))


def test_an_added_account_signs_in(tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert main([*PROVINCE, "--database-url", url]) == 0
    type_in(monkeypatch, "秘密 password\n")
    assert main([*ADD, "--database-url", url, "--password-stdin"]) == 0
    service = ServiceProcess.start(tmp_path)
    with closing(Api(service.url)) as api:
        body = {"user_type": "province_staff", "login": "js", "password": "秘密 password", "device_id": "d"}
        answer = api.call("POST", "/v1/session", json=body)
        assert answer.json()["scopes"] == ["p:32", "ref"]
        api.http.headers["Authorization"] = f"Bearer {answer.json()['token']}"
        changed = api.call("PUT", "/v1/account/password", json={"old": body["password"], "new": "只有她本人知道的密码"})
        assert changed.status_code == 204, "what somebody else chose is good for one thing"
        rules = {item["id"] for item in api.pull("ref")}
    service.stop()
    assert {"np-2022", "cpa-2022", "house"} <= rules, "a new database is given the rules that ship with the service"


@pytest.mark.parametrize(
    ("arguments", "password", "said"),
    [
        (("--user-type", "cpa", "--login", "1", "--name", "x"), "pw\n", "names its member"),
        (("--user-type", "province_staff", "--login", "1", "--name", "x"), "pw\n", "names its province"),
        (("--user-type", "national_staff", "--login", " ", "--name", "x"), "pw\n", "needs a login"),
        (("--user-type", "national_staff", "--login", "1", "--name", "x"), "\n", "password is empty"),
        (("--user-type", "national_staff", "--login", "1", "--name", "x", "--member-id", "m"), "pw\n", "no other"),
    ],
)
def test_an_account_that_does_not_hold_together_is_refused(
    url: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    password: str,
    said: str,
) -> None:
    type_in(monkeypatch, password)
    assert main(["account", "add", *arguments, "--database-url", url, "--password-stdin"]) == 1
    assert said in capsys.readouterr().err


def test_a_login_is_taken_once(url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*PROVINCE, "--database-url", url]) == 0
    for status in (0, 1):
        type_in(monkeypatch, "pw\n")
        assert main([*ADD, "--database-url", url, "--password-stdin"]) == status
    assert "there already is an account 'js'" in capsys.readouterr().err


def test_the_password_is_asked_for_twice(
    url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*PROVINCE, "--database-url", url]) == 0
    typed = iter(["one", "two", "same", "same"])
    monkeypatch.setattr("getpass.getpass", lambda _prompt: next(typed))
    assert main([*ADD, "--database-url", url]) == 1
    assert "differ" in capsys.readouterr().err
    assert main([*ADD, "--database-url", url]) == 0
    assert re.search(r"^[0-9a-f-]{36}$", capsys.readouterr().out, re.MULTILINE)


@pytest.mark.parametrize(
    "arguments", [[], ["fly"], ["serve", "--port", "x"], ["account"], ["account", "add"], ["blobs"], NO_DAYS]
)
def test_wrong_use_is_status_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 2
    assert "usage: cpd-service" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("sqlite:////proc/no/such/place.sqlite3", "cpd-service:"),
        ("postgresql:///x?host=/nonexistent", "the database cannot be used"),
        ("nonsense", "cpd-service:"),
    ],
)
def test_a_database_that_cannot_be_used_is_named(url: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["migrate", "--database-url", url]) == 1
    assert said in capsys.readouterr().err


def test_a_port_that_is_taken_is_named(tmp_path: Path) -> None:
    service = ServiceProcess.start(tmp_path)
    second = subprocess.run(
        [
            *(sys.executable, "-m", "cpd_service", "serve", "--port", str(service.port)),
            *("--database-url", service.database_url, "--blobs", str(tmp_path / "blobs")),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    service.stop()
    assert second.returncode == 1
    assert "cpd-service: " in second.stderr
    assert "Traceback" not in second.stderr
