"""What did not take effect: mine and theirs side by side, only what differs, until the person has chosen."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal, SignalInstance
from PySide6.QtWidgets import QFileDialog, QGridLayout, QVBoxLayout, QWidget

from cpd_desktop.errors import Trouble
from cpd_desktop.views import ConflictView
from ui import language, theme
from ui.pages.listing import furnish
from ui.pages.page import Context, Page
from ui.pages.review_reading import DECISIONS
from ui.tables import Column, ListStates
from ui.tables.listed import ListedTable
from ui.tasks import Latest
from ui.widgets import EmptyState, FlowRow, MessageLine, Split, TallArea, button, card, clear, heading, label


def _what(view: ConflictView) -> str:
    return language.words().commands.get(view.what) or view.what


class ConflictCard(QWidget):
    """One conflict: what it is about scrolls, the choices under it are always in sight."""

    apply_asked = Signal(object)
    discard_asked = Signal(object)
    review_asked = Signal(object)
    """ConflictView: the application is looked at again in the queue; deciding it there settles this."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("conflictCard")
        self.setMinimumWidth(theme.em(self, 18))
        holder = QWidget()
        self._box = QVBoxLayout(holder)
        self._box.setContentsMargins(theme.em(self, 0.5), 0, theme.em(self, 0.2), 0)
        self._box.setSpacing(theme.em(self, 0.7))
        self._choices = FlowRow()
        self._choices.setContentsMargins(theme.em(self, 0.5), 0, 0, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(TallArea(holder), 1)
        layout.addLayout(self._choices)
        self.view: ConflictView | None = None

    def show_view(self, view: ConflictView | None) -> None:
        """Show this conflict; None: none."""
        if view == self.view:
            return
        self.view = view
        clear(self._box)
        clear(self._choices)
        if view is None:
            return
        self._box.addWidget(heading(view.title, "conflictTitle", 1.15))
        self._box.addWidget(card(label(view.reason, name="conflictReason"), ground="warning"))
        said = language.words()
        words = f"{said.moment(view.at)}  {_what(view)}"
        if view.mine and not (view.differences and view.what not in DECISIONS):  # else the table below says it
            words = said.pair(words, view.mine)
        self._box.addWidget(label(words, name="conflictMine"))
        if view.differences:
            self._box.addWidget(card(self._differences(view)))
        self._box.addWidget(label(self._advice(view), "quiet"))
        self._box.addStretch(1)
        self._offer_choices(view)

    def _differences(self, view: ConflictView) -> QGridLayout:
        mine, theirs = self.tr("我填写的"), self.tr("现在的内容")
        if view.what in DECISIONS:
            mine = self.tr("我审阅时")
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.em(self))
        grid.setVerticalSpacing(theme.em(self, 0.4))
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        for column, title in ((1, mine), (2, theirs)):
            grid.addWidget(label(title, "quiet", wrap=False), 0, column)
        for number, difference in enumerate(view.differences, start=1):
            top = Qt.AlignmentFlag.AlignTop
            grid.addWidget(label(language.words().field(difference.field), "quiet", wrap=False), number, 0, top)
            grid.addWidget(label(difference.mine), number, 1, top)
            grid.addWidget(label(difference.theirs, "accent"), number, 2, top)
        return grid

    def _advice(self, view: ConflictView) -> str:
        decided = view.what in DECISIONS
        if decided and view.can_apply_again:
            return self.tr("您的处理没有生效，仍保留在这里。可以到队列中再次处理，也可以就现在的内容再次提交同样的处理")
        if view.can_apply_again:
            return self.tr("您填写的内容仍保留在本机，请选择保留哪一个")
        if view.why_not == view.reason:
            return self.tr("这项操作不能再次提交；需要时可先导出您填写的内容")
        if decided and view.is_there:
            words = self.tr("同样的处理不能再次提交：{why}。可以到队列中查看后再处理，或采用对方内容")
        else:
            words = self.tr("不能再次提交：{why}。需要时可先导出您填写的内容，再采用现在的内容")
        return words.format(why=view.why_not)

    def _offer_choices(self, view: ConflictView) -> None:
        row = self._choices
        if view.what in DECISIONS and view.is_there:
            row.addWidget(self._choice("conflictReview", self.tr("再次处理"), self.review_asked, True))
        if view.can_apply_again:
            first = view.what not in DECISIONS
            row.addWidget(self._choice("conflictApply", self.tr("按现在的内容再次提交"), self.apply_asked, first))
        only = not view.can_apply_again and not (view.what in DECISIONS and view.is_there)
        discard = self.tr("采用对方内容") if view.is_there else self.tr("放弃这项操作")
        row.addWidget(self._choice("conflictDiscard", discard, self.discard_asked, only))

    def _choice(self, name: str, text: str, signal: SignalInstance, primary: bool) -> QWidget:
        return button(name, text, lambda: signal.emit(self.view), primary=primary)


