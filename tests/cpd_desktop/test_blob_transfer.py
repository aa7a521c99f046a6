"""Attachments on their way down: a break costs what was lost, and nothing counts as here before its hash is right."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from cpd_core.entities import Attachment
from cpd_desktop.errors import Offline, Trouble
from cpd_desktop.sync import blobs
from cpd_desktop.workspace import Workspace
from tests.support.demo import account
from tests.support.proxy import Fault, Proxy
from tests.support.service import ServiceProcess

PDF = b"%PDF-1.4\n" + b"1 0 obj<</Type/Catalog>>endobj\n" * 200 + b"trailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cpd_desktop.sync.client.PIECE", 100)


@pytest.fixture
def proxy(service: ServiceProcess) -> Iterator[Proxy]:
    with Proxy(service.url) as opened:
        yield opened


@pytest.fixture
def workspace(proxy: Proxy, demo_copy: Path, tmp_path: Path) -> Iterator[Workspace]:
    who = account(demo_copy, "non_practising", "32")
    with closing(Workspace(tmp_path / "profile", server=proxy.url)) as opened:
        opened.sign_in("non_practising", who.login, who.password)
        yield opened


@pytest.fixture
def attachment(workspace: Workspace, tmp_path: Path) -> Attachment:
    """One that is on the service and not here."""
    (tmp_path / "paper.pdf").write_bytes(PDF)
    found = workspace.applications.add_file(tmp_path / "paper.pdf")
    with workspace.client() as client:
        client.put_blob(found.sha256, PDF, found.media_type)
    path = workspace.applications.file_path(found.sha256)
    assert path
    path.unlink()
    return found


def test_a_download_that_breaks_off_goes_on_from_there(
    workspace: Workspace, proxy: Proxy, attachment: Attachment
) -> None:
    proxy.fail_once(Fault.CUT_REPLY, "GET /v1/blobs")
    with pytest.raises(Offline):
        workspace.applications.fetch_file(attachment)
    assert workspace.applications.file_path(attachment.sha256) is None
    come = workspace.account.store.blobs.part(attachment.sha256).stat().st_size
    assert 0 < come < len(PDF)

    assert workspace.applications.fetch_file(attachment).read_bytes() == PDF
    asked = [exchange for exchange in proxy.exchanges if exchange.path.startswith("/v1/blobs/")]
    assert asked[-1].headers["Range"] == f"bytes={come}-"
    assert (asked[-1].status, len(asked[-1].reply)) == (206, len(PDF) - come)
    assert not workspace.account.store.blobs.part(attachment.sha256).exists()


def test_bytes_that_are_not_what_was_asked_for_are_thrown_away(workspace: Workspace, attachment: Attachment) -> None:
    part = workspace.account.store.blobs.part(attachment.sha256)
    part.write_bytes(b"something else".ljust(len(PDF) - 10))
    with pytest.raises(Trouble, match="校验"):
        workspace.applications.fetch_file(attachment)
    assert workspace.applications.file_path(attachment.sha256) is None
    assert workspace.applications.fetch_file(attachment).read_bytes() == PDF


@pytest.mark.parametrize("have", [len(PDF), len(PDF) + 7])
def test_a_part_that_has_come_whole_or_is_too_long_does_no_harm(
    workspace: Workspace, attachment: Attachment, have: int
) -> None:
    workspace.account.store.blobs.part(attachment.sha256).write_bytes(PDF.ljust(have))
    seen: list[int] = []
    with workspace.client() as client:
        assert blobs.fetch(workspace.account.store.blobs, client, attachment.sha256, seen.append) == PDF
    assert all(done <= len(PDF) for done in seen)
