"""Years of hours for other programs and for paper: the workbook and the report say what the ledger says."""

import re
from pathlib import Path

import pytest
from openpyxl import load_workbook

from cpd_core.wording import hours_text
from cpd_desktop.errors import Cancelled, Refused, Trouble
from cpd_desktop.exports.paper import BODY, ROOM, text_width, wrapped
from cpd_desktop.words import CHINESE, ENGLISH, Words
from tests.cpd_core.build import application, completion, exemption
from tests.support.office import needs_office, resaved
from tests.support.years import many_years, pdf_pages, workspace_of

CHINESE_LETTER = re.compile(r"[\u4e00-\u9fff]+")
PENDING = application("waits", 2026, "forum", 4.0, state="pending", filed_at="2026-11-01T01:00:00Z")
REFUSED = application(
    "refused", 2026, "live", 6.0, state="refused", reason="缺少签到表", filed_at="2026-11-02T01:00:00Z"
)
UNRATED = completion("unrated", 2026, 3.0, rating=None, finished_on="2026-11-03")
YEARS = (*many_years(2024, 3), PENDING, REFUSED, UNRATED)


def sheet(path: Path, name: str) -> list[dict[str, object]]:
    rows = list(load_workbook(path)[name].iter_rows(values_only=True))
    return [dict(zip(map(str, rows[0]), row, strict=True)) for row in rows[1:]]


def test_the_workbook_has_totals_sources_lines_with_rules_and_parts(tmp_path: Path) -> None:
    workspace = workspace_of(tmp_path / "p", *YEARS)
    told: list[tuple[int, int]] = []
    path = tmp_path / "学时.xlsx"
    assert workspace.exports.hours((2026, 2025), path, progress=lambda *step: told.append(step)) == 2
    ledger = workspace.hours.ledger(2026)
    assert ledger is not None
    assert told == [(0, 2), (1, 2)]
    first = sheet(path, "学时汇总")[0]
    assert (first["年度"], first["应完成学时"], first["已计学时"]) == (2026, ledger.required, ledger.counted)
    assert "官方网站" in str(first["规则来源"])
    lines = [row for row in sheet(path, "学时明细") if row["年度"] == 2026]
    assert len(lines) == len(ledger.lines)
    why = next(row for row in lines if row["申请学时"] == 6)
    assert "缺少签到表" in str(why["说明"])
    assert "CPA-2022" in str(why["依据"])
    sums = {row["来源"]: row["已计学时"] for row in sheet(path, "按来源") if row["年度"] == 2026}
    assert sum(map(float, map(str, sums.values()))) == ledger.counted
    assert {row["分项"] for row in sheet(path, "分项要求")} == {"职业道德", "面授（含直播）", "网络录播"}
    courses = [row for row in sheet(path, "已学完课程") if row["年度"] == 2026]
    assert {row["课程"] for row in courses} == {line.title for line in ledger.lines if line.source == "online"}
    unrated = next(row for row in courses if row["学时"] == 3)
    assert (unrated["状态"], str(unrated["学完日期"])[:10], unrated["类别"]) == ("待评价", "2026-11-03", "选修")
    workspace.close()


def test_a_cycle_stands_in_the_workbook(tmp_path: Path) -> None:
    workspace = workspace_of(tmp_path / "p", *many_years(2020, 2))
    workspace.exports.hours((2021,), tmp_path / "a.xlsx", words=ENGLISH)
    (row,) = sheet(tmp_path / "a.xlsx", "Totals")
    ledger = workspace.hours.ledger(2021)
    assert ledger is not None
    assert (row["Cycle"], row["Cycle requires"], row["Cycle counted"]) == ("2020–2021", 80, ledger.cycle_counted)
    workspace.close()


@needs_office
def test_libreoffice_opens_the_workbook_and_finds_the_same_in_every_sheet(tmp_path: Path) -> None:
    workspace = workspace_of(tmp_path / "p", *YEARS)
    path = tmp_path / "学时.xlsx"
    workspace.exports.hours((2026, 2025, 2024), path)
    ours, theirs = load_workbook(path), resaved(path, tmp_path / "office")
    assert theirs.sheetnames == ours.sheetnames
    for name in ours.sheetnames:
        assert list(theirs[name].values) == list(ours[name].values), name
    workspace.close()


@pytest.mark.parametrize("words", [CHINESE, ENGLISH], ids=["zh", "en"])
@pytest.mark.usefixtures("qapp")
def test_the_report_says_of_each_year_what_the_ledger_says(tmp_path: Path, words: Words) -> None:
    workspace = workspace_of(tmp_path / "p", *YEARS)
    path = tmp_path / "report.pdf"
    assert workspace.exports.hours_report((2026, 2025, 2024), path, words=words) == 3, "a year a page"
    pages = pdf_pages(path)
    for number, (year, page) in enumerate(zip((2026, 2025, 2024), pages, strict=True), 1):
        ledger = workspace.hours.ledger(year)
        assert ledger is not None
        flat = page.replace("\n", "")
        for told in (
            "李会员",
            "320012340001",
            words.say("{year} 年度", year=year),
            words.say("第 {number} 页，共 {count} 页", number=number, count=3),
            f"{hours_text(ledger.counted)} / {hours_text(ledger.required)}",
            words.part("ethics"),
            "CPA-2022",
        ):
            assert told.replace(" ", "") in flat.replace(" ", ""), (year, told)
    flat = pages[0].replace("\n", "").replace(" ", "")
    ledger = workspace.hours.ledger(2026)
    assert ledger is not None
    for line in ledger.lines:
        for said in (words.line_title(line), words.errors(line.reasons), words.sources[line.source]):
            assert said.replace(" ", "") in flat
    workspace.close()


