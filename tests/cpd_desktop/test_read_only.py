"""A program that is too old, a command that is, and staff who were given another province: nothing typed is lost."""

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from cpd_core.messages import Result
from cpd_desktop.errors import Refused
from cpd_desktop.views import ApplicationQuery
from cpd_desktop.workspace import Workspace
from tests.cpd_core.build import application
from tests.cpd_desktop.material import count, offline_profile, upsert
from tests.cpd_desktop.prepared import prepared_service
from tests.support.demo import account
from tests.support.service import ServiceProcess


def test_a_program_too_old_only_shows_and_sends_what_is_queued(tmp_path: Path) -> None:
    with prepared_service() as service:
        service.feed = [upsert(n, application(f"a{n}", state="pending", attachments=())) for n in (1, 2)]
        profile = offline_profile(tmp_path / "profile", service.url)
        with closing(Workspace(profile)) as workspace:
            workspace.sync.run()
            assert workspace.review.confirm(["a1"], 2.0).stored == 1
            assert not workspace.sync.status().read_only

            service.session = msgspec.structs.replace(service.session, protocol_min=2, protocol_max=3)
            report = workspace.sync.run()

            assert report.applied == 1, "what was queued is sent"
            assert workspace.sync.status().read_only
            with pytest.raises(Refused, match="升级"):
                workspace.review.confirm(["a2"], 2.0)
            with pytest.raises(Refused, match="升级"):
                workspace.applications.delete("a2")
            assert count(workspace.account.store, "outbox") == 0
            service.feed.append(upsert(3, application("a3", state="pending", attachments=())))
            workspace.sync.run()
            assert len(workspace.review.matching(ApplicationQuery())) == 3, "what is new is shown"
        with closing(Workspace(profile)) as again:
            assert again.sync.status().read_only, "known without a network, too"
            service.session = msgspec.structs.replace(service.session, protocol_min=1)
            again.sync.run()
            assert again.review.confirm(["a2"], 2.0).stored == 1


def test_a_command_too_old_to_be_sure_of_waits_for_the_persons_choice(tmp_path: Path) -> None:
    with prepared_service() as service:
        service.feed = [upsert(1, application("a1", state="pending", attachments=()))]
        with closing(Workspace(offline_profile(tmp_path / "profile", service.url))) as workspace:
            workspace.sync.run()
            workspace.review.refuse(["a1"], "材料不全")
            service.result = Result(command_id="", status="conflict", code="EXPIRED")
            assert workspace.sync.run().conflicts == 1
            (kept,) = workspace.conflicts.list()
            assert (kept.code, kept.mine, kept.can_apply_again) == ("EXPIRED", "材料不全", True)
            assert "400" in kept.reason
            workspace.conflicts.apply_again(kept.command_id)
            assert workspace.sync.status().unsent == 1


def test_staff_given_another_province_see_that_one_alone_and_keep_what_they_decided(
    service: ServiceProcess, demo_copy: Path, tmp_path: Path
) -> None:
    who = account(demo_copy, "province_staff", "32")
    with closing(Workspace(tmp_path / "profile", server=service.url)) as staff:
        staff.sign_in("province_staff", who.login, who.password)
        staff.sync.run()
        chosen = staff.review.matching(ApplicationQuery(state="pending", kind="input"))[0]
        staff.review.refuse([chosen], "材料不全")
        command = [*(sys.executable, "-m", "cpd_service", "account", "scopes", who.login, "--province", "31")]
        subprocess.run([*command, "--database-url", service.database_url], check=True, capture_output=True)

        staff.sync.run()

        (kept,) = staff.conflicts.list()
        assert (kept.entity_id, kept.code, kept.mine) == (chosen, "OUT_OF_REACH", "材料不全")
        with staff.account.store.database.read() as db:
            scopes = {row[0] for row in db.execute("SELECT DISTINCT scope FROM record")}
        assert scopes == {"p:31", "ref"}
        assert staff.review.matching(ApplicationQuery())
