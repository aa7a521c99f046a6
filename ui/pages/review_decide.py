"""What is decided in the queue: one at a time, all that is selected, stored in a worker, and taken back."""

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QTimer, Signal

from cpd_core.wording import hours_text
from cpd_desktop.errors import Trouble
from cpd_desktop.views import ApplicationQuery, ApplicationRow, Batch
from ui import language
from ui.pages.page import Context
from ui.pages.review_bar import DecisionBar
from ui.pages.review_reading import Chosen, Outcome, read_all_open, read_chosen
from ui.tables import TableView
from ui.tasks import Latest
from ui.widgets import MessageLine

if TYPE_CHECKING:
    from ui.pages.review_side import ReviewSide

COUNT_WAIT = 60  # milliseconds: who holds Shift and an arrow does not wait for every sum
SKIPPED_SHOWN = 3  # reasons named in the result line


class Decisions(QObject):
    """Acts upon the row under the cursor or upon what is selected; asks in ``bar``, says in ``message``.

    ``outcome`` says what became of decisions after a sync.
    """

    read_again = Signal()
    """A decision was not stored: what the list shows may not be so."""

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
        self.outcome = MessageLine("reviewOutcome")
        self._query = query
        self._workspace = context.workspace
        self.bar = DecisionBar(table.setFocus, lambda: self._workspace.drafts.kept_words("reason"))
        self.batch = ""
        """The last batch that was stored, "" before the first."""
        self._undoable: Batch | None = None
        self._choosing = Latest(context.tasks, table)
        self._counting = QTimer(self)
        self._counting.setSingleShot(True)
        self._counting.setInterval(COUNT_WAIT)
        self._counting.timeout.connect(self._count_chosen)
        table.chosen_changed.connect(self.count_soon)
        self.bar.confirm_asked.connect(self.confirm_chosen)
        self.bar.refuse_asked.connect(self.refuse_chosen)
        self.bar.revoke_asked.connect(self.revoke_chosen)
        self.bar.none_asked.connect(table.choose_none)

    def lock(self, on: bool) -> None:
        """Grey what is in the bar: this program is too old to decide."""
        self.bar.locked = on
        self.bar.set_busy(False)

    def keep_drafts(self) -> None:
        """Keep the reason that is being written."""
        self._workspace.drafts.keep_words("reason", self.bar.typed())

    # --- what is chosen, and what became of it -----------------------------------------------------------------

    def count_soon(self) -> None:
        """Other rows are selected, or the list is another: count once it rests."""
        self._counting.start()

    def _count_chosen(self) -> None:
        if not self.table.isVisible():
            return
        rids, query = self.table.chosen_ids(), self._query()
        self.bar.show_counting(len(rids))
        if query.state == "pending" and len(rids) == len(self.table.rows.ids):
            self._choosing.run(lambda _task: read_all_open(self._workspace, query), self.bar.show_chosen)
        else:
            desk = self._workspace.applications
            self._choosing.run(lambda task: read_chosen(desk, rids, task.cancelled), self.bar.show_chosen)

    def show_outcome(self, outcome: Outcome) -> None:
        """What became of decisions after a sync, with the way to those that need another look."""
        parts: list[str] = []
        if outcome.done > 1 and not outcome.waiting:
            parts.append(self.tr("本批已生效 {count}").format(count=f"{outcome.done:,}"))
        if outcome.by_others:
            parts.append(self.tr("他人已处理 {count}").format(count=outcome.by_others))
        if outcome.changed:
            parts.append(self.tr("内容有变化 {count}").format(count=outcome.changed))
        if outcome.other:
            parts.append(self.tr("其他未生效 {count}").format(count=outcome.other))
        if not parts:
            self.outcome.hide()
        elif outcome.to_settle:
            open_conflicts = lambda: self.context.open_page("conflicts")  # noqa: E731
            self.outcome.show_text(" · ".join(parts), "warning", self.tr("去处理"), open_conflicts)
        else:
            self.outcome.show_text(" · ".join(parts), "good")

    # --- one at a time -----------------------------------------------------------------------------------------

    def confirm_current(self) -> None:
        """Confirm the application under the cursor as asked, and go on to the next."""
        row = self._open_row()
        if row:
            seen = self._seen(row)
            self._go_on()
            self._decide(lambda: self._workspace.review.confirm([row.id], seen=seen), self.tr("已确认"))

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
            self._decide(lambda: self._workspace.review.confirm([row.id], hours, seen=seen), self.tr("已确认"))

        self.bar.ask_hours(caption, row.hours, act)

    def refuse_current(self) -> None:
        """Refuse the application under the cursor, with a reason."""
        row = self._open_row()
        if row is None:
            return
        seen = self._seen(row)

        def act(reason: str) -> None:
            self._go_on()
            self._decide(lambda: self._workspace.review.refuse([row.id], reason, seen=seen), self.tr("已不予确认"))

        caption = self.tr("不予确认 {name} 的理由").format(name=row.member_name)
        self.bar.ask_reason(caption, self.tr("不予确认"), act, row.id)

    def _open_row(self) -> ApplicationRow | None:
        """The row under the cursor, where it can still be decided."""
        row = cast("ApplicationRow | None", self.table.current_row())
        if row is not None and row.state != "pending":
            self.message.show_text(self.tr("这条申请已处理；如需更改，请选中后“撤销处理”"), "warning")
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
            self.message.show_text(self.tr("没有可以撤销的处理"))
            return True  # said here
        self.context.tasks.run(
            self,
            lambda _task: self._workspace.review.undo(batch.batch_id),
            lambda count: self._undone(count, batch.stored),
            self._failed,
        )
        return True

    def _undone(self, count: int, stored: int) -> None:
        words = self.tr("已撤销 {count} 条，恢复为处理前的状态").format(count=f"{count:,}")
        late = self.tr("{count} 条已发送，如需更改，请选中后“撤销处理”").format(count=f"{stored - count:,}")
        parts = ([words] if count else []) + ([late] if count < stored else [])
        self.message.show_text("；".join(parts), "good" if count == stored else "warning")
        self.context.stored()

    def _go_on(self) -> None:
        """To the next one, or at the end to the one before."""
        if not self.table.step(1):
            self.table.step(-1)

    # --- what is selected -------------------------------------------------------------------------------------

    def confirm_chosen(self) -> None:
        """Ask, then confirm all undecided ones that are selected, each as asked."""
        chosen = self.bar.chosen
        count, hours = f"{len(chosen.open):,}", f"{chosen.hours:,.1f}"
        question = self.tr("将确认 {count} 条申请，共 {hours} 学时，每条均按申请学时确认").format(
            count=count, hours=hours
        )
        name = self.tr("批量确认")
        act = lambda: self._decide(  # noqa: E731
            lambda: self._workspace.review.confirm(chosen.open, name=name), self.tr("已确认"), chosen
        )
        self.bar.ask_yes(question, self.tr("确认 {count} 条").format(count=count), act)

    def refuse_chosen(self) -> None:
        """Ask for the reason, then refuse all undecided ones that are selected."""
        chosen = self.bar.chosen
        words = self.tr("不予确认 {count} 条").format(count=f"{len(chosen.open):,}")
        name = self.tr("批量不予确认")
        self.bar.ask_reason(
            self.tr("{what}，理由").format(what=words),
            words,
            lambda reason: self._decide(
                lambda: self._workspace.review.refuse(chosen.open, reason, name), self.tr("已不予确认"), chosen
            ),
        )

    def revoke_chosen(self) -> None:
        """Ask for the reason, then take back the decisions on all decided ones that are selected."""
        chosen = self.bar.chosen
        words = self.tr("撤销处理 {count} 条").format(count=f"{len(chosen.decided):,}")
        self.bar.ask_reason(
            self.tr("{what}，理由").format(what=words),
            words,
            lambda reason: self._decide(
                lambda: self._workspace.review.revoke(chosen.decided, reason), self.tr("已撤销"), chosen
            ),
        )

    # --- storing -----------------------------------------------------------------------------------------------

    def _decide(self, work: Callable[[], Batch], done: str, chosen: Chosen | None = None) -> None:
        """Store decisions in a worker. ``chosen``: they were selected, and the selection goes with them."""
        self.bar.set_busy(True)
        if chosen:
            self.message.show_text(self.tr("正在保存…"))

        def stored(batch: Batch) -> None:
            if chosen:
                self.table.choose_none()
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
        self.context.stored()

    def _failed(self, trouble: Trouble) -> None:
        self.message.show_trouble(trouble)
        self.read_again.emit()
