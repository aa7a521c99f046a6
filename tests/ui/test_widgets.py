"""Small widgets, words and colours that all pages share."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from cpd_core.outcomes import error
from cpd_desktop.views import Progress, SyncReport
from ui import theme
from ui.shell import words
from ui.widgets import Ask, Chips, Form, MessageLine, SearchBox, Stars

# --- forms and choices -----------------------------------------------------------------------------------------------


def test_errors_stand_at_their_field_and_the_rest_below(qtbot: QtBot) -> None:
    form = Form("form")
    qtbot.addWidget(form)
    hours, files = QLineEdit(), QLineEdit()
    form.add("hours", "申请学时", hours, hint="0.5 的整数倍")
    form.add("attachments", "附件", files)
    form.show()
    form.show_errors([error("hours", "hours.step"), error("attachments[2]", "attachments.none"), error("x", "GONE")])
    assert form.fields["hours"].error.startswith("学时以 0.5 为单位")
    assert hours.accessibleDescription() == form.fields["hours"].error
    assert form.fields["attachments"].error
    assert form.rest.text() == "该申请已被删除"
    hours.setText("8")
    assert form.fields["hours"].error == ""
    assert form.fields["hours"].note.text() == "0.5 的整数倍"
    form.show_errors([])
    assert not form.rest.isVisible()
    assert form.fields["attachments"].error == ""


def test_a_search_waits_for_the_input_method(qtbot: QtBot) -> None:
    box = SearchBox("search", "主办单位")
    qtbot.addWidget(box)
    box.show()
    heard: list[str] = []
    box.searched.connect(heard.append)
    QApplication.sendEvent(box, QInputMethodEvent("jiangsu", []))
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert heard == [], "Enter chooses a word of the input method"
    done = QInputMethodEvent()
    done.setCommitString("江苏")
    QApplication.sendEvent(box, done)
    qtbot.waitUntil(lambda: heard == ["江苏"])
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: heard == ["江苏", ""])


def test_chips_tell_clicks_and_not_what_the_program_presses(qtbot: QtBot) -> None:
    chips = Chips("years")
    qtbot.addWidget(chips)
    heard: list[str] = []
    chips.chosen.connect(heard.append)
    chips.set_choices([("2026", "2026"), ("2025", "2025")], "2025")
    assert (chips.code, heard) == ("2025", [])
    chips.findChild(type(chips._group.buttons()[0]), "years_2026").click()
    assert (chips.code, heard) == ("2026", ["2026"])


def test_stars_go_from_one_to_five(qtbot: QtBot) -> None:
    stars = Stars("stars")
    qtbot.addWidget(stars)
    qtbot.keyClick(stars, Qt.Key.Key_Left)
    assert stars.value() == 1
    qtbot.keyClick(stars, Qt.Key.Key_5)
    qtbot.keyClick(stars, Qt.Key.Key_Right)
    assert stars.value() == 5
    assert stars.accessibleDescription() == "5 星"


def test_a_question_is_answered_once_and_escape_says_no(qtbot: QtBot) -> None:
    ask = Ask("ask")
    qtbot.addWidget(ask)
    done: list[bool] = []
    ask.ask("确定吗？", "确定", lambda: done.append(True))
    qtbot.keyClick(ask, Qt.Key.Key_Escape)
    assert (ask.isVisible(), done) == (False, [])
    ask.ask("确定吗？", "确定", lambda: done.append(True))
    ask._yes.click()
    assert (ask.isVisible(), done) == (False, [True])


def test_a_message_offers_what_to_do(qtbot: QtBot) -> None:
    line = MessageLine("message")
    qtbot.addWidget(line)
    done: list[bool] = []
    line.show_text("3 条需要处理", "warning", "查看", lambda: done.append(True))
    line._button.click()
    assert (line.isVisible(), done) == (False, [True])


# --- words -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("progress", "left", "expected"),
    [
        (Progress("pull", 12_400, 40_000), 6.2, "正在接收 12,400 / 40,000 条 · 约 6 秒"),
        (Progress("pull", 1_000, 0), None, "正在接收 1,000 条"),
        (Progress("push", 0, 0), None, "正在发送…"),
        (Progress("blobs-up", 1_572_864, 4_194_304, "bytes"), 200.0, "正在上传附件 1.5 / 4.0 MB · 约 3 分钟"),
        (Progress("blobs-down", 1_048_576, 2_097_152, "bytes"), 0.4, "正在下载附件 1.0 / 2.0 MB"),
    ],
)
def test_progress_in_words(qapp: QApplication, progress: Progress, left: float | None, expected: str) -> None:
    theme.install(qapp)
    assert words.progress_text(progress, left) == expected


@pytest.mark.parametrize(
    ("report", "expected"),
    [
        (SyncReport(), "同步完成，没有变化"),
        (SyncReport(pushed=203, applied=194, noop=2, conflicts=1, pulled=200, blobs_down=3),
         "同步完成：194 条已生效，2 条他人已作相同处理，1 条需要处理，接收 200 条，下载附件 3 个"),
        (SyncReport(cancelled=True, applied=5), "同步完成：同步已取消，已完成的部分有效，5 条已生效"),
    ],
)  # fmt: skip
def test_a_report_in_words(report: SyncReport, expected: str) -> None:
    assert words.report_text(report) == expected


def test_a_moment_is_a_clock_today_and_a_day_before() -> None:
    assert words.clock_text("2026-11-23T06:02:00Z", "2026-11-23") == "14:02"
    assert words.clock_text("2026-11-22T18:30:00Z", "2026-11-24") == "11-23 02:30"
    assert words.clock_text("", "2026-11-24") == ""
