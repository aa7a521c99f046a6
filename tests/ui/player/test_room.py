"""A course in the window: really played, over a line that breaks, without one, noted, quizzed, finished, rated."""

import socket
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from cpd_core.entities import Course
from tests.cpd_desktop.study.learning import believe, open_course, watch_all
from tests.support.proxy import Fault, Proxy
from tests.support.service import ServiceProcess
from tests.ui.rooms import Room, find, press
from ui.pages.study import StudyPage
from ui.player.room import LessonRoom
from ui.tables import ListedTable
from ui.widgets import Stars

pytest.importorskip("PySide6.QtMultimedia", reason="Qt Multimedia lacks a library of the system: nothing can be played")
SECONDS = 30_000  # ms that a loaded machine may take


def enter(room: Room[StudyPage], course: Course) -> LessonRoom:
    """Open a course from its list, or from the samples."""
    part = "samples" if course.sample else "study"
    room.press(f"studyParts_{part}")
    name = f"samples_{course.institute_id}" if course.sample else "courseTable"
    table = find(room.page, name)
    assert isinstance(table, ListedTable)
    assert table.go_to(course.id)
    room.settle()
    room.press(f"playSample_{course.institute_id}" if course.sample else "courseLearn")
    opened = find(room.page, "lessonRoom")
    assert isinstance(opened, LessonRoom)
    return opened


def play_to(qtbot: QtBot, opened: LessonRoom, position: int) -> None:
    qtbot.waitUntil(lambda: opened.playback.position >= position, timeout=SECONDS)


def said(owner: QWidget, name: str) -> str:
    found = owner.findChild(QLabel, name)
    assert found is not None
    return found.text()


def test_a_sample_is_played_from_the_service_over_a_line_that_breaks(
    qtbot: QtBot, room: Room[StudyPage], service: ServiceProcess
) -> None:
    desk, course = room.workspace.lessons, open_course(room.workspace, sample=True)
    opened = enter(room, course)
    assert opened.counted.text() == "试听，不计学时"
    room.press("lessonPlay")
    play_to(qtbot, opened, 1500)
    picture = opened.stage.findChild(QWidget, "playerScreen").videoSink().videoFrame().toImage()  # type: ignore[union-attr]
    assert (picture.width(), picture.height()) == (480, 270)

    # the keys of a player: five seconds on; what lies between was not played
    opened.stage.setFocus()
    qtbot.keyClick(opened.stage, Qt.Key.Key_Right)
    play_to(qtbot, opened, 8000)
    qtbot.keyClick(opened.stage, Qt.Key.Key_Space)
    room.settle()
    lesson = desk.course(course.id).lessons[0]
    assert len(lesson.played) == 2
    assert lesson.left_at == opened.playback.position

    # the service is gone: words and a way to try again; once it is back it goes on where it was
    port = service.port
    service.stop()
    opened.playback.release()
    room.settle()
    qtbot.keyClick(opened.stage, Qt.Key.Key_Space)
    room.settle()
    assert "未连接到服务器" in said(opened, "lessonMessageText")
    service.restart()
    assert service.port == port
    room.press("lessonMessageAction")
    qtbot.waitUntil(lambda: opened.playback.playing, timeout=SECONDS)
    assert opened.playback.position >= lesson.left_at
    play_to(qtbot, opened, lesson.length)
    room.settle()
    qtbot.waitUntil(lambda: press(opened, "lessonPlay").text() == "播放", timeout=SECONDS)
    room.press("lessonLeave")
    assert desk.course(course.id).lessons[0].played[-1][1] == lesson.length


def test_a_line_that_breaks_while_it_plays_is_said_and_nothing_is_counted_twice(
    qtbot: QtBot, room: Room[StudyPage], service: ServiceProcess
) -> None:
    course = open_course(room.workspace)
    with Proxy(service.url) as proxy:
        room.workspace.profile.remember(server=proxy.url)
        proxy.fail_once(Fault.CUT_REPLY, "GET /media/")
        opened = enter(room, course)
        room.press("lessonPlay")
        qtbot.waitUntil(lambda: proxy.counts[Fault.CUT_REPLY] == 1, timeout=SECONDS)
        # half of the file has come: it plays, and a jump beyond asks for the rest, by a new connection
        play_to(qtbot, opened, 2000)
        opened.playback.seek(20 * 60_000)
        play_to(qtbot, opened, 20 * 60_000 + 2000)
        assert proxy.arrived("GET /media/")[-1].headers["Range"].startswith("bytes=")
        opened.playback.pause()
        room.settle()
        view = room.workspace.lessons.course(course.id)
        assert 4000 <= view.counted < 60_000
        room.press("lessonLeave")
    room.workspace.profile.remember(server=service.url)


