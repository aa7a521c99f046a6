"""The command line against a real service: what people do all year."""

import json
import re
from pathlib import Path

import openpyxl
import pytest

from tests.cpd_desktop.papers import make_papers
from tests.cpd_desktop.shell import Shell
from tests.support.demo import account
from tests.support.service import ServiceProcess

PROVINCE = "32"
YEAR = 2026


@pytest.fixture
def papers(tmp_path: Path) -> tuple[Path, Path]:
    return make_papers(tmp_path)


@pytest.fixture
def member(service: ServiceProcess, demo_dir: Path, tmp_path: Path) -> Shell:
    shell = Shell(tmp_path / "member")
    shell.sign_in(service.url, account(demo_dir, "non_practising", PROVINCE))
    return shell


@pytest.fixture
def staff(service: ServiceProcess, demo_dir: Path, tmp_path: Path) -> Shell:
    shell = Shell(tmp_path / "staff")
    shell.sign_in(service.url, account(demo_dir, "province_staff", PROVINCE))
    return shell


def file_input(shell: Shell, papers: tuple[Path, Path], note: str = "秋季班") -> str:
    """File a good 投入式 application and return its id."""
    return shell.json(
        "applications", "file", "--kind", "投入式", "--year", YEAR, "--sponsor", "江苏省注册会计师协会",
        "--pathway", "面授培训班", "--hours", 8, "--note", note, "--attach", *papers,
    )["id"]  # fmt: skip


def test_a_year_from_filing_to_certificate(
    member: Shell, staff: Shell, papers: tuple[Path, Path], tmp_path: Path
) -> None:
    before = member.json("hours", "--year", YEAR)["counted"]
    first = file_input(member, papers)
    listed = member.json("applications", "list", "--sync", "unsent")
    assert (listed["count"], listed["items"][0]["id"], listed["items"][0]["attachments"]) == (1, first, 2)
    member.ok("applications", "edit", first, "--hours", 6.5, "--note", "改为半天")
    second = file_input(member, papers, "第二份")
    third = file_input(member, papers, "第三份")
    member.ok("applications", "delete", third)
    (tmp_path / "看一看").mkdir()
    assert member.json("status")["unsent"] == 5
    report = member.json("sync")
    assert (report["applied"], report["conflicts"], report["blobs_up"]) == (5, 0, 2)
    shown = member.json("applications", "show", first)
    assert (shown["application"]["hours"], shown["application"]["note"], shown["sync"]) == (6.5, "改为半天", "")
    assert member.run("applications", "show", third).status == 1

    staff.ok("sync")
    staff.ok("applications", "show", first, "--save-attachments", tmp_path / "看一看")
    assert sorted((tmp_path / "看一看").iterdir()) == [tmp_path / "看一看" / path.name for path in sorted(papers)]
    assert all((tmp_path / "看一看" / path.name).read_bytes() == path.read_bytes() for path in papers)
    mine = f"year={YEAR} sponsor=江苏省注册会计师协会 text=改为半天"
    staff.ok("review", "confirm", "--filter", mine)
    staff.ok("review", "refuse", second, "--reason", "缺少结业证书")
    assert staff.json("status")["unsent"] == 2
    assert staff.json("sync")["applied"] == 2

    member.ok("sync")
    states = {item["id"]: item["state"] for item in member.json("applications", "list")["items"]}
    assert (states[first], states[second]) == ("confirmed", "refused")
    assert "缺少结业证书" in member.ok("applications", "show", second).out
    ledger = member.json("hours", "--year", YEAR)
    assert ledger["counted"] == before + 6.5
    assert next(line for line in ledger["lines"] if line["ref_id"] == second)["reasons"][0]["code"] == "line.refused"

    folder = tmp_path / "证明"
    folder.mkdir()
    saved = Path(member.json("certificates", "download", "--year", YEAR, "--to", folder)["files"][0])
    assert saved.read_bytes().startswith(b"%PDF")
    assert member.json("certificates", "download", "--year", YEAR, "--to", folder)["files"] == [str(saved)]
    assert saved.name.startswith("学时证明_")
    assert saved.name.endswith(f"_{YEAR}.pdf")
    row = next(row for row in member.json("certificates", "list")["items"] if row["year"] == YEAR)
    assert (row["hours"], row["file_here"], bool(row["number"])) == (ledger["counted"], True, True)


def test_exports_are_workbooks_of_what_the_lists_show(member: Shell, staff: Shell, tmp_path: Path) -> None:
    path = tmp_path / "申请.xlsx"
    total = staff.json("applications", "list")["count"]
    assert staff.json("export", "applications", path) == {"file": str(path), "rows": total}
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    assert sheet.max_row == total + 1
    assert sheet.freeze_panes == "A2"
    heads = [cell.value for cell in sheet[1]]
    assert heads[:4] == ["会员证书编号", "会员姓名", "申请类别", "学时年度"]
    types = {head: {row[n].data_type for row in sheet.iter_rows(min_row=2)} for n, head in enumerate(heads)}
    assert types["申报时间"] == {"d"}
    assert types["学时年度"] == {"n"}
    assert types["学时途径/豁免学时条件"] == {"s"}  # an exemption's ground stands where the others have their pathway
    assert not any("f" in kinds for kinds in types.values())

    hours = tmp_path / "学时.xlsx"
    member.ok("export", "hours", hours)
    book = openpyxl.load_workbook(hours)
    assert book.sheetnames == ["学时汇总", "按来源", "学时明细", "分项要求", "已学完课程"]
    counted = {row[2]: row[4] for row in book["学时汇总"].iter_rows(min_row=2, values_only=True)}
    years = {year["year"]: year["counted"] for year in member.json("hours")["items"]}
    assert counted == years
    report = tmp_path / "学时.pdf"
    assert member.json("export", "report", report, "--year", YEAR, "--language", "en")["pages"] >= 1
    assert report.read_bytes().startswith(b"%PDF")
    staff.ok("export", "hours", hours, "--year", YEAR)
    everyone = openpyxl.load_workbook(hours)["学时汇总"]
    assert everyone.max_row == 1 + len({row.value for row in everyone["A"][1:]})  # one line a member
    assert everyone.max_row > 10
    lines = book["学时明细"].iter_rows(min_row=2, values_only=True)
    assert sum(row[8] for row in lines if row[2] == YEAR) == years[YEAR]


