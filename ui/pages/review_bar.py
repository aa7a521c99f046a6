"""The bar under the queue: what is chosen and what can be done with it; questions are asked in it, inline."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cpd_core.applications import check_hours, check_reason
from cpd_desktop.desks.drafts import KeptWords
from ui import theme
from ui.forms.hours_edit import HoursEdit
from ui.forms.suggest import SuggestEdit
from ui.language import words
from ui.pages.review_reading import Chosen
from ui.widgets import FlowRow, Ground, button, label

COUNTED_AT_ONCE = 400  # rows; fewer are counted before anybody could read that they are


class EntryLine(Ground):
    """One line to type in, asked for in the page: Enter does it, Esc leaves, what is wrong is said beside it."""

    def __init__(
        self,
        name: str,
        editor: QLineEdit,
        check: Callable[[], str],
        left: Callable[[], object],
        more: QWidget | None = None,
    ) -> None:
        """``more`` stands at the end of the line."""
        super().__init__("accent")
        self.setObjectName(name)
        self._check = check
        self._left = left
        self._act: Callable[[], object] | None = None
        self.editor = editor
        editor.setObjectName(f"{name}Editor")
        self._caption = label("", wrap=False, name=f"{name}Caption")
        self._error = label("", "bad", name=f"{name}Error")
        self._error.hide()
        self._go: QPushButton = button(f"{name}Go", "", self._accept, primary=True)
        row = FlowRow()
        for widget in (self._caption, editor, self._go, button(f"{name}Cancel", self.tr("取消"), self.leave)):
            row.addWidget(widget)
        if more is not None:
            row.addWidget(more)
        box = QVBoxLayout(self)
        box.setContentsMargins(theme.em(self, 0.8), theme.em(self, 0.4), theme.em(self, 0.8), theme.em(self, 0.4))
        box.addLayout(row)
        box.addWidget(self._error)
        editor.returnPressed.connect(self._accept)
        editor.textChanged.connect(self._error.hide)

    def ask(self, caption: str, go: str, act: Callable[[], object]) -> None:
        """Ask for the line; ``act`` runs once it is well."""
        self._caption.setText(caption)
        self.editor.setAccessibleName(caption)
        self._go.setText(go)
        self._act = act
        self._error.hide()
        self.editor.setFocus()
        self.editor.selectAll()

    def leave(self) -> None:
        """Do nothing."""
        self._act = None
        self._left()

    def _accept(self) -> None:
        wrong = self._check()
        self._error.setText(wrong)
        self._error.setVisible(bool(wrong))
        act = self._act
        if wrong or act is None:
            return
        self.leave()
        act()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Qt: Esc leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)


class DecisionBar(QStackedWidget):
    """Says exactly what would happen; nothing happens before the second, inline yes."""

    confirm_asked = Signal()
    refuse_asked = Signal()
    revoke_asked = Signal()
    claim_asked = Signal()
    release_asked = Signal()
    none_asked = Signal()
    counted = Signal(object)
    """Chosen: what the selection is made of is known."""

    def __init__(
        self,
        left: Callable[[], object],
        recall: Callable[[], KeptWords | None],
        offered: Callable[[], Sequence[str]],
        edit_reasons: Callable[[], object],
    ) -> None:
        """``recall`` gives the reason that was not finished the last time, ``offered`` those to choose from."""
        super().__init__()
        self.setObjectName("decisionBar")
        self._recall = recall
        self._offered = offered
        self._hours_max = 0.0
        self._left = left
        self._about = ""  # the application that is refused, "" for the selected ones
        self.locked = False  # this program is too old to decide
        self.chosen = Chosen()
        self.reason = SuggestEdit(self._reasons)
        self.hours = HoursEdit()
        edit = button("reasonsEdit", self.tr("编辑理由…"), edit_reasons, quiet=True)
        self.reason_line = EntryLine("reasonLine", self.reason, self._check_reason, self.rest, edit)
        self.hours_line = EntryLine("hoursLine", self.hours, self._check_hours, self.rest)
        self._text = label("", name="chosenText")
        self.confirm = button("batchConfirm", "", self.confirm_asked.emit, primary=True)
        self.refuse = button("batchRefuse", "", self.refuse_asked.emit)
        self.revoke = button("batchRevoke", "", self.revoke_asked.emit)
        self.claim = button("batchClaim", "", self.claim_asked.emit)
        self.release = button("batchRelease", "", self.release_asked.emit)
        self.none = button("chooseNone", self.tr("取消选择"), self.none_asked.emit, quiet=True)
        self._idle = self._idle_line()
        self._choice = self._choice_line()
        for widget in (self._idle, self._choice, self.reason_line, self.hours_line):
            self.addWidget(widget)

    def show_counting(self, count: int) -> None:
        """Until hours and states of a long selection are known, nothing can be done with it."""
        if count > COUNTED_AT_ONCE and self.currentWidget() in (self._idle, self._choice):
            self._text.setText(self.tr("已选 {count} 条，正在统计…").format(count=f"{count:,}"))
            for made in self._buttons():
                made.hide()
            self.setCurrentWidget(self._choice)

    def show_chosen(self, chosen: Chosen) -> None:
        """Show what is selected and what each button would do with it."""
        self.chosen = chosen
        words = self.tr("已选 {count} 条 · {hours} 学时").format(
            count=f"{chosen.count:,}", hours=f"{chosen.hours:,.1f}"
        )
        if chosen.decided and chosen.open:
            words += self.tr("（未确认 {open} 条，其余 {decided} 条已处理，确认与不予确认不涉及）").format(
                open=f"{len(chosen.open):,}", decided=f"{len(chosen.decided):,}"
            )
        if chosen.others:
            words += self.tr("，同事已认领 {0} 条").format(f"{chosen.others:,}")
        self._text.setText(words)
        self.confirm.setText(self.tr("批量确认 {count}").format(count=f"{len(chosen.open):,}"))
        self.refuse.setText(self.tr("批量不予确认 {count}").format(count=f"{len(chosen.open):,}"))
        self.revoke.setText(self.tr("撤销处理 {count}").format(count=f"{len(chosen.decided):,}"))
        self.claim.setText(self.tr("认领 {count}").format(count=f"{chosen.free:,}"))
        self.release.setText(self.tr("释放 {count}").format(count=f"{chosen.mine:,}"))
        numbers = (len(chosen.open), len(chosen.open), len(chosen.decided), chosen.free, chosen.mine)
        for made, number in zip(self._buttons(), numbers, strict=True):
            made.setVisible(number > 0)
        if self.currentWidget() in (self._idle, self._choice):
            self._rest_here()
        self.counted.emit(chosen)

    def ask_reason(self, caption: str, go: str, act: Callable[[str], object], about: str = "") -> None:
        """Ask for the reason that members will read. ``about``: the application, "" for what is selected."""
        self.setCurrentWidget(self.reason_line)
        self._about = about
        kept = self._recall()
        self.reason.setText(kept.text if kept and kept.about == about else "")
        self.reason_line.ask(caption, go, lambda: act(self.reason.text().strip()))
        self.reason.offer_all()

    def typed(self) -> KeptWords | None:
        """The reason that is being written."""
        text = self.reason.text().strip() if self.currentWidget() is self.reason_line else ""
        return KeptWords(self._about, text) if text else None

    def ask_hours(self, caption: str, hours_max: float, act: Callable[[float], object]) -> None:
        """Ask for fewer hours than were applied for."""
        self._hours_max = hours_max
        self.setCurrentWidget(self.hours_line)
        self.hours.set_hours(hours_max)
        self.hours_line.ask(caption, self.tr("确认"), lambda: act(self.hours.hours()))

    def rest(self) -> None:
        """Back from a question to what is chosen."""
        self._rest_here()
        self._left()

    def set_busy(self, busy: bool) -> None:
        """While a decision is being stored nothing else is started."""
        for made in self._buttons():
            made.setEnabled(not busy and not self.locked)

    def _buttons(self) -> tuple[QPushButton, ...]:
        return (self.confirm, self.refuse, self.revoke, self.claim, self.release)

    def _rest_here(self) -> None:
        self.setCurrentWidget(self._choice if self.chosen.count else self._idle)

    def _check_reason(self) -> str:
        return words().errors(check_reason(self.reason.text()))

    def _check_hours(self) -> str:
        hours = self.hours.hours()
        return words().errors(check_hours(hours, self._hours_max))

    def _reasons(self, text: str) -> Sequence[str]:
        return [reason for reason in self._offered() if text in reason]

    def _idle_line(self) -> QWidget:
        line = QFrame()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        keys = self.tr(
            "J/K 下一条/上一条 · A 确认 · S 减少学时 · R 不予确认 · D 搁置 · U 撤销 · X 选择 · / 查找 · ? 全部按键"
        )
        row.addWidget(label(keys, "quiet", name="keyHints"), 1)
        return line

    def _choice_line(self) -> QWidget:
        line, row = Ground("accent"), FlowRow()
        box = QVBoxLayout(line)  # a row that flows has no edge of its own
        box.setContentsMargins(theme.em(self, 0.8), theme.em(self, 0.4), theme.em(self, 0.8), theme.em(self, 0.4))
        box.addLayout(row)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row.addWidget(self._text)
        row.addWidget(self.none)
        for made in reversed(self._buttons()):
            row.addWidget(made)
        return line
