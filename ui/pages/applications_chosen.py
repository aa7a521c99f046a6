"""Under the list: what is chosen of it, in rows and hours, and what can be done with that."""

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton, QWidget

from cpd_core.entities import ApplicationKind
from cpd_desktop.views import Total
from ui.language import tr
from ui.widgets import FlowRow, button, label


def total_text(total: Total, kind: ApplicationKind) -> str:
    """Rows and hours; an exemption asks for none."""
    words = tr("{count} 条").format(count=f"{total.count:,}")
    return words if kind == "exemption" else words + tr(" · {hours} 学时").format(hours=f"{total.hours:,.1f}")


class ChosenBar(QWidget):
    """One line of fixed height, so that the list does not jump when something is chosen."""

    def __init__(self, export: Callable[[], object], choose_none: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName("applicationsChosenBar")
        self.count = label("", "quiet", wrap=False, name="applicationsChosen")
        self.export = button("applicationExportChosen", self.tr("导出所选"), export, quiet=True)
        self.none = button("applicationChooseNone", self.tr("取消选择"), choose_none, quiet=True)
        row = FlowRow(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.count)
        row.add_gap()
        for made in self._buttons():
            policy = made.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            made.setSizePolicy(policy)
            row.addWidget(made)
        self.show_none()

    def show_none(self) -> None:
        """Nothing is chosen: say how one does."""
        self._show(self.tr("可用空格键，或按住 Ctrl、Shift 点击，选择多条"), chosen=False)

    def show_total(self, total: Total, kind: ApplicationKind) -> None:
        """So much is chosen."""
        self._show(self.tr("已选 {0}").format(total_text(total, kind)), chosen=True)

    def _show(self, words: str, chosen: bool) -> None:
        self.count.setText(words)
        for made in self._buttons():
            made.setVisible(chosen)

    def _buttons(self) -> tuple[QPushButton, QPushButton]:
        return self.export, self.none
