"""学时查询, 学时证明 and 在线学习 on a real store that a sync has filled."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TypeVar

import pytest
from msgspec import structs
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from cpd_core.wording import hours_text, say_error
from cpd_desktop.store.times import beijing_year
from cpd_desktop.workspace import Workspace
from tests.support.demo import account
from tests.support.service import ServiceProcess
from tests.ui.rooms import Surroundings, find, opened, press, signed_in
from ui.pages.certificates import CertificatesPage
from ui.pages.hours import HoursPage
from ui.pages.page import Page
from ui.pages.study import StudyPage
from ui.pages.years_strip import YearStrip
from ui.tables import ListedTable
from ui.widgets import Stars

LEFT = Qt.MouseButton.LeftButton
P = TypeVar("P", bound=Page)
Show = Callable[[type[P], Workspace], P]


@pytest.fixture
def show(qtbot: QtBot, dressed: QApplication) -> Iterator[Show]:
    """Opens a page on a workspace and waits for what it reads; nothing unexpected may have happened at the end."""
    rooms: list[Surroundings] = []

    def open_it(kind: type[P], workspace: Workspace) -> P:
        around = Surroundings(workspace)
        rooms.append(around)
        page = kind(around.context())
        around.page = page
        qtbot.addWidget(page)
        page.resize(1366, 640)
        page.show()
        page.refresh()
        page.around = around  # type: ignore[attr-defined]
        settle(qtbot, page)
        return page

    yield open_it
    for around in rooms:
        around.tasks.close()
        assert around.tasks.wait_idle(30)
        around.workspace.close()
        assert around.problems == []


def settle(qtbot: QtBot, page: Page) -> Surroundings:
    around: Surroundings = page.around  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: around.tasks.busy == 0, timeout=60_000)
    QApplication.processEvents()  # a widget that joins a layout is shown by the next turn of the event loop
    return around


def words(page: Page, name: str) -> str:
    found = page.findChild(QLabel, name)
    assert found is not None
    return found.text()


def table(page: Page, name: str) -> ListedTable:
    found = find(page, name)
    assert isinstance(found, ListedTable)
    return found


# --- 学时查询 --------------------------------------------------------------------------------------------------------


def test_the_year_shows_what_the_ledger_says(qtbot: QtBot, show: Show, member_profile: Path, tmp_path: Path) -> None:
    workspace = opened(member_profile, tmp_path)
    year = workspace.account.this_year()
    ledger = workspace.hours.ledger(year)
    assert ledger is not None
    assert ledger.missing, "the demo's first member still owes hours"
    page = show(HoursPage, workspace)
    assert find(page, "yearRing").accessibleName() == (
        f"已完成 {hours_text(ledger.counted)}，应完成 {hours_text(ledger.required)} 学时"
    )
    assert words(page, "yearSentence") == f"今年还差 {hours_text(ledger.missing)} 学时，截止 12 月 31 日"
    lines = table(page, "ledgerTable")
    assert [line.ref_id for line in lines.all_rows()] == [x.ref_id for x in (*ledger.lines, *ledger.elsewhere)]
    short = next(line for line in ledger.lines if line.counted < line.asked)
    assert lines.current() == short, "a line that counts less than asked is open by default"
    assert say_error(short.reasons[0]) in words(page, "lineWhy")


def test_another_year_is_one_click_away(qtbot: QtBot, show: Show, member_profile: Path, tmp_path: Path) -> None:
    workspace = opened(member_profile, tmp_path)
    page = show(HoursPage, workspace)
    years = workspace.hours.years()
    assert len(years) > 1
    qtbot.mouseClick(press(page, f"yearChips_{years[1]}"), LEFT)
    settle(qtbot, page)
    expected = workspace.hours.ledger(years[1])
    assert expected is not None
    assert len(table(page, "ledgerTable").all_rows()) == len(expected.lines) + len(expected.elsewhere)
    page.refresh()
    settle(qtbot, page)
    chips = page.findChild(YearStrip, "yearChips")
    assert chips.code == str(years[1]), "reading again after a sync keeps the year"


def test_the_finished_courses_open_behind_the_online_lines(
    qtbot: QtBot, show: Show, member_profile: Path, tmp_path: Path
) -> None:
    workspace = opened(member_profile, tmp_path)
    page = show(HoursPage, workspace)
    qtbot.mouseClick(press(page, "finishedCourses"), LEFT)
    settle(qtbot, page)
    found = workspace.hours.finished_courses(workspace.account.this_year())
    assert {row.id for row in table(page, "courseTable").all_rows()} == {row.id for row in found}
    qtbot.mouseClick(press(page, "coursesBack"), LEFT)
    assert find(page, "ledgerTable").isVisible()


def test_the_export_is_a_workbook_with_every_line(
    qtbot: QtBot, show: Show, member_profile: Path, tmp_path: Path
) -> None:
    workspace = opened(member_profile, tmp_path)
    page = show(HoursPage, workspace)
    target = tmp_path / "学时.xlsx"
    page.export_to(target)
    settle(qtbot, page)
    assert "已导出" in words(page, "hoursMessageText")
    ledger = workspace.hours.ledger(workspace.account.this_year())
    assert ledger is not None
    assert load_workbook(target)["学时明细"].max_row == len(ledger.lines) + 1


def test_staff_look_a_member_up_first(qtbot: QtBot, show: Show, staff_profile: Path, tmp_path: Path) -> None:
    workspace = opened(staff_profile, tmp_path)
    page = show(HoursPage, workspace)
    assert "请在左侧选择会员" in words(page, "hoursEmptyTitle")
    wanted = workspace.hours.members(limit=-1)[-1]
    search = find(page, "memberSearch")
    qtbot.keyClicks(search, wanted.no)
    qtbot.keyClick(search, Qt.Key.Key_Return)
    members = table(page, "memberTable")
    qtbot.waitUntil(lambda: [row.id for row in members.all_rows()] == [wanted.id])
    members.step(1)
    settle(qtbot, page)
    assert wanted.name in words(page, "hoursOf")
    ledger = workspace.hours.ledger(workspace.account.this_year(), wanted.id)
    assert ledger is not None
    shown = page.findChild(ListedTable, "ledgerTable").all_rows()
    assert len(shown) == len(ledger.lines) + len(ledger.elsewhere)
    online = next(line for line in ledger.lines if line.source == "online")
    page.findChild(ListedTable, "ledgerTable").go_to(online.ref_id)
    QApplication.processEvents()
    qtbot.mouseClick(press(page, "lineRemedy0"), LEFT)
    settle(qtbot, page)
    assert find(page, "courseTable").isVisible()
    assert not page.findChild(QWidget, "ratingForm").isVisible(), "members rate their own courses"


# --- 学时证明 --------------------------------------------------------------------------------------------------------


def test_certificates_of_ticked_years_are_saved_and_shown(
    qtbot: QtBot, show: Show, service: ServiceProcess, member_profile: Path, tmp_path: Path
) -> None:
    workspace = opened(member_profile, tmp_path)
    who = account(service.directory, "non_practising", "32")
    workspace.profile.remember(server=service.url)
    workspace.sign_in("non_practising", who.login, who.password)
    page = show(CertificatesPage, workspace)
    rows = table(page, "certificateTable")
    rows.selectAll()
    count = len(rows.chosen())
    assert count >= 2
    folder = tmp_path / "下载"
    folder.mkdir()
    page.download_to(folder)
    around = settle(qtbot, page)
    saved = list(folder.glob("*.pdf"))
    assert len(saved) == count
    assert all(path.read_bytes().startswith(b"%PDF") for path in saved)
    assert f"已保存 {count} 份学时证明" in around.said[0]
    assert all(row.file_here for row in rows.all_rows() if row.number)


def test_a_certificate_is_verified_in_the_window_and_one_that_ended_says_so(
    qtbot: QtBot, show: Show, service: ServiceProcess, tmp_path: Path
) -> None:
    workspace = signed_in(service, tmp_path, "non_practising")
    paper = workspace.certificates.download(beijing_year() - 1, tmp_path)
    page = show(CertificatesPage, workspace)
    page.verify(paper)
    settle(qtbot, page)
    (row,) = (row for row in table(page, "certificateTable").all_rows() if row.number)
    assert f"“{paper.name}”有效" in page.message.text
    assert row.number in page.message.text
    paper.write_bytes(paper.read_bytes().replace(b"/Page", b"/Pags", 1))
    page.verify(paper)
    settle(qtbot, page)
    assert "已被改动" in page.message.text
    page.verify(tmp_path / "没有.pdf")
    settle(qtbot, page)
    assert "读不出来" in page.message.text

    rows = table(page, "certificateTable")
    rows.go_to(row.id)
    ended = page.findChild(QLabel, "certificateEnded")
    assert not ended.isVisible()
    for withdrawn, says in ((False, "已被新证明替代"), (True, "被撤销确认")):
        rows.set_rows([structs.replace(row, superseded=True, withdrawn=withdrawn)])
        assert ended.isVisible()
        assert says in ended.text()
    settle(qtbot, page)


def test_offline_a_download_says_why_and_saves_nothing(
    qtbot: QtBot, show: Show, member_profile: Path, tmp_path: Path
) -> None:
    page = show(CertificatesPage, opened(member_profile, tmp_path))
    page.download_to(tmp_path)
    around = settle(qtbot, page)
    assert len(around.problems) == 1
    assert around.said == []
    assert list(tmp_path.glob("*.pdf")) == []
    assert press(page, "downloadCertificates").isEnabled()
    around.problems.clear()


# --- 在线学习 --------------------------------------------------------------------------------------------------------


def who_has_not_chosen(demo: Path, year: int) -> str:
    """The certificate number of a practising member without a choice this year."""
    with closing(sqlite3.connect(demo / "service.sqlite3")) as db:
        rows = db.execute(
            """SELECT json_extract(body, '$.no') FROM record AS member
            WHERE kind = 'member' AND json_extract(body, '$.member_type') = 'cpa' AND NOT EXISTS (
                SELECT 1 FROM record WHERE kind = 'choice' AND member_id = member.id AND year = ?)""",
            (year,),
        ).fetchall()
    return str(rows[0][0])


def test_the_choice_is_confirmed_in_the_page_and_cannot_be_changed(
    qtbot: QtBot, show: Show, service: ServiceProcess, tmp_path: Path
) -> None:
    workspace = Workspace(tmp_path / "profile", server=service.url)
    year = beijing_year()
    workspace.sign_in("cpa", who_has_not_chosen(service.directory, year), "demo-2026")
    workspace.sync.run()
    page = show(StudyPage, workspace)
    assert "选择后本年度不能更改" in words(page, "choiceIntro")
    institutes = workspace.study.institutes()
    assert len(institutes) == 3
    wanted = institutes[1]
    offered = [c for c in workspace.study.courses(year) if c.institute_id == wanted.code and not c.sample]
    assert words(page, f"offer_{wanted.code}").startswith(f"{len(offered)} 门课程")
    qtbot.mouseClick(press(page, f"choose_{wanted.code}"), LEFT)
    assert words(page, "chooseAskText") == f"选择“{wanted.name}”后，{year} 年度不能更改。确定选择吗？"
    assert workspace.study.choice(year) == ""
    qtbot.keyClick(press(page, "chooseAskNo"), Qt.Key.Key_Escape)
    assert not page.findChild(QLabel, "chooseAskText").isVisible()
    qtbot.mouseClick(press(page, f"choose_{wanted.code}"), LEFT)
    qtbot.mouseClick(press(page, "chooseAskYes"), LEFT)
    settle(qtbot, page)
    assert workspace.study.choice(year) == wanted.code
    assert {row.id for row in table(page, "courseTable").all_rows()} == {course.id for course in offered}


def test_a_finished_course_counts_once_it_is_rated(
    qtbot: QtBot, show: Show, member_profile: Path, tmp_path: Path
) -> None:
    workspace = opened(member_profile, tmp_path)
    year = workspace.account.this_year()
    before = workspace.hours.ledger(year)
    page = show(StudyPage, workspace)
    courses = table(page, "courseTable")
    course = courses.current()
    assert course.state == "to_rate", "what is to be rated comes first"
    qtbot.mouseClick(press(page, "submitRating"), LEFT)
    assert "请选择 1 至 5 星" in words(page, "ratingStarsError")
    stars = page.findChild(Stars, "ratingStars")
    qtbot.keyClick(stars, Qt.Key.Key_5)
    assert stars.value() == 5
    qtbot.mouseClick(press(page, "submitRating"), LEFT)
    settle(qtbot, page)
    after = workspace.hours.ledger(year)
    assert before is not None
    assert after is not None
    assert after.counted == before.counted + course.hours
    assert next(row for row in courses.all_rows() if row.id == course.id).state == "counted"


def test_a_rating_that_was_not_submitted_is_there_the_next_time(
    show: Show, member_profile: Path, tmp_path: Path
) -> None:
    workspace = opened(member_profile, tmp_path)
    page = show(StudyPage, workspace)
    page.findChild(Stars, "ratingStars").set_value(4)
    page.findChild(QPlainTextEdit, "ratingComment").setPlainText("案例讲得")
    page.keep_drafts()
    again = show(StudyPage, workspace)
    assert again.findChild(Stars, "ratingStars").value() == 4
    assert again.findChild(QPlainTextEdit, "ratingComment").toPlainText() == "案例讲得"
    again.findChild(QPlainTextEdit, "ratingComment").clear()
    again.findChild(Stars, "ratingStars").clear()
    again.keep_drafts()
    assert workspace.drafts.kept_words("rating") is None


def test_samples_of_all_institutes_are_listed_whatever_was_chosen(
    qtbot: QtBot, show: Show, member_profile: Path, tmp_path: Path
) -> None:
    workspace = opened(member_profile, tmp_path)
    page = show(StudyPage, workspace)
    qtbot.mouseClick(press(page, "studyParts_samples"), LEFT)
    samples = workspace.study.samples(workspace.account.this_year())
    assert samples
    for institute in {row.institute_id for row in samples}:
        own = [row.id for row in samples if row.institute_id == institute]
        assert [row.id for row in table(page, f"samples_{institute}").all_rows()] == own
