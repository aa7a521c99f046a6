"""A pack by the command line, with a real service: out, decided without a network, back, sent."""

import os
from pathlib import Path

import pytest

from cpd_core.entities import Application
from cpd_desktop.cli.packs import VARIABLE
from cpd_desktop.views import ApplicationQuery
from cpd_desktop.workspace import Workspace
from tests.cpd_desktop.shell import Shell
from tests.support.demo import account
from tests.support.service import ServiceProcess

PASSPHRASE = "四个不相关的词语"


@pytest.fixture(autouse=True)
def no_passphrase_around(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)


def synced(profile: Path, service: ServiceProcess, index: int = 0) -> Workspace:
    """A reviewer's machine after a sync."""
    who = account(service.directory, "province_staff", "32", index)
    workspace = Workspace(profile, server=service.url)
    workspace.sign_in("province_staff", who.login, who.password)
    workspace.sync.run()
    return workspace


def test_a_pack_goes_to_a_machine_without_a_network_and_comes_back(service: ServiceProcess, tmp_path: Path) -> None:
    here, away = Shell(tmp_path / "here"), Shell(tmp_path / "away")
    workspace = synced(here.profile, service)
    ids = workspace.review.matching(ApplicationQuery(state="pending", kind="input"))[:12]
    hours = workspace.account.store.records.application_hours(ids)
    workspace.close()
    pack, back, words = tmp_path / "队列.cpdpack", tmp_path / "结果.cpdback", tmp_path / "words.txt"
    words.write_text(f"{PASSPHRASE}\n", "utf-8")
    by_file = ("--passphrase-file", words)

    made = here.ok("review", "pack", pack, "--kind", "input", "--limit", "12", "--with-attachments", *by_file)
    assert "已制作审核包：12 条" in made.err
    assert "签名指纹" in made.err
    opened = away.ok("--json", "review", "open", pack, "--passphrase-file", "-", stdin=f"{PASSPHRASE}\n").data
    assert (opened["count"], opened["files_missing"]) == (12, 0)
    there = away.json("review", "list", "--limit", "0")
    assert {item["id"]: item["hours"] for item in there["items"]} == hours
    away.ok("review", "refuse", *ids[:2], "--reason", "缺少签到表")
    away.ok("review", "confirm", *ids[2:])
    assert "已写出处理结果：12 条" in away.ok("review", "return", back, *by_file).err

    colleague = synced(tmp_path / "colleague", service, index=1)
    colleague.review.confirm(ids[:1])
    colleague.sync.run()
    workspace = Workspace(here.profile)
    workspace.sync.run()
    workspace.close()
    assert "12 条，没有保存任何内容" in here.ok("review", "apply", back, "--dry-run", *by_file).err
    done = here.run("review", "apply", back, *by_file)
    assert done.status == 1, "one was decided otherwise"
    assert "已保存 11 条，待发送" in done.out
    assert f"未处理 {ids[0]}" in done.err
    assert "他人已作出不同的处理" in done.err
    assert "这份处理结果已经导入过" in here.run("review", "apply", back, *by_file).err
    workspace = Workspace(here.profile)
    report = workspace.sync.run()
    assert (report.applied, report.conflicts, report.rejected) == (11, 0, 0)
    workspace.close()
    colleague.sync.run()
    found = colleague.account.store.records.entities(Application)
    states = {each.id: each.state for each in found}
    assert [states[id_] for id_ in ids] == ["confirmed", "refused", *["confirmed"] * 10]
    colleague.close()


def test_what_is_wrong_is_said_and_a_passphrase_never_stands_on_the_command_line(tmp_path: Path) -> None:
    away = Shell(tmp_path / "away")
    file = tmp_path / "q.cpdpack"
    file.write_bytes(b"%PDF-1.4")
    nothing = away.run("review", "open", file)
    assert nothing.status == 2
    assert "--passphrase-file" in nothing.err
    strange = away.run("review", "open", file, "--passphrase-file", "-", stdin=f"{PASSPHRASE}\n")
    assert strange.status == 1
    assert "不是审核包文件" in strange.err
    unread = away.run("review", "open", file, "--passphrase-file", tmp_path / "none")
    assert unread.status == 1
    assert "无法读取口令文件" in unread.err
    os.environ[VARIABLE] = PASSPHRASE
    try:
        assert "不是审核包文件" in away.run("review", "open", file).err
    finally:
        del os.environ[VARIABLE]
