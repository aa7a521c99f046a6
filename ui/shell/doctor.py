"""What the program finds when it looks at itself: store, service, disk, clock; each with what to do."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from cpd_desktop.views import Check
from cpd_desktop.workspace import Workspace
from ui import icons, theme
from ui.language import words
from ui.tasks import Tasks
from ui.widgets import label


class DoctorDialog(QDialog):
    """Runs the checks in the background and lists them."""

    def __init__(self, workspace: Workspace, tasks: Tasks, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("doctorDialog")
        self.setWindowTitle(self.tr("检查运行状况"))
        self._box = QVBoxLayout(self)
        around = theme.em(self, 1.1)
        self._box.setContentsMargins(around, around, around, around)
        self._box.setSpacing(around)
        self._waiting = label(self.tr("正在检查…"), "quiet", name="doctorText")
        self._box.addWidget(self._waiting)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        self._box.addStretch(1)
        self._box.addWidget(buttons)
        self.setMinimumWidth(theme.em(self, 28))
        spoken = words()
        tasks.run(self, lambda _task: workspace.doctor(spoken), self._show)

    def _show(self, checks: tuple[Check, ...]) -> None:
        self._waiting.hide()
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.em(self, 0.7))
        grid.setVerticalSpacing(theme.em(self, 0.5))
        grid.setColumnStretch(2, 1)
        size = theme.em(self, 0.8)
        for row, check in enumerate(checks):
            tone: theme.Tone = "good" if check.ok else "bad"
            icon = QLabel()
            colour = theme.colours().of(tone)
            icon.setPixmap(icons.pixmap("good" if check.ok else "trouble", colour, size, self.devicePixelRatioF()))
            icon.setAccessibleName(self.tr("正常") if check.ok else self.tr("需要注意"))
            grid.addWidget(icon, row, 0)
            grid.addWidget(label(check.name, "quiet", wrap=False), row, 1)
            grid.addWidget(label(check.text, "normal" if check.ok else "bad", name=f"check{row}"), row, 2)
        self._box.insertLayout(0, grid)
        QTimer.singleShot(0, self, self._fit)  # once the lines are there: a layout leaves out what is not shown yet

    def _fit(self) -> None:
        """Lines that take two are seen whole."""
        self._box.activate()
        self.resize(self.width(), self._box.totalHeightForWidth(self.width()))