class ConflictsPage(Page):
    """The page that lists what waits for a choice."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "conflictsPage")
        self._desk = context.workspace.conflicts
        self._wanted = ""
        self._reading = Latest(context.tasks, self)
        self.message = MessageLine("conflictsMessage")
        self.count = label("", "quiet", wrap=False, name="conflictsCount")
        self.table: ListedTable[ConflictView] = ListedTable("conflictsTable", self._columns(), lambda v: v.command_id)
        self.table.setAccessibleName(self.tr("需要处理的操作"))
        habits = furnish(context, self.table, self.tr("需要处理"))
        self.add_act("conflictsPrint", self.tr("打印列表(&P)…"), "Ctrl+P", habits.print_list)
        self.card = ConflictCard()
        nothing = EmptyState(
            "conflictsEmpty", "good", self.tr("没有需要处理的操作"), self.tr("您的操作都已生效或在等待发送")
        )
        split = Split("conflictsSplit")
        split.add(self.table, 1, self.table.arrangement.least_width)
        split.add(self.card, 1)
        self._content = ListStates(split, nothing)
        self._export = button("conflictsExport", self.tr("导出我的内容"), self.export)
        self._lay_out()
        self._export_act = self.add_act(
            "conflictsExport", self.tr("导出我的内容(&X)…"), "Ctrl+E", self.export, self._export
        )
        self.table.current_changed.connect(lambda: self.card.show_view(self.table.current()))
        self.card.apply_asked.connect(self._apply)
        self.card.discard_asked.connect(self._discard)
        self.card.review_asked.connect(self._review)

    def refresh(self) -> None:
        """Read the list again, in a worker."""
        spoken = language.words()
        self._content.expect()
        self._reading.run(lambda _task: self._desk.list(spoken), self._show, self._not_read)

    def _not_read(self, trouble: Trouble) -> None:
        self._content.show_trouble(trouble, self.refresh, self.context.say_trouble)

    def go_to(self, item: str) -> None:
        """Show what did not take effect on this application; it waits for the list."""
        view = next((view for view in self.table.all_rows() if view.entity_id == item), None)
        self._wanted = "" if view else item
        if view:
            self.table.go_to(view.command_id)

    def export(self) -> None:
        """Ask where to, then write all that was typed."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        start = str(Path(folder) / self.tr("未生效的操作.json"))
        chosen, _filter = QFileDialog.getSaveFileName(self, self.tr("导出我的内容"), start, self.tr("JSON (*.json)"))
        if chosen:
            self.export_to(Path(chosen))

    def export_to(self, path: Path) -> None:
        """Write all that was typed to a file."""
        words = self.tr("已导出到 {name}").format(name=path.name)
        self._run(lambda: self._desk.export(path), lambda: self.message.show_good(words))

    def _show(self, views: tuple[ConflictView, ...]) -> None:
        self.table.set_rows(views)
        if self._wanted:
            self.go_to(self._wanted)
            self._wanted = ""
        if views and self.table.current() is None:
            self.table.go_to(views[0].command_id)
        self.card.show_view(self.table.current())
        self._content.show_content(bool(views))
        self._export_act.allow(bool(views), self.tr("没有需要处理的操作"))
        self.count.setText(self.tr("{count} 条").format(count=f"{len(views):,}") if views else "")

    def _apply(self, view: ConflictView) -> None:
        self._settle(lambda: self._desk.apply_again(view.command_id), self.tr("已按现在的内容再次提交，待发送"))

    def _discard(self, view: ConflictView) -> None:
        words = self.tr("已采用对方内容") if view.is_there else self.tr("已放弃这项操作")
        self._settle(lambda: self._desk.discard(view.command_id), words)

    def _review(self, view: ConflictView) -> None:
        """Go to the application in the queue; the old decision is kept until there is a new one."""
        self.context.open_page("review", view.entity_id)

    def _settle(self, work: Callable[[], None], words: str) -> None:
        def settled() -> None:
            self.message.show_good(words)
            self.context.stored()

        self._run(work, settled)

    def _run(self, work: Callable[[], None], done: Callable[[], None]) -> None:
        self.context.tasks.run(self, lambda _task: work(), lambda _none: done(), self.message.show_trouble)

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column("what", self.tr("操作"), _what, sample=max(language.words().commands.values(), key=len)),
            Column("title", self.tr("申请"), lambda view: view.title, sample="2026 年度 投入式 王芳", stretch=True),
            Column(
                "reason", self.tr("原因"), lambda view: view.reason, sample="查看之后内容有变化", stretch=True, spare=1
            ),
        )

    def _lay_out(self) -> None:
        top = FlowRow()
        top.addWidget(heading(self.tr("需要处理"), "conflictsHeading"))
        top.addWidget(self.count)
        top.add_gap()
        top.addWidget(self._export)
        layout = QVBoxLayout(self)
        layout.addLayout(top)
        layout.addWidget(self.message)
        layout.addWidget(self._content, 1)
