"""What became of decisions after a sync, in the page: a line with the new report, and all reports with what differs."""

from collections.abc import Callable

from msgspec import Struct
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cpd_desktop.desks.reports import GOOD, ListCode, Report, ReportItem, ReportList
from cpd_desktop.store.batches import BatchState
from cpd_desktop.views import Named
from cpd_desktop.workspace import Workspace
from ui import theme
from ui.forms.calm import CalmChoice
from ui.language import tr as _tr
from ui.language import words
from ui.tasks import Latest, Tasks
from ui.widgets import FlowRow, Ground, TallArea, button, clear, heading, label

SEEN = "report_seen"  # key in the journal: the last report that was put away
BATCHES = 5  # the last ones, each with its undo
NAMES = 3  # of who was first; the rest is counted


class Told(Struct, frozen=True):
    """A report as it is read: ``items`` are the lines of what somebody should look at."""

    report: Report
    items: tuple[tuple[ListCode, tuple[ReportItem, ...]], ...] = ()


class Archive(Struct, frozen=True):
    """What there is to choose from, the newest first."""

    choices: tuple[Named, ...]
    told: Told | None
    batches: tuple[BatchState, ...]


def read_new(workspace: Workspace) -> Report | None:
    """The newest report, None where it was put away or there is none."""
    desk = workspace.review.reports
    made = desk.made()[:1]
    seen = int(workspace.account.store.journal.get(SEEN) or 0)
    return desk.report(made[0]) if made and made[0].id > seen else None


def read_archive(workspace: Workspace, wanted: int) -> Archive:
    """All reports by when they were made, and ``wanted`` (0: the newest) with its lines."""
    desk, spoken = workspace.review.reports, words()
    made = desk.made()
    choices = tuple(Named(str(each.id), spoken.moment(each.at)) for each in made)
    chosen = next((each for each in made if each.id == wanted), made[0] if made else None)
    told = None
    if chosen is not None:
        report = desk.report(chosen)
        bad: list[ListCode] = [each.code for each in report.lists if each.code not in GOOD]
        told = Told(report, tuple((code, desk.items(report, code, spoken)) for code in bad))
    return Archive(choices, told, workspace.review.batches(BATCHES))


class ReportLine(Ground):
    """The newest report in one line: each part leads to its rows, until somebody says that it was read.

    What waits for another look is named for as long as it waits.
    """

    rows_asked = Signal(object)
    """Ids: show these in the queue."""
    more_asked = Signal()
    """Show the whole report."""
    settle_asked = Signal()
    """Go to what waits for another look."""

    def __init__(self, workspace: Workspace, tasks: Tasks) -> None:
        super().__init__("good")
        self.setObjectName("reportLine")
        self._workspace = workspace
        self._reading = Latest(tasks, self)
        self._report: Report | None = None
        self._to_settle = 0
        self._row = FlowRow()
        box = QVBoxLayout(self)
        box.setContentsMargins(theme.em(self, 0.6), theme.em(self, 0.2), theme.em(self, 0.3), theme.em(self, 0.2))
        box.addLayout(self._row)
        self.hide()

    def refresh(self, to_settle: int) -> None:
        """Look whether there is a new one; ``to_settle``: how many decisions wait for another look."""
        self._reading.run(lambda _task: read_new(self._workspace), lambda report: self.show_report(report, to_settle))

    def show_report(self, report: Report | None, to_settle: int = 0) -> None:
        """Show this and what is to be settled, or nothing."""
        if (report, to_settle) == (self._report, self._to_settle):
            return
        self._report, self._to_settle = report, to_settle
        self.hide()
        clear(self._row)
        if report is None and not to_settle:
            return
        good = not to_settle and report is not None and all(each.code in GOOD for each in report.lists)
        self.set_ground("good" if good else "warning")
        if report is not None:
            at = _tr("同步结果 {0}").format(words().moment(report.at))
            self._row.addWidget(label(at, wrap=False, name="reportAt"))
            for each in report.lists:
                self._row.addWidget(_list_button(each, "reportRows", self.rows_asked.emit))
        if to_settle:
            waits = _tr("{0} 条处理未生效，待再次查看").format(f"{to_settle:,}")
            self._row.addWidget(button("reportSettle", waits, self.settle_asked.emit, quiet=True))
        self._row.add_gap()
        if report is not None:
            self._row.addWidget(button("reportMore", _tr("详情（L）"), self.more_asked.emit, quiet=True))
            self._row.addWidget(button("reportDone", _tr("知道了"), self.put_away, quiet=True))
        self.show()

    def put_away(self) -> None:
        """It was read: it stays among the others."""
        if self._report is not None:
            self._workspace.account.store.journal.put(SEEN, str(self._report.id))
        self.show_report(None, self._to_settle)


