"""A table of counts by something that applications have in common: its rows lead to the applications."""

from collections.abc import Callable, Sequence

from msgspec import Struct
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cpd_core.overview import Aspect
from ui import theme
from ui.language import tr, words
from ui.pages.listing import furnish
from ui.pages.page import Context
from ui.tables import Column, ListedTable
from ui.widgets import Chips

ASPECTS: tuple[Aspect, ...] = ("reviewer", "kind", "pathway", "sponsor", "reason")


class Group(Struct, frozen=True):
    """A line: what it is called, and its figures; those that a question has none of are 0."""

    code: str
    name: str
    count: int
    confirmed: int = 0
    refused: int = 0
    hours: float = 0.0


class GroupTable(QWidget):
    """Chips that say by what, and the lines."""

    chosen = Signal(str)
    """Another aspect."""
    opened = Signal(str, str)
    """(aspect, code): somebody wants to see these applications."""

    def __init__(self, context: Context, name: str, aspects: Sequence[Aspect], columns: Sequence[Column]) -> None:
        super().__init__()
        self._chips = Chips(f"{name}By")
        titles = titles_of_aspects()
        self._chips.set_choices([(aspect, titles[aspect]) for aspect in aspects], aspects[0])
        self._chips.chosen.connect(self.chosen)
        self.table: ListedTable[Group] = ListedTable(f"{name}Table", columns, lambda row: row.code)
        self.table.setAccessibleName(tr("分组数量"))
        self.table.setMinimumHeight(theme.em(self, 7))
        furnish(context, self.table, tr("统计"), lambda: [titles[self.aspect]])
        self.table.opened.connect(self._open)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._chips)
        box.addWidget(self.table, 1)

    @property
    def aspect(self) -> Aspect:
        """By what the lines are."""
        return next(each for each in ASPECTS if each == self._chips.code)

    def set_groups(self, groups: Sequence[Group]) -> None:
        """Show these lines."""
        self.table.set_rows(groups)

    def _open(self) -> None:
        group = self.table.current()
        if group is not None:
            self.opened.emit(self.aspect, group.code)


def titles_of_aspects() -> dict[Aspect, str]:
    """What chips and headings call them."""
    return {
        "day": tr("日期"),
        "reviewer": tr("审核人"),
        "kind": tr("类别"),
        "pathway": tr("学时途径"),
        "sponsor": tr("主办方单位"),
        "reason": tr("不予确认的理由"),
    }


def name_of(aspect: Aspect, code: str, pathways: dict[str, str]) -> str:
    """What a code is called on screen."""
    match aspect:
        case "kind":
            return words().kinds.get(code, code)
        case "pathway":
            return words().pathway(code, pathways.get(code, code)) if code else tr("（无）")
        case "reviewer":
            return code or tr("（未记录）")
        case "sponsor":
            return code or tr("（无主办方）")
        case _:
            return code or tr("（无）")


def number(key: str, title: str, of: Callable[[Group], int]) -> Column:
    """A column of counts."""
    return Column(key, title, lambda row: f"{of(row):,}", "20,000", key, align_right=True, kind="number")
