"""What a line can say is never a dialog: results, troubles, questions in the page, and empty lists."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from cpd_desktop.errors import Trouble
from ui import icons, theme
from ui.language import words
from ui.theme import Tone
from ui.widgets.ground import Ground
from ui.widgets.plain import button, label

_ICONS: dict[Tone, str] = {"accent": "info", "good": "good", "warning": "conflict", "bad": "trouble"}


class MessageLine(Ground):
    """A coloured line with icon, text, maybe one thing to do, and a cross to put it away."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__("accent", parent)
        self.setObjectName(name)
        self._tone: Tone = "accent"
        self._act: Callable[[], object] | None = None
        self.topic = ""  # what it is about, for those who know when it has become untrue
        self._icon = QLabel()
        self._text = label("", name=f"{name}Text")
        self._button = button(f"{name}Action", "", self._acted, quiet=True)
        close = QToolButton()
        close.setObjectName(f"{name}Close")
        close.setAutoRaise(True)
        close.setIcon(icons.icon("close", "quiet"))
        close.setAccessibleName(self.tr("关闭提示"))
        close.setToolTip(close.accessibleName())
        close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.em(self, 0.6), theme.em(self, 0.2), theme.em(self, 0.3), theme.em(self, 0.2))
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self._button)
        row.addWidget(close)
        self.hide()

    @property
    def text(self) -> str:
        """What is said."""
        return self._text.text()

    def hide_about(self, topic: str) -> None:
        """Put away what is said about this, as it is no longer so."""
        if self.topic == topic:
            self.hide()

    def hide_good(self) -> None:
        """Put a good result away; what needs somebody stays."""
        if self._tone == "good":
            self.hide()

    def show_text(
        self, text: str, tone: Tone = "accent", action: str = "", act: Callable[[], object] | None = None
    ) -> None:
        """Say something; ``action`` is the word on a button that runs ``act``."""
        self._tone, self._act = tone, act
        self.topic = ""
        self.set_ground("accent" if tone in ("normal", "quiet") else tone)
        self._text.setText(text)
        self._button.setText(action)
        self._button.setVisible(bool(action))
        self._draw_icon()
        self._icon.setAccessibleName(self._kind())
        self.show()
        self._announce()

    def show_good(self, text: str) -> None:
        """Say that something is done."""
        self.show_text(text, "good")

    def show_trouble(self, trouble: Trouble, action: str = "", act: Callable[[], object] | None = None) -> None:
        """Say what went wrong and what to do."""
        self.show_text(words().trouble(trouble), "bad", action, act)

    def _acted(self) -> None:
        act = self._act
        self.hide()
        if act:
            act()

    def _kind(self) -> str:
        """What its colour says."""
        kinds = {"good": self.tr("已完成"), "warning": self.tr("请注意"), "bad": self.tr("出错")}
        return kinds.get(self._tone) or self.tr("提示")

    def _announce(self) -> None:
        """Who listens hears the line without having to find it."""
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

        if QAccessible.isActive():
            said = words().pair(self._kind(), self.text)
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))

    def _draw_icon(self) -> None:
        size = self.fontMetrics().ascent()
        colour = theme.colours().of(self._tone)
        self._icon.setPixmap(icons.pixmap(_ICONS.get(self._tone, "info"), colour, size, self.devicePixelRatioF()))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Qt: another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_icon"):
            self._draw_icon()


class Ask(Ground):
    """A question in the page with exactly two answers; Esc is the careful one."""

    def __init__(self, name: str, parent: QWidget | None = None, *, gives_up: bool = False) -> None:
        """``gives_up``: yes throws something away, and is no button that one presses without reading."""
        super().__init__("warning", parent)
        self.setObjectName(name)
        self._yes_act: Callable[[], object] | None = None
        self._text = label("", name=f"{name}Text")
        self._yes: QPushButton = button(f"{name}Yes", "", self._accept, primary=not gives_up)
        self._no: QPushButton = button(f"{name}No", self.tr("取消"), self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.em(self, 0.8), theme.em(self, 0.4), theme.em(self, 0.8), theme.em(self, 0.4))
        row.addWidget(self._text, 1)
        row.addWidget(self._yes)
        row.addWidget(self._no)
        self.hide()

    def ask(self, question: str, yes: str, act: Callable[[], object], no: str = "") -> None:
        """Show the question; ``act`` runs on yes."""
        self._text.setText(question)
        self._yes.setText(yes)
        self._no.setText(no or self.tr("取消"))
        self._yes_act = act
        self.show()
        self._no.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_again(self) -> None:
        """Somebody went on without an answer: lead there."""
        self._no.setFocus(Qt.FocusReason.OtherFocusReason)

    def _accept(self) -> None:
        act = self._yes_act
        self.hide()
        if act:
            act()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Qt: Esc says no."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)


class EmptyState(QWidget):
    """What stands where a list has nothing to show: why, and what to do about it."""

    def __init__(
        self,
        name: str,
        icon: str,
        title: str,
        text: str = "",
        action: str = "",
        act: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._icon_name = icon
        self._icon = QLabel(alignment=Qt.AlignmentFlag.AlignHCenter)
        self._title = label(title, name=f"{name}Title")
        self._text = label(text, "quiet", name=f"{name}Text")
        self._act = act
        self._button = button(f"{name}Action", action, self._acted)
        self._title.setFont(theme.scaled(self._title.font(), 1.15))
        box = QVBoxLayout(self)
        box.setSpacing(theme.em(self, 0.5))
        box.addStretch(2)
        for part in (self._icon, self._title, self._text):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            box.addWidget(part)
        box.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addStretch(3)
        self.say(title, text, action, act)

    def say(self, title: str, text: str = "", action: str = "", act: Callable[[], object] | None = None) -> None:
        """Say something else, e.g. because it is a filter that leaves nothing."""
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self._act = act
        self._button.setText(action)
        self._button.setVisible(bool(action))
        self._draw_icon()

    def _acted(self) -> None:
        if self._act:
            self._act()

    def _draw_icon(self) -> None:
        size = theme.em(self, 2.2)
        colour = theme.colours().of("quiet")
        self._icon.setPixmap(icons.pixmap(self._icon_name, colour, size, self.devicePixelRatioF()))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Qt: another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_icon"):
            self._draw_icon()


class EmptyOr(QWidget):
    """Either the content or its empty state."""

    def __init__(self, content: QWidget, empty: EmptyState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.empty = empty
        self._stack = QStackedLayout(self)
        self._stack.addWidget(content)
        self._stack.addWidget(empty)

    def show_content(self, on: bool) -> None:
        """Show the content, or that there is none."""
        self._stack.setCurrentIndex(0 if on else 1)
