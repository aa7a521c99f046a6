"""Where the video is: the keys of a player act while it has the focus, full screen, too."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from ui import icons, theme
from ui.widgets import Ground, label

if TYPE_CHECKING:  # Qt Multimedia is loaded when something is played
    from PySide6.QtMultimediaWidgets import QVideoWidget

KEYS: dict[int, str] = {
    Qt.Key.Key_Space.value: "play",
    Qt.Key.Key_K.value: "play",
    Qt.Key.Key_Left.value: "back",
    Qt.Key.Key_Right.value: "on",
    Qt.Key.Key_Up.value: "louder",
    Qt.Key.Key_Down.value: "quieter",
    Qt.Key.Key_F.value: "full",
    Qt.Key.Key_BracketRight.value: "faster",
    Qt.Key.Key_BracketLeft.value: "slower",
    Qt.Key.Key_N.value: "note",
}


class Stage(Ground):
    """Shows what there is to see: before anything is played, words."""

    asked = Signal(str)
    """One of the values of :data:`KEYS`."""

    def __init__(self) -> None:
        super().__init__("base")
        self.setObjectName("lessonStage")
        self.setAccessibleName(self.tr("播放画面"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(theme.em(self, 14), theme.em(self, 8))
        self.setToolTip(self.tr("空格 播放或暂停，← → 后退或前进 5 秒，↑ ↓ 音量，[ ] 倍速，N 记笔记，F 全屏"))
        self._screen: QVideoWidget | None = None
        self._stack = QStackedLayout(self)
        before = self._before = QWidget()
        self._text = label("", "quiet", name="stageText")
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        picture = label("", wrap=False)
        picture.setPixmap(icons.pixmap("course", theme.colours().of("quiet"), theme.em(self, 3)))
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        box = QVBoxLayout(before)
        box.addStretch(1)
        box.addWidget(picture)
        box.addWidget(self._text)
        box.addStretch(1)
        self._stack.addWidget(before)

    def say(self, text: str) -> None:
        """Words in the place of the video."""
        self._text.setText(text)

    def take(self, screen: "QVideoWidget") -> None:
        """The video is in this widget from now on."""
        self._screen = screen
        screen.installEventFilter(self)
        self._stack.addWidget(screen)

    def show_video(self, on: bool) -> None:
        """Whether the video is shown, or words."""
        if self._screen is not None:
            self._stack.setCurrentWidget(self._screen if on else self._before)

    @property
    def full_screen(self) -> bool:
        """Whether the video has the whole screen."""
        return self._screen is not None and self._screen.isFullScreen()

    def set_full_screen(self, on: bool) -> None:
        """Give the video the whole screen, or take it back."""
        if self._screen is None or on == self.full_screen:
            return
        self._screen.setFullScreen(on)
        (self._screen if on else self).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Qt: a key while the stage has the focus."""
        if not self._pressed(event):
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Qt: a click plays or pauses."""
        self.setFocus()
        self.asked.emit("play")
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Qt: what happens to the video, full screen, too."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape and self.full_screen:
                self.set_full_screen(False)
                return True
            return self._pressed(event)
        if event.type() == QEvent.Type.MouseButtonDblClick:
            self.asked.emit("full")
            return True
        return super().eventFilter(watched, event)

    def _pressed(self, event: QKeyEvent) -> bool:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        asked = KEYS.get(event.key()) if plain else None
        if asked is not None:
            self.asked.emit(asked)
        return asked is not None
