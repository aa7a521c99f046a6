"""A lesson being played: where it comes from, what of it was played, and that this is stored now and then.

What was played is stored after a minute of it, at every pause, and when the lesson is left: a crash costs a minute.
"""

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtWidgets import QWidget

from cpd_core.played import merged, total
from cpd_desktop.errors import Trouble
from cpd_desktop.study.tracker import Heard, Tracker
from cpd_desktop.study.views import CourseView, LessonView
from ui.pages.page import Context

if TYPE_CHECKING:
    from ui.player.engine import Engine

STORE_AFTER = 60_000  # ms of the lesson
REST = 5_000  # ms before a lesson's end: left there, it begins anew the next time


class Playback(QObject):
    """Plays lessons of one course after the other into ``stage``."""

    moved = Signal(int)
    """It is at this position (ms)."""
    told = Signal(str)
    """The state of the player, as of :mod:`ui.player.engine`."""
    stored = Signal(bool)
    """What was played is stored; whether something new was, at a pause or an end."""
    failed = Signal(object)
    """A Trouble: of the line, or of the store."""
    ready = Signal(object)
    """The widget in which the video is, once there is one."""

    def __init__(self, context: Context, stage: QWidget) -> None:
        super().__init__(stage)
        self._context = context
        self._stage = stage
        self._engine: Engine | None = None
        self._course: CourseView | None = None
        self._number = 0  # of the source that was asked for last
        self._speed, self._volume = 1.0, 100
        self._sourced = False  # whether the player has the lesson, or is about to
        self.lesson: LessonView | None = None
        self._tracker = Tracker(0)

    # --- what can be done --------------------------------------------------------------------------------------

    def open(self, course: CourseView, lesson: LessonView, at: int = -1, play: bool = True) -> None:
        """Open a lesson at a position, -1 for where it was left; the lesson before is stored."""
        self.store()
        self._course, self.lesson = course, lesson
        begin = (lesson.left_at if lesson.left_at < lesson.length - REST else 0) if at < 0 else at
        self._tracker = Tracker(lesson.length)
        self._tracker.stop(begin)
        self._let_go()
        if play:
            self._find(begin)
        self.moved.emit(begin)

    def retry(self) -> None:
        """Find the source anew and go on where it broke off."""
        self._find(self.position)

    def toggle(self) -> None:
        """Play, or pause."""
        if self.playing:
            self.pause()
        elif self._engine is None or not self._sourced or self._engine.state == "broken":
            self._find(self.position)
        else:
            self._engine.play()

    def pause(self) -> None:
        """Pause, and store what was played."""
        if self._engine and self.playing:
            self._engine.pause()
            self._tracker.stop(self._engine.position)
            self.store(pausing=True)

    def seek(self, position: int) -> None:
        """Jump; what lies between is not played."""
        if self.lesson is None:
            return
        position = max(0, min(position, self.lesson.length))
        self._tracker.stop(position)
        if self._engine and self._sourced:
            self._engine.seek(position)
        self.moved.emit(position)

    def skip(self, by: int) -> None:
        """Jump so many ms on, or back."""
        self.seek(self.position + by)

    def set_speed(self, speed: float) -> None:
        """From 0.75 to 2."""
        self._speed = speed
        if self._engine:
            self._engine.set_speed(speed)

    def set_volume(self, per_cent: int) -> None:
        """From 0 to 100."""
        self._volume = per_cent
        if self._engine:
            self._engine.set_volume(per_cent)

    def release(self) -> None:
        """Store what was played and let the file go; the lesson stays open."""
        self._let_go()
        self._tracker.stop(self.position)
        self.store(pausing=True)
        self.told.emit("paused")

    def close(self) -> None:
        """Store what was played and let the lesson go."""
        self.release()
        self.lesson = None

    def _let_go(self) -> None:
        self._number += 1
        self._sourced = False
        if self._engine:
            self._engine.stop()

    # --- how it stands -----------------------------------------------------------------------------------------

    @property
    def position(self) -> int:
        """Where it is (ms)."""
        return self._tracker.position

    @property
    def playing(self) -> bool:
        """Whether it plays, or would if the line let it."""
        return self._engine is not None and self._sourced and self._engine.state in ("playing", "slow")

    def counted(self, course: CourseView) -> int:
        """What of a course was played, this very moment included (ms)."""
        if self.lesson is None or course.lesson(self.lesson.id) is None:
            return course.counted
        known = next(each for each in course.lessons if each.id == self.lesson.id)
        here = total(merged(known.played, self._tracker.stretches, length=known.length))
        return course.counted - known.counted + here

    # --- storing -----------------------------------------------------------------------------------------------

    def store(self, pausing: bool = False) -> None:
        """Store what was played since the last time, in a worker."""
        if (found := self._taken()) is None:
            return
        course_id, year, lesson_id, heard = found
        tracker, desk = self._tracker, self._context.workspace.lessons

        def failed(trouble: Trouble) -> None:
            tracker.give_back(heard)
            self.failed.emit(trouble)

        self._context.tasks.run(
            self,
            lambda _task: desk.report(course_id, lesson_id, heard, year),
            lambda new: self.stored.emit(new and pausing),
            failed,
        )

    def store_now(self) -> None:
        """Store what was played before the window goes; raises Trouble."""
        if self._engine:
            self._tracker.stop(self._tracker.position)
        if found := self._taken():
            course_id, year, lesson_id, heard = found
            self._context.workspace.lessons.report(course_id, lesson_id, heard, year)

    def _taken(self) -> tuple[str, int, str, Heard] | None:
        if self._course is None or self.lesson is None:
            return None
        return self._course.id, self._course.year, self.lesson.id, self._tracker.take()

    # --- the source --------------------------------------------------------------------------------------------

    def _find(self, at: int) -> None:
        if self.lesson is None:
            return
        self._number += 1
        self._sourced = True
        number, media, desk = self._number, self.lesson.media, self._context.workspace.lessons

        def find() -> QUrl:
            file = desk.file(media)
            return QUrl.fromLocalFile(str(file)) if file else QUrl(desk.address(media))

        def found(url: QUrl) -> None:
            if number == self._number and self.lesson and (engine := self._made()):
                engine.open(url, self.lesson.length, at)

        self.told.emit("loading")
        self._context.tasks.run(self, lambda _task: find(), found, self._not_found)

    def _not_found(self, trouble: Trouble) -> None:
        self._sourced = False
        self.told.emit("broken")
        self.failed.emit(trouble)

    def _made(self) -> "Engine | None":
        if self._engine is None:
            try:
                from ui.player.engine import Engine  # Qt Multimedia: 30 MB that a start has no use for
            except ImportError as missing:  # a library of the system's that it stands on
                text = "本机缺少播放所需的系统组件（{problem}），请联系技术支持"
                self._not_found(Trouble("无法播放", text, problem=str(missing)))
                return None
            self._engine = Engine(self._stage)
            self._engine.ticked.connect(self._tick)
            self._engine.told.connect(self._heard)
            self._engine.set_speed(self._speed)
            self._engine.set_volume(self._volume)
            self.ready.emit(self._engine.screen)
        return self._engine

    def _tick(self, position: int) -> None:
        if self._engine is None:
            return
        self._tracker.tick(position, time.monotonic_ns() // 1_000_000, self._engine.speed)
        self.moved.emit(position)
        if self._tracker.waiting >= STORE_AFTER:
            self.store()

    def _heard(self, state: str) -> None:
        if state == "ended" and self._engine:
            self._tracker.end(time.monotonic_ns() // 1_000_000, self._engine.speed)
            self.moved.emit(self._tracker.position)
            self.store(pausing=True)
        elif state == "broken" and self._engine:
            self._tracker.stop(self._tracker.position)
            self.store()
        self.told.emit(state)
