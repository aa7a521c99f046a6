"""What is decided in the queue: one at a time, all that is selected, stored in a worker, and taken back."""

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QTimer, Signal

from cpd_core.wording import hours_text
from cpd_desktop.errors import Trouble
from cpd_desktop.store.batches import BatchState
from cpd_desktop.views import ApplicationQuery, ApplicationRow, Batch
from ui import language
from ui.pages.page import Context
from ui.pages.review_bar import DecisionBar
from ui.pages.review_batch import Batches
from ui.pages.review_reading import Outcome, read_all_open, read_chosen
from ui.pages.review_reasons import ReasonsPanel
from ui.pages.review_report import ReportLine, ReportPanel
from ui.tables import TableView
from ui.tasks import Latest
from ui.widgets import MessageLine

if TYPE_CHECKING:
    from ui.pages.review_side import ReviewSide

COUNT_WAIT = 60  # milliseconds: who holds Shift and an arrow does not wait for every sum
SKIPPED_SHOWN = 3  # reasons named in the result line


class Decisions(QObject):
    """Acts upon the row under the cursor or upon what is selected; asks in ``bar``, says in ``message``.

    ``batches`` asks for what is selected. ``report_line`` and ``report`` say what became of it all after a sync.
    """

    read_again = Signal()
    """A decision was not stored: what the list shows may not be so."""
    query_asked = Signal(object)
    """ApplicationQuery: show this in the queue."""

    def __init__(
        self,
        context: Context,
        table: TableView,
        side: "ReviewSide",
        message: MessageLine,
        query: Callable[[], ApplicationQuery],
    ) -> None:
        """``query`` tells what the list shows."""
        super().__init__(table)
        self.context = context
        self.table = table
        self.side = side
        self.message = message
        self.shown_query = query
        self._workspace = context.workspace
        self.reasons = ReasonsPanel(self._workspace)
        self.bar = DecisionBar(
            table.setFocus,
            lambda: self._workspace.drafts.kept_words("reason"),
            self._workspace.review.reasons.offered,
            self.reasons.open_it,
        )
        self.batches = Batches(self)
        self.report_line = ReportLine(self._workspace, context.tasks)
        self.report = ReportPanel(self._workspace, context.tasks)
        self.batch = ""
        """The last batch that was stored, "" before the first."""
        self._undoable: Batch | None = None
        self._choosing = Latest(context.tasks, table)
        self._counting = QTimer(self)
        self._counting.setSingleShot(True)
        self._counting.setInterval(COUNT_WAIT)
        self._counting.timeout.connect(self._count_chosen)
        self._connect()

    def _connect(self) -> None:
        self.table.chosen_changed.connect(self.count_soon)
        self.bar.confirm_asked.connect(self.batches.confirm)
        self.bar.refuse_asked.connect(self.batches.refuse)
        self.bar.revoke_asked.connect(self.batches.revoke)
        self.bar.claim_asked.connect(self.claim)
        self.bar.release_asked.connect(self.release)
        self.bar.none_asked.connect(self.table.choose_none)
        for panel in (self.report_line, self.report, self.batches.panel):
            panel.rows_asked.connect(self._show_rows)
        self.report_line.more_asked.connect(self.report.open_it)
        self.report_line.settle_asked.connect(lambda: self.context.open_page("conflicts"))
        self.report.batch_asked.connect(self._show_batch)
        self.report.undo_asked.connect(self._undo_batch)
        for part in (self.report, self.reasons):
            part.left.connect(self.table.setFocus)

    def _show_batch(self, batch_id: str) -> None:
        self.query_asked.emit(ApplicationQuery(batch_id=batch_id))

    def _show_rows(self, ids: tuple[str, ...]) -> None:
        """The rows of a list of a report or of a dry run, whatever became of them."""
        self.query_asked.emit(ApplicationQuery(ids=ids))

    def lock(self, on: bool) -> None:
        """Grey what is in the bar: this program is too old to decide."""
        self.bar.locked = self.batches.panel.locked = on
        self.bar.set_busy(False)

    def keep_drafts(self) -> None:
        """Keep the reason that is being written."""
        self._workspace.drafts.keep_words("reason", self.bar.typed() or self.batches.typed())

    # --- what is chosen, and what became of it -----------------------------------------------------------------

    def count_soon(self) -> None:
        """Other rows are selected, or the list is another: count once it rests."""
        self._counting.start()

    def _count_chosen(self) -> None:
        if not self.table.isVisible():
            return
        rids, query = self.table.chosen_ids(), self.shown_query()
        self.bar.show_counting(len(rids))
        if query.state == "pending" and len(rids) == len(self.table.rows.ids):
            self._choosing.run(lambda _task: read_all_open(self._workspace, query), self.bar.show_chosen)
        else:
            space = self._workspace
            self._choosing.run(lambda task: read_chosen(space, rids, task.cancelled), self.bar.show_chosen)

    def show_outcome(self, outcome: Outcome) -> None:
        """The store has changed: what became of decisions, with the way to those that need another look."""
        self.report_line.refresh(outcome.to_settle)
        self.report.refresh()
        self.batches.look_again()

    # --- one at a time -----------------------------------------------------------------------------------------

    def confirm_current(self) -> None:
        """Confirm the application under the cursor as asked, and go on to the next."""
        row = self._open_row()
        if row:
            seen = self._seen(row)
            self._go_on()
            self.decide(lambda: self._workspace.review.confirm([row.id], seen=seen), self.tr("已确认"))

    def confirm_fewer(self) -> None:
        """Confirm fewer hours than asked for."""
        row = self._open_row()
        if row is None:
            return
        if row.kind == "exemption":
            self.message.show_text(self.tr("豁免申请不计学时，请按 A 确认或按 R 不予确认"), "warning")
            return
        seen, asked = self._seen(row), hours_text(row.hours)
        caption = self.tr("{name} 申请 {asked} 学时，确认学时数").format(name=row.member_name, asked=asked)

        def act(hours: float) -> None:
            self._go_on()
            self.decide(lambda: self._workspace.review.confirm([row.id], hours, seen=seen), self.tr("已确认"))

        self.bar.ask_hours(caption, row.hours, act)

    def refuse_current(self) -> None:
        """Refuse the application under the cursor, with a reason."""
        row = self._open_row()
        if row is None:
            return
        seen, review = self._seen(row), self._workspace.review

        def act(reason: str) -> None:
            self._go_on()
            self.decide(lambda: review.refuse([row.id], reason, seen=seen), self.tr("已不予确认"), reason=reason)

        caption = self.tr("不予确认 {name} 的理由").format(name=row.member_name)
        self.bar.ask_reason(caption, self.tr("不予确认"), act, row.id)

    def revoke_current(self) -> None:
        """Take the decision on the application under the cursor back, with a reason; the member reads it."""
        row = cast("ApplicationRow | None", self.table.current_row())
        if row is None:
            return
        if row.state == "pending":
            self.message.show_text(self.tr("这条申请尚未处理，无需撤销"), "warning")
            return
        seen, review = self._seen(row), self._workspace.review

        def act(reason: str) -> None:
            self._go_on()
            self.decide(lambda: review.revoke([row.id], reason, seen=seen), self.tr("已撤销"), reason=reason)

        caption = self.tr("撤销对 {name} 的处理，理由").format(name=row.member_name)
        self.bar.ask_reason(caption, self.tr("撤销"), act, row.id)

    def _open_row(self) -> ApplicationRow | None:
        """The row under the cursor, where it can still be decided."""
        row = cast("ApplicationRow | None", self.table.current_row())
        if row is not None and row.state != "pending":
            self.message.show_text(self.tr("这条申请已处理；如需更改，请按 T 撤销"), "warning")
            return None
        return row

    def _seen(self, row: ApplicationRow) -> dict[str, int]:
        """The revision that is on the screen, so that a sync in between is noticed."""
        shown = self.side.detail.detail
        return {row.id: shown.application.rev} if shown and shown.application.id == row.id else {}

    def undo(self) -> bool:
        """Take back the last decisions, as far as they have not been sent."""
        batch, self._undoable = self._undoable, None
        if batch is None:
            self.message.show_text(self.tr("没有可以撤销的处理；更早的批次见“同步结果”（L）"))
            return True  # said here
        self._take_back(batch.batch_id, batch.stored)
        return True

    def _undo_batch(self, batch: BatchState) -> None:
        self._take_back(batch.batch_id, batch.stored)

    def _take_back(self, batch_id: str, stored: int) -> None:
        self.context.tasks.run(
            self,
            lambda _task: self._workspace.review.undo(batch_id),
            lambda count: self._undone(batch_id, count, stored),
            self._failed,
        )

    def _undone(self, batch_id: str, count: int, stored: int) -> None:
        words = self.tr("已撤销 {count} 条，恢复为处理前的状态").format(count=f"{count:,}")
        late = self.tr("{count} 条已发送，如需更改，请选中后“撤销处理”").format(count=f"{stored - count:,}")
        parts = ([words] if count else []) + ([late] if count < stored else [])
        look = self.tr("查看已发送的") if count < stored else ""
        show = lambda: self._show_batch(batch_id)  # noqa: E731
        self.message.show_text("；".join(parts), "good" if count == stored else "warning", look, show)
        self.context.stored()

    def _go_on(self) -> None:
        """To the next one, or at the end to the one before."""
        if not self.table.step(1):
            self.table.step(-1)

    def let_go(self) -> None:
        """Leave the batch that is being put together, or else the selection."""
        if not self.batches.leave():
            self.table.choose_none()

    # --- 认领 --------------------------------------------------------------------------------------------------

    def claim(self) -> None:
        """Take what is selected, or else the row under the cursor, so that colleagues see it."""
        chosen = self.bar.chosen
        if chosen.decided and not chosen.open:
            self.message.show_text(self.tr("选中的申请都已处理，无需认领"), "warning")
            return
        ids = chosen.open or self._current_id()
        if ids:
            self.decide(lambda: self._workspace.review.claim(ids, self.tr("认领")), self.tr("已认领"))

    def release(self) -> None:
        """Let go of one's own claims among what is selected, or of the row under the cursor."""
        chosen = self.bar.chosen
        ids = (*chosen.open, *chosen.decided) or self._current_id()
        if ids:
            self.decide(lambda: self._workspace.review.release(ids, self.tr("释放")), self.tr("已释放"))

    def _current_id(self) -> tuple[str, ...]:
        row = cast("ApplicationRow | None", self.table.current_row())
        return (row.id,) if row else ()

    # --- storing -----------------------------------------------------------------------------------------------

    def decide(self, work: Callable[[], Batch], done: str, chosen: bool = False, reason: str = "") -> None:
        """Store decisions in a worker. ``chosen``: they were selected, and the selection goes with them."""
        self.bar.set_busy(True)
        if chosen:
            self.message.show_text(self.tr("正在保存…"))

        def stored(batch: Batch) -> None:
            if chosen:
                self.table.choose_none()
            if reason:
                self._workspace.review.reasons.used(reason)
            self._stored(batch, done)

        self.context.tasks.run(self, lambda _task: work(), stored, self._failed, ended=lambda: self.bar.set_busy(False))

    def _stored(self, batch: Batch, done: str) -> None:
        if batch.stored:
            self.batch, self._undoable = batch.batch_id, batch
        words = self.tr("{done} {count} 条，已保存，待发送").format(done=done, count=f"{batch.stored:,}")
        if batch.skipped:
            why = language.words().semicolon.join(
                list(dict.fromkeys(language.words().error(error) for _id, error in batch.skipped))[:SKIPPED_SHOWN]
            )
            words += self.tr("；{count} 条未处理：{why}").format(count=len(batch.skipped), why=why)
        undo = self.tr("撤销") if batch.stored else ""
        self.message.show_text(words, "warning" if batch.skipped else "good", undo, self.undo)
        self.message.topic = "" if batch.skipped else "unsent"
        self.context.stored(undoable=batch.stored > 0)

    def _failed(self, trouble: Trouble) -> None:
        self.message.show_trouble(trouble)
        self.read_again.emit()
