"""A choice that does not change by accident."""

from collections.abc import Sequence

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox

from cpd_desktop.views import Named
from ui.language import words


class CalmChoice(QComboBox):
    """A list of named codes; the wheel scrolls the page, not the choice."""

    def __init__(self, name: str = "", letters: int = 6, whole_prompt: bool = False) -> None:
        """``letters`` (Latin ones) are always readable, and with ``whole_prompt`` what stands there before a choice.

        Longer names are cut, not the window widened.
        """
        super().__init__()
        self._whole_prompt = whole_prompt
        self.setObjectName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(letters)

    def offer(self, choices: Sequence[Named], prompt: str, chosen: str = "") -> None:
        """Offer these below a prompt (code ""); ``chosen`` stays chosen where it is among them."""
        self.blockSignals(True)
        self.clear()
        self.addItem(prompt, "")
        if self._whole_prompt:
            metrics = self.fontMetrics()
            room = metrics.horizontalAdvance(prompt) - self.iconSize().width()  # Qt leaves it beside the letters
            letters = -(-room // metrics.horizontalAdvance("X"))
            self.setMinimumContentsLength(max(self.minimumContentsLength(), letters))
        for choice in choices:
            self.addItem(choice.name, choice.code)
        self.setCurrentIndex(max(0, self.findData(chosen)))
        self.blockSignals(False)

    def code(self) -> str:
        """The code of what is chosen, "" for none."""
        return str(self.currentData() or "")

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Leave the wheel to the page."""
        event.ignore()


def in_language(names: Sequence[Named]) -> list[Named]:
    """Pathways or grounds for exemption as the window calls them; the rules have Chinese names."""
    return [Named(each.code, words().pathway(each.code, each.name)) for each in names]