@pytest.mark.usefixtures("qapp")
def test_an_english_report_has_no_chinese_but_names_and_sources(tmp_path: Path) -> None:
    workspace = workspace_of(tmp_path / "p", *YEARS)
    workspace.exports.hours_report((2026,), tmp_path / "r.pdf", words=ENGLISH)
    ledger = workspace.hours.ledger(2026)
    assert ledger is not None
    data = "李会员缺少签到表" + "".join(line.title for line in ledger.lines)
    data += "".join(figure.source for figure in ledger.rule_set.figures) + ledger.rule_set.source
    data += "".join(pathway.source for pathway in ledger.rule_set.pathways)
    text = "".join(pdf_pages(tmp_path / "r.pdf"))
    assert CHINESE_LETTER.search(text), "it looks"
    assert [run for run in CHINESE_LETTER.findall(text) if run not in data] == []
    workspace.close()


@pytest.mark.usefixtures("qapp")
def test_fonts_are_embedded_as_subsets_and_long_years_take_more_pages(tmp_path: Path) -> None:
    title = "企业会计准则最新变化解读与实务操作" * 4
    long = [completion(f"c{n:03}", 2026, 1.0, title=title, finished_on="2026-03-01") for n in range(40)]
    workspace = workspace_of(tmp_path / "p", *long)
    pages = workspace.exports.hours_report((2026,), tmp_path / "r.pdf")
    bytes_ = (tmp_path / "r.pdf").read_bytes()
    assert b"/FontFile2" in bytes_
    assert len(re.findall(rb"/BaseFont /[A-Z0-9]{6}\+NotoSansSC", bytes_)) >= 2
    assert len(bytes_) < 200_000
    found = pdf_pages(tmp_path / "r.pdf")
    assert len(found) == pages > 2
    assert all("说明" in page for page in found[:3]), "the lines' header stands on every page"
    assert sum(page.replace("\n", "").count(title) for page in found) == 40
    assert f"共 {pages} 页" in found[-1]
    workspace.close()


@pytest.mark.usefixtures("qapp")
def test_a_waived_year_a_cycle_and_a_year_without_rules(tmp_path: Path) -> None:
    waived = workspace_of(tmp_path / "p", exemption("e", 2026, "illness"))
    waived.exports.hours_report((2026,), tmp_path / "w.pdf")
    assert "学时已全部豁免" in pdf_pages(tmp_path / "w.pdf")[0]
    waived.exports.hours_report((1999,), tmp_path / "n.pdf")
    assert "没有适用的学时要求" in pdf_pages(tmp_path / "n.pdf")[0]
    waived.close()
    cycle = workspace_of(tmp_path / "q", *many_years(2020, 2))
    cycle.exports.hours_report((2020,), tmp_path / "c.pdf")
    assert "考核周期 2020 至 2021 年：应完成 80 学时" in pdf_pages(tmp_path / "c.pdf")[0]
    cycle.close()


@pytest.mark.parametrize("kind", ["xlsx", "pdf"])
def test_an_export_that_is_cancelled_midway_leaves_nothing_and_keeps_the_old_file(tmp_path: Path, kind: str) -> None:
    workspace = workspace_of(tmp_path / "p", *many_years(2007, 20))
    years = workspace.hours.years()
    path = tmp_path / "out" / f"hours.{kind}"
    path.parent.mkdir()
    path.write_bytes(b"the one before")
    export = workspace.exports.hours if kind == "xlsx" else workspace.exports.hours_report
    seen: list[int] = []

    def stop(done: int, total: int) -> None:
        seen.append(done)
        if done >= total * 3 // 4:
            raise Cancelled("导出", "已取消")

    with pytest.raises(Cancelled):
        export(years, path, progress=stop)
    assert len(seen) > 10
    assert path.read_bytes() == b"the one before"
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    workspace.close()


def test_where_a_report_cannot_be_written_the_folder_is_named(tmp_path: Path) -> None:
    workspace = workspace_of(tmp_path / "p", *YEARS)
    with pytest.raises(Trouble, match="文件夹不存在"):
        workspace.exports.hours_report((2026,), tmp_path / "none" / "r.pdf")
    with pytest.raises(Refused, match="没有这位会员"):
        workspace.exports.hours_report((2026,), tmp_path / "r.pdf", "nobody")
    workspace.close()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "学时",
        "企业会计准则最新变化解读，与实务操作（含收入准则、租赁准则）；" * 5,
        "attend courses or live broadcasts for the rest " * 6,
        "《收入准则》and its cases，2026 年 CPA-2022 " * 6,
        "a" * 300,
    ],
)
def test_lines_break_after_chinese_characters_and_between_words(text: str) -> None:
    lines = wrapped(text, ROOM / 3, BODY)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(text_width(line, BODY) <= ROOM / 3 for line in lines)
    assert len(lines) <= text_width(text, BODY) / (ROOM / 3) * 1.2 + 1, "lines are filled"
    assert not any(line[:1] in "，；）》" for line in lines if line)
    if text.startswith("attend"):
        assert {word for line in lines for word in line.split()} == set(text.split()), "words stay whole"
