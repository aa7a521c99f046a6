"""What the program finds when it looks at itself: store, service, disk, clock; each with what to do."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths, QTimer
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QGridLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cpd_desktop.views import Check
from cpd_desktop.workspace import Workspace
from ui import icons, theme
from ui.language import words
from ui.tasks import Tasks
from ui.widgets import MessageLine, button, label


class DoctorDialog(QDialog):
    """Runs the checks in the background and lists them."""

    def __init__(self, workspace: Workspace, tasks: Tasks, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("doctorDialog")
        self._workspace = workspace
        self._tasks = tasks
        self.setWindowTitle(self.tr("检查运行状况"))
        self._box = QVBoxLayout(self)
        around = theme.em(self, 1.1)
        self._box.setContentsMargins(around, around, around, around)
        self._box.setSpacing(around)
        self._waiting = label(self.tr("正在检查…"), "quiet", name="doctorText")
        self._box.addWidget(self._waiting)
        self.message = MessageLine("doctorMessage")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        for close in buttons.buttons():
            if isinstance(close, QPushButton):
                close.setAutoDefault(False)  # else it looks as if it had the focus, whatever has
        report = button("helpReport", self.tr("保存技术支持报告…"), self._ask)
        report.setToolTip(self.tr("版本、检查结果和运行记录；不含姓名、证书编号和申请内容"))
        buttons.addButton(report, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        self._box.addStretch(1)
        self._box.addWidget(self.message)
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

    def _ask(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        start = str(Path(folder) / f"{self.tr('技术支持报告')}.zip")
        chosen, _kind = QFileDialog.getSaveFileName(self, self.tr("保存技术支持报告"), start, self.tr("ZIP (*.zip)"))
        if chosen:
            self.save(Path(chosen))

    def save(self, path: Path) -> None:
        """Write the report in a worker and say where it is."""
        saved = self.tr("已保存 {0}；其中没有个人信息，可以直接发给技术支持").format(path.name)
        self._tasks.run(
            self,
            lambda _task: self._workspace.help_report(path),
            lambda _none: self.message.show_text(saved, "good"),
            self.message.show_trouble,
            ended=lambda: QTimer.singleShot(0, self, self._fit),
        )

    def _fit(self) -> None:
        """Lines that take two are seen whole."""
        self._box.activate()
        self.resize(self.width(), self._box.totalHeightForWidth(self.width()))
