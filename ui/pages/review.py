"""学时确认: staff work down the queue with the keyboard, or decide what they have selected in one go."""

from collections.abc import Callable
from typing import cast

import msgspec
from msgspec import structs
from PySide6.QtCore import QElapsedTimer, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cpd_desktop.errors import Refused, Trouble
from cpd_desktop.views import ApplicationDetail, ApplicationQuery, ApplicationRow, SavedFilter, SortKey
from ui.pages.applications_table import queue_columns
from ui.pages.listing import furnish
from ui.pages.page import Context, Page
from ui.pages.review_acts import add_acts
from ui.pages.review_aside import Asides
from ui.pages.review_checking import FlagCheck
from ui.pages.review_decide import Decisions
from ui.pages.review_excel import ReviewExcel
from ui.pages.review_filter import ReviewFilter
from ui.pages.review_filter_words import START
from ui.pages.review_groups import GroupsPart
from ui.pages.review_keys import KeysPart
from ui.pages.review_pack import ReviewPack
from ui.pages.review_reading import Queue, read_queue
from ui.pages.review_saved import SavedFilters
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
        self._opening = Latest(context.tasks, self)
        self._counting_asides = Latest(context.tasks, self)
        self._wanted = ""
        self._opened = False
        self._moved = QElapsedTimer()
        self._held = False  # J or K is held down: what has to be looked up waits until it is let go
        self._choose_all_next = False
        self._batch_before_aside = ""
        self.filter = ReviewFilter(self._desk, context.tasks)
        self.count = label("", "quiet", wrap=False, name="reviewCount")
        self.message = MessageLine("reviewMessage")
        self.table = TableView("reviewTable", queue_columns(), self._desk.rows, ticks=True)
        self.table.setAccessibleName(self.tr("待处理的申请"))
        self.table.set_sort("filed_at")  # first come, first served
        self.saved = SavedFilters(self._workspace, self.message, self.table)
        self.groups = GroupsPart(context)
        self.groups.hide()
        about = lambda: [self.filter.in_words(), self.count.text()]  # noqa: E731
        self.habits = furnish(context, self.table, self.tr("学时确认"), about)
        self.empty = EmptyState("reviewEmpty", "good", "")
        self._content = ListStates(self.table, self.empty)
        self.side = ReviewSide(context)
        self.groups_button = button("groupsToggle", self.tr("分组"), self.toggle_groups, quiet=True)
        self.asides_button = button("asidesShown", "", self._show_asides, quiet=True)
        self.more = MenuButton("reviewMore")
        self.all_button = button("chooseAll", self.tr("全选"), self.choose_all)
        self.decisions = Decisions(context, self.table, self.side, self.message, self.query)
        self.bar = self.decisions.bar
        self.asides = Asides(context, self.table, self.message)
        self.excel = ReviewExcel(self)
        self.pack = ReviewPack(self)
        self.checking = FlagCheck(context, self)
        self.keys = KeysPart(self, self.table)
        self._looking_now = _timer(self, self._show_facts, 0)
        self._looking = _timer(self, self._show_rest)
        self._lay_out()
        self._connect()
        add_acts(self)

    # --- what is shown ----------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the queue again, in a worker."""
        if not self._opened:
            self._opened = True
            self._opening.run(lambda _task: self._workspace.queue.filters(), self._open_with, _nothing)
        query, batch, wanted = self.query(), self.decisions.batch, self._wanted
        anew = self._content.expect(query)

        def work(task: Task) -> Queue:
            return read_queue(self._workspace, query, batch, wanted, task.report if anew else None)

        self._reading.run(work, self._show, self._not_read, self._content.show_first)

    def _open_with(self, kept: tuple[SavedFilter, ...]) -> None:
        """The filter that the person wants to begin with, unless something else was asked for meanwhile."""
        self.saved.know(kept)
        first = next((each for each in kept if each.is_default), None)
        if first and self.filter.is_default and not self._wanted:
            self.show_query(first.query)

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
        """Take back the last decisions, as far as they have not been sent, or what was put aside after them."""
        if self.asides.undoable and self._batch_before_aside == self.decisions.batch:
            self.asides.undo()
            return True
        return self.decisions.undo()

    def item(self) -> str:
        """The filter: it has more than its fields show."""
        return msgspec.json.encode(self.query()).decode()

    def go_to(self, item: str) -> None:
        """Show this application in the queue, whatever its state; or what a query (as JSON) asks for."""
        if item.startswith("{"):
            self.show_query(msgspec.json.decode(item, type=ApplicationQuery))
            return
        try:
            detail = self._desk.detail(item)
        except Refused as gone:
            self.message.show_trouble(gone)
            return
        self._wanted = item
        self.filter.show_member(detail.application.member_no)
        self.table.setFocus()

    def show_query(self, query: ApplicationQuery, choose_all: bool = False) -> None:
        """Narrow the queue to this, in its order; ``choose_all``: and select everything that it has."""
        self._choose_all_next = choose_all
        self.table.set_sort(query.sort, query.descending)
        self.filter.show_query(query)

    def _show(self, queue: Queue) -> None:
        place = self.table.currentIndex().row()
        self.table.set_ids(queue.ids)
        if queue.ids and self.table.current_id() is None:
            self.table.go_to_id(queue.ids[min(max(place, 0), len(queue.ids) - 1)])
        if queue.wanted is not None:
            self._wanted = ""
            self.table.go_to_id(queue.wanted)
        self._show_content(bool(queue.ids))
        self.filter.offer_years(queue.years)
        words = self.tr("{count} 条 · {hours} 学时")
        self.count.setText(words.format(count=f"{queue.total.count:,}", hours=f"{queue.total.hours:,.1f}"))
        self.all_button.setEnabled(bool(queue.ids))
        if not queue.outcome.waiting:
            self.message.hide_about("unsent")
        self.decisions.show_outcome(queue.outcome)
        if self._choose_all_next:
            self._choose_all_next = False
            self.table.selectAll()
        self._look()
        self.decisions.count_soon()
        self._count_asides()
        self.checking.start()

    def _show_new_flags(self) -> None:
        """Some more are known: in the list only, as what stands beside it would flicker."""
        self.table.rows.refresh()
        self.table.viewport().update()

    def _flags_known(self) -> None:
        """All flags are there: the list is another one only where it is narrowed or sorted by them."""
        query = self.query()
        if query.flags or query.flagged is not None or query.sort == "flags":
            self.refresh()
        else:
            self.table.refresh()
        self.groups.show_query(query)

    def _filter_changed(self) -> None:
        if self._workspace.session is None:  # signed out before the last letter was looked for
            return
        query = self.query()
        self.saved.show_query(query)
        self.groups.show_query(query)
        self.refresh()

    def clear_filter(self) -> None:
        """Show everything undecided; the keyboard stays in the list."""
        self.filter.clear()
        self.table.setFocus()

    def _aside_changed(self) -> None:
        self._batch_before_aside = self.decisions.batch
        self.refresh()

    def _count_asides(self) -> None:
        put = ApplicationQuery(state="pending", aside=True)
        done = self._show_aside_count
        self._counting_asides.run(lambda _task: self._desk.total(put).count, done, _nothing)

    def _show_aside_count(self, count: int) -> None:
        self.asides_button.setText(self.tr("已搁置 {0}").format(f"{count:,}"))
        self.asides_button.setVisible(count > 0 and not self.query().aside)

    def _show_others(self, ids: tuple[str, ...]) -> None:
        """The applications that a flag names, the one that has it under the cursor."""
        self._wanted = ids[0]
        self.filter.show_query(structs.replace(START, state=None, aside=None, ids=ids))
        self.table.setFocus()

    def _show_member(self, member_no: str) -> None:
        self.filter.show_member(member_no)
        self.table.setFocus()

    def _show_hours(self, member_no: str) -> None:
        self.context.open_page("hours", f"@{member_no}")

    def _show_asides(self) -> None:
        self.show_query(structs.replace(START, aside=True))
        self.table.setFocus()

    def toggle_groups(self) -> None:
        """Show what the queue consists of, or put it away; the keyboard goes along."""
        self.groups.setVisible(self.groups.isHidden())
        self.groups_button.setText(self.tr("分组") if self.groups.isHidden() else self.tr("收起分组"))
        if self.groups.isHidden():
            self.table.setFocus()
        else:
            self.groups.show_query(self.query())
            self.groups.table.setFocus()

    def _show_content(self, on: bool) -> None:
        """The list, or why it is empty; the keyboard goes along, as its keys act on both."""
        keyboard = self.table.hasFocus() or self.empty.hasFocus()
        self._content.show_content(on)
        if not on:
            self._say_empty()
        if keyboard:
            (self.table if on else self.empty).setFocus()

    def _say_empty(self) -> None:
        if self.filter.is_default:
            self.empty.say(self.tr("没有待确认的申请"), self.tr("会员新提交的申请在同步后出现在这里"))
        else:
            self.empty.say(self.tr("没有符合条件的申请"), "", self.tr("清除筛选"), self.filter.clear)

    def _look(self) -> None:
        """The cursor has moved: the facts stand there with the next frame, the rest as soon as the cursor rests."""
        held = self._moved.isValid() and self._moved.elapsed() < LOOK_WAIT
        self._moved.start()
        self._held = held
        self._looking_now.start()
        self._looking.start()

    def _show_facts(self) -> None:
        if self.isVisible():  # else the account may be closed by now; refresh() comes when the page is shown again
            self.side.show_facts(self._current_detail(), self._current())
            if not self._held:
                self.side.look_up()

    def _show_rest(self) -> None:
        if self.isVisible():
            if self._held:
                self.side.look_up()
            self.side.open_files()

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

    def take_keyboard(self) -> None:
        """Letters act at once."""
        (self.empty if self.empty.isVisible() else self.table).setFocus()

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
        self.excel.panel.locked = bool(why)

    def toggle_choice(self) -> None:
        """Select the row under the cursor, or leave it."""
        number = self.table.currentIndex().row()
        if number >= 0:
            on = any(first <= number <= last for first, last in self.table.chosen_ranges())
            self.table.choose_range(number, number, not on)

    def _connect(self) -> None:
        self.filter.changed.connect(self._filter_changed)
        self.filter.left.connect(self.table.setFocus)
        self.saved.wanted.connect(self.show_query)
        self.groups.wanted.connect(self.show_query)
        self.groups.left.connect(self.table.setFocus)
        self.asides.changed.connect(self._aside_changed)
        self.table.sort_asked.connect(lambda: self.refresh())
        self.table.current_changed.connect(self._look)
        self.decisions.read_again.connect(self.refresh)
        self.decisions.query_asked.connect(self.show_query)
        self.checking.stepped.connect(self._show_new_flags)
        self.checking.ended.connect(self._flags_known)
        self.side.detail.others_asked.connect(self._show_others)
        self.side.detail.member_asked.connect(self._show_member)
        self.side.detail.hours_asked.connect(self._show_hours)
        self.side.detail.conflict_asked.connect(lambda: self.context.open_page("conflicts"))

    def _lay_out(self) -> None:
        self.more.say(self.tr("更多"))
        self.all_button.setToolTip(self.tr("选择筛选出的全部申请"))
        head = FlowRow()
        head.addWidget(self.count)
        head.addWidget(self.checking.label)
        head.addWidget(self.filter.chips)
        head.add_gap()
        for widget in (self.asides_button, self.saved.button, self.groups_button, self.all_button, self.more):
            head.addWidget(widget)
        left = QWidget()
        box = QVBoxLayout(left)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._content, 1)
        box.addWidget(self.message)
        box.addWidget(self.asides.line)
        for asked in (self.decisions.report, self.decisions.reasons, self.decisions.batches.panel, self.bar):
            box.addWidget(asked)
        split = Split("reviewSplit")
        lists = Split("reviewLists", stacked=(2, 3))
        lists.add(self.groups, 2, self.groups.least_width)
        lists.add(left, 5, self.table.arrangement.least_width)
        split.add(lists, 5, self.table.arrangement.least_width)
        split.add(self.side, 3)
        layout = QVBoxLayout(self)
        layout.addWidget(self.filter)
        layout.addWidget(self.filter.more)
        layout.addWidget(self.saved.line)
        layout.addLayout(head)
        layout.addWidget(self.decisions.report_line)
        layout.addWidget(self.excel.panel)
        layout.addWidget(split, 1)


def _nothing(_trouble: Trouble) -> None:
    """The list has said it."""


def _timer(owner: QWidget, act: Callable[[], None], wait: int = LOOK_WAIT) -> QTimer:
    timer = QTimer(owner)
    timer.setSingleShot(True)
    timer.setInterval(wait)
    timer.timeout.connect(act)
    return timer
