"""`dev.py run`: the embedded service lives as long as it is needed, and its accounts can be read off the terminal."""

import urllib.error
import urllib.request
from pathlib import Path

import pytest

from devtools import service
from devtools.run import account_table, has_display


def test_the_service_answers_while_it_is_needed_and_is_gone_afterwards(tmp_path: Path) -> None:
    demo = tmp_path / "demo"
    service.make_demo(demo, members=60, applications=20)
    with service.running_service(demo) as url, urllib.request.urlopen(f"{url}/healthz") as answer:
        assert answer.status == 200
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(f"{url}/healthz")

    accounts = service.demo_accounts(demo)
    shown = account_table(accounts)
    first = accounts[0]
    assert first.login in shown
    assert first.password in shown
    assert "用户类型" in shown.splitlines()[0]


def test_a_demo_once_made_is_kept(tmp_path: Path) -> None:
    demo = tmp_path / "demo"
    demo.mkdir()
    service.make_demo(demo, members=1, applications=1)
    assert not any(demo.iterdir())


def test_a_service_that_does_not_start_is_told(tmp_path: Path) -> None:
    in_the_way = tmp_path / "demo"
    in_the_way.write_text("not a folder", "utf-8")
    with pytest.raises(service.ServiceTrouble, match="before it answered"), service.running_service(in_the_way):
        pass


def test_without_display_or_wayland_there_is_no_window(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert not has_display()
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert has_display()
