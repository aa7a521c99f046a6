"""关于: version, the service's address, where the data lies, and whose work is shipped with the program."""

from importlib.metadata import version

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QPlainTextEdit, QVBoxLayout, QWidget

from cpd_desktop.platform.licences import Licence, licences
from cpd_desktop.workspace import Workspace
from ui import theme
from ui.tables import ListedTable, columns
from ui.tasks import Latest, Tasks
from ui.widgets import heading, label


class AboutDialog(QDialog):
    """The licences are read from the packages themselves, in a worker."""

    def __init__(self, workspace: Workspace, tasks: Tasks, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("aboutDialog")
        self.setWindowTitle(self.tr("关于继续教育"))
        facts = QFormLayout()
        facts.setHorizontalSpacing(theme.em(self))
        server = workspace.server or self.tr("尚未填写")
        for title, text, name in (
            (self.tr("版本"), version("cpd-desktop"), "aboutVersion"),
            (self.tr("服务器"), server, "aboutServer"),
            (self.tr("本机数据"), str(workspace.profile.folder), "aboutFolder"),
            (self.tr("许可"), "Apache-2.0", "aboutLicence"),
        ):
            facts.addRow(label(title, "quiet", wrap=False), label(text, name=name))
        shown = (
            columns.plain("name", self.tr("组件"), "typing_extensions_x", stretch=True),
            columns.plain("version", self.tr("版本"), "2026.10.10"),
            columns.plain("licence", self.tr("许可"), "LGPL-3.0-only OR GPL-2.0-only", stretch=True),
        )
        self.parts: ListedTable[Licence] = ListedTable("licenceTable", shown, lambda part: part.name)
        self.parts.setAccessibleName(self.tr("随程序提供的组件"))
        self.text = QPlainTextEdit()
        self.text.setObjectName("licenceText")
        self.text.setAccessibleName(self.tr("许可全文"))
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setPlaceholderText(self.tr("选择一个组件，这里显示它的许可全文"))
        self._reading = Latest(tasks, self)
        self.parts.current_changed.connect(self._read)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        buttons.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)  # else its focus is not seen
        box = QVBoxLayout(self)
        around = theme.em(self, 1.1)
        box.setContentsMargins(around, around, around, around)
        box.setSpacing(theme.em(self, 0.6))
        box.addWidget(heading(self.tr("中国注册会计师继续教育")))
        box.addLayout(facts)
        box.addWidget(label(self.tr("1 学时为 45 分钟。所有操作先保存在本机，联网后自动同步。"), "quiet"))
        box.addWidget(label(self.tr("随程序提供的组件"), "quiet", wrap=False))
        box.addWidget(self.parts, 3)
        box.addWidget(self.text, 2)
        box.addWidget(buttons)
        self.resize(theme.em(self, 34), theme.em(self, 34))
        tasks.run(self, lambda _task: licences(), self.parts.set_rows)

    def _read(self) -> None:
        part = self.parts.current()
        if part:
            self._reading.run(lambda _task: part.text(), self._show)

    def _show(self, text: str) -> None:
        self.text.setPlainText(text or self.tr("这个组件没有附带许可全文，其名称见上表"))
