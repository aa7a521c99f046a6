"""The profile folder: one instance, one device, several accounts, no password."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from cpd_desktop.errors import SignInNeeded, StoreTrouble
from cpd_desktop.platform.lock import ProfileLock
from cpd_desktop.platform.profile import Profile
from cpd_desktop.views import ApplicationQuery
from cpd_desktop.workspace import Workspace
from tests.cpd_core.build import draft
from tests.cpd_desktop.material import offline_profile, session

HOLD = """
import sys, time
from pathlib import Path
from cpd_desktop.platform.lock import ProfileLock
lock = ProfileLock(Path(sys.argv[1]))
print("held", flush=True)
time.sleep(600)
"""


def test_a_second_instance_is_told(tmp_path: Path) -> None:
    first = Workspace(tmp_path)
    with pytest.raises(StoreTrouble, match="已在另一处打开"):
        Workspace(tmp_path)
    first.close()
    Workspace(tmp_path).close()


def test_the_lock_goes_with_a_killed_process(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(StoreTrouble):
            ProfileLock(tmp_path)
        holder.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
    ProfileLock(tmp_path).release()


def test_a_profile_that_cannot_be_opened_is_not_left_locked(tmp_path: Path) -> None:
    (tmp_path / "profile.json").write_text("{broken")
    for _ in range(2):
        with pytest.raises(StoreTrouble, match=r"profile\.json"):
            Workspace(tmp_path)


def test_a_device_keeps_its_id_and_what_was_typed_at_sign_in(tmp_path: Path) -> None:
    first = Profile(tmp_path)
    first.remember(server="http://one", user_type="cpa", login="3200")
    again = Profile(tmp_path).remembered
    assert again == first.remembered
    assert (again.server, again.user_type, again.login) == ("http://one", "cpa", "3200")


def test_only_the_owner_can_read_the_session(tmp_path: Path) -> None:
    profile = Profile(tmp_path)
    profile.keep_session(session())
    kept = tmp_path / "accounts" / "acc-1" / "session.json"
    assert "secret-token" in kept.read_text("utf-8")
    if os.name == "posix":
        assert kept.stat().st_mode & 0o777 == 0o600


def test_a_token_never_goes_to_another_service(tmp_path: Path) -> None:
    offline_profile(tmp_path)
    workspace = Workspace(tmp_path, server="http://other.example/")
    assert workspace.server == "http://other.example"
    assert workspace.session
    assert workspace.session.token == ""
    with pytest.raises(SignInNeeded):
        workspace.sync.run()
    workspace.close()


def test_an_account_id_never_leaves_the_profile(tmp_path: Path) -> None:
    profile = Profile(tmp_path)
    for hostile in ("../../etc", "a/b", "", "C:\\x", "NUL:", "x" * 300):
        folder = profile.account_folder(hostile)
        assert folder.parent == tmp_path / "accounts"
        assert folder.name.isalnum()


def test_a_member_starts_offline_and_files(tmp_path: Path) -> None:
    workspace = Workspace(offline_profile(tmp_path))
    application_id = workspace.applications.file(draft())
    workspace.close()

    again = Workspace(tmp_path)
    assert again.applications.detail(application_id).sync == "unsent"
    assert again.applications.detail(application_id).application.member_name == "李会员"
    assert again.sync.status().unsent == 1
    again.close()


def test_two_accounts_of_one_profile_do_not_see_each_other(tmp_path: Path) -> None:
    workspace = Workspace(offline_profile(tmp_path))
    workspace.applications.file(draft())
    workspace.close()
    profile = Profile(tmp_path)
    profile.keep_session(session(account_id="acc-2", member_id="m2", name="另一人"))
    profile.remember(account_id="acc-2")

    other = Workspace(tmp_path)
    assert other.applications.total(ApplicationQuery()).count == 0
    other.close()


def test_signed_out_there_is_nothing_to_see_but_the_store_stays(tmp_path: Path) -> None:
    workspace = Workspace(offline_profile(tmp_path, token=""))
    application_id = workspace.applications.file(draft())
    workspace.sign_out()
    assert workspace.session is None
    with pytest.raises(SignInNeeded):
        workspace.applications.total(ApplicationQuery())
    assert workspace.sync.status().signed_in is False
    workspace.profile.remember(account_id="acc-1")
    workspace.close()

    again = Workspace(tmp_path)
    assert again.applications.detail(application_id).sync == "unsent"
    again.close()


def test_a_clock_at_1970_does_not_stop_anyone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cpd_desktop.account.beijing_year", lambda: 1970)
    workspace = Workspace(offline_profile(tmp_path))
    assert workspace.account.this_year() == 2026
    workspace.applications.file(draft(year=2026))
    workspace.close()
