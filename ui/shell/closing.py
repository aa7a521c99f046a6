"""Closing the window with something unsent: one plain question, and nothing is lost whatever the answer."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout

from ui import theme
from ui.shell.frame import Frame
from ui.widgets import Ground, button, label


class ClosingLine(Ground):
    """Asks in the page: close and send the next time, which is the default; or send now and close."""

    agreed = Signal()
    """The window may close."""

    def __init__(self, frame: Frame) -> None:
        super().__init__("warning")
        self.setObjectName("closingLine")
        self._frame = frame
        self._sending = False
        self._text = label("", name="closingText")
        self._later = button("closeSendLater", self.tr("关闭，下次发送"), self._close, primary=True)
        self._now = button("closeSendNow", self.tr("现在发送并关闭"), self._send)
        self._stay = button("closeStay", self.tr("不关闭"), self._stop, quiet=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.em(self, 0.8), theme.em(self, 0.4), theme.em(self, 0.8), theme.em(self, 0.4))
        row.addWidget(self._text, 1)
        for each in (self._later, self._now, self._stay):
            row.addWidget(each)
        frame.inner.insertWidget(0, self)
        frame.runner.counted.connect(self._sent)
        self.hide()

    def may_close(self) -> bool:
        """Whether nothing is unsent, or the question has been asked and somebody closes once more: an answer, too."""
        if not self._frame.unsent or self.isVisible():
            return True
        self._ask(self.tr("{0} 条操作尚未发送。它们已保存在本机，下次打开程序时自动发送").format(self._frame.unsent))
        return False

    def _ask(self, text: str) -> None:
        self._sending = False
        self._text.setText(text)
        self._now.setEnabled(True)
        self.show()
        self._later.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close(self) -> None:
        self._sending = False
        self.agreed.emit()

    def _send(self) -> None:
        self._sending = True
        self._now.setEnabled(False)
        self._text.setText(self.tr("正在发送，完成后关闭…"))
        self._frame.runner.sync_now()

    def _sent(self) -> None:
        """The counts are new: is everything gone?"""
        runner = self._frame.runner
        if not self._sending or runner.state == "syncing":
            return
        if not self._frame.unsent:
            self._close()
        elif runner.unreachable:
            self._ask(self.tr("连接不到服务器，{0} 条没有发送；它们保存在本机，不会丢失").format(self._frame.unsent))
        else:
            self._ask(self.tr("还有 {0} 条没有发送；它们保存在本机，不会丢失").format(self._frame.unsent))

    def _stop(self) -> None:
        self._sending = False
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Qt: Enter closes as the default says, Esc stays."""
        if event.key() == Qt.Key.Key_Escape:
            self._stop()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = self.focusWidget()
            self._send() if focused is self._now else self._close()
        else:
            super().keyPressEvent(event)
