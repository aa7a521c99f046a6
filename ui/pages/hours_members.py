"""For staff: the members whose hours they may look at, found by name or certificate number."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cpd_desktop.views import MemberRow
from ui.pages.listing import furnish
from ui.pages.page import Context
from ui.tables import ListedTable, columns
from ui.tasks import Latest
from ui.widgets import SearchBox, label

SHOWN = 200


class MemberFinder(QWidget):
    """A search box over a list of members."""

    chosen = Signal(object)
    """MemberRow: the cursor came to this member."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._desk = context.workspace.hours
        self._search = Latest(context.tasks, self)
        self._finder = SearchBox("memberSearch", self.tr("姓名或会员证书编号"))
        self._finder.searched.connect(lambda: self.look())
        shown = (
            columns.plain("name", self.tr("姓名"), "欧阳建国"),
            columns.plain("no", self.tr("证书编号"), "320000000000", stretch=True),
        )
        self._members: ListedTable[MemberRow] = ListedTable("memberTable", shown, lambda row: row.id)
        furnish(context, self._members, self.tr("会员"))
        self._members.setAccessibleName(self.tr("会员"))
        self._members.current_changed.connect(self._tell)
        self._found = label("", "quiet", name="membersFound")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        for part in (self._finder, self._members, self._found):
            box.addWidget(part)

    def least_width(self) -> int:
        """How wide the list has to be to show its columns."""
        return self._members.arrangement.least_width()

    def look(self) -> None:
        """Look for what is typed."""
        text, desk = self._finder.text().strip(), self._desk
        self._search.run(lambda _task: desk.members(text, SHOWN), self._show)

    def _show(self, found: tuple[MemberRow, ...]) -> None:
        self._members.set_rows(found)
        more = len(found) >= SHOWN
        words = self.tr("前 {0} 位会员，请输入姓名或编号查找") if more else self.tr("{0} 位会员")
        self._found.setText(words.format(len(found)))

    def _tell(self) -> None:
        member = self._members.current()
        if member is not None:
            self.chosen.emit(member)
