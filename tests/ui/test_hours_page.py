"""学时查询 on facts that each test names: what is shown, where answers lead, years side by side."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from cpd_core.entities import MemberType
from cpd_core.wording import hours_text
from tests.cpd_core.build import application, completion, draft, exemption, grant
from tests.support.years import Fact, many_years
from tests.ui import papers
from tests.ui.hours_room import LEFT, Open
from tests.ui.rooms import find
from ui.pages.hours import HoursPage
from ui.pages.years_compare import CycleFrame, YearCard
from ui.pages.years_strip import YearStrip
from ui.shell.carried import Carried
from ui.tables import ListedTable
from ui.widgets import Stars

# --- why, and where to -----------------------------------------------------------------------------------------------

AT = "2026-05-02T01:00:00Z"
CAPPED = [application(f"t{n}", 2026, "teaching", 20.0, filed_at=f"2026-0{n}-02T01:00:00Z") for n in (3, 4)]
RECORDED = [application(f"r{n}", 2026, "remote", 20.0, filed_at=f"2026-0{n}-02T01:00:00Z") for n in (3, 4)]
OLD = [application(f"o{n}", 2024, "teaching", 20.0, filed_at=f"2024-0{n}-02T01:00:00Z") for n in (3, 4)]


@pytest.mark.parametrize(
    ("facts", "year", "line", "says", "button", "leads_to"),
    [
        ([application("a", state="pending", filed_at=AT)], "2026", "a", "等待省注协确认", "查看申请", "applications/a"),
        (
            [application("a", state="refused", reason="缺少签到表", filed_at=AT)],
            *("2026", "a", "缺少签到表", "修改后重新提交", "applications/a"),
        ),
        (
            [application("a", confirmed_hours=4.0, filed_at=AT)],
            *("2026", "a", "申请 8 学时，确认 4 学时", "查看申请", "applications/a"),
        ),
        (CAPPED, "2026", "t4", "每年最多计 24 学时", "新建其他途径的申请", "applications/new"),
        (RECORDED, "2026", "r4", "网络录播和点播每年最多计 24 学时", "去选课程", "study"),
        (OLD, "2024", "o4", "每年最多计 24 学时", "查看申请", "applications/o4"),
    ],
    ids=["pending", "refused", "fewer", "pathway cap", "recorded cap", "a year that is over"],
)
def test_each_answer_leads_to_where_something_can_be_done(
    open_hours: Open, facts: list[Fact], year: str, line: str, says: str, button: str, leads_to: str
) -> None:
    room = open_hours(*facts)
    room.page.go_to(year)
    room.lines.go_to(line)
    assert says in room.words("lineWhy")
    room.press(room.remedies()[button])
    assert room.around.opened == [leads_to]


def test_what_is_not_sent_leads_to_sending(open_hours: Open, tmp_path: Path) -> None:
    room = open_hours(completion("c", 2026, 2.0))
    attached = room.workspace.applications.add_file(papers.pdf(tmp_path / "结业证书.pdf"))
    room.workspace.applications.file(draft(attachments=(attached,)))
    room.page.refresh()
    room.settle()
    unsent = next(line for line in room.lines.all_rows() if line.source == "input")
    room.lines.go_to(unsent.ref_id)
    assert "尚未发送" in room.words("lineWhy")
    room.press(room.remedies()["立即发送"])
    assert room.around.opened == ["sync"]


def test_a_course_that_is_not_rated_is_rated_behind_its_line_even_of_an_old_year(
    open_hours: Open, qtbot: QtBot
) -> None:
    room = open_hours(completion("old", 2024, 3.0, rating=None), completion("other", 2024, 2.0))
    room.page.go_to("2024")
    room.lines.go_to("old")
    assert "尚未评价" in room.words("lineWhy")
    room.press(room.remedies()["去评价"])
    courses = find(room.page, "courseTable")
    assert isinstance(courses, ListedTable)
    assert courses.current().completion_id == "old"
    stars = find(room.page, "ratingStars")
    assert isinstance(stars, Stars)
    qtbot.keyClick(stars, Qt.Key.Key_4)
    room.press("submitRating")
    assert room.around.said == ["已保存"]
    assert all(row.state == "counted" for row in courses.all_rows())
    room.press("coursesBack")
    ledger = room.workspace.hours.ledger(2024)
    assert ledger is not None
    assert ledger.counted == 5
    assert find(room.page, "yearRing").accessibleName().startswith("已完成 5")


def test_what_belongs_to_another_year_leads_there_and_names_no_rule_of_this_one(open_hours: Open) -> None:
    room = open_hours(application("late", 2025, filed_at="2026-01-08T01:00:00Z"), application("own", 2026, filed_at=AT))
    room.lines.go_to("late")
    assert "属于 2025 年度" in room.words("lineWhy")
    assert not room.page.findChild(QLabel, "lineRule").isVisible()
    room.press(room.remedies()["查看 2025 年度"])
    assert [line.ref_id for line in room.lines.all_rows()] == ["late"]
    strip = room.page.findChild(YearStrip, "yearChips")
    assert strip is not None
    assert strip.code == "2025"


def test_carried_hours_lead_to_the_year_they_come_from(open_hours: Open) -> None:
    room = open_hours(application("a", 2015, hours=60.0), member_type="non_practising")
    room.page.go_to("2016")
    assert "结转学时每年最多 24 学时" in room.words("lineWhy")
    room.press(room.remedies()["查看 2015 年度"])
    assert [line.ref_id for line in room.lines.all_rows()] == ["a"]


def test_the_rule_behind_a_line_is_named_with_its_source(open_hours: Open) -> None:
    room = open_hours(*CAPPED)
    room.lines.go_to("t4")
    rule = room.words("lineRule")
    assert "CPA-2022：学时途径“授课、演讲”，由省注协确认，每年最多计 24 学时" in rule
    assert "上海注协公布的学时确认标准" in rule
    assert "官方网站" in find(room.page, "yearRules").toolTip()


# --- a year ----------------------------------------------------------------------------------------------------------


def test_sources_have_three_figures_and_the_online_ones_open_the_courses(open_hours: Open) -> None:
    room = open_hours(*many_years(2026, 1), completion("u", 2026, 3.0, rating=None), grant("g", 2026, 1.0))
    ledger = room.workspace.hours.ledger(2026)
    assert ledger is not None
    for total in ledger.totals():
        figures = [room.words(f"sourceHours_{total.source}_{n}") for n in (1, 2, 3)]
        assert figures == [hours_text(h) for h in (total.asked, total.eligible, total.counted)]
    room.press("sourceLink_output")
    assert room.lines.current().source == "output"
    room.press("sourceLink_online")
    assert len(find(room.page, "courseTable").all_rows()) == 9  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("member_type", "parts", "kinds"),
    [("cpa", {"ethics", "face_to_face", "recorded"}, True), ("non_practising", set[str](), False)],
)
def test_minima_caps_and_kinds_of_courses_are_for_practising_members(
    open_hours: Open, member_type: MemberType, parts: set[str], kinds: bool
) -> None:
    room = open_hours(*many_years(2025, 2), member_type=member_type)
    shown = {w.objectName() for w in room.page.findChildren(QWidget) if w.objectName().startswith("part_")}
    assert {name.removeprefix("part_").removesuffix("_words") for name in shown} == parts
    room.press("sourceLink_online")
    courses = find(room.page, "courseTable")
    assert isinstance(courses, ListedTable)
    assert ("类别" in [column.title for column in courses.shown_columns()]) is kinds
    assert bool(room.words("coursesSums")) is kinds
    room.page.go_to("all")
    room.settle()
    cards = room.page.findChildren(YearCard)
    assert ("职业道德" in cards[0].accessibleName()) is kinds


def test_where_room_is_short_parts_are_told_and_the_page_still_fits(open_hours: Open) -> None:
    room = open_hours(*many_years(2025, 2))
    told, bars = room.page.findChild(QLabel, "yearParts"), room.page.findChild(QWidget, "part_ethics")
    assert told is not None
    assert bars is not None
    assert bars.isVisible()
    assert not told.isVisible()
    lines = room.page.fontMetrics().height()
    room.page.resize(46 * lines, 21 * lines)  # 1366 x 768 at 150 %
    room.settle()
    bars = room.page.findChild(QWidget, "part_ethics")
    assert bars is not None
    assert not bars.isVisible()
    assert told.text().startswith("职业道德 12，至少 4")
    assert room.page.height() == 21 * lines, "nothing needs more"
    assert find(room.page, "lineWhyCard").toolTip().startswith("CPA-2022")


def test_a_year_of_a_cycle_says_how_the_cycle_stands(open_hours: Open) -> None:
    room = open_hours(application("a", 2020, hours=40.0), application("b", 2021, hours=30.0))
    room.page.go_to("2021")
    room.settle()
    assert room.words("yearCycle") == "考核周期 2020 至 2021 年：已完成 70，应完成 80 学时，还差 10"
    assert find(room.page, "part_cycle").accessibleName() == "2020–2021 周期 70，应完成 80"
    room.page.go_to("2026")
    assert not room.page.findChild(QLabel, "yearCycle").isVisible()


# --- years side by side ----------------------------------------------------------------------------------------------


def test_years_stand_side_by_side_cycles_together_and_a_click_opens_one(open_hours: Open, qtbot: QtBot) -> None:
    room = open_hours(*many_years(2018, 9), exemption("e", 2023, "illness"))
    room.press("yearChips_all")
    cards = {card.text(): card for card in room.page.findChildren(YearCard)}
    assert set(cards) == {str(year) for year in range(2018, 2027)}
    for year, card in cards.items():
        ledger = room.workspace.hours.ledger(int(year))
        assert ledger is not None
        told = f"{year} 年度：已计 {hours_text(ledger.counted)}，应完成 {hours_text(ledger.required)} 学时"
        assert card.accessibleName().startswith(told)
    assert "全部豁免" in cards["2023"].accessibleName()
    frames = {frame.objectName(): frame for frame in room.page.findChildren(CycleFrame)}
    assert set(frames) == {"cycle_2018", "cycle_2020"}
    assert cards["2020"].parent() is frames["cycle_2020"]
    assert "应完成 80 学时" in room.words("cycleTold_2020")
    qtbot.mouseClick(cards["2025"], LEFT)
    assert room.lines.isVisible()
    strip = room.page.findChild(YearStrip, "yearChips")
    assert strip is not None
    assert strip.code == "2025"
    room.press("yearChips_all")
    card = next(card for card in room.page.findChildren(YearCard) if card.text() == "2022")
    card.setFocus()
    qtbot.keyClick(card, Qt.Key.Key_Space)
    assert strip.code == "2022"


def test_forty_years_are_read_once_and_gone_through_by_wheel_and_keys(open_hours: Open, qtbot: QtBot) -> None:
    room = open_hours(*many_years(2007, 40))
    strip = room.page.findChild(YearStrip, "yearChips")
    assert strip is not None
    asked: list[int] = []
    room.workspace.hours.ledger = lambda *_: asked.append(1)  # type: ignore[method-assign, assignment]
    room.workspace.hours.ledgers = lambda *_: asked.append(1)  # type: ignore[method-assign, assignment]
    oldest = strip.findChild(QWidget, "yearChips_2007")
    assert oldest is not None
    assert oldest.visibleRegion().isEmpty(), "forty years do not fit"
    for _ in range(60):
        place = QPointF(20, 10)
        wheel = QWheelEvent(
            place,
            strip.mapToGlobal(place),
            QPoint(),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(oldest.parentWidget().parentWidget(), wheel)
    assert not oldest.visibleRegion().isEmpty()
    qtbot.mouseClick(oldest, LEFT)
    assert strip.code == "2007"
    assert all(line.date.startswith("2007") for line in room.lines.all_rows() if line.date)
    oldest.setFocus()
    qtbot.keyClick(oldest, Qt.Key.Key_Left)
    assert strip.code == "2008"
    assert asked == [], "another year reads nothing"


def test_cards_move_up_when_the_window_grows_and_none_drifts_away(open_hours: Open) -> None:
    room = open_hours(*many_years(2022, 5))
    room.press("yearChips_all")

    def places() -> list[tuple[int, int]]:
        room.settle()
        cards = sorted(room.page.findChildren(YearCard), key=lambda card: -int(card.text()))
        return [(card.mapTo(room.page, QPoint()).x(), card.mapTo(room.page, QPoint()).y()) for card in cards]

    wide = places()
    assert wide[0][1] == wide[1][1] == wide[2][1], "three in a row at least"
    room.page.resize(700, 640)
    narrow = places()
    assert narrow[0][1] == narrow[1][1] < narrow[2][1]
    room.page.resize(1366, 640)
    assert places() == wide


def test_where_there_is_nothing_to_export_nothing_can_be(open_hours: Open) -> None:
    room = open_hours(completion("old", 1999, 2.0))
    acts = {act.objectName(): act for act in room.page.acts()}
    names = ("exportHours", "exportReport", "hoursPrint")
    assert all(acts[name].isEnabled() for name in names)
    room.page.go_to("1999")
    assert "没有适用的学时要求" in room.words("hoursEmptyTitle")
    assert not any(acts[name].isEnabled() for name in names)
    assert "没有可导出的学时" in acts["exportHours"].statusTip()
    room.page.go_to("2026")
    assert all(acts[name].isEnabled() for name in names)


def test_all_years_of_a_member_of_one_year_are_that_year(open_hours: Open) -> None:
    room = open_hours(completion("c", 2026, 2.0))
    room.page._ledgers = {}
    room.page.go_to("all")
    room.page.refresh()
    room.settle()
    assert [line.ref_id for line in room.lines.all_rows()] == ["c"]


@pytest.mark.parametrize("item", ["2024", "all"])
def test_the_year_is_carried_over_to_the_page_of_another_language(open_hours: Open, item: str) -> None:
    room = open_hours(*many_years(2024, 3))
    room.page.go_to(item)
    carried = Carried([room.page])
    fresh = HoursPage(room.around.context())
    room.qtbot.addWidget(fresh)
    carried.put_into(fresh)
    fresh.refresh()
    room.settle()
    assert fresh.item() == item
