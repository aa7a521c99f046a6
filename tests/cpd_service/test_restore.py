"""Backup while the service serves, restore of an older backup, and clients that go on as if nothing had happened."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cpd_core.entities import Application, Attachment
from cpd_core.messages import Draft
from cpd_desktop.errors import Offline
from cpd_desktop.workspace import Workspace
from cpd_service.cli import main
from tests.support.api import PDF
from tests.support.proxy import Fault, Proxy
from tests.support.service import ServiceProcess
from tests.support.world import PASSWORD, PEOPLE


class House:
    """A service, a network that can fail, and people with workspaces."""

    def __init__(self, folder: Path, database_url: str, blobs: Path) -> None:
        folder.mkdir()
        self.folder = folder
        self.service = ServiceProcess.start(folder, database_url, str(blobs))
        self.proxy = Proxy(self.service.url)
        self.workspaces: list[Workspace] = []

    def open(self, key: str, name: str = "") -> Workspace:
        """Somebody, signed in and in step."""
        workspace = Workspace(self.folder / (name or key), server=self.proxy.url)
        self.workspaces.append(workspace)
        workspace.sign_in(PEOPLE[key].user_type, PEOPLE[key].login, PASSWORD)
        workspace.sync.run()
        return workspace

    def run(self, command: str, *options: str) -> int:
        places = ("--database-url", self.service.database_url, "--blobs", self.service.blobs)
        return main([command, *places, *options])

    def close(self) -> None:
        for workspace in self.workspaces:
            workspace.close()
        self.proxy.close()
        self.service.stop()


@pytest.fixture(scope="module")
def blobs(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The attachments that belong to the database; the tests of this module share both."""
    return tmp_path_factory.mktemp(f"blobs-{database_url.partition(':')[0]}")


@pytest.fixture
def house(database_url: str, blobs: Path, tmp_path: Path) -> Iterator[House]:
    opened = House(tmp_path / "house", database_url, blobs)
    yield opened
    opened.close()


def file(workspace: Workspace, note: str) -> str:
    """File an application with a real attachment; nothing is sent yet."""
    data = PDF + note.encode()
    sha256 = workspace.account.store.blobs.add(data, "application/pdf")
    proof = Attachment(sha256=sha256, name="证明.pdf", size=len(data), media_type="application/pdf")
    return workspace.applications.file(draft(note, proof))


def draft(note: str, *proofs: Attachment) -> Draft:
    return Draft(
        kind="input", year=2025, sponsor="省注协", pathway="face_to_face", hours=4.0, note=note, attachments=proofs
    )


def shown(workspace: Workspace, application_id: str) -> Application | None:
    return workspace.account.store.records.entity(Application, application_id)


def cut(house: House, workspace: Workspace, fault: Fault, asks: str) -> None:
    """Sync into a network that fails once."""
    house.proxy.fail_once(fault, asks)
    with pytest.raises(Offline):
        workspace.sync.run()
    house.proxy.heal()


def test_after_the_restore_of_an_older_backup_nothing_is_lost_that_a_client_holds(house: House, tmp_path: Path) -> None:
    member, staff = house.open("an"), house.open("js")
    before = file(member, "在备份之前")
    member.sync.run()
    staff.sync.run()
    backup = tmp_path / "backup.zip"
    assert house.run("backup", str(backup)) == 0, "made while the service serves"

    pulled = file(member, "备份之后，已取回")
    member.sync.run()
    acked = file(member, "备份之后，已确认收到，未取回")
    cut(house, member, Fault.CLOSE, "GET /v1/scopes")
    assert member.sync.status().unsent == 0, "acknowledged"
    unanswered = file(member, "备份之后，没有答复")
    cut(house, member, Fault.DROP_REPLY, "POST /v1/commands")
    held = shown(member, acked)
    assert held
    member.applications.edit(acked, draft("又改", *held.attachments))
    queued = file(member, "尚未发送")
    staff.review.confirm([before])

    house.service.stop()
    assert house.run("restore", str(backup)) == 1, "refused: there is something in the database"
    assert house.run("restore", str(backup), "--replace") == 0
    house.service.restart()
    member.sync.run()
    staff.sync.run()

    assert 410 in {exchange.status for exchange in house.proxy.exchanges}
    assert (member.sync.status().unsent, member.conflicts.list()) == (0, ())
    assert (staff.sync.status().unsent, staff.conflicts.list()) == (0, ())
    fresh = house.open("js", "fresh")
    found = {name: shown(fresh, name) for name in (before, acked, unanswered, queued)}
    assert {name: one and (one.note, one.state) for name, one in found.items()} == {
        before: ("在备份之前", "confirmed"),
        acked: ("又改", "pending"),
        unanswered: ("备份之后，没有答复", "pending"),
        queued: ("尚未发送", "pending"),
    }
    assert shown(member, pulled) is shown(fresh, pulled) is None, "no client holds the command any more"
    house.service.check()


def test_after_a_restore_no_revision_comes_to_mean_another_content(house: House, tmp_path: Path) -> None:
    """A decision that was made before, on what is lost, must not fit what was written in its place."""
    member, staff = house.open("bo"), house.open("js")
    application = file(member, "第一稿")
    member.sync.run()
    assert house.run("backup", str(tmp_path / "backup.zip")) == 0
    member.applications.edit(application, draft("第二稿", *proofs(member, application)))
    member.sync.run()
    staff.sync.run()
    staff.review.confirm([application])  # what was seen is revision 2

    house.service.stop()
    assert house.run("restore", str(tmp_path / "backup.zip"), "--replace") == 0
    house.service.restart()
    member.sync.run()
    member.applications.edit(application, draft("另写的第二稿", *proofs(member, application)))
    member.sync.run()
    staff.sync.run()

    assert [(one.entity_id, one.code) for one in staff.conflicts.list()] == [(application, "CHANGED_SINCE_REVIEW")]
    again = shown(staff, application)
    assert again
    assert (again.note, again.state) == ("另写的第二稿", "pending")


def proofs(workspace: Workspace, application_id: str) -> tuple[Attachment, ...]:
    found = shown(workspace, application_id)
    assert found
    return found.attachments
