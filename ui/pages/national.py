"""What the pages of the national desk share: they read from the service and act there, and say so where it is away."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QStandardPaths
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from cpd_core.national import DirectoryEntry
from cpd_desktop.errors import Refused, Trouble
from cpd_desktop.views import Named
from ui import theme
from ui.language import tr
from ui.pages.page import Context, Page
from ui.tables import ListedTable, ListStates
from ui.tasks import Latest
from ui.widgets import Form, Ground, MessageLine, button, label

T = TypeVar("T")
EXCEL = "xlsx"
RULES = "toml"


class NationalPage(Page):
    """A page whose every list comes from the service; one act at a time, and none is kept to be sent later."""

    def __init__(self, context: Context, name: str) -> None:
        super().__init__(context, name)
        self.desk = context.workspace.national
        self.message = MessageLine(f"{name}Message")
        self._reading = Latest(context.tasks, self)
        self._acting = False

    def read(self, work: Callable[[], T], done: Callable[[T], None], states: ListStates) -> None:
        """Read what a list shows; where that fails, the list says why, or the page where there are rows to look at."""
        states.expect()
        self._reading.run(
            lambda _task: work(),
            done,
            lambda trouble: states.show_trouble(trouble, self.refresh, self.message.show_trouble),
        )

    def act(self, work: Callable[[], T], done: Callable[[T], None], form: Form | None = None) -> None:
        """Do one thing on the service; what is wrong with fields is said at them."""
        if self._acting:
            return
        self._acting = True
        self.message.hide()
        if form:
            form.clear_errors()
        self.context.tasks.run(
            self, lambda _task: work(), done, lambda trouble: self._refused(trouble, form), ended=self._over
        )

    def _refused(self, trouble: Trouble, form: Form | None) -> None:
        if form and isinstance(trouble, Refused) and trouble.errors:
            form.show_errors(trouble.errors)
        else:
            self.message.show_trouble(trouble)

    def _over(self) -> None:
        self._acting = False


def show_rows(table: ListedTable[T], rows: Sequence[T], shown: str) -> None:
    """Show rows that were read again, the cursor on the one of this key: what is open beside the list stays open."""
    table.blockSignals(True)
    table.set_rows(rows)
    table.go_to(shown)
    table.blockSignals(False)


class SaidOnce(Ground):
    """A password that is shown once, to be copied and passed on."""

    def __init__(self) -> None:
        super().__init__("warning")
        self.setObjectName("saidOnce")
        self._about = label("", name="saidOnceText")
        self.password = QLineEdit()
        self.password.setObjectName("saidOncePassword")
        self.password.setReadOnly(True)
        self.password.setAccessibleName(self.tr("初始密码"))
        self.password.setMinimumWidth(theme.em(self, 9))
        row = QHBoxLayout()
        row.addWidget(self.password)
        row.addWidget(button("saidOnceCopy", self.tr("复制"), self._copy))
        row.addWidget(button("saidOnceClose", self.tr("已转告，关闭"), self.put_away))
        row.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(*(theme.em(self, each) for each in (0.8, 0.5, 0.8, 0.5)))
        box.addWidget(self._about)
        box.addLayout(row)
        self.hide()

    def show_secret(self, login: str, password: str) -> None:
        """Show the password of an account; "" where the service has said it already."""
        words = self.tr("账号 {0} 的密码只显示这一次，请立即复制并转告本人")
        if not password:
            words = self.tr("账号 {0} 已建立，密码在上一次答复中，没有收到；请重置密码")
        self._about.setText(words.format(login))
        self.password.setText(password)
        self.password.setVisible(bool(password))
        self.show()

    def put_away(self) -> None:
        """Forget it."""
        self.password.clear()
        self.hide()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.password.text())


def side(*parts: QWidget) -> QWidget:
    """What stands beside a list, one part under the other."""
    made = QWidget()
    box = QVBoxLayout(made)
    box.setContentsMargins(0, 0, 0, 0)
    for part in parts:
        box.addWidget(part)
    box.addStretch(1)
    return made


def named(provinces: tuple[DirectoryEntry, ...]) -> list[Named]:
    """Provinces in use, to choose from."""
    return [
        Named(one.id, f"{one.id} {one.name}") for one in sorted(provinces, key=lambda one: one.id) if not one.retired
    ]


def ask_file(owner: QWidget, title: str, suffix: str) -> Path | None:
    """Let the person choose a file to read."""
    usual = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    chosen, _filter = QFileDialog.getOpenFileName(owner, title, usual, f"*.{suffix}")
    return Path(chosen) if chosen else None


def ask_place(owner: QWidget, title: str, name: str) -> Path | None:
    """Let the person choose where a workbook is saved."""
    usual = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    chosen, _filter = QFileDialog.getSaveFileName(owner, title, str(Path(usual) / name), tr("Excel 工作簿 (*.xlsx)"))
    return Path(chosen) if chosen else None
