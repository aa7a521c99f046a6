"""Qt's player, and what it tells in our words. Loaded when something is first played: a start never waits for it.

The line of a player that stands still, or ends before the lesson does, is slow or broken; Qt itself tells a broken line
as the end of the file.
"""

from typing import Literal

from PySide6.QtCore import QObject, QTimer, QUrl, Signal
from PySide6.QtMultimedia import QAudioOutput, QMediaPlayer
from PySide6.QtMultimediaWidgets import QVideoWidget
from PySide6.QtWidgets import QWidget

State = Literal["loading", "playing", "paused", "slow", "ended", "broken"]
TICK = 250  # ms
SLOW_AFTER = 5_000  # ms without moving on
EARLY = 3_000  # ms before the lesson's end: a file that ends there has broken off
Status = QMediaPlayer.MediaStatus


class Engine(QObject):
    """Plays one source after the other into a widget."""

    told = Signal(str)
    """The state has changed."""
    ticked = Signal(int)
    """It plays, and is at this position (ms)."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.state: State = "paused"
        self.problem = ""
        self.screen = QVideoWidget()
        self.screen.setObjectName("playerScreen")
        self._sound = QAudioOutput(self)
        self._player = QMediaPlayer(self)
        self._player.setVideoOutput(self.screen)
        self._player.setAudioOutput(self._sound)
        self._player.mediaStatusChanged.connect(self._status)
        self._player.errorOccurred.connect(self._failed)
        self._ticks = QTimer(self)
        self._ticks.setInterval(TICK)
        self._ticks.timeout.connect(self._tick)
        self._length = 0
        self._begin_at = -1
        self._still = 0  # ms since it moved on
        self._reached = 0

    # --- what can be done --------------------------------------------------------------------------------------

    def open(self, url: QUrl, length: int, at: int) -> None:
        """Play a source from a position; ``length`` is the lesson's, in ms."""
        self.stop()
        self._length, self._begin_at, self._reached = length, at, at
        self.problem = ""
        self._player.setSource(url)
        self._tell("loading")

    def play(self) -> None:
        """Go on."""
        if self.state == "ended":
            self.seek(0)
        self._player.play()
        self._still = 0
        self._ticks.start()
        self._tell("playing")

    def pause(self) -> None:
        """Stop where it is."""
        self._player.pause()
        self._ticks.stop()
        if self.state not in ("ended", "broken"):
            self._tell("paused")

    def stop(self) -> None:
        """Let the source go; a file can then be deleted."""
        self._ticks.stop()
        self._player.stop()
        self._player.setSource(QUrl())

    def seek(self, position: int) -> None:
        """Jump to a position."""
        self._reached = max(0, min(position, self._length))
        self._still = 0
        if self.state == "loading":
            self._begin_at = self._reached
        else:
            self._player.setPosition(self._reached)

    def set_speed(self, speed: float) -> None:
        """Play faster or slower."""
        self._player.setPlaybackRate(speed)

    def set_volume(self, per_cent: int) -> None:
        """Louder or quieter, 0 is silent."""
        self._sound.setVolume(per_cent / 100)

    @property
    def position(self) -> int:
        """Where it is (ms)."""
        return self._reached

    @property
    def speed(self) -> float:
        """How fast it plays."""
        return self._player.playbackRate()

    # --- what Qt tells -----------------------------------------------------------------------------------------

    def _status(self, status: QMediaPlayer.MediaStatus) -> None:
        if status in (Status.LoadedMedia, Status.BufferedMedia) and self.state == "loading":
            if self._begin_at > 0:
                self._player.setPosition(self._begin_at)
            self.play()
        elif status == Status.EndOfMedia:
            self._ticks.stop()
            whole = self._reached >= self._length - EARLY
            self._tell("ended" if whole else "broken")
        elif status == Status.InvalidMedia:
            self._break()

    def _failed(self, _error: QMediaPlayer.Error, text: str) -> None:
        self.problem = text
        self._break()

    def _break(self) -> None:
        self._ticks.stop()
        if self.state != "broken":
            self._tell("broken")

    def _tick(self) -> None:
        position = self._player.position()
        if position != self._reached:
            self._reached, self._still = position, 0
            if self.state == "slow":
                self._tell("playing")
        else:
            self._still += TICK
            if self._still >= SLOW_AFTER and self.state == "playing":
                self._tell("slow")
        self.ticked.emit(position)

    def _tell(self, state: State) -> None:
        self.state = state
        self.told.emit(state)