class ReportPanel(Ground):
    """All reports that are kept, one at a time, and the last batches; Esc closes it."""

    rows_asked = Signal(object)
    """Ids: show these in the queue."""
    batch_asked = Signal(str)
    """A batch: show its rows in the queue."""
    undo_asked = Signal(object)
    """BatchState: take back what of it can be."""
    left = Signal()
    """It was put away."""

    def __init__(self, workspace: Workspace, tasks: Tasks) -> None:
        super().__init__("base")
        self.setObjectName("reportPanel")
        self._workspace = workspace
        self._reading = Latest(tasks, self)
        self.choice = CalmChoice("reportChoice", letters=14)
        self.choice.setAccessibleName(self.tr("同步结果"))
        self._content = QWidget()
        self._lines = QVBoxLayout(self._content)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._area = TallArea(self._content)
        self._area.setMinimumHeight(theme.em(self, 6))
        top = QHBoxLayout()
        top.addWidget(heading(self.tr("同步结果"), factor=1.1))
        top.addWidget(self.choice)
        top.addStretch(1)
        top.addWidget(button("reportClose", self.tr("关闭"), self.leave, quiet=True))
        box = QVBoxLayout(self)
        around = theme.em(self, 0.8)
        box.setContentsMargins(around, around, around, around)
        box.addLayout(top)
        box.addWidget(self._area, 1)
        self.setMaximumHeight(theme.em(self, 16))
        self.choice.currentIndexChanged.connect(self.refresh)
        self.hide()

    def open_it(self) -> None:
        """Show the newest."""
        self.choice.offer((), self.tr("还没有"), "")
        self.show()
        self.refresh()
        self.choice.setFocus()

    def refresh(self) -> None:
        """Read what is chosen again, if anybody sees it."""
        if self.isVisible():
            wanted = int(self.choice.code() or 0)
            self._reading.run(lambda _task: read_archive(self._workspace, wanted), self._show)

    def leave(self) -> None:
        """Put it away."""
        self.hide()
        self.left.emit()

    def _show(self, archive: Archive) -> None:
        chosen = str(archive.told.report.id) if archive.told else ""
        self.choice.offer(archive.choices, self.tr("最近一次") if archive.choices else self.tr("还没有"), chosen)
        clear(self._lines)
        if archive.told is None:
            self._lines.addWidget(
                label(self.tr("处理或认领的申请在同步之后，结果列在这里"), "quiet", name="reportNone")
            )
        else:
            self._show_lists(archive.told)
        if archive.batches:
            self._lines.addWidget(label(self.tr("最近的处理"), "quiet"))
        for batch in archive.batches:
            self._lines.addWidget(self._batch_line(batch))
        self._lines.addStretch(1)

    def _show_lists(self, told: Told) -> None:
        holder = QWidget()
        row = FlowRow(holder)
        for each in told.report.lists:
            row.addWidget(_list_button(each, "reportList", self.rows_asked.emit))
        self._lines.addWidget(holder)
        for code, items in told.items:
            for item in items:
                self._lines.addWidget(self._item_line(code, item))

    def _item_line(self, code: ListCode, item: ReportItem) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        look = button(
            f"reportItem_{code}", self.tr("查看"), lambda: self.rows_asked.emit((item.entity_id,)), quiet=True
        )
        look.setAccessibleName(words().pair(self.tr("查看"), item.title))
        row.addWidget(look, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label(item_in_words(item), name=f"reportText_{code}"), 1)
        return line

    def _batch_line(self, batch: BatchState) -> QWidget:
        line = QWidget()
        row = FlowRow(line)
        row.addWidget(label(batch_in_words(batch), name="batchText"))
        row.addWidget(button("batchRows", self.tr("查看"), lambda: self.batch_asked.emit(batch.batch_id), quiet=True))
        if batch.waiting:
            undo = self.tr("撤销未发送的 {0} 条").format(f"{batch.waiting:,}")
            row.addWidget(button("batchUndo", undo, lambda: self.undo_asked.emit(batch), quiet=True))
        return line

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Qt: Esc closes it."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)


def list_in_words(each: ReportList) -> str:
    """A list of a report: what became of them, how many, and who was first."""
    said = _names()[each.code].format(f"{len(each.ids):,}")
    if not each.by:
        return said
    by = words().comma.join(f"{name} {count:,}" for name, count in each.by[:NAMES])
    return said + _tr("（{0}）").format(by + (_tr("等") if len(each.by) > NAMES else ""))


def item_in_words(item: ReportItem) -> str:
    """A line of a report with what differs, field by field."""
    spoken = words()
    parts = [f"{item.title} · {spoken.pair(spoken.commands[item.what], item.reason)}"]
    parts += [f"{spoken.field(each.field)} {each.mine} → {each.theirs}" for each in item.differences]
    return spoken.semicolon.join(parts)


def batch_in_words(batch: BatchState) -> str:
    """A batch: its name, when, and how far it has got."""
    name = batch.name or _tr("单条处理")
    done = batch.stored - batch.waiting - batch.away
    parts = [_tr("{0} 条").format(f"{batch.stored:,}")]
    parts += [_tr("待发送 {0}").format(f"{batch.waiting:,}")] if batch.waiting else []
    parts += [_tr("发送中 {0}").format(f"{batch.away:,}")] if batch.away else []
    parts += [_tr("已有结果 {0}").format(f"{done:,}")] if done else []
    return f"{words().moment(batch.at)} {name}：{words().comma.join(parts)}"


def _list_button(each: ReportList, name: str, show: Callable[[object], object]) -> QWidget:
    made = button(f"{name}_{each.code}", list_in_words(each), lambda: show(each.ids), quiet=True)
    made.setToolTip(_tr("在列表中查看"))
    return made


def _names() -> dict[ListCode, str]:
    return {
        "applied": _tr("已生效 {0}"),
        "taken": _tr("已认领 {0}"),
        "let_go": _tr("已释放 {0}"),
        "already": _tr("此前已有人处理 {0}"),
        "needless": _tr("无需认领或释放 {0}"),
        "otherwise": _tr("他人已作出不同处理 {0}"),
        "changed": _tr("内容有变化 {0}"),
        "claimed": _tr("他人已认领 {0}"),
        "gone": _tr("已不在管理范围 {0}"),
        "other": _tr("其他未生效 {0}"),
    }