def test_what_was_downloaded_is_played_without_a_network(
    qtbot: QtBot, room: Room[StudyPage], service: ServiceProcess
) -> None:
    course = open_course(room.workspace)
    opened = enter(room, course)
    room.press("stockGet")
    assert "已下载" in said(opened, "stockText")
    service.stop()
    assert not can_connect(service.port)
    room.press("lessonPlay")
    play_to(qtbot, opened, 2000)
    # another page is looked at: it does not go on unseen
    room.page.hide()
    room.settle()
    assert not opened.playback.playing
    room.page.show()
    # a note at this moment, without a network
    opened.notes.text.setPlainText("控制权转移")
    room.press("noteSave")
    assert opened.notes.list.count() == 1
    (kept,) = room.workspace.lessons.notes(course.id)
    assert (kept.note.text, kept.note.at) == ("控制权转移", opened.playback.position)
    assert room.workspace.sync.status().unsent >= 2
    room.press("stockDelete")
    assert room.workspace.lessons.stock(course.id).here == 0
    assert "已计 0 / " in opened.counted.text()
    room.press("lessonLeave")
    service.restart()


def can_connect(port: int) -> bool:
    with socket.socket() as line:
        return line.connect_ex(("127.0.0.1", port)) == 0


def test_a_course_is_quizzed_finished_and_rated_in_the_window(
    qtbot: QtBot, room: Room[StudyPage], service: ServiceProcess
) -> None:
    workspace = room.workspace
    believe(service.directory)
    course = open_course(workspace, quiz=True)
    assert course.quiz
    watch_all(workspace, workspace.lessons.course(course.id))
    room.page.refresh()
    room.settle()
    before = workspace.hours.ledger(workspace.account.this_year())
    opened = enter(room, course)
    assert opened.counted.text() == f"已计 {course.minutes} / {course.minutes} 分钟"
    room.press("lessonFinish")

    def answer(places: dict[int, tuple[int, ...]]) -> None:
        for number, chosen in places.items():
            for place in chosen:
                choice = find(opened.quiz, f"quiz_{number}_{place}")
                if isinstance(choice, QRadioButton) or not choice.isChecked():  # type: ignore[attr-defined]
                    choice.click()  # type: ignore[attr-defined]
        room.press("quizSubmit")

    answer({1: (1,)})
    assert "还有题目没有作答" in said(opened.quiz, "quizMessageText")
    answer({2: (0,), 3: (2,)})
    assert "答对 0 / 3 题" in said(opened.quiz, "quizMessageText")
    right = {n: question.right for n, question in enumerate(course.quiz.questions, 1)}
    answer({1: right[1], 2: right[2]})
    assert "请评价课程" in room.around.said[-1]

    # back in the list, with the cursor on it, to be rated
    stars = find(room.page, "ratingStars")
    assert isinstance(stars, Stars)
    qtbot.keyClick(stars, Qt.Key.Key_5)
    room.press("submitRating")
    workspace.sync.run()
    after = workspace.hours.ledger(workspace.account.this_year())
    assert before
    assert after
    line = next(line for line in after.lines if line.ref_id.endswith(course.id))
    assert line.eligible == course.hours
    assert after.counted > before.counted or line.reasons


def test_a_machine_that_cannot_play_says_so(
    room: Room[StudyPage], monkeypatch: pytest.MonkeyPatch, service: ServiceProcess
) -> None:
    monkeypatch.setitem(sys.modules, "ui.player.engine", None)  # as where a library of the system's is missing
    opened = enter(room, open_course(room.workspace))
    room.press("lessonPlay")
    assert "本机缺少播放所需的系统组件" in said(opened, "lessonMessageText")
    room.press("lessonLeave")