def test_a_filter_over_many_says_how_many_and_asks(staff: Shell) -> None:
    pending = staff.json("review", "list")
    assert pending["count"] > 5
    dry = staff.ok("review", "confirm", "--filter", "state=pending", "--dry-run")
    assert f"将确认 {pending['count']} 条" in dry.err
    refused = staff.run("review", "confirm", "--filter", "state=pending")
    assert refused.status == 2
    assert "--yes" in refused.err
    assert staff.json("status")["unsent"] == 0
    stored = staff.json("review", "confirm", "--filter", "state=pending", "--yes")
    assert (stored["stored"], stored["skipped"]) == (pending["count"], [])
    report = staff.json("sync")
    assert report["applied"] == pending["count"]
    assert staff.json("review", "list")["count"] == 0
    again = staff.run("review", "confirm", pending["items"][0]["id"])
    assert again.status == 1
    assert "已确认" in again.err
    assert staff.run("review", "confirm", "--filter", "state=pending", "--yes").status == 1


def test_offline_work_goes_on_and_sync_says_so(
    service: ServiceProcess, member: Shell, papers: tuple[Path, Path]
) -> None:
    service.stop()
    entity_id = file_input(member, papers)
    ran = member.run("sync")
    assert ran.status == 1
    assert ran.err.strip()
    assert "Traceback" not in ran.err
    assert member.json("applications", "show", entity_id)["sync"] == "unsent"
    assert member.run("certificates", "download", "--year", YEAR).status == 1
    assert member.run("doctor").status == 1


def test_two_edits_collide_and_the_text_waits_for_a_choice(
    service: ServiceProcess, demo_dir: Path, member: Shell, papers: tuple[Path, Path], tmp_path: Path
) -> None:
    entity_id = file_input(member, papers)
    member.ok("sync")
    laptop = Shell(tmp_path / "laptop")
    laptop.sign_in(service.url, account(demo_dir, "non_practising", PROVINCE))
    laptop.ok("applications", "edit", entity_id, "--note", "来自笔记本")
    member.ok("applications", "edit", entity_id, "--note", "来自台式机")
    laptop.ok("sync")
    ran = member.run("sync")
    assert (ran.status, "conflicts list" in ran.err) == (1, True)
    (conflict,) = member.json("conflicts", "list")["items"]
    assert conflict["differences"][0]["theirs"] == "来自笔记本"
    assert "来自笔记本" in member.ok("conflicts", "list").out
    kept = tmp_path / "mine.json"
    member.ok("conflicts", "export", kept)
    assert "来自台式机" in json.dumps(json.loads(kept.read_text("utf-8")), ensure_ascii=False)
    member.ok("conflicts", "apply-again", conflict["command_id"])
    member.ok("sync")
    laptop.ok("sync")
    assert laptop.json("applications", "show", entity_id)["application"]["note"] == "来自台式机"
    assert member.json("conflicts", "list")["count"] == 0


def test_study_institute_and_rating(service: ServiceProcess, member: Shell) -> None:
    offered = member.json("study", "institutes", "--year", YEAR)
    assert len(offered["items"]) == 3
    courses = member.json("study", "courses", "--year", YEAR)
    assert courses["count"] > 0
    if not offered["choice"]:
        member.ok("study", "choose", offered["items"][1]["name"], "--year", YEAR)
        assert member.json("study", "institutes", "--year", YEAR)["choice"] == offered["items"][1]["code"]
    chosen = member.json("study", "institutes", "--year", YEAR)["choice"]
    other = next(one["code"] for one in offered["items"] if one["code"] != chosen)
    assert member.run("study", "choose", other, "--year", YEAR).status == 1
    assert member.run("study", "rate", "no-such", "--stars", 5).status == 1
    member.ok("sync")


def test_the_keys_of_json_are_those_of_the_documentation(
    service: ServiceProcess, demo_dir: Path, tmp_path: Path
) -> None:
    member = Shell(tmp_path / "cpa")  # whose year has parts, too
    member.sign_in(service.url, account(demo_dir, "cpa", PROVINCE))
    page = Path("docs/command-line.md").read_text("utf-8")
    rows = dict(re.findall(r"^\| ([a-z][^|]*?) \| ([^|]*) \|$", page, re.MULTILINE))
    for title, words in (
        ("status", ("status",)),
        ("sync", ("sync",)),
        ("applications list，review list", ("applications", "list")),
        ("hours --year", ("hours", "--year", YEAR)),
        ("certificates list", ("certificates", "list")),
        ("study institutes", ("study", "institutes")),
        ("study courses", ("study", "courses")),
    ):
        documented = set(re.findall(r"[a-z][a-z0-9_]*", rows[title]))
        assert keys_in(member.json(*words)) == documented, title


def keys_in(value: object) -> set[str]:
    """All keys of a JSON value, at any depth."""
    match value:
        case dict():
            return {*map(str, value), *(key for inner in value.values() for key in keys_in(inner))}
        case list():
            return {key for inner in value for key in keys_in(inner)}
        case _:
            return set()
