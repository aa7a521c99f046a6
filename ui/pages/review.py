"""学时确认: staff work down the queue with the keyboard, or decide what they have selected in one go."""

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cpd_core.wording import hours_text
from cpd_desktop.errors import Refused, Trouble
from cpd_desktop.views import ApplicationDetail, ApplicationQuery, ApplicationRow, Batch, SortKey
from ui import language
from ui.pages.applications_table import queue_columns
from ui.pages.listing import furnish
from ui.pages.page import Context, Page
from ui.pages.review_acts import add_acts
from ui.pages.review_bar import DecisionBar
from ui.pages.review_filter import ReviewFilter
from ui.pages.review_reading import Chosen, Outcome, Queue, read_all_open, read_chosen, read_queue
from ui.pages.review_side import ReviewSide
from ui.tables import ListStates, TableView
from ui.tasks import Latest, Task
from ui.widgets import EmptyState, FlowRow, MessageLine, Split, button, label

LOOK_WAIT = 60  # milliseconds: somebody who holds J down does not wait for every attachment
SKIPPED_SHOWN = 3  # reasons named in the result line


class ReviewPage(Page):
    """The tab 学时确认."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "reviewPage")
        self._workspace = context.workspace
        self._desk = context.workspace.applications
        self._reading = Latest(context.tasks, self)
        self._choosing = Latest(context.tasks, self)
        self._batch = ""
        self._undoable: Batch | None = None
        self._wanted = ""
        self.filter = ReviewFilter(self._desk, context.tasks)
        self.count = label("", "quiet", wrap=False, name="reviewCount")
        self.message = MessageLine("reviewMessage")
        self.outcome = MessageLine("reviewOutcome")
        self.table = TableView("reviewTable", queue_columns(), self._desk.rows, ticks=True)
        self.table.setAccessibleName(self.tr("待处理的申请"))
        self.table.set_sort("filed_at")  # first come, first served
        about = lambda: [self.filter.in_words(), self.count.text()]  # noqa: E731
        self.habits = furnish(context, self.table, self.tr("学时确认"), about)
        self.empty = EmptyState("reviewEmpty", "good", "")
        self._content = ListStates(self.table, self.empty)
        self.side = ReviewSide(context)
        self.all_button = button("chooseAll", self.tr("全选"), self.choose_all)
        self.bar = DecisionBar(self.table.setFocus, lambda: self._workspace.drafts.kept_words("reason"))
        self._looking = _timer(self, self._show_current)
        self._counting = _timer(self, self._count_chosen)
        self._lay_out()
        self._connect()
        add_acts(self)

    # --- what is shown ----------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the queue again, in a worker."""
        query, batch, wanted = self._query(), self._batch, self._wanted
        anew = self._content.expect(query)

        def work(task: Task) -> Queue:
            return read_queue(self._workspace, query, batch, wanted, task.report if anew else None)

        self._reading.run(work, self._show, self._not_read, self._content.show_first)

    def _query(self) -> ApplicationQuery:
        key, descending = self.table.sort
        return self.filter.query(cast("SortKey", key), descending)

    def _not_read(self, trouble: Trouble) -> None:
        self._content.show_trouble(trouble, self.refresh, self.context.say_trouble)

    def keep_drafts(self) -> None:
        """Keep the reason that is being written."""
        self._workspace.drafts.keep_words("reason", self.bar.typed())

    def go_to(self, item: str) -> None:
        """Show this application in the queue, whatever its state."""
        try:
            detail = self._desk.detail(item)
        except Refused as gone:
            self.message.show_trouble(gone)
            return
        self._wanted = item
        self.filter.show_member(detail.application.member_no)
        self.refresh()
        self.table.setFocus()

    def _show(self, queue: Queue) -> None:
        place = self.table.currentIndex().row()
        self.table.set_ids(queue.ids)
        if queue.ids and self.table.current_id() is None:
            self.table.go_to_id(queue.ids[min(max(place, 0), len(queue.ids) - 1)])
        if queue.wanted is not None:
            self._wanted = ""
            self.table.go_to_id(queue.wanted)
        self._content.show_content(bool(queue.ids))
        if not queue.ids:
            self._say_empty()
        self.filter.offer_years(queue.years)
        words = self.tr("{count} 条 · {hours} 学时")
        self.count.setText(words.format(count=f"{queue.total.count:,}", hours=f"{queue.total.hours:,.1f}"))
        self.all_button.setEnabled(bool(queue.ids))
        if not queue.outcome.waiting:
            self.message.hide_about("unsent")
        self._show_outcome(queue.outcome)
        self._looking.start()
        self._counting.start()

    def _say_empty(self) -> None:
        if self.filter.is_default:
            self.empty.say(self.tr("没有待确认的申请"), self.tr("会员新提交的申请在同步后出现在这里"))
        else:
            self.empty.say(self.tr("没有符合条件的申请"), "", self.tr("清除筛选"), self.filter.clear)

    def _show_outcome(self, outcome: Outcome) -> None:
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

    def _show_current(self) -> None:
        if self.isVisible():  # else the account may be closed by now; refresh() comes when the page is shown again
            self.side.show_detail(self._current_detail())

    def _current_detail(self) -> ApplicationDetail | None:
        row = self._current()
        if row is None:
            return None
        try:
            return self._desk.detail(row.id)
        except Refused:  # deleted by a sync between the list and now; the next refresh takes the row away
            return None

    def _current(self) -> ApplicationRow | None:
        return cast("ApplicationRow | None", self.table.current_row())

    def _count_chosen(self) -> None:
        if not self.isVisible():
            return
        rids, query = self.table.chosen_ids(), self._query()
        self.bar.show_counting(len(rids))
        if query.state == "pending" and len(rids) == len(self.table.rows.ids):
            self._choosing.run(lambda _task: read_all_open(self._workspace, query), self.bar.show_chosen)
        else:
            self._choosing.run(lambda task: read_chosen(self._desk, rids, task.cancelled), self.bar.show_chosen)

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
        row = self._current()
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

    def choose_all(self) -> None:
        """Select everything that the filter shows."""
        self.table.selectAll()
        self.table.setFocus()

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
            self._batch, self._undoable = batch.batch_id, batch
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
        self.refresh()

    def show_keys(self) -> None:
        """Say which keys there are."""
        self.message.show_text(
            self.tr(
                "J/K 下一条/上一条 · A 按申请学时确认 · S 减少学时后确认 · R 不予确认 · U 撤销 · X 选择 · "
                "Shift+↑↓ 选择连续多条 · Ctrl+A 全选所筛选 · Esc 取消选择 · ? 显示或隐藏本提示"
            )
        )

    # --- building --------------------------------------------------------------------------------------------

    def set_read_only(self, why: str) -> None:
        """Grey the decisions, also those in the bar."""
        super().set_read_only(why)
        self.bar.locked = bool(why)
        self.bar.set_busy(False)

    def toggle_keys(self) -> None:
        """Show or hide which keys there are."""
        if self.message.isVisible():
            self.message.hide()
        else:
            self.show_keys()

    def toggle_choice(self) -> None:
        """Select the row under the cursor, or leave it."""
        number = self.table.currentIndex().row()
        if number >= 0:
            on = any(first <= number <= last for first, last in self.table.chosen_ranges())
            self.table.choose_range(number, number, not on)

    def _connect(self) -> None:
        self.filter.changed.connect(self.refresh)
        self.table.sort_asked.connect(lambda: self.refresh())
        self.table.current_changed.connect(self._looking.start)
        self.table.chosen_changed.connect(self._counting.start)
        self.bar.confirm_asked.connect(self.confirm_chosen)
        self.bar.refuse_asked.connect(self.refuse_chosen)
        self.bar.revoke_asked.connect(self.revoke_chosen)
        self.bar.none_asked.connect(self.table.choose_none)
        self.side.detail.conflict_asked.connect(lambda: self.context.open_page("conflicts"))

    def _lay_out(self) -> None:
        self.all_button.setToolTip(self.tr("选择筛选出的全部申请"))
        top = FlowRow()
        top.addWidget(self.filter)
        top.addWidget(self.count)
        top.addWidget(self.all_button)
        left = QWidget()
        box = QVBoxLayout(left)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._content, 1)
        box.addWidget(self.bar)
        split = Split("reviewSplit")
        split.add(left, 5, self.table.arrangement.least_width)
        split.add(self.side, 3)
        layout = QVBoxLayout(self)
        layout.addLayout(top)
        layout.addWidget(self.outcome)
        layout.addWidget(self.message)
        layout.addWidget(split, 1)


def _timer(owner: QWidget, act: Callable[[], None]) -> QTimer:
    timer = QTimer(owner)
    timer.setSingleShot(True)
    timer.setInterval(LOOK_WAIT)
    timer.timeout.connect(act)
    return timer
