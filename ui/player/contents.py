"""Lessons and their chapters beside the video; a click goes there."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem

from cpd_desktop.study.views import CourseView
from ui.player.clock import clock_text

PLACE = Qt.ItemDataRole.UserRole


class Contents(QTreeWidget):
    """Lessons, what of each was played, and where its chapters begin."""

    opened = Signal(str, int)
    """(lesson, ms from its start; -1: where it was left)"""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("lessonContents")
        self.setAccessibleName(self.tr("课程目录"))
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(True)
        self.setUniformRowHeights(True)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.itemActivated.connect(self._open)
        self.itemClicked.connect(self._open)

    def show_course(self, view: CourseView, lesson_id: str) -> None:
        """Show a course, the lesson that is open in bold; what was unfolded stays so."""
        if self._keys() != [lesson.id for lesson in view.lessons]:
            self._fill(view)
        for row, lesson in enumerate(view.lessons):
            item = self.topLevelItem(row)
            if item is None:
                continue
            share = 100 if lesson.watched else min(99, 100 * lesson.counted // max(1, lesson.length))
            item.setText(1, self.tr("已学完") if lesson.watched else f"{share}%")
            font = self.font()
            font.setBold(lesson.id == lesson_id)
            item.setFont(0, font)
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def _open(self, item: QTreeWidgetItem) -> None:
        lesson_id, at = item.data(0, PLACE)
        self.opened.emit(lesson_id, at)

    def _keys(self) -> list[str]:
        items = (self.topLevelItem(row) for row in range(self.topLevelItemCount()))
        return [item.data(0, PLACE)[0] for item in items if item]

    def _fill(self, view: CourseView) -> None:
        self.clear()
        for lesson in view.lessons:
            item = QTreeWidgetItem([f"{lesson.title}　{clock_text(lesson.length)}", ""])
            item.setData(0, PLACE, (lesson.id, -1))
            for chapter in lesson.chapters:
                inner = QTreeWidgetItem([f"{clock_text(chapter.at)}　{chapter.title}", ""])
                inner.setData(0, PLACE, (lesson.id, chapter.at))
                item.addChild(inner)
            self.addTopLevelItem(item)
            item.setExpanded(len(view.lessons) <= 2)
