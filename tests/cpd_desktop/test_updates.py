"""Newer versions: offered only with a signature that is trusted, resumed, verified, never where somebody said no."""

import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from cpd_desktop.errors import Cancelled, Refused
from cpd_desktop.platform import updates
from cpd_desktop.platform.policy import Policy, Settings
from cpd_desktop.platform.updates import Installed, Untrusted
from cpd_desktop.platform.updates_fetch import Updates
from cpd_desktop.sync.client import ServiceClient
from devtools.package import release
from tests.support.demo import account
from tests.support.service import ServiceProcess

KEY = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
PUBLIC = KEY.public_key().public_bytes_raw().hex()
OTHER = Ed25519PrivateKey.from_private_bytes(b"o" * 32).public_key().public_bytes_raw().hex()
BYTES = bytes(range(256)) * 2000  # several pieces


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """A publisher's folder with version 9.0.0 on it."""
    installer = tmp_path / "cpd-desktop-9.0.0.exe"
    installer.write_bytes(BYTES)
    release.publish(installer, tmp_path / "shelf", "stable", KEY, "9.0.0", "- 新功能")
    return tmp_path / "shelf"


@pytest.fixture
def client(service: ServiceProcess, shelf: Path) -> Iterator[ServiceClient]:
    service.options = ("--updates", str(shelf))
    service.restart()
    who = account(service.directory, "non_practising", "32")
    with ServiceClient(service.url) as nobody:
        token = nobody.sign_in("non_practising", who.login, who.password, "device").token
    with ServiceClient(service.url, token) as signed_in:
        yield signed_in


def looker(folder: Path, key: str = PUBLIC, ours: str = "0.1.0", channel: str = "stable") -> Updates:
    return Updates(folder / "updates", channel, (OTHER, key), ours)


def test_the_way_of_an_update(client: ServiceClient, shelf: Path, tmp_path: Path) -> None:
    finder = looker(tmp_path)
    offered = finder.look(client)
    assert offered
    assert (offered.version, offered.size, offered.notes) == ("9.0.0", len(BYTES), "- 新功能")
    assert looker(tmp_path, ours="9.0").look(client) is None
    assert looker(tmp_path, channel="beta").look(client) is None
    with pytest.raises(Untrusted):
        looker(tmp_path, key=OTHER).look(client)

    stop, seen = threading.Event(), list[int]()

    def report(done: int, _total: int) -> None:
        seen.append(done)
        stop.set()

    with pytest.raises(Cancelled):
        finder.fetch(client, offered, report, stop)
    assert finder.ready() is None
    path = finder.fetch(client, offered, lambda done, _total: seen.append(done), threading.Event())
    assert path.read_bytes() == BYTES
    assert seen == sorted(set(seen)), "a resumed download goes on where it was"
    assert finder.ready() == path
    assert sorted(each.name for each in finder.folder.iterdir()) == [path.name, "manifest.json"]
    assert looker(tmp_path, ours="9.0.0").ready() is None, "installed by now"
    path.write_bytes(BYTES[:-1] + b"?")
    assert finder.ready() is None, "somebody changed it"


def test_a_file_that_is_not_what_was_signed_is_deleted(client: ServiceClient, shelf: Path, tmp_path: Path) -> None:
    finder = looker(tmp_path)
    offered = finder.look(client)
    assert offered
    (shelf / "stable" / offered.file).write_bytes(b"!" + BYTES)
    with pytest.raises(Untrusted):
        finder.fetch(client, offered, lambda _done, _total: None, threading.Event())
    assert list(finder.folder.iterdir()) == []


def test_a_manifest_bears_no_change(shelf: Path) -> None:
    path = shelf / "stable" / "manifest.json"
    signed = json.loads(path.read_text("utf-8"))
    assert updates.opened(path.read_bytes(), (PUBLIC,)).version == "9.0.0"
    for changed in (
        {**signed, "manifest": signed["manifest"].replace("9.0.0", "9.0.1")},
        {**signed, "signature": "00" * 64},
        {**signed, "signature": "no hex"},
        {"manifest": signed["manifest"]},
    ):
        with pytest.raises(Untrusted):
            updates.opened(json.dumps(changed).encode(), (PUBLIC,))
    with pytest.raises(Untrusted):
        updates.opened(path.read_bytes(), ())


@pytest.mark.parametrize(
    ("offered", "ours", "newer"),
    [
        ("0.2", "0.1.9", True),
        ("0.10.0", "0.9.9", True),
        ("1.0", "1.0.0", False),
        ("0.1", "0.2", False),
        ("x", "1", False),
    ],
)
def test_versions_are_compared_number_by_number(offered: str, ours: str, newer: bool) -> None:
    assert updates.is_newer(offered, ours) is newer


def test_who_may_update() -> None:
    trusting = Settings(update_key=PUBLIC)
    mine, all_users = Installed("user"), Installed("all-users")
    assert updates.may_update(Policy(preset=trusting), mine)
    assert not updates.may_update(Policy(), mine), "no key, no update"
    assert not updates.may_update(Policy(preset=trusting), all_users)
    assert not updates.may_update(Policy(preset=trusting), Installed()), "from a checkout or an archive"
    assert not updates.may_update(Policy(preset=trusting, forced=Settings(updates=False)), mine)
    assert not updates.may_update(Policy(preset=trusting)), "this test is no installation"


def test_only_who_is_signed_in_is_answered_and_only_from_the_folder(
    service: ServiceProcess, client: ServiceClient, shelf: Path
) -> None:
    (shelf / "secret.txt").write_text("x")
    for channel in ("stable/..%2Fsecret.txt", "../updates/stable/%2e%2e", "STABLE", "none"):
        with pytest.raises(Refused):
            client.update_manifest(channel)
    assert requests.get(f"{service.url}/v1/updates/stable", timeout=60).status_code == 401
