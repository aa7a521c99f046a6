"""The report for the help desk says what happened, and not a word about anybody."""

import json
import logging
import zipfile
from pathlib import Path

import pytest

from cpd_desktop import help_report
from cpd_desktop.errors import StoreTrouble
from cpd_desktop.sentences import Said
from cpd_desktop.views import ApplicationQuery
from cpd_desktop.workspace import Workspace
from tests.support.demo import account
from tests.support.service import ServiceProcess


def written(workspace: Workspace, path: Path) -> tuple[dict[str, object], str]:
    help_report.write(workspace, path, workspace.doctor())
    with zipfile.ZipFile(path) as folder:
        assert folder.namelist() == ["report.json"]
        text = folder.read("report.json").decode()
    return json.loads(text), text


def test_what_happened_is_in_it_and_nobody_is(service: ServiceProcess, tmp_path: Path) -> None:
    home = tmp_path / "home of 王某某"
    workspace = Workspace(home / "profile", server=service.url)
    who = account(service.directory, "province_staff", "32")
    workspace.sign_in(who.user_type, who.login, who.password)
    workspace.sync.run()
    rows = workspace.applications.rows(workspace.applications.listing(ApplicationQuery()).ids[:50])
    journal = workspace.account.store.journal
    person = rows[0]
    about = {"name": person.member_name, "number": person.member_no, "path": str(home / "学时证明.pdf"), "count": 12}
    journal.note("export", True, [Said("已导出 {count} 条", about), Said(f"{person.member_name} 的话", about)])
    journal.note("export", False, f"写给 {person.member_name}")
    log = logging.FileHandler(workspace.profile.folder / "cpd-desktop.log", encoding="utf-8")
    log.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logger = logging.getLogger("ui.faults.test")
    logger.propagate = False
    logger.addHandler(log)
    try:
        raise KeyError(person.member_no)
    except KeyError:
        logger.critical("uncaught %s", person.member_name, exc_info=True)
    log.close()
    logger.removeHandler(log)

    report, text = written(workspace, tmp_path / "report.zip")
    assert report["account"]["counts"]["record"] > 100
    lines = report["log"]
    assert isinstance(lines, list)
    assert lines[0].endswith("CRITICAL ui.faults.test")
    assert any("cpd_desktop/test_help_report.py" in line for line in lines)
    assert lines[-1] == "  KeyError"
    activities = report["activities"]
    assert isinstance(activities, list)
    assert any(each["kind"] == "sync" and each["said"] for each in activities)

    names = {value for row in rows for value in (row.member_name, row.member_no, row.note, row.sponsor) if value}
    session = workspace.session
    assert session is not None
    secrets = names | {who.login, who.password, session.name, session.token, "王某某", str(tmp_path)}
    assert {secret for secret in secrets if secret in text} == set()
    workspace.close()


def test_before_anybody_has_signed_in_there_is_a_report_too(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "profile", server="http://127.0.0.1:9")
    report, _ = written(workspace, tmp_path / "report.zip")
    assert report["account"] is None
    workspace.close()


def test_a_damaged_store_is_said_and_no_reason_to_have_no_report(service: ServiceProcess, tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "profile", server=service.url)
    who = account(service.directory, "non_practising", "32")
    workspace.sign_in(who.user_type, who.login, who.password)
    workspace.sync.run()
    checks = workspace.doctor()
    workspace.account.store.database.close()
    help_report.write(workspace, tmp_path / "report.zip", checks)
    with zipfile.ZipFile(tmp_path / "report.zip") as folder:
        report = json.loads(folder.read("report.json"))
    assert report["account"]["trouble"] == "本机数据已关闭"
    workspace.close()


def test_a_report_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "profile")
    target = tmp_path / "taken"
    target.mkdir()
    with pytest.raises(StoreTrouble):
        help_report.write(workspace, target, ())
    assert sorted(each.name for each in tmp_path.iterdir()) == ["profile", "taken"]
    workspace.close()
