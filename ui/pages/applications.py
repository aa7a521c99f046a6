"""学时申请: the three kinds as lists, with detail, form or attachment beside them. Staff see, members write."""

from pathlib import Path
from typing import cast

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from cpd_core.applications import EDITABLE_STATES
from cpd_core.entities import ApplicationKind
from cpd_desktop.desks.copies import Copy, copy_of
from cpd_desktop.errors import Refused, Trouble
from cpd_desktop.views import ApplicationDetail, ApplicationQuery, ApplicationRow
from ui import language
from ui.attachments.strip import local_files
from ui.pages.applications_acts import make_acts, tool_buttons
from ui.pages.applications_chosen import ChosenBar, total_text
from ui.pages.applications_delete import Deletions
from ui.pages.applications_export import Exporting
from ui.pages.applications_filter import FilterRow
from ui.pages.applications_list import KIND_CODES, KindList, Listed, read
from ui.pages.applications_side import SidePane
from ui.pages.listing import furnish
from ui.pages.page import NEW, Context, Page
from ui.tables.habits import Habits
from ui.tasks import Latest, Task
from ui.widgets import Chips, FlowRow, MessageLine, Split, label


class ApplicationsPage(Page):
    """The tab 学时申请."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "applicationsPage")
        session = context.workspace.session
        self.staff = session is not None and not session.member_id
        self._desk = context.workspace.applications
        self._reading = Latest(context.tasks, self)
        self._counting = Latest(context.tasks, self)
        self._wanted = ""
        self.kinds = Chips("applicationKinds")
        self.kinds.set_choices([(kind, language.words().kinds[kind]) for kind in KIND_CODES], "input")
        self.filter = FilterRow(self._desk, context.tasks, self.staff)
        self.message = MessageLine("applicationsMessage")
        self._deletions = Deletions(context, self.message, self)
        self._exporting = Exporting(context, self.message, self)
        self.count = label("", "quiet", wrap=False, name="applicationsCount")
        self.chosen = ChosenBar(self.export_chosen, self.choose_none)
        self.lists = {kind: KindList(self._desk, kind, self.staff) for kind in KIND_CODES}
        self.habits = {kind: self._furnish(kind) for kind in KIND_CODES}
        self.side = SidePane(context, self.staff, session is not None and session.user_type == "cpa")
        self._stack = QStackedWidget()
        self._buttons = tool_buttons(self)
        self._acts = make_acts(self, self._buttons)
        self._lay_out()
        self._connect()
        self.setAcceptDrops(not self.staff)
        kept = self.side.open_kept()
        self._kind_chosen("input")
        if kept:
            self.kinds.press(self.side.form.kind if self.side.form else "input")
            self._kind_chosen(self.kind)
            self.message.show_text(self.tr("上次没有保存的内容还在表单里，请核对后保存"))
        if not self.staff:
            self._deletions.remind()

    # --- what is shown --------------------------------------------------------------------------------------

    @property
    def kind(self) -> ApplicationKind:
        """The kind whose list is on screen."""
        return cast("ApplicationKind", self.kinds.code)

    @property
    def shown(self) -> KindList:
        """The list on screen."""
        return self.lists[self.kind]

    def query(self) -> ApplicationQuery:
        """What the list on screen shows."""
        shown = self.shown
        return self.filter.query(shown.kind, *shown.sort)

    def refresh(self) -> None:
        """Read the list again, in a worker."""
        query, wanted, shown = self.query(), self._wanted, self.shown
        anew = shown.expect(query)

        def work(task: Task) -> Listed:
            return read(self._desk, query, wanted, task.report if anew else None)

        self._reading.run(work, self._show, self._not_read, shown.show_first)

    def keep_drafts(self) -> None:
        """Keep what stands in the form for the next time."""
        self.side.keep_form()

    def go_to(self, item: str) -> None:
        """Show an application, whatever the filter was; :data:`NEW` begins one."""
        if item == NEW:
            self.new()
            return
        try:
            kind = self._desk.detail(item).application.kind
        except Refused as gone:
            self.message.show_trouble(gone)
            return
        self._wanted = item
        self.kinds.press(kind)
        self.filter.clear()
        self._kind_chosen(kind)
        self.shown.table.setFocus()

    def _not_read(self, trouble: Trouble) -> None:
        self.shown.show_trouble(trouble, self.refresh, self.context.say_trouble)

    def _show(self, listed: Listed) -> None:
        shown = self.lists[listed.kind]
        shown.table.set_ids(listed.ids)
        shown.show_content(bool(listed.ids))
        self.chosen.setVisible(bool(listed.ids))
        if not listed.ids:
            self._say_empty(shown, listed)
        for kind, count in listed.counts.items():
            self.kinds.set_text(kind, self.tr("{0}（{1}）").format(language.words().kinds[kind], f"{count:,}"))
        self.filter.offer_years(listed.years)
        self.count.setText(total_text(listed.total, listed.kind))
        self._go_to_wanted(listed)
        self._current_changed()
        self._chosen_changed()

    def _go_to_wanted(self, listed: Listed) -> None:
        if not self._wanted:
            return
        self._wanted = ""
        if listed.wanted is None:
            self.message.show_text(
                self.tr("已保存，待发送。当前的筛选没有显示这条申请"), "accent", self.tr("清除筛选"), self.filter.clear
            )
        else:
            self.lists[listed.kind].table.go_to_id(listed.wanted)

    def _say_empty(self, shown: KindList, listed: Listed) -> None:
        name = language.words().kinds[shown.kind]
        if listed.counts[shown.kind]:
            shown.empty.say(self.tr("没有符合条件的申请"), "", self.tr("清除筛选"), self.filter.clear)
        elif self.staff:
            words = self.tr("会员提交的申请在同步后出现在这里")
            shown.empty.say(self.tr("还没有{kind}学时申请").format(kind=name), words)
        else:
            words = self.tr("点击“新建”填写并上传证明附件；没有网络也可以填写，联网后自动发送")
            shown.empty.say(self.tr("还没有{kind}学时申请").format(kind=name), words, self.tr("新建"), self.new)

    def _current(self) -> ApplicationDetail | None:
        row = cast("ApplicationRow | None", self.shown.table.current_row())
        if row is None:
            return None
        try:
            return self._desk.detail(row.id)
        except Refused:  # deleted by a sync between the list and now; the next refresh takes the row away
            return None

    def _current_changed(self) -> None:
        detail = self._current()
        self.side.show_detail(detail)
        self._allow(detail)

    def _chosen_changed(self) -> None:
        """Count what is chosen, in a worker: it may be a whole list."""
        self._allow(self.side.detail.detail)
        chosen, kind, desk, bar = self.shown.table.chosen_ids(), self.kind, self._desk, self.chosen
        if chosen:
            self._counting.run(lambda _task: desk.total_of(chosen), lambda total: bar.show_total(total, kind))
        else:
            self._counting.run(lambda _task: None, lambda _none: bar.show_none())

    def _allow(self, detail: ApplicationDetail | None) -> None:
        """What can be done with the application under the cursor, and with what is chosen."""
        none, chosen = self.tr("请先选择一条申请"), self.shown.table.chosen_count()
        here = detail is not None
        editable = detail is not None and detail.application.state in EDITABLE_STATES
        files = detail is not None and bool(detail.application.attachments)
        locked = self.tr("已确认的申请不能修改或删除") if here else none
        allowed = {
            "edit": (editable, locked),
            "delete": (editable or chosen > 1, locked),  # what of several can be deleted is said afterwards
            "copy": (here, none),
            "view": (here, none),
            "files": (files, self.tr("这条申请没有附件") if here else none),
            "export": self._can_export(len(self.shown.table.rows.ids), self.tr("列表中没有申请")),
            "exportChosen": self._can_export(chosen, none),
            "chooseNone": (chosen > 0, none),
        }
        for name in allowed.keys() & self._acts.keys():
            self._acts[name].allow(*allowed[name])

    def _can_export(self, count: int, without: str) -> tuple[bool, str]:
        busy = self._exporting.under_way
        return count > 0 and not busy, self.tr("正在导出") if busy else without

    # --- what one can do ---------------------------------------------------------------------------------------

    def new(self) -> None:
        """Write a new application of the kind on screen."""
        self.side.write(self.kind)

    def edit(self) -> None:
        """Change the application under the cursor, where it is not confirmed."""
        detail = self._current()
        if detail is None or self.staff or self.read_only:
            return
        if detail.application.state in EDITABLE_STATES:
            self.side.write(self.kind, detail.application)
        else:
            self.message.show_text(self.tr("该申请已确认，不能修改或删除；如需更改请联系省注协撤销确认"), "warning")

    def view(self) -> None:
        """Show the detail of the application under the cursor."""
        if self.side.close_form():
            self.side.setCurrentWidget(self.side.detail)
            self.side.detail.setFocus()

    def view_files(self) -> None:
        """Show the first attachment of the application under the cursor."""
        detail = self._current()
        if detail and detail.application.attachments and self.side.close_form():
            self.side.view(detail.application.attachments[0])

    def copy(self) -> None:
        """Begin a new application with what the one under the cursor says."""
        row = cast("ApplicationRow | None", self.shown.table.current_row())
        if row is None or self.staff or self.read_only:
            return
        workspace = self.context.workspace
        self.context.tasks.run(self, lambda _task: copy_of(workspace, row.id), self._copied, self.context.say_trouble)

    def _copied(self, copy: Copy) -> None:
        if not self.side.write_copy(copy.draft):
            return
        words = self.tr("已复制到新申请，请核对后保存")
        if not copy.this_year:
            words += self.tr("；今年的规则没有这一项，学时年度仍为 {year}").format(year=copy.draft.year)
        if not copy.attachments:
            self.message.show_text(words)
            return
        words += self.tr("；附件没有复制，请添加这一次的证明")
        act = self.tr("仍要复制附件")
        self.message.show_text(words, "accent", act, lambda: self.side.add_attachments(copy.attachments))

    def delete(self) -> None:
        """Delete what is chosen, or what is under the cursor; a line offers to take it back."""
        table = self.shown.table
        rids = list(table.chosen_ids()) or [rid for rid in [table.current_id()] if rid is not None]
        if rids and not self.staff and self.side.close_form():
            self._deletions.delete(rids)

    def undo(self) -> bool:
        """Take the last deletion back, as long as it has not been sent."""
        return self._deletions.undo()

    def export(self) -> None:
        """Ask where to, then write the list on screen."""
        self._exporting.ask(self.query(), self._export_name())

    def export_chosen(self) -> None:
        """Ask where to, then write what is chosen of it."""
        self._exporting.ask(self.shown.table.chosen_ids(), self._export_name())

    def choose_none(self) -> None:
        """Choose nothing of the list on screen."""
        self.shown.table.choose_none()

    def export_to(self, path: Path) -> None:
        """Write the list on screen to a workbook, in a worker."""
        self._exporting.export(self.query(), path)

    def _export_name(self) -> str:
        kind = self.tr("{kind}学时申请").format(kind=language.words().kinds[self.kind])
        return f"{kind}-{self.filter.year.code()}" if self.filter.year.code() else kind

    def _saved(self, application_id: str) -> None:
        self.message.show_good(self.tr("已保存，待发送"))
        self._wanted = application_id
        self._stored()
        self.shown.table.setFocus()

    def _stored(self) -> None:
        self.context.stored()  # the window refreshes this page, too

    # --- building --------------------------------------------------------------------------------------------

    def _kind_chosen(self, kind: str) -> None:
        self.filter.show_for(self.kind)
        self._stack.setCurrentWidget(self.shown)
        self.refresh()

    def _connect(self) -> None:
        self.kinds.chosen.connect(self._kind_chosen)
        self.filter.changed.connect(self.refresh)
        for shown in self.lists.values():
            shown.table.sort_asked.connect(lambda: self.refresh())
            shown.table.current_changed.connect(self._current_changed)
            shown.table.chosen_changed.connect(self._chosen_changed)
            shown.table.opened.connect(self.view)
        self._exporting.changed.connect(lambda: self._allow(self.side.detail.detail))
        self.side.saved.connect(self._saved)
        self.side.form_left.connect(lambda: self.shown.table.setFocus())
        self.side.detail.edit_asked.connect(self.edit)
        self.side.detail.conflict_asked.connect(lambda: self.context.open_page("conflicts"))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Qt: files are welcome: they become the attachments of an application."""
        if local_files(event.mimeData()) and not self.read_only:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Qt: files go into the form that is open, else into a new one."""
        paths = local_files(event.mimeData())
        if not paths or self.read_only:
            return
        event.acceptProposedAction()
        if self.side.form is None:
            self.new()
        if self.side.form is not None:
            self.side.form.add_files(paths)

    def _furnish(self, kind: ApplicationKind) -> Habits:
        title = self.tr("{kind}学时申请").format(kind=language.words().kinds[kind])
        return furnish(self.context, self.lists[kind].table, title, lambda: [self.filter.in_words(), self.count.text()])

    def _lay_out(self) -> None:
        top = FlowRow()
        top.addWidget(self.kinds)
        top.add_gap()
        top.addWidget(self.filter)
        tools = FlowRow()
        for made in self._buttons.values():
            tools.addWidget(made)
        tools.add_gap()
        tools.addWidget(self.count)
        for shown in self.lists.values():
            self._stack.addWidget(shown)
        split = Split("applicationsSplit")
        split.add(self._listed(), 3, lambda: self.shown.table.arrangement.least_width())
        split.add(self.side, 2)
        layout = QVBoxLayout(self)
        layout.addLayout(top)
        layout.addLayout(tools)
        layout.addWidget(self.message)
        layout.addWidget(split, 1)

    def _listed(self) -> QWidget:
        """The lists with what is chosen of them underneath."""
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack, 1)
        column.addWidget(self.chosen)
        return holder
