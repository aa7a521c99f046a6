"""Where the service is and the way to it: address, proxy, and a test that says which step fails."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from cpd_desktop.platform import policy
from cpd_desktop.workspace import Workspace
from ui import icons, theme
from ui.language import words
from ui.tasks import Latest, Tasks
from ui.widgets import Form, button, label
from ui.widgets.plain import clear

if TYPE_CHECKING:  # brings requests
    from cpd_desktop.sync.reach import Step

ICONS = {"good": "good", "warning": "conflict", "bad": "trouble"}
NO_PROXY = ("无", "none", "direct")


class NetworkSettings(QObject):
    """Two rows of the sign-in's form and, under it, the test and what it found."""

    def __init__(self, form: Form, workspace: Workspace, tasks: Tasks) -> None:
        super().__init__(form)
        self._workspace = workspace
        self._testing = Latest(tasks, self)
        self.server = QLineEdit(workspace.server)
        self.server.setObjectName("server")
        self.server.setPlaceholderText("https://")
        self.proxy = QLineEdit(_shown(workspace.profile.remembered.proxy))
        self.proxy.setObjectName("proxy")
        self.proxy.setPlaceholderText(self.tr("按系统设置"))
        self._rows = (
            form.add(
                "server", self.tr("服务器地址"), self.server, self.tr("由省注协提供，例如 https://cpd.example.cn")
            ),
            form.add("proxy", self.tr("代理服务器"), self.proxy, self.tr("通常留空；不使用代理时填“无”")),
        )
        forced = policy.current().forced
        for line, by_policy in ((self.server, forced.server), (self.proxy, forced.proxy)):
            line.setReadOnly(bool(by_policy))
            line.setToolTip(self.tr("由管理员设置，不能在这里修改") if by_policy else "")
        self.test = button("testConnection", self.tr("测试连接"), self.run)
        self.found = QWidget()
        self.found.setObjectName("connectionSteps")
        self._found = QGridLayout(self.found)
        self._found.setContentsMargins(0, 0, 0, 0)
        self._found.setColumnStretch(2, 1)
        self.show_rows(not workspace.server)

    def address(self) -> str:
        """The address as it is asked; what has no scheme is meant to be safe."""
        return _whole(self.server.text(), "https")

    def proxy_address(self) -> str:
        """The proxy as it is remembered."""
        typed = self.proxy.text().strip()
        return "direct" if typed.lower() in NO_PROXY else _whole(typed, "http")

    def show_rows(self, on: bool) -> None:
        """Show what most people never need."""
        for row in self._rows:
            row.set_visible(on)
        self.test.setVisible(on)
        self.found.setVisible(on and self._found.count() > 0)

    def open(self) -> None:
        """Show it and go there."""
        self.show_rows(True)
        self.server.setFocus(Qt.FocusReason.OtherFocusReason)

    def run(self) -> None:
        """Go the way step by step, in a worker."""
        server, proxy = self.address(), self.proxy_address()
        self.test.setEnabled(False)
        self.test.setText(self.tr("正在测试…"))
        self._testing.run(lambda _task: self._workspace.test_connection(server, proxy), self._show)

    def _show(self, steps: "tuple[Step, ...]") -> None:
        clear(self._found)
        for row, step in enumerate(steps):
            mark = label("", wrap=False)
            colour, ratio = theme.colours().of(step.tone), mark.devicePixelRatio()
            mark.setPixmap(icons.pixmap(ICONS[step.tone], colour, theme.em(mark), ratio))
            said = label(step.said.text(words().language), step.tone if step.tone != "good" else "normal")
            name = label(words().say(step.name), "quiet", wrap=False)
            mark.setAccessibleName(name.text())
            for column, widget in enumerate((mark, name, said)):
                self._found.addWidget(widget, row, column, Qt.AlignmentFlag.AlignTop)
        self.found.setVisible(self.test.isVisible())
        self.test.setEnabled(True)
        self.test.setText(self.tr("测试连接"))


def _shown(proxy: str) -> str:
    return NO_PROXY[0] if proxy == "direct" else proxy


def _whole(typed: str, scheme: str) -> str:
    address = typed.strip().rstrip("/")
    return address if not address or "://" in address else f"{scheme}://{address}"
