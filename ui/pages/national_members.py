"""会员: found in the whole country, moved to another province, given an account, taken in from Excel."""

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from cpd_core.national import AccountAdd, AccountSecret, DirectoryPage, MemberEntry, MemberPage, MoveDone
from ui import theme
from ui.forms.calm import CalmChoice
from ui.language import words
from ui.pages.listing import furnish
from ui.pages.national import EXCEL, NationalPage, SaidOnce, named, show_rows, side
from ui.pages.national_import import ImportPanel, dropped
from ui.pages.page import Context
from ui.tables import Column, ListedTable, ListStates, columns
from ui.tasks import Latest
from ui.widgets import Ask, EmptyState, FlowRow, SearchBox, Split, TallArea, button, card, heading, label


class MembersPage(NationalPage):
    """A search over all members; beside it the one that is chosen."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "membersPage")
        self.setAcceptDrops(True)
        self._text = ""
        self._member: MemberEntry | None = None
        self._provinces_read = Latest(context.tasks, self)
        self._search = SearchBox("memberSearch", self.tr("姓名或会员证书编号"))
        self._search.searched.connect(self._search_for)
        self._where = CalmChoice("memberProvince", 12)
        self._where.setAccessibleName(self.tr("省级注协"))
        self._where.offer((), self.tr("全部省份"))
        self._where.currentIndexChanged.connect(lambda: self.refresh())
        self._count = label("", "quiet", wrap=False, name="memberCount")
        self._table: ListedTable[MemberEntry] = ListedTable("memberTable", self._columns(), lambda row: row.id)
        self._table.setAccessibleName(self.tr("会员"))
        furnish(context, self._table, self.tr("会员"))
        self._table.current_changed.connect(self._show_current)
        empty = EmptyState(
            "membersEmpty", "search", self.tr("没有符合条件的会员"), self.tr("可以换一个姓名或编号，或从 Excel 导入")
        )
        self._states = ListStates(self._table, empty)
        self._side_parts()
        self._import = ImportPanel(self, "members", self.refresh, lambda: self._beside.setCurrentIndex(0))
        self._lay_out()

    def _columns(self) -> tuple[Column, ...]:
        return (
            columns.plain("name", self.tr("姓名"), "欧阳建国", stretch=True),
            columns.plain("no", self.tr("会员证书编号"), "320000000000"),
            Column(
                "member_type", self.tr("类型"), lambda row: words().user_types[row.member_type], self.tr("非执业会员")
            ),
            columns.plain("province", self.tr("省份"), "32"),
            columns.day("joined_on", self.tr("入会日期"), "–", spare=1),
            Column("login", self.tr("账号"), lambda row: row.login or self.tr("未开通"), "320000000000", spare=2),
        )

    def _side_parts(self) -> None:
        self._title = heading("", "memberTitle", 1.15)
        self._facts = label("", "quiet", name="memberFacts")
        self._to = CalmChoice("moveTo", 14)
        self._to.setAccessibleName(self.tr("转入省级注协"))
        self._to.offer((), self.tr("转入省级注协"))
        self._move_button = button("moveMember", self.tr("转会…"), self._ask_move)
        self._open_button = button("openAccount", self.tr("开通账号"), self._open_account)
        self._ask = Ask("memberAsk")
        self.secret = SaidOnce()

    def _lay_out(self) -> None:
        self._import_button = button("memberImport", self.tr("从 Excel 导入…"), self._open_import)
        self.add_act("memberImport", self.tr("从 Excel 导入(&I)…"), "Ctrl+I", self._open_import, self._import_button)
        top = FlowRow()
        for part in (self._search, self._where, self._import_button, self._count):
            top.addWidget(part)
        acts = FlowRow()
        for part in (self._to, self._move_button, self._open_button):
            acts.addWidget(part)
        self._beside = QStackedWidget()
        self._beside.setObjectName("membersBeside")
        self._beside.addWidget(TallArea(side(card(self._title, self._facts, acts, self._ask, self.secret))))
        self._beside.addWidget(self._import)
        split = Split("membersSplit")
        split.setHandleWidth(theme.em(self, 0.6))
        split.add(self._states, 5, self._table.arrangement.least_width)
        split.add(self._beside, 4)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addLayout(top)
        box.addWidget(self.message)
        box.addWidget(split, 1)
        self._show_member(None)

    # --- reading -----------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the list again."""
        text, province = self._text, self._where.code()
        self.read(lambda: self.desk.members(text, province), self._show, self._states)
        if self._to.count() < 2:
            desk = self.desk
            self._provinces_read.run(lambda _task: desk.directory("province"), self._offer, lambda _trouble: None)

    def _search_for(self, text: str) -> None:
        self._text = text
        self.refresh()

    def _offer(self, page: DirectoryPage) -> None:
        self._where.offer(named(page.entries), self.tr("全部省份"), self._where.code())
        self._to.offer(named(page.entries), self.tr("转入省级注协"))

    def _show(self, page: MemberPage) -> None:
        show_rows(self._table, page.entries, self._member.id if self._member else "")
        again = next((one for one in page.entries if self._member and one.id == self._member.id), None)
        if again:
            self._show_member(again)
        self._states.show_content(bool(page.entries))
        said = self.tr("前 {0} 位会员，请输入姓名或编号查找") if page.next else self.tr("{0} 位会员")
        self._count.setText(said.format(len(page.entries)))

    def _show_current(self) -> None:
        self._show_member(self._table.current())

    def _show_member(self, member: MemberEntry | None) -> None:
        if member is None or self._member is None or member.id != self._member.id:
            self.secret.put_away()
            self._ask.hide()
        self._member = member
        self._title.setText(member.name if member else self.tr("请选择一名会员"))
        for part in (self._to, self._move_button):
            part.setVisible(member is not None)
        self._open_button.setVisible(member is not None and not member.login)
        self._facts.setVisible(member is not None)
        if member:
            facts = (
                (self.tr("会员证书编号"), member.no),
                (self.tr("会员类型"), words().user_types[member.member_type]),
                (self.tr("省级注协"), member.province),
                (self.tr("入会日期"), words().day(member.joined_on) or "–"),
                (self.tr("身份证号"), member.id_number_masked or "–"),
                (self.tr("账号"), member.login or self.tr("未开通")),
            )
            self._facts.setText("\n".join(words().pair(name, value) for name, value in facts))

    # --- acts --------------------------------------------------------------------------------------------------

    def _ask_move(self) -> None:
        member, to = self._member, self._to.code()
        if member is None or not to:
            self.message.show_text(self.tr("请选择转入的省级注协"), "warning")
            return
        question = self.tr("将 {0}（{1}）转入 {2}？全部申请、学时和证明随之转出").format(
            member.name, member.no, self._to.currentText()
        )
        self._ask.ask(question, self.tr("转会"), lambda: self.act(lambda: self.desk.move(member.no, to), self._moved))

    def _moved(self, done: MoveDone) -> None:
        self.message.show_good(self.tr("已转会，{0} 条记录随之转出").format(done.records))
        self.refresh()

    def _open_account(self) -> None:
        member = self._member
        if member:
            asked = AccountAdd(user_type=member.member_type, login=member.no, name=member.name, member_id=member.id)
            self.act(lambda: self.desk.add_account(asked), self._opened)

    def _opened(self, secret: AccountSecret) -> None:
        self._open_button.hide()
        self.secret.show_secret(secret.account.login, secret.password)
        self.refresh()

    # --- Excel -------------------------------------------------------------------------------------------------

    def _open_import(self) -> None:
        self._beside.setCurrentIndex(1)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Qt: a workbook of members may be dropped."""
        dropped(event, EXCEL)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Qt: here it is."""
        if path := dropped(event, EXCEL):
            self._open_import()
            self._import.look_at(path)
