"""What a dry run has split off: a line for each reason, to be taken in again or looked at in the queue."""

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from cpd_core.flags import Flag
from cpd_core.wording import hours_text
from cpd_desktop.desks.dry_run import FIXED, Split, SplitCode
from ui import flags
from ui.language import tr as _tr
from ui.language import words
from ui.widgets import FlowRow, button, clear, label

PARTS = 3  # names told of a line; the rest is counted


class SplitLines(QWidget):
    """The reasons, each with its number and a tick; what is ticked is part of the batch again."""

    changed = Signal()
    """Something was taken in, or is split off again."""
    rows_asked = Signal(object)
    """Ids: show these in the queue."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("splitLines")
        self._row = FlowRow(self)
        self._ticks: dict[SplitCode, QCheckBox] = {}

    def taken_in(self) -> tuple[SplitCode, ...]:
        """The reasons whose applications are part of the batch again."""
        return tuple(code for code, tick in self._ticks.items() if tick.isChecked())

    def show_splits(self, splits: Sequence[Split]) -> None:
        """Show these; what was ticked stays so."""
        ticked = self.taken_in() if splits else ()
        clear(self._row)
        self._ticks = {}
        for split in splits:
            self._row.addWidget(self._line(split, split.code in ticked))
        self.setVisible(bool(splits))

    def _line(self, split: Split, ticked: bool) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        said = in_words(split)
        if split.code in FIXED:
            row.addWidget(label(said, "quiet", wrap=False, name=f"split_{split.code}"))
        else:
            tick = QCheckBox(said)
            tick.setObjectName(f"split_{split.code}")
            tick.setToolTip(_tr("勾选后一并处理"))
            tick.setChecked(ticked)
            tick.toggled.connect(self.changed)
            self._ticks[split.code] = tick
            row.addWidget(tick)
        look = button(f"splitRows_{split.code}", _tr("查看"), lambda: self.rows_asked.emit(split.ids), quiet=True)
        look.setAccessibleName(words().pair(_tr("在列表中查看"), said))
        row.addWidget(look)
        return line


def in_words(split: Split) -> str:
    """A line of what was split off."""
    count = f"{len(split.ids):,}"
    match split.code:
        case "decided":
            return _tr("已处理 {0} 条").format(count) + _parts(split)
        case "waiting":
            return _tr("尚未处理 {0} 条，无需撤销").format(count)
        case "changed":
            return _tr("查看之后有变化 {0} 条").format(count)
        case "short":
            return _tr("超过上限 {0} 条，{1} 学时不会计入").format(count, hours_text(split.lost))
        case "flagged":
            return _tr("有提示 {0} 条").format(count) + _parts(split)
        case "claimed":
            return _tr("同事已认领 {0} 条").format(count) + _parts(split)


def _parts(split: Split) -> str:
    """Who or which, in brackets."""
    named = [(flags.word(cast("Flag", name)) if split.code == "flagged" else name, n) for name, n in split.parts]
    said = [f"{name} {n:,}" for name, n in named[:PARTS] if name]
    if not said:
        return ""
    more = _tr("等") if len(named) > PARTS else ""
    return _tr("（{0}）").format(words().comma.join(said) + more)
