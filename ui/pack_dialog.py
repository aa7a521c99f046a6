"""Asks for the passphrase of a pack, does with it what is to be done, and stays open until that went well."""

from collections.abc import Callable
from typing import Generic, TypeVar

from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from cpd_desktop.errors import Cancelled, Trouble
from ui import theme
from ui.signin_password import PasswordLine
from ui.widgets import Form, MessageLine, button, label
from ui.works import Tell, Works

T = TypeVar("T")


class Task(Struct, Generic[T], frozen=True):
    """What the dialog is for. ``new``: the passphrase is chosen here, typed twice. ``files``: the words of a tick."""

    title: str
    about: str
    go: str
    busy: str
    work: Callable[[str, bool, Tell], T]
    said: Callable[[T], str]
    done: Callable[[T], None]
    new: bool = False
    files: str = ""


class PackDialog(QDialog, Generic[T]):
    """A window beside the page; the passphrase is forgotten with it."""

    def __init__(self, task: Task[T], works: Works, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("packDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(task.title)
        self._task = task
        self._works = works
        self.message = MessageLine("packMessage")
        self._form = Form("packForm")
        self.passphrase, self.again = PasswordLine(), PasswordLine()
        self.passphrase.setObjectName("passphrase")
        self.again.setObjectName("passphraseAgain")
        hint = self.tr("至少 8 个字符；忘记后文件无法打开") if task.new else ""
        self._form.add("passphrase", self.tr("口令"), self.passphrase, hint)
        if task.new:
            self._form.add("again", self.tr("再输入一次"), self.again)
        self.files = QCheckBox(task.files)
        self.files.setObjectName("packFiles")
        self.files.setVisible(bool(task.files))
        self.files.setChecked(bool(task.files))
        self._go = button("packGo", task.go, self._begin, primary=True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        cancel = buttons.button(QDialogButtonBox.StandardButton.Cancel)
        cancel.setText(self.tr("取消"))
        cancel.setObjectName("packCancel")
        cancel.setAutoDefault(False)
        buttons.addButton(self._go, QDialogButtonBox.ButtonRole.AcceptRole)
        self._go.setDefault(True)
        buttons.rejected.connect(self.reject)
        box = QVBoxLayout(self)
        around = theme.em(self, 1.1)
        box.setContentsMargins(around, around, around, around)
        box.setSpacing(theme.em(self, 0.6))
        for part in (label(task.about, "quiet", name="packAbout"), self._form, self.files, self.message, buttons):
            box.addWidget(part)
        self.setMinimumWidth(theme.em(self, 22))
        self.passphrase.setFocus()

    def _begin(self) -> None:
        typed = self.passphrase.text()
        if self._task.new and typed != self.again.text():
            self._form.fields["again"].show_error(self.tr("两次输入的口令不同"))
            self.again.setFocus()
            return
        self._go.setEnabled(False)
        self.message.show_text(self._task.busy)
        files = self.files.isChecked()
        self._works.start(
            self,
            "pack",
            self._task.busy,
            lambda tell: self._task.work(typed, files, tell),
            self._task.said,
            self._succeeded,
            self._failed,
            lambda: self._go.setEnabled(True),
        )

    def _succeeded(self, result: T) -> None:
        self.accept()
        self._task.done(result)

    def _failed(self, trouble: Trouble) -> None:
        if isinstance(trouble, Cancelled):
            self.message.show_text(self.tr("已取消，没有保存任何内容"))
        else:
            self.message.show_trouble(trouble)
        self.passphrase.setFocus()
        self.passphrase.selectAll()
