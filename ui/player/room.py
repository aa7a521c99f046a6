"""The room: video and its controls, lessons and chapters beside it, notes under them, and what is still to do."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from cpd_core.lessons import Note
from cpd_core.played import minutes
from cpd_desktop.errors import Refused, Trouble
from cpd_desktop.study.views import CourseView, NoteView
from ui import theme
from ui.language import words
from ui.pages.page import Context
from ui.player.clock import clock_text
from ui.player.contents import Contents
from ui.player.controls import Controls
from ui.player.notes import Notes
from ui.player.playback import Playback
from ui.player.quiz import QuizView
from ui.player.stage import Stage
from ui.player.stock import StockLine
from ui.tasks import Latest
from ui.widgets import Bar, FlowRow, MessageLine, Split, TallArea, button, heading, label

SKIP = 5_000  # ms
LOUDER = 10  # per cent
LINE = "line"
Found = tuple[CourseView, tuple[NoteView, ...]]


class LessonRoom(QWidget):
    """One course. It is made when the first one is opened."""

    left = Signal()
    to_rate = Signal(str)
    """The course is finished; its id."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("lessonRoom")
        self._context = context
        self._course: CourseView | None = None
        self._finishing = False
        self._read_only = ""
        self._load = Latest(context.tasks, self)
        self.stage, self.controls, self.contents, self.notes = Stage(), Controls(), Contents(), Notes()
        self.quiz, self.stock = QuizView(), StockLine(context)
        self.playback = Playback(context, self.stage)
        self._title = heading("", name="lessonTitle")
        self.counted = label("", wrap=False, name="lessonCounted")
        self._bar = Bar("lessonBar")
        self._said = MessageLine("lessonMessage")
        self.finish = button("lessonFinish", "", self._end, primary=True)
        self._parts = QStackedWidget()
        self._parts.addWidget(self._lay_out())
        self._parts.addWidget(TallArea(self.quiz))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, theme.em(self, 0.4), 0, 0)
        box.addLayout(self._top())
        box.addWidget(self._said)
        box.addWidget(self._parts, 1)
        self._wire()

    def _top(self) -> FlowRow:
        top = FlowRow()
        top.addWidget(button("lessonLeave", self.tr("返回课程列表"), self.leave, quiet=True))
        top.addWidget(self._title)
        top.add_gap()
        self._bar.setFixedWidth(theme.em(self, 6))
        for part in (self._bar, self.counted, self.finish):
            top.addWidget(part)
        return top

    def _lay_out(self) -> QWidget:
        film = QWidget()
        column = QVBoxLayout(film)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stage, 1)
        column.addWidget(self.controls)
        column.addWidget(self.stock)
        side = QWidget()
        beside = QVBoxLayout(side)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(self.contents, 1)
        beside.addWidget(self.notes, 1)
        split = Split("lessonSplit")
        split.setHandleWidth(theme.em(self, 0.6))
        split.add(film, 3)
        split.add(side, 1)
        inner = QWidget()
        row = QHBoxLayout(inner)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(split)
        return inner

    def _wire(self) -> None:
        self.stage.asked.connect(self._key)
        self.controls.play_pressed.connect(self.playback.toggle)
        self.controls.sought.connect(self.playback.seek)
        self.controls.speed_chosen.connect(self.playback.set_speed)
        self.controls.volume_chosen.connect(self.playback.set_volume)
        self.controls.full_screen_pressed.connect(lambda: self._key("full"))
        self.contents.opened.connect(self._open)
        self.notes.sought.connect(self._look_up)
        self.notes.written.connect(self._write_note)
        self.playback.moved.connect(self._moved)
        self.playback.told.connect(self._told)
        self.playback.ready.connect(self.stage.take)
        self.playback.stored.connect(self._stored)
        self.playback.failed.connect(self._failed)
        self.quiz.answered.connect(self._answered)
        self.quiz.left.connect(self._back_to_film)
        self.stock.said.connect(self._said.show_trouble)
        self.stock.emptied.connect(self.playback.release)

    # --- coming and going --------------------------------------------------------------------------------------

    def open_course(self, course_id: str) -> None:
        """Read a course and open the lesson that is next."""
        self._said.hide()
        self._parts.setCurrentIndex(0)
        self._course, self._finishing = None, False
        self.notes.begin_new()
        self._read(course_id, self._begin)

    def leave(self) -> None:
        """Store what was played and go back to the list."""
        self.stage.set_full_screen(False)
        self.playback.close()
        self.left.emit()

    def refresh(self) -> None:
        """The store has changed: another device may have played on."""
        if self._course:
            self._read(self._course.id, self._show)

    def keep(self) -> None:
        """The window goes: what was played is stored before it does."""
        self.playback.store_now()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Qt: another page is looked at. What nobody sees is not played, and so not counted."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.playback.pause()

    def set_read_only(self, why: str) -> None:
        """Grey what writes; what is played is not stored by a program that is too old, and it says so."""
        self._read_only = why
        for each in (self.finish, self.notes):
            each.setEnabled(not why)
            each.setToolTip(why)

    def _read(self, course_id: str, then: Callable[[CourseView], None]) -> None:
        desk = self._context.workspace.lessons

        def show(found: Found) -> None:
            self.notes.show_notes(found[1])
            then(found[0])

        self._load.run(lambda _task: (desk.course(course_id), desk.notes(course_id)), show, self._said.show_trouble)

    def _begin(self, view: CourseView) -> None:
        self._show(view)
        lesson = next((each for each in view.lessons if not each.watched), view.lessons[0])
        self._open(lesson.id, -1, play=False)
        begin = clock_text(self.playback.position)
        self.stage.say(self.tr("按空格键播放“{0}”，从 {1} 开始").format(lesson.title, begin))
        self.stock.show_course(view.id, view.title)
        self.stage.setFocus()

    def _show(self, view: CourseView) -> None:
        self._course = view
        self._title.setText(view.title)
        self.contents.show_course(view, self.playback.lesson.id if self.playback.lesson else "")
        self._show_counted()
        code = view.why_not
        may_end = view.watched and not view.finished and not code
        self.finish.setVisible(may_end and self._parts.currentIndex() == 0)
        self.controls.play.set_primary(not may_end)
        self.finish.setText(self.tr("开始测验") if view.quiz else self.tr("完成学习"))
        if view.doubted >= 60_000 and not view.watched:
            said = self.tr("有 {0} 分钟没有计入：上报的播放时间超过了实际经过的时间，请重新播放未计入的部分")
            self._said.show_text(said.format(minutes(view.doubted)), "warning")
        if may_end and not view.quiz:
            self._end()

    def _show_counted(self) -> None:
        view = self._course
        if view is None:
            return
        have, of = view.minutes
        if not view.watched:
            have = minutes(self.playback.counted(view))
        text = self.tr("已计 {0} / {1} 分钟").format(have, of)
        self.counted.setText(self.tr("试听，不计学时") if view.sample else text)
        self._bar.setVisible(not view.sample)
        self._bar.set_share(have, max(1, of), "good" if view.watched else "accent")

    # --- playing -----------------------------------------------------------------------------------------------

    def _open(self, lesson_id: str, at: int, play: bool = True) -> None:
        view = self._course
        lesson = view.lesson(lesson_id) if view else None
        if view is None or lesson is None:
            return
        if self.playback.lesson and self.playback.lesson.id == lesson_id and at >= 0:
            self.playback.seek(at)
            return
        self.controls.show_length(lesson.length)
        self.playback.open(view, lesson, at, play)
        self.contents.show_course(view, lesson_id)

    def _back_to_film(self) -> None:
        self._parts.setCurrentIndex(0)
        self.refresh()

    def _look_up(self, lesson_id: str, at: int) -> None:
        self._open(lesson_id, at, play=False)

    def _moved(self, position: int) -> None:
        self.controls.show_position(position)
        self._show_counted()

    def _told(self, state: str) -> None:
        self.controls.show_playing(state in ("playing", "slow"))
        self.stage.show_video(state in ("playing", "paused", "slow", "ended"))
        match state:
            case "loading":
                self.stage.say(self.tr("正在打开…"))
            case "slow":
                self._said.show_text(self.tr("网络较慢，正在等待数据；没有播放的时间不计入"), "warning")
                self._said.topic = LINE
            case "broken":
                self.stage.say(self.tr("线路中断"))
                self._said.show_text(
                    self.tr("播放中断，已学部分已保存。请检查网络后重试，或下载后离线学习"),
                    "warning",
                    self.tr("重试"),
                    self.playback.retry,
                )
                self._said.topic = LINE
            case "playing":
                self._said.hide_about(LINE)
            case _:
                pass

    def _failed(self, trouble: Trouble) -> None:
        self._said.show_trouble(trouble, self.tr("重试"), self.playback.retry)
        self._said.topic = LINE

    def _stored(self, at_rest: bool) -> None:
        if at_rest:
            self._context.stored()
        if self._course:
            self._read(self._course.id, self._show)

    def _key(self, asked: str) -> None:
        match asked:
            case "play":
                self.playback.toggle()
            case "back" | "on":
                self.playback.skip(SKIP if asked == "on" else -SKIP)
            case "louder" | "quieter":
                by = LOUDER if asked == "louder" else -LOUDER
                self.controls.volume.setValue(self.controls.volume.value() + by)
            case "faster" | "slower":
                self.controls.step_speed(1 if asked == "faster" else -1)
            case "full":
                self.stage.set_full_screen(not self.stage.full_screen)
            case _:
                self.stage.set_full_screen(False)
                self.notes.begin_new()
                self.notes.text.setFocus()

    # --- notes and the end -------------------------------------------------------------------------------------

    def _write_note(self, old: Note | None, text: str) -> None:
        view, lesson = self._course, self.playback.lesson
        if view is None or lesson is None:
            return
        desk = self._context.workspace.lessons
        lesson_id, at, note_id = (old.lesson_id, old.at, old.id) if old else (lesson.id, self.playback.position, "")

        def written(_id: str) -> None:
            self.notes.begin_new()
            self._context.stored()
            self._read(view.id, self._show)

        self._context.tasks.run(
            self, lambda _task: desk.note(view.id, lesson_id, at, text, note_id), written, self._said.show_trouble
        )

    def _end(self) -> None:
        view = self._course
        if view is None or self._finishing or self._read_only:
            return
        if view.quiz:
            self.playback.pause()
            self.quiz.ask(view.quiz)
            self._parts.setCurrentIndex(1)
            self.finish.hide()
        else:
            self._answered(())

    def _answered(self, answers: tuple[tuple[int, ...], ...]) -> None:
        view = self._course
        if view is None:
            return
        self._finishing = True
        desk = self._context.workspace.lessons

        def done(_id: str) -> None:
            self._context.say(self.tr("已学完，请评价课程，评价后计入学时"))
            self._context.stored()
            self.to_rate.emit(view.id)

        def failed(trouble: Trouble) -> None:
            self._finishing = False
            quiz = view.quiz
            if quiz and isinstance(trouble, Refused) and any(e.code == "quiz.not_passed" for e in trouble.errors):
                needed = next(n for n in range(len(quiz.questions) + 1) if n >= quiz.pass_share * len(quiz.questions))
                self.quiz.show_wrong(desk.right_answers(view.id, answers), needed)
            else:
                self._said.show_text(words().trouble(trouble), "bad")

        self._context.tasks.run(self, lambda _task: desk.finish(view.id, answers), done, failed)
