"""A batch before it happens, in the page: what exactly would be decided, what is split off, a sample, a name."""

from collections.abc import Callable, Sequence

from msgspec import Struct
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from cpd_core.applications import check_reason
from cpd_desktop.desks.dry_run import Deed, DryRun, sample_of
from ui import theme
from ui.forms.suggest import SuggestEdit
from ui.language import tr as _tr
from ui.language import words
from ui.pages.review_panel import AskPanel
from ui.pages.review_splits import SplitLines
from ui.widgets import FlowRow, button, heading, label

NAME_MAX = 60  # characters


class Wanted(Struct, frozen=True):
    """A batch that was looked at and is to happen: which applications, as they were looked at, and its name."""

    run: DryRun
    ids: tuple[str, ...]
    name: str
    reason: str


class DryRunPanel(AskPanel):
    """Nothing happens before its button (Ctrl+Enter); Esc leaves."""

    go_asked = Signal(object)
    """Wanted: do it."""
    rows_asked = Signal(object)
    """Ids: show these in the queue."""
    look_asked = Signal(str)
    """An application of the sample is to be looked at."""

    def __init__(self, reasons: Callable[[str], Sequence[str]], edit_reasons: Callable[[], object]) -> None:
        super().__init__("accent")
        self.setObjectName("dryRun")
        self.setAccessibleName(self.tr("批量处理前的核对"))
        self.run: DryRun | None = None
        self.deed: Deed = "confirm"
        self.locked = False
        self._dropped: set[str] = set()
        self._sample: tuple[str, ...] = ()
        self._place = -1
        self._title = heading("", "dryRunTitle", 1.1)
        self._figures = label("", name="dryRunFigures")
        self.splits = SplitLines()
        self.name = QLineEdit()
        self.name.setObjectName("batchName")
        self.name.setMaxLength(NAME_MAX)
        self.reason = SuggestEdit(reasons)
        self.reason.setObjectName("batchReason")
        self._wrong = label("", "bad", name="dryRunWrong")
        self._sample_text = label("", name="sampleText")
        self.sample_button = button("sampleBegin", "", lambda: self.step(1))
        self.before = button("sampleBefore", self.tr("上一条"), lambda: self.step(-1))
        self.drop_button = button("sampleDrop", "", self.drop)
        self._go = button("dryRunGo", "", self.go, primary=True)
        self._fields = self._reason_fields(edit_reasons)
        self._lay_out()
        self.splits.changed.connect(self._tell)
        self.splits.rows_asked.connect(self.rows_asked)
        self.reason.returnPressed.connect(self.go)
        self.reason.textChanged.connect(self._wrong.hide)
        self.name.returnPressed.connect(self.go)
        self.hide()

    # --- its life ---------------------------------------------------------------------------------------------

    def begin(self, deed: Deed, count: int, name: str, reason: str = "") -> None:
        """Open for a batch that is being looked at."""
        self.run, self.deed = None, deed
        self._dropped, self._sample, self._place = set(), (), -1
        self._title.setText(_titles()[deed])
        self._figures.setText(self.tr("已选 {0} 条，正在核对…").format(f"{count:,}"))
        self.name.setText(name[:NAME_MAX])
        self.reason.setText(reason)
        self._fields.setVisible(deed != "confirm")
        self.splits.show_splits(())
        self._wrong.hide()
        self._show_sample()
        self._go.setEnabled(False)
        self._go.setText(_yes(deed, 0))
        self.show()

    def show_progress(self, step: tuple[int, int]) -> None:
        """How many members were looked at."""
        self._figures.setText(self.tr("正在核对会员的学时：{0} / {1}").format(f"{step[0]:,}", f"{step[1]:,}"))

    def show_run(self, run: DryRun) -> None:
        """What was found; what the person has taken in or dropped before stays so."""
        first = self.run is None
        self.run = run
        self.splits.show_splits(run.splits)
        self._tell()
        self._show_sample()
        if first:
            (self.sample_button if self.deed == "confirm" else self.reason).setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Do nothing, and go."""
        self.run = None
        super().leave()

    def go(self) -> None:
        """Do it, if there is anything to be done and, where one is needed, a reason."""
        ids = self.ids()
        if self.run is None or not ids or self.locked:
            return
        if self.deed != "confirm" and (wrong := check_reason(self.reason.text())):
            self._wrong.setText(words().errors(wrong))
            self._wrong.show()
            self.reason.setFocus()
            return
        wanted = Wanted(self.run, ids, self.name.text().strip(), self.reason.text().strip())
        self.leave()
        self.go_asked.emit(wanted)

    def typed_reason(self) -> str:
        """The reason that is being written, "" where none is asked for."""
        return self.reason.text().strip() if self.isVisible() and self.deed != "confirm" else ""

    def ids(self) -> tuple[str, ...]:
        """What would be decided as it stands."""
        return self.run.included(self.splits.taken_in(), frozenset(self._dropped)) if self.run else ()

    # --- the sample -------------------------------------------------------------------------------------------

    def step(self, by: int) -> None:
        """Look at the next of the sample, or the one before; drawn anew where there is none."""
        if self.run is None:
            return
        if not self._sample:
            self._sample, self._place = sample_of(self.ids()), -1
            by = 1
        if self._sample:
            self._place = (self._place + by) % len(self._sample)
            self._show_sample()
            self.look_asked.emit(self._sample[self._place])

    def drop(self) -> None:
        """Take the one that is looked at out of the batch, or back in."""
        if 0 <= self._place < len(self._sample):
            self._dropped ^= {self._sample[self._place]}
            self._tell()
            self._show_sample()

    def _show_sample(self) -> None:
        count = len(self.ids())
        under_way = 0 <= self._place < len(self._sample)
        for made in (self.before, self.drop_button):
            made.setVisible(under_way)
        self._sample_text.setVisible(under_way)
        self.sample_button.setVisible(count > 0 or under_way)
        if not under_way:
            self.sample_button.setText(self.tr("抽查 {0} 条（N）").format(min(len(sample_of(self.ids())), count)))
            return
        out = self._sample[self._place] in self._dropped
        self.sample_button.setText(self.tr("下一条（N）"))
        self.drop_button.setText(self.tr("放回本批（W）") if out else self.tr("移出本批（W）"))
        place = self.tr("抽查第 {0} 条，共 {1} 条").format(self._place + 1, len(self._sample))
        self._sample_text.setText(f"{place}{self.tr('（已移出）') if out else ''}")

    # --- what it says -----------------------------------------------------------------------------------------

    def _tell(self) -> None:
        run, ids = self.run, self.ids()
        if run is None:
            return
        count, hours = f"{len(ids):,}", f"{run.hours_of(ids):,.1f}"
        said = _said(self.deed).format(count, hours)
        apart = sum(len(split.ids) for split in run.splits) + len(run.clean) - len(ids)
        if apart:
            said += self.tr("；另有 {0} 条不在其中").format(f"{apart:,}")
        self._figures.setText(said)
        self._go.setText(_yes(self.deed, len(ids)))
        self._go.setEnabled(bool(ids) and not self.locked)

    # --- building ---------------------------------------------------------------------------------------------

    def _reason_fields(self, edit_reasons: Callable[[], object]) -> QWidget:
        holder = QWidget()
        row = FlowRow(holder)
        self.reason.setAccessibleName(self.tr("理由"))
        self.reason.setMinimumWidth(theme.em(self, 16))
        self.reason.setPlaceholderText(self.tr("按 ↓ 选择常用理由，或直接填写"))
        row.addWidget(label(self.tr("理由（会员会看到）"), wrap=False))
        row.addWidget(self.reason)
        row.addWidget(button("batchReasonsEdit", self.tr("编辑理由…"), edit_reasons, quiet=True))
        return holder

    def _lay_out(self) -> None:
        self.name.setAccessibleName(self.tr("批次名称"))
        self.name.setMinimumWidth(theme.em(self, 10))
        last, sample = FlowRow(), FlowRow()
        for widget in (self.sample_button, self.before, self.drop_button, self._sample_text):
            sample.addWidget(widget)
        last.addWidget(label(self.tr("批次名称"), wrap=False))
        last.addWidget(self.name)
        last.add_gap()
        last.addWidget(button("dryRunLeave", self.tr("取消"), self.leave))
        last.addWidget(self._go)
        self._go.setToolTip("Ctrl+Enter")
        box = QVBoxLayout(self)
        side, high = theme.em(self, 0.8), theme.em(self, 0.4)
        box.setContentsMargins(side, high, side, high)
        for widget in (self._title, self._figures, self.splits):
            box.addWidget(widget)
        box.addLayout(sample)
        box.addWidget(self._fields)
        box.addWidget(self._wrong)
        box.addLayout(last)


def _titles() -> dict[Deed, str]:
    return {"confirm": _tr("批量确认"), "refuse": _tr("批量不予确认"), "revoke": _tr("批量撤销确认")}


def _said(deed: Deed) -> str:
    if deed == "confirm":
        return _tr("将确认 {0} 条，共 {1} 学时，每条均按申请学时")
    return _tr("将不予确认 {0} 条，共 {1} 学时") if deed == "refuse" else _tr("将撤销 {0} 条处理，共 {1} 学时")


def _yes(deed: Deed, count: int) -> str:
    said = {"confirm": _tr("确认这 {0} 条"), "refuse": _tr("不予确认这 {0} 条"), "revoke": _tr("撤销这 {0} 条")}
    return said[deed].format(f"{count:,}")


def title_of(deed: Deed) -> str:
    """What such a batch is called where it has no name of its own."""
    return _titles()[deed]
