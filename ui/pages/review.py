"""学时确认: staff work down the queue with the keyboard, or decide what they have selected in one go."""

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cpd_desktop.errors import Refused, Trouble
from cpd_desktop.views import ApplicationDetail, ApplicationQuery, ApplicationRow, SortKey
from ui.pages.applications_table import queue_columns
from ui.pages.listing import furnish
from ui.pages.page import Context, Page
from ui.pages.review_acts import add_acts
from ui.pages.review_decide import Decisions
from ui.pages.review_filter import ReviewFilter
from ui.pages.review_keys import KeysPart
from ui.pages.review_reading import Queue, read_queue
from ui.pages.review_side import ReviewSide
from ui.tables import ListStates, TableView
from ui.tasks import Latest, Task
from ui.widgets import EmptyState, FlowRow, MenuButton, MessageLine, Split, button, label

LOOK_WAIT = 60  # milliseconds: somebody who holds J down does not wait for every attachment


class ReviewPage(Page):
    """The tab 学时确认."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "reviewPage")
        self._workspace = context.workspace
        self._desk = context.workspace.applications
        self._reading = Latest(context.tasks, self)
        self._wanted = ""
        self.filter = ReviewFilter(self._desk, context.tasks)
        self.count = label("", "quiet", wrap=False, name="reviewCount")
        self.message = MessageLine("reviewMessage")
        self.table = TableView("reviewTable", queue_columns(), self._desk.rows, ticks=True)
        self.table.setAccessibleName(self.tr("待处理的申请"))
        self.table.set_sort("filed_at")  # first come, first served
        about = lambda: [self.filter.in_words(), self.count.text()]  # noqa: E731
        self.habits = furnish(context, self.table, self.tr("学时确认"), about)
        self.empty = EmptyState("reviewEmpty", "good", "")
        self._content = ListStates(self.table, self.empty)
        self.side = ReviewSide(context)
        self.more = MenuButton("reviewMore")
        self.all_button = button("chooseAll", self.tr("全选"), self.choose_all)
        self.decisions = Decisions(context, self.table, self.side, self.message, self.query)
        self.bar = self.decisions.bar
        self.keys = KeysPart(self, self.table)
        self._looking = _timer(self, self._show_current)
        self._lay_out()
        self._connect()
        add_acts(self)

    # --- what is shown ----------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the queue again, in a worker."""
        query, batch, wanted = self.query(), self.decisions.batch, self._wanted
        anew = self._content.expect(query)

        def work(task: Task) -> Queue:
            return read_queue(self._workspace, query, batch, wanted, task.report if anew else None)

        self._reading.run(work, self._show, self._not_read, self._content.show_first)

    def query(self) -> ApplicationQuery:
        """What the queue is narrowed to, and its order."""
        key, descending = self.table.sort
        return self.filter.query(cast("SortKey", key), descending)

    def _not_read(self, trouble: Trouble) -> None:
        self._content.show_trouble(trouble, self.refresh, self.context.say_trouble)

    def keep_drafts(self) -> None:
        """Keep the reason that is being written."""
        self.decisions.keep_drafts()

    def undo(self) -> bool:
        """Take back the last decisions, as far as they have not been sent."""
        return self.decisions.undo()

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
        self.decisions.show_outcome(queue.outcome)
        self._looking.start()
        self.decisions.count_soon()

    def _say_empty(self) -> None:
        if self.filter.is_default:
            self.empty.say(self.tr("没有待确认的申请"), self.tr("会员新提交的申请在同步后出现在这里"))
        else:
            self.empty.say(self.tr("没有符合条件的申请"), "", self.tr("清除筛选"), self.filter.clear)

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

    # --- what is selected -------------------------------------------------------------------------------------

    def choose_all(self) -> None:
        """Select everything that the filter shows."""
        self.table.selectAll()
        self.table.setFocus()

    # --- building --------------------------------------------------------------------------------------------

    def set_read_only(self, why: str) -> None:
        """Grey the decisions, also those in the bar."""
        super().set_read_only(why)
        self.decisions.lock(bool(why))

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
        self.decisions.read_again.connect(self.refresh)
        self.side.detail.conflict_asked.connect(lambda: self.context.open_page("conflicts"))

    def _lay_out(self) -> None:
        self.more.say(self.tr("更多"))
        self.all_button.setToolTip(self.tr("选择筛选出的全部申请"))
        top = FlowRow()
        top.addWidget(self.filter)
        top.addWidget(self.count)
        top.addWidget(self.all_button)
        top.addWidget(self.more)
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
        layout.addWidget(self.decisions.outcome)
        layout.addWidget(self.message)
        layout.addWidget(split, 1)


def _timer(owner: QWidget, act: Callable[[], None]) -> QTimer:
    timer = QTimer(owner)
    timer.setSingleShot(True)
    timer.setInterval(LOOK_WAIT)
    timer.timeout.connect(act)
    return timer
