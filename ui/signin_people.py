"""Who has signed in on this machine: chosen with a click, taken off the list with another."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from cpd_core.messages import Session, UserType
from ui import icons, theme
from ui.language import words
from ui.widgets import TallArea, clear, label

ICONS: dict[UserType, str] = {
    "cpa": "certificate", "non_practising": "person", "province_staff": "office", "national_staff": "office",
}  # fmt: skip
SEEN = 3  # lines; more are scrolled to


class PersonLine(QWidget):
    """One person: name, kind of account, user name."""

    chosen = Signal()
    removed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._icon_name = ICONS[session.user_type]
        kind = words().user_types[session.user_type]
        self._choose = QToolButton()
        self._choose.setText(f"{session.name}  ·  {kind}  ·  {session.login}".replace("&", "&&"))
        self._choose.setObjectName(f"person_{session.account_id}")
        self._choose.setAutoRaise(True)
        self._choose.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        # A long name is cut off rather than making the card wider.
        self._choose.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._choose.setToolTip(self.tr("以 {0} 登录").format(session.name))
        self._choose.clicked.connect(self.chosen)
        self._remove = QToolButton()
        self._remove.setObjectName(f"forget_{session.account_id}")
        self._remove.setAutoRaise(True)
        self._remove.setAccessibleName(self.tr("从列表中移除 {0}").format(session.name))
        self._remove.setToolTip(self.tr("从列表中移除；本机已保存的数据不会删除，再次登录后仍在"))
        self._remove.clicked.connect(self.removed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._choose, 1)
        row.addWidget(self._remove)
        self._draw()

    def _draw(self) -> None:
        self._choose.setIcon(icons.icon(self._icon_name, "accent"))
        self._remove.setIcon(icons.icon("close", "quiet"))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Qt: another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_remove"):
            self._draw()


class PeopleList(QWidget):
    """The people of this machine; not there where nobody has been here before."""

    chosen = Signal(object)
    """Session: this person wants to sign in."""
    removed = Signal(object)
    """Session: this person is to be left out of the list."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("people")
        holder = QWidget()
        self._lines = QVBoxLayout(holder)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(0)
        self._area = TallArea(holder)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.em(self, 0.2))
        box.addWidget(label(self.tr("在这台电脑上登录过的账号"), "quiet", wrap=False))
        box.addWidget(self._area)

    def show_people(self, sessions: Sequence[Session]) -> None:
        """Show these."""
        clear(self._lines)
        for session in sessions:
            line = PersonLine(session)
            line.chosen.connect(lambda session=session: self.chosen.emit(session))
            line.removed.connect(lambda session=session: self.removed.emit(session))
            self._lines.addWidget(line)
        self.setVisible(bool(sessions))
        rows = min(SEEN, len(sessions))
        self._area.setFixedHeight(round(theme.em(self, 2.05) * (rows + 0.5 * (len(sessions) > SEEN))))
