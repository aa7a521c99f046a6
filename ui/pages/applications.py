"""学时申请: the three kinds as lists, with detail, form or attachment beside them. Staff see, members write."""

from collections.abc import Callable
from pathlib import Path
from typing import cast

from PySide6.QtCore import QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QSplitter, QStackedWidget, QVBoxLayout

from cpd_core.applications import EDITABLE_STATES
from cpd_core.entities import ApplicationKind
from cpd_desktop.errors import Cancelled, Refused, Trouble
from cpd_desktop.views import ApplicationDetail, ApplicationQuery, ApplicationRow
from ui import language
from ui.acts import Act
from ui.attachments.strip import local_files
from ui.pages.applications_filter import FilterRow
from ui.pages.applications_list import KIND_CODES, KindList, Listed, read, rows_of
from ui.pages.applications_side import SidePane
from ui.pages.listing import furnish
from ui.pages.page import NEW, Context, Page
from ui.tables.habits import Habits
from ui.tasks import Latest, Task
from ui.widgets import Chips, MessageLine, button, label


class ApplicationsPage(Page):
    """The tab 学时申请."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "applicationsPage")
        session = context.workspace.session
        self.staff = session is not None and not session.member_id
        self._national = session is not None and session.user_type == "national_staff"
        self._desk = context.workspace.applications
        self._reading = Latest(context.tasks, self)
        self._wanted = ""
        self._deleted_last: list[str] = []
        self.kinds = Chips("applicationKinds")
        self.kinds.set_choices([(kind, language.words().kinds[kind]) for kind in KIND_CODES], "input")
        self.filter = FilterRow(self._desk, context.tasks)
        self.message = MessageLine("applicationsMessage")
        self.count = label("", "quiet", wrap=False, name="applicationsCount")
        self.lists = {kind: KindList(self._desk, kind, self.staff) for kind in KIND_CODES}
        self.habits = {kind: self._furnish(kind) for kind in KIND_CODES}
        self.side = SidePane(context, self.staff, session is not None and session.user_type == "cpa")
        self._stack = QStackedWidget()
        self._buttons = self._toolbar()
        self._acts = self._make_acts()
        self._lay_out()
        self._connect()
        self.setAcceptDrops(not self.staff)
        kept = self.side.open_kept()
        self._kind_chosen("input")
        if kept:
            self.kinds.press(self.side.form.kind if self.side.form else "input")
            self._kind_chosen(self.kind)
            self.message.show_text(self.tr("上次没有保存的内容还在表单里，请核对后保存"))

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
        if not listed.ids:
            self._say_empty(shown, listed)
        for kind, count in listed.counts.items():
            self.kinds.set_text(kind, self.tr("{0}（{1}）").format(language.words().kinds[kind], f"{count:,}"))
        self.filter.offer_years(listed.years)
        self._show_count(listed)
        self._acts["export"].allow(bool(listed.ids), self.tr("列表中没有申请"))
        self._go_to_wanted(listed)
        self._current_changed()

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

    def _show_count(self, listed: Listed) -> None:
        words = self.tr("{count} 条").format(count=f"{listed.total.count:,}")
        if listed.kind != "exemption":
            words += self.tr(" · {hours} 学时").format(hours=f"{listed.total.hours:,.1f}")
        self.count.setText(words)

    def _say_empty(self, shown: KindList, listed: Listed) -> None:
        name = language.words().kinds[shown.kind]
        if listed.counts[shown.kind]:
            shown.empty.say(self.tr("没有符合条件的申请"), "", self.tr("清除筛选"), self.filter.clear)
        elif self.staff:
            words = self.tr("会员提交的申请在同步后出现在这里")
            if self._national:
                words = self.tr("会员的申请由各省注协确认；需要查询时请联系会员所在地的省注协")
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
        editable = detail is not None and detail.application.state in EDITABLE_STATES
        why = self.tr("已确认的申请不能修改或删除") if detail else self.tr("请先选择一条申请")
        for name in ("edit", "delete"):
            if name in self._acts:
                self._acts[name].allow(editable, why)
        for name in ("view", "files"):
            self._acts[name].allow(detail is not None, why)

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

    def delete(self) -> None:
        """Delete what is chosen, or what is under the cursor; a line offers to take it back."""
        table = self.shown.table
        rids = list(table.chosen_ids()) or [rid for rid in [table.current_id()] if rid is not None]
        if rids and not self.staff and self.side.close_form():
            self.context.tasks.run(self, lambda _task: self._delete(rids), self._deleted, self.context.say_trouble)

    def _delete(self, rids: list[int]) -> tuple[list[str], int]:
        """In a worker: the ids that were deleted, and how many could not be."""
        rows = list(rows_of(self._desk, rids))
        deletable = [row.id for row in rows if row.state in EDITABLE_STATES]
        for application_id in deletable:
            self._desk.delete(application_id)
        return deletable, len(rows) - len(deletable)

    def _deleted(self, outcome: tuple[list[str], int]) -> None:
        deleted, kept = outcome
        self._deleted_last = deleted
        words = self.tr("已删除 {count} 条").format(count=len(deleted))
        if kept:
            words += self.tr("；{count} 条已确认，不能删除").format(count=kept)
        self.message.show_text(words, "accent", self.tr("撤销") if deleted else "", self.undo)
        self._stored()

    def undo(self) -> bool:
        """Take the last deletion back, as long as it has not been sent."""
        deleted, self._deleted_last = self._deleted_last, []
        if not deleted:
            return False

        def work(_task: Task) -> int:
            return sum(self._desk.undo_delete(application_id) for application_id in deleted)

        self.context.tasks.run(self, work, lambda back: self._undone(back, len(deleted)), self.context.say_trouble)
        return True

    def _undone(self, back: int, wanted: int) -> None:
        if back == wanted:
            self.message.show_good(self.tr("已恢复 {count} 条").format(count=back))
        else:
            words = self.tr("已恢复 {back} 条；{late} 条的删除已经发送，不能撤销")
            self.message.show_text(words.format(back=back, late=wanted - back), "warning")
        self._stored()

    def export(self) -> None:
        """Ask where to, then write the list on screen."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        start = str(Path(folder) / self.tr("{kind}学时申请.xlsx").format(kind=language.words().kinds[self.kind]))
        chosen, _filter = QFileDialog.getSaveFileName(self, self.tr("导出"), start, self.tr("Excel 工作簿 (*.xlsx)"))
        if chosen:
            self.export_to(Path(chosen))

    def export_to(self, path: Path) -> None:
        """Write the list on screen to a workbook, in a worker."""
        query, words = self.query(), self.tr("已导出 {count} 条到 {name}")
        self._acts["export"].allow(False, self.tr("正在导出"))
        self.context.works.start(
            self,
            "export",
            self.tr("正在导出学时申请"),
            lambda tell: self.context.workspace.exports.applications(query, path, tell),
            lambda count: words.format(count=f"{count:,}", name=path.name),
            lambda count: self._exported(words.format(count=f"{count:,}", name=path.name), path),
            self._export_failed,
            self.refresh,
        )

    def _exported(self, words: str, path: Path) -> None:
        url = QUrl.fromLocalFile(str(path))
        self.message.show_text(words, "good", self.tr("打开"), lambda: QDesktopServices.openUrl(url))

    def _export_failed(self, trouble: Trouble) -> None:
        if not isinstance(trouble, Cancelled):
            self.message.show_trouble(trouble)

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
            shown.table.opened.connect(self.view)
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

    def _toolbar(self) -> dict[str, QPushButton]:
        made: dict[str, QPushButton] = {}
        if not self.staff:
            made["new"] = button("applicationNew", self.tr("新建"), self.new, primary=True)
            made["edit"] = button("applicationEdit", self.tr("修改"), self.edit)
            made["delete"] = button("applicationDelete", self.tr("删除"), self.delete)
        made["view"] = button("applicationView", self.tr("查看"), self.view)
        made["files"] = button("applicationFiles", self.tr("附件信息"), self.view_files)
        made["export"] = button("applicationExport", self.tr("导出"), self.export)
        return made

    def _make_acts(self) -> dict[str, Act]:
        made: dict[str, Act] = {}

        def add(name: str, text: str, keys: str, do: Callable[[], object], writes: bool = False) -> None:
            button = self._buttons[name]
            made[name] = self.add_act(button.objectName(), text, keys, do, button, writes=writes)

        if not self.staff:
            add("new", self.tr("新建申请(&N)"), "Ctrl+N", self.new, writes=True)
            add("edit", self.tr("修改(&E)"), "F2", self.edit, writes=True)
            delete = self._buttons["delete"]
            made["delete"] = self.add_act(
                "applicationDelete", self.tr("删除(&D)"), "Del", self.delete, delete, only_in=self._stack, writes=True
            )
            made["delete"].setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            save = self.add_act("formSave", self.tr("保存申请(&S)"), "Ctrl+S", self.side.save_form, writes=True)
            save.allow(False, self.tr("没有打开的表单"))
            self.side.form_open.connect(lambda: save.allow(self.side.form is not None, self.tr("没有打开的表单")))
        add("view", self.tr("查看(&V)"), "Ctrl+Return", self.view)
        add("files", self.tr("附件信息(&I)"), "Ctrl+I", self.view_files)
        add("export", self.tr("导出列表(&X)…"), "Ctrl+E", self.export)
        self.add_act(
            "applicationPrint", self.tr("打印列表(&P)…"), "Ctrl+P", lambda: self.habits[self.kind].print_list()
        )
        return made

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.kinds)
        top.addStretch(1)
        top.addWidget(self.filter, 2)
        tools = QHBoxLayout()
        for made in self._buttons.values():
            tools.addWidget(made)
        tools.addStretch(1)
        tools.addWidget(self.count)
        for shown in self.lists.values():
            self._stack.addWidget(shown)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setObjectName("applicationsSplit")
        split.setChildrenCollapsible(False)
        split.addWidget(self._stack)
        split.addWidget(self.side)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setSizes([3000, 2000])  # weights; larger than any screen, so that no minimum bends them
        layout = QVBoxLayout(self)
        layout.addLayout(top)
        layout.addLayout(tools)
        layout.addWidget(self.message)
        layout.addWidget(split, 1)
