"""A workbook before it takes effect, in the page: figures, a list of cells to look at, and one button."""

from typing import Any

from msgspec import Struct
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QVBoxLayout

from ui import theme
from ui.pages.listing import furnish
from ui.pages.page import Context
from ui.tables import Column, Mark
from ui.tables.listed import ListedTable
from ui.theme import Tone
from ui.widgets import FlowRow, Ground, button, heading, label

LINES_SHOWN = 6
_ICONS = {"bad": "trouble", "warning": "conflict", "accent": "info"}


class Finding(Struct, frozen=True):
    """A line of the list: where in the workbook, and what is so there."""

    key: str
    kind: str
    tone: Tone
    place: str
    text: str


class Offer(Struct, frozen=True):
    """What the panel shows; ``go`` is the word on its button, "" where there is nothing to be done.

    ``option`` is a tick that takes ``more`` in; the button says ``go_all`` then.
    """

    title: str
    lines: tuple[str, ...]
    wrong: str
    findings: tuple[Finding, ...]
    go: str
    option: str = ""
    go_all: str = ""


class ImportPanel(Ground):
    """Nothing happens before its button (Ctrl+Enter); Esc leaves."""

    go_asked = Signal(bool)
    """Do it; with those that are in doubt, or without."""
    file_asked = Signal()
    """The workbook is to be opened."""
    again_asked = Signal()
    """It was mended: read it again."""
    left = Signal()
    """It was put away."""

    def __init__(self, context: Context) -> None:
        super().__init__("accent")
        self.setObjectName("importPanel")
        self.setAccessibleName(self.tr("导入前的检查"))
        self.locked = False
        self._offer: Offer | None = None
        self._title = heading("", "importTitle", 1.1)
        self._figures = label("", name="importFigures")
        self._wrong = label("", "bad", name="importWrong")
        self.table: ListedTable[Finding] = ListedTable("importTable", self._columns(), lambda each: each.key)
        self.table.setAccessibleName(self.tr("需要查看的单元格"))
        self.habits = furnish(context, self.table, self.tr("导入前的检查"), lambda: [self._title.text()])
        self.option = QCheckBox()
        self.option.setObjectName("importOption")
        self._go = button("importGo", "", self.go, primary=True)
        self._open = button("importOpen", self.tr("打开工作簿"), self.file_asked.emit)
        self._again = button("importAgain", self.tr("重新读取"), self.again_asked.emit)
        self._leave = button("importLeave", self.tr("取消"), self.leave)
        self.option.toggled.connect(self._tell_go)
        self._lay_out()
        self.hide()

    def show_offer(self, offer: Offer) -> None:
        """Say what the workbook would do."""
        self._offer = offer
        self._title.setText(offer.title)
        self._figures.setText("\n".join(offer.lines))
        self._wrong.setText(offer.wrong)
        self._wrong.setVisible(bool(offer.wrong))
        self._figures.setVisible(not offer.wrong)
        self.table.set_rows(offer.findings)
        self._fit_table(len(offer.findings))
        self.option.setText(offer.option)
        self.option.setChecked(False)
        self.option.setVisible(bool(offer.option))
        for made in (self._open, self._again):
            made.setVisible(bool(offer.findings))
        self._tell_go()
        self.set_ground("bad" if offer.wrong else "accent")
        self.show()
        first = (
            self._go if self._go.isEnabled() and not offer.findings else self.table if offer.findings else self._leave
        )
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def go(self) -> bool:
        """Do it; False where the panel is not open."""
        is_open = not self.isHidden()
        if is_open and self._word() and not self.locked:
            doubtful = self.option.isChecked()
            self.leave()
            self.go_asked.emit(doubtful)
        return is_open

    def leave(self) -> None:
        """Do nothing, and go."""
        self._offer = None
        self.hide()
        self.left.emit()

    def _fit_table(self, count: int) -> None:
        """As high as its lines, of which some are shown; the others are scrolled to."""
        line, head = self.table.verticalHeader().defaultSectionSize(), self.table.horizontalHeader().sizeHint().height()
        self.table.setFixedHeight(head + min(count, LINES_SHOWN) * line + 2 * self.table.frameWidth())
        self.table.setVisible(count > 0)

    def _word(self) -> str:
        offer = self._offer
        if offer is None:
            return ""
        return offer.go_all if self.option.isChecked() else offer.go

    def _tell_go(self) -> None:
        word = self._word()
        self._go.setText(word or self.tr("没有可导入的"))
        self._go.setVisible(bool(word) or bool(self._offer and self._offer.option))
        self._go.setEnabled(bool(word) and not self.locked)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Qt: Esc leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column("place", self.tr("位置"), lambda each: each.place, self.tr("学时确认!D10000")),
            Column("kind", self.tr("类别"), lambda each: each.kind, self.tr("似已申报"), mark=_mark),
            Column(
                "text", self.tr("说明"), lambda each: each.text, self.tr("说明"), stretch=True, tip=lambda e: e.text
            ),
        )

    def _lay_out(self) -> None:
        row = FlowRow()
        row.addWidget(self.option)
        row.add_gap()
        for made in (self._leave, self._open, self._again, self._go):
            row.addWidget(made)
        box = QVBoxLayout(self)
        box.setContentsMargins(theme.em(self, 0.8), theme.em(self, 0.5), theme.em(self, 0.8), theme.em(self, 0.5))
        for part in (self._title, self._wrong, self._figures, self.table):
            box.addWidget(part)
        box.addLayout(row)


def _mark(each: Any) -> Mark:
    return Mark(_ICONS.get(each.tone, "info"), each.kind, each.tone)
