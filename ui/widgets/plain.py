"""Labels and buttons of one look."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QLabel, QLayout, QVBoxLayout, QWidget

from ui import icons, theme
from ui.theme import Tone
from ui.widgets.ground import Ground, GroundName
from ui.widgets.push_button import Button


def label(text: str, tone: Tone = "normal", wrap: bool = True, name: str = "") -> QLabel:
    """A line or paragraph that can be selected and copied, shown as plain text."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    made.setWordWrap(wrap)
    made.setObjectName(name)
    if tone != "normal":
        theme.wear(made, tone)
    return made


def set_tone(widget: QWidget, tone: Tone) -> None:
    """Give a label another tone."""
    theme.wear(widget, tone)


def heading(text: str, name: str = "", factor: float = 1.25) -> QLabel:
    """A title over a part of a page."""
    made = label(text, wrap=False, name=name)
    made.setFont(theme.scaled(made.font(), factor, bold=True))
    return made


def button(
    name: str, text: str, clicked: Callable[[], object], primary: bool = False, quiet: bool = False, icon: str = ""
) -> Button:
    """A button. At most one of a page is ``primary``; ``quiet`` ones look like links."""
    made = Button(text)
    made.setObjectName(name)
    made.set_primary(primary)
    if quiet:
        made.setFlat(True)
        theme.wear(made, "link")
    if icon:
        made.setIcon(icons.icon(icon, "accent" if quiet else "normal"))
    made.clicked.connect(lambda: clicked())
    return made


def action(owner: QWidget, name: str, text: str, keys: str, triggered: Callable[[], object]) -> QAction:
    """An action with a shortcut, e.g. for menus."""
    made = QAction(text, owner)
    made.setObjectName(name)
    if keys:
        made.setShortcut(QKeySequence(keys))
    made.triggered.connect(lambda: triggered())
    return made


def card(*parts: QWidget | QLayout, ground: GroundName = "base", margin: float = 0.9) -> Ground:
    """A quiet frame around what belongs together; ``margin`` in lines of text."""
    frame = Ground(ground)
    box = QVBoxLayout(frame)
    around = theme.em(frame, margin)
    box.setContentsMargins(around, around, around, around)
    box.setSpacing(theme.em(frame, 0.5))
    for part in parts:
        box.addWidget(part) if isinstance(part, QWidget) else box.addLayout(part)
    return frame


def clear(layout: QLayout) -> None:
    """Empty a layout and let its widgets go."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)
