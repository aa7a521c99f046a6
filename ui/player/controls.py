"""The row under the video: play, position, speed, volume, full screen."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSlider, QVBoxLayout, QWidget

from ui import theme
from ui.player.clock import clock_text
from ui.widgets import FlowRow, button, label

SPEEDS = (0.75, 1.0, 1.25, 1.5, 2.0)
STEP = 1000  # ms of one step of the slider with the arrow keys


class Controls(QWidget):
    """Buttons and sliders; they tell what is asked for and show what is told."""

    play_pressed = Signal()
    sought = Signal(int)
    """(ms) The person wants to be there."""
    speed_chosen = Signal(float)
    volume_chosen = Signal(int)
    full_screen_pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.play = button("lessonPlay", self.tr("播放"), self.play_pressed.emit, primary=True)
        self.full = button("lessonFull", self.tr("全屏"), self.full_screen_pressed.emit)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setObjectName("lessonSlider")
        self.slider.setAccessibleName(self.tr("播放位置"))
        self.slider.setSingleStep(STEP)
        self.slider.setPageStep(30 * STEP)
        self.slider.sliderReleased.connect(lambda: self.sought.emit(self.slider.value()))
        self.slider.actionTriggered.connect(self._slider_moved)
        self.time = label("", wrap=False, name="lessonTime")
        self.speed = QComboBox()
        self.speed.setObjectName("lessonSpeed")
        self.speed.setAccessibleName(self.tr("播放速度"))
        for speed in SPEEDS:
            self.speed.addItem(self.tr("{0} 倍速").format(f"{speed:g}"), speed)
        self.speed.setCurrentIndex(SPEEDS.index(1.0))
        self.speed.activated.connect(lambda: self.speed_chosen.emit(self.speed.currentData()))
        self.volume = QSlider(Qt.Orientation.Horizontal)
        self.volume.setObjectName("lessonVolume")
        self.volume.setAccessibleName(self.tr("音量"))
        self.volume.setToolTip(self.tr("音量"))
        self.volume.setRange(0, 100)
        self.volume.setValue(100)
        self.volume.setFixedWidth(theme.em(self, 5))
        self.volume.valueChanged.connect(self.volume_chosen)
        row = FlowRow()
        for part in (self.play, self.time):
            row.addWidget(part)
        row.add_gap()
        for part in (self.speed, label(self.tr("音量"), "quiet", wrap=False), self.volume, self.full):
            row.addWidget(part)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        top = QHBoxLayout()
        top.addWidget(self.slider)
        box.addLayout(top)
        box.addLayout(row)

    def show_length(self, length: int) -> None:
        """The lesson is so long (ms)."""
        self.slider.setRange(0, length)

    def show_position(self, position: int) -> None:
        """It is here now; a slider that is being dragged stays with the hand."""
        if not self.slider.isSliderDown():
            self.slider.setValue(position)
        self.time.setText(f"{clock_text(position)} / {clock_text(self.slider.maximum())}")

    def show_playing(self, playing: bool) -> None:
        """Whether it plays."""
        self.play.setText(self.tr("暂停") if playing else self.tr("播放"))

    def step_speed(self, by: int) -> None:
        """The next faster or slower speed."""
        at = max(0, min(self.speed.currentIndex() + by, len(SPEEDS) - 1))
        self.speed.setCurrentIndex(at)
        self.speed_chosen.emit(SPEEDS[at])

    def _slider_moved(self, action: int) -> None:
        """By the keys, the wheel or a click beside the handle: at once. By the handle: when it is let go."""
        if action != QSlider.SliderAction.SliderMove.value:
            self.sought.emit(self.slider.sliderPosition())
