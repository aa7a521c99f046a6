"""首页: the answer to the first question of whoever signs in; every next step is a button that leads there."""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QTabBar, QVBoxLayout, QWidget

from ui import icons, theme
from ui.first_paint import FirstPaint
from ui.pages.page import Context, Page
from ui.tasks import Latest
from ui.theme import Tone
from ui.widgets import Ground, SideBySide, button, card, clear, heading, label

T = TypeVar("T")
NARROW = 38.0  # lines of text: with less room the cards stand one above the other


class StepLine(QWidget):
    """One thing to do: what, why or how, and the button that leads there."""

    def __init__(self, icon: str, tone: Tone, title: str, text: str, act: str, do: Callable[[], object]) -> None:
        super().__init__()
        self._icon_name = icon
        self._tone: Tone = tone
        self._icon = QLabel()
        self.button = button("stepButton", act, do)
        self.button.setAccessibleName(f"{act}：{title}")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(title, name="stepTitle"))
        if text:
            words.addWidget(label(text, "quiet", name="stepText"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, theme.em(self, 0.35), 0, theme.em(self, 0.35))
        row.setSpacing(theme.em(self, 0.7))
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        self._draw()

    def _draw(self) -> None:
        colour, size = theme.colours().of(self._tone), theme.em(self)
        self._icon.setPixmap(icons.pixmap(self._icon_name, colour, size, self.devicePixelRatioF()))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Qt: another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_icon"):
            self._draw()


class Steps(Ground):
    """接下来: the steps in order, the first one standing out; nothing to do looks finished."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("homeSteps")
        self._box = QVBoxLayout()
        self._box.setSpacing(0)
        outer = QVBoxLayout(self)
        around = theme.em(self, 1.1)
        outer.setContentsMargins(around, around, around, around)
        outer.addWidget(heading(self.tr("接下来"), "stepsTitle", 1.1))
        outer.addLayout(self._box)
        outer.addStretch(1)
        self.lines: list[StepLine] = []

    def show_steps(self, lines: list[StepLine], nothing: str) -> None:
        """Show these steps; where there are none, say ``nothing``. The focus stays where it was."""
        focused = next((place for place, line in enumerate(self.lines) if line.button.hasFocus()), -1)
        clear(self._box)
        self.lines = lines
        if not lines:
            self._box.addWidget(StepLineDone(nothing))
        for place, line in enumerate(lines):
            line.button.set_primary(place == 0)
            self._box.addWidget(line)
        if lines and (focused >= 0 or isinstance(self.window().focusWidget(), QTabBar | None)):
            lines[min(max(focused, 0), len(lines) - 1)].button.setFocus()  # Enter does the next step


class StepLineDone(QWidget):
    """There is nothing to do, and that is good."""

    def __init__(self, text: str) -> None:
        super().__init__()
        icon = QLabel()
        size = theme.em(self, 1.2)
        icon.setPixmap(icons.pixmap("good", theme.colours().of("good"), size, self.devicePixelRatioF()))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, theme.em(self, 0.5), 0, theme.em(self, 0.5))
        row.addWidget(icon)
        row.addWidget(label(text, "good", name="nothingToDo"), 1)


class HomePage(Page, Generic[T]):
    """Two cards: how things stand, and what to do next. ``read`` works in a worker, ``show`` gets what it found."""

    def __init__(self, context: Context, read: Callable[[], T], show: Callable[[T], None]) -> None:
        super().__init__(context, "homePage")
        self._read, self._show_found = read, show
        self._reading = Latest(context.tasks, self)
        self.steps = Steps()
        self.standing = card(margin=1.1)
        self.standing.setObjectName("homeStanding")
        cards = SideBySide(NARROW)
        cards.add(self.standing, 6)
        cards.add(self.steps, 5)
        box = QVBoxLayout(self)
        box.addWidget(cards)
        box.addStretch(1)
        self.standing.hide()  # an empty frame would flash before the first answer, which is there in a moment
        self.steps.hide()
        FirstPaint(self.steps).painted.connect(self._to_top)

    def refresh(self) -> None:
        """Read everything again."""
        self._reading.run(lambda _task: self._read(), self._show)

    def _show(self, found: T) -> None:
        self._show_found(found)
        self.standing.show()
        self.steps.show()

    def _to_top(self) -> None:
        """The focus on the first step has scrolled a low window down to it."""
        viewport = self.parentWidget()
        around = viewport.parentWidget() if viewport else None
        if isinstance(around, QScrollArea):
            around.verticalScrollBar().setValue(0)

    def leads_to(self, page: str, item: str = "") -> Callable[[], None]:
        """What the button of a step does."""
        return lambda: self.context.open_page(page, item)
