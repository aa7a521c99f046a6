"""Excel from the command line, with a real service: a queue decided in a workbook, a training entered from a list."""

from pathlib import Path

import openpyxl
import pytest

from tests.cpd_desktop.queues import fill
from tests.cpd_desktop.shell import Shell
from tests.support.demo import account
from tests.support.service import ServiceProcess


@pytest.fixture
def staff(service: ServiceProcess, demo_dir: Path, tmp_path: Path) -> Shell:
    shell = Shell(tmp_path / "staff")
    shell.sign_in(service.url, account(demo_dir, "province_staff", "32"))
    return shell


def test_a_queue_is_decided_in_a_workbook(staff: Shell, tmp_path: Path) -> None:
    path = tmp_path / "队列.xlsx"
    count = staff.json("review", "list")["count"]
    assert count > 3
    assert f"已导出 {count} 条" in staff.ok("review", "export", path, "--ascending").out
    book = openpyxl.load_workbook(path)
    sheet = book["学时确认"]
    fill(sheet, 2, "确认", 99)
    fill(sheet, 3, "确认")
    fill(sheet, 4, "不予确认", None, "附件不清")
    book.save(path)
    wrong = staff.run("review", "import", path)
    assert wrong.status == 1
    assert "学时确认!B2: 应大于 0" in wrong.err
    assert staff.json("status")["unsent"] == 0
    fill(sheet, 2, "暂不处理")
    book.save(path)
    told = staff.json("review", "import", path, "--dry-run")
    assert (told["confirm"]["count"], told["refuse"], told["later"], told["blank"]) == (1, 1, 1, count - 3)
    assert staff.json("status")["unsent"] == 0
    done = staff.json("review", "import", path)
    assert (done["stored"], done["skipped"]) == (2, [])
    staff.ok("review", "undo", done["batch_id"])
    assert "已保存 2 条" in staff.ok("review", "import", path).out
    assert staff.json("sync")["applied"] == 2
    assert staff.json("review", "import", path, "--dry-run")["already"] == 2


def test_a_training_is_entered_and_its_member_sees_it(
    service: ServiceProcess, demo_dir: Path, staff: Shell, tmp_path: Path
) -> None:
    path = tmp_path / "签到表.xlsx"
    someone = account(demo_dir, "non_practising", "32")
    staff.ok("attendance", "template", path)
    book = openpyxl.load_workbook(path)
    head, listed = book["培训"], book["签到表"]
    for row, value in enumerate(("江苏省注协", "面授培训班", 2026, "税务专题", "2026-06-12", "是"), start=2):
        head[f"B{row}"] = value
    for place, value in enumerate((someone.login, someone.name, 4), start=1):
        listed.cell(2, place).value = value
        listed.cell(3, place).value = value
    book.save(path)
    assert "签到表!A3: 与第 2 行是同一位会员" in staff.run("attendance", "import", path).err
    listed.delete_rows(3)
    book.save(path)
    told = staff.json("attendance", "import", path, "--dry-run")
    assert (told["title"], told["entries"], told["hours"], told["issues"]) == ("税务专题", 1, 4.0, [])
    assert staff.json("attendance", "import", path)["stored"] == 1
    report = staff.json("sync")
    assert (report["applied"], report["blobs_up"]) == (1, 1)
    assert staff.json("attendance", "import", path)["already"] == 1
    member = Shell(tmp_path / "member")
    member.sign_in(service.url, someone)
    found = member.json("applications", "list", "--text", "税务专题")["items"]
    assert [(one["state"], one["confirmed_hours"]) for one in found] == [("confirmed", 4.0)]
    (tmp_path / "附件").mkdir()
    shown = member.ok("applications", "show", found[0]["id"], "--save-attachments", tmp_path / "附件").out
    assert "省注协录入并确认" in shown
    assert (tmp_path / "附件" / "签到表.xlsx").read_bytes() == path.read_bytes()
