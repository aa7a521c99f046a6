"""The report of a province on paper and as a workbook: the figures of the desk, in both languages."""

import re
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from cpd_core.overview import Period, steps
from cpd_desktop.errors import Cancelled
from cpd_desktop.words import CHINESE, ENGLISH, Words
from tests.cpd_desktop.province import province_of
from tests.support.years import pdf_pages

CHINESE_LETTER = re.compile(r"[\u4e00-\u9fff]+")
QUARTER = Period(date(2026, 10, 1), date(2026, 12, 31))
HALF_YEAR = Period(date(2026, 7, 1), date(2026, 12, 31))


def sheet(path: Path, name: str) -> list[dict[str, object]]:
    rows = list(load_workbook(path)[name].iter_rows(values_only=True))
    return [dict(zip(map(str, rows[0]), row, strict=True)) for row in rows[1:]]


def test_the_workbook_says_what_the_desk_says(tmp_path: Path) -> None:
    workspace = province_of(tmp_path / "p")
    path = tmp_path / "报告.xlsx"
    written = workspace.overview.write_report(QUARTER, 2026, path)
    found, waits = workspace.overview.decided(QUARTER), workspace.overview.waiting()
    shortfalls = workspace.overview.shortfalls(2026)
    assert written == len(shortfalls.missing)
    figures = {row["项目"]: (row["数量"], row["学时"]) for row in sheet(path, "概览")}
    assert figures["收到申请"] == (found.filed_total.count, found.filed_total.hours)
    assert figures["其中确认"] == (found.total.confirmed, found.total.confirmed_hours)
    assert figures["现在待确认"] == (waits.count, waits.hours)
    assert figures["2026 年度未完成"] == (len(shortfalls.missing), shortfalls.hours)
    assert [(row["确认"], row["不予确认"]) for row in sheet(path, "每日")] == [
        (day.confirmed, day.refused) for day in found.days
    ]
    reviewers = {row["审核人"]: row["已处理申请"] for row in sheet(path, "按审核人")}
    assert reviewers["（未记录）"] == next(each.count for each in found.by_reviewer if not each.code)
    assert {row["学时途径/豁免学时条件"] for row in sheet(path, "按学时途径")} >= {"面授培训班", "授课、演讲"}
    assert {row["理由"]: row["不予确认"] for row in sheet(path, "不予确认的理由")} == {
        each.code: each.refused for each in found.by_reason
    }
    assert sum(int(str(row["数量"])) for row in sheet(path, "待确认") if row["分类"] == "已等待") == waits.count
    missing = sheet(path, "未完成学时")
    assert [(row["会员证书编号"], row["还差学时"]) for row in missing] == [
        (each.no, each.missing) for each in shortfalls.missing
    ]
    alone = tmp_path / "未完成.xlsx"
    assert workspace.overview.write_members(2026, alone) == len(missing)
    assert sheet(alone, "未完成学时") == missing
    workspace.close()


@pytest.mark.parametrize(("words", "period"), [(CHINESE, QUARTER), (ENGLISH, HALF_YEAR)], ids=["zh", "en"])
@pytest.mark.usefixtures("qapp")
def test_the_report_on_paper_says_the_same(tmp_path: Path, words: Words, period: Period) -> None:
    workspace = province_of(tmp_path / "p")
    path = tmp_path / "report.pdf"
    made, pages = workspace.overview.write_report(period, 2026, path, words), pdf_pages(path)
    assert made == len(pages)
    text, found = "\n".join(pages), workspace.overview.decided(period)
    assert f"{found.total.confirmed_hours:,.1f}" in text
    assert ("每日处理" if period is QUARTER else "Decided per week") in text
    for reason in (each.code for each in found.by_reason):
        assert reason in text
    for each in workspace.overview.shortfalls(2026).missing:
        assert each.no in text
    if words is ENGLISH:  # names of people, organisers, reasons and institutes stay as they are
        said = set(CHINESE_LETTER.findall(text.replace(workspace.account.session.name, "")))
        assert not {each for each in said if not each.startswith(("会员", "江苏", "南京", "缺少", "附件", "王"))}
    workspace.close()


def test_a_report_that_is_stopped_leaves_no_file(tmp_path: Path) -> None:
    workspace = province_of(tmp_path / "p", members=3)
    workspace.overview.shortfalls(2026)

    def enough(done: int, total: int) -> None:
        raise Cancelled("报告", "已取消")

    with pytest.raises(Cancelled):
        workspace.overview.write_report(QUARTER, 2026, tmp_path / "a.pdf", tell=enough)
    assert [each.name for each in tmp_path.iterdir()] == ["p"]
    workspace.close()


@pytest.mark.parametrize(
    ("most", "marks"), [(0, (0, 1)), (3, (0, 1, 2, 3)), (4.5, (0, 1, 2, 3, 4, 5)), (5714, (0, 2000, 4000, 6000))]
)
def test_an_axis_has_few_round_marks(most: float, marks: tuple[float, ...]) -> None:
    assert steps(most) == marks
