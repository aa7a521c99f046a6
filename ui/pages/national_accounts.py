"""账号: staff and what they see. A password is shown once; a lock or another province holds at once."""

from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout

from cpd_core.messages import UserType
from cpd_core.national import AccountAdd, AccountChange, AccountEntry, AccountPage, AccountSecret, DirectoryPage
from cpd_desktop.views import Named
from ui import theme
from ui.forms.calm import CalmChoice
from ui.language import words
from ui.pages.listing import furnish
from ui.pages.national import NationalPage, SaidOnce, named, show_rows, side
from ui.pages.page import Context
from ui.tables import Column, ListedTable, ListStates, Mark, columns
from ui.tasks import Latest
from ui.widgets import Ask, EmptyState, FlowRow, Form, SearchBox, Split, TallArea, button, card, heading, label

STAFF = ("province_staff", "national_staff")


class AccountsPage(NationalPage):
    """The list of staff; beside it the account that is chosen."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "accountsPage")
        self._editing: AccountEntry | None = None
        self._new = False
        self._text = ""
        self._provinces_read = Latest(context.tasks, self)
        self._search = SearchBox("accountSearch", self.tr("姓名或用户名"))
        self._search.searched.connect(self._search_for)
        self._where = CalmChoice("accountProvince", 12)
        self._where.setAccessibleName(self.tr("省级注协"))
        self._where.offer((), self.tr("全部省份"))
        self._where.currentIndexChanged.connect(lambda: self.refresh())
        self._count = label("", "quiet", wrap=False, name="accountCount")
        self._table: ListedTable[AccountEntry] = ListedTable("accountTable", self._columns(), lambda row: row.id)
        self._table.setAccessibleName(self.tr("账号"))
        furnish(context, self._table, self.tr("账号"))
        self._table.current_changed.connect(self._show_current)
        empty = EmptyState(
            "accountsEmpty", "person", self.tr("没有符合条件的账号"), self.tr("可以换一个条件，或新增账号")
        )
        self._states = ListStates(self._table, empty)
        self._form_parts()
        self._lay_out()

    def _columns(self) -> tuple[Column, ...]:
        return (
            columns.plain("login", self.tr("用户名"), "jiangsu-01"),
            columns.plain("name", self.tr("姓名"), "欧阳建国", stretch=True),
            Column(
                "user_type",
                self.tr("类型"),
                lambda row: words().user_types[row.user_type],
                words().user_types["national_staff"],
            ),
            Column("provinces", self.tr("省份"), lambda row: " ".join(row.provinces), "32 31 11", spare=2),
            Column(
                "state",
                self.tr("状态"),
                lambda row: self._mark(row).text,
                self.tr("已停用"),
                mark=self._mark,
            ),
            columns.day("last_sign_in", self.tr("上次登录"), "–", spare=1),
        )

    def _mark(self, row: AccountEntry) -> Mark:
        return Mark("refused", self.tr("已停用"), "bad") if row.locked else Mark("good", self.tr("在用"), "good")

    def _form_parts(self) -> None:
        self._title = heading("", "accountTitle", 1.15)
        self._form = Form("accountForm")
        self._type = CalmChoice("accountType", 10)
        self._login, self._name = QLineEdit(), QLineEdit()
        self._login.setObjectName("accountLogin")
        self._name.setObjectName("accountName")
        self._provinces = QListWidget()
        self._provinces.setObjectName("accountProvinces")
        self._provinces.setFixedHeight(theme.em(self, 9))
        self._provinces.itemChanged.connect(lambda: self._form.fields["provinces"].clear_error())
        self._locked = QCheckBox(self.tr("停用：不能登录，已登录的设备立即退出"))
        self._locked.setObjectName("accountLocked")
        self._type.offer([Named(code, words().user_types[code]) for code in STAFF], self.tr("请选择"), STAFF[0])
        self._type.currentIndexChanged.connect(lambda: self._fit_type())
        self._form.add("user_type", self.tr("类型"), self._type)
        self._form.add("login", self.tr("用户名"), self._login)
        self._form.add("name", self.tr("姓名"), self._name, self.tr("会写入处理记录"))
        self._form.add("provinces", self.tr("省级注协"), self._provinces, self.tr("可选择多个，第一个为主要省份"))
        self._form.add("locked", self.tr("状态"), self._locked)
        self._save_button = button("accountSave", self.tr("保存"), self._save, primary=True)
        self._save_act = self.add_act(
            "accountSave", self.tr("保存(&S)"), "Ctrl+S", self._save, self._save_button, writes=True
        )
        self._new_button = button("accountNew", self.tr("新增账号"), self.begin_new, icon="add")
        self.add_act("accountNew", self.tr("新增账号(&N)"), "Ctrl+N", self.begin_new, self._new_button, writes=True)
        self._reset_button = button("accountPassword", self.tr("重置密码…"), self._ask_reset)
        self._ask = Ask("accountAsk", gives_up=True)
        self.secret = SaidOnce()

    def _lay_out(self) -> None:
        top = FlowRow()
        for part in (self._search, self._where, self._new_button, self._count):
            top.addWidget(part)
        buttons = FlowRow()
        buttons.addWidget(self._save_button)
        buttons.addWidget(self._reset_button)
        split = Split("accountsSplit")
        split.setHandleWidth(theme.em(self, 0.6))
        split.add(self._states, 5, self._table.arrangement.least_width)
        split.add(TallArea(side(card(self._title, self.secret, self._form, buttons, self._ask))), 4)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addLayout(top)
        box.addWidget(self.message)
        box.addWidget(split, 1)
        self._show_form(None)

    # --- reading -----------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read accounts and provinces again."""
        text, province = self._text, self._where.code()
        self.read(lambda: self.desk.accounts(text, province), self._show, self._states)
        if not self._provinces.count():
            desk = self.desk
            self._provinces_read.run(lambda _task: desk.directory("province"), self._offer, lambda _trouble: None)

    def _search_for(self, text: str) -> None:
        self._text = text
        self.refresh()

    def _show(self, page: AccountPage) -> None:
        show_rows(self._table, page.entries, self._editing.id if self._editing else "")
        self._states.show_content(bool(page.entries))
        said = self.tr("前 {0} 个，请输入姓名或用户名查找") if page.next else self.tr("{0} 个账号")
        self._count.setText(said.format(len(page.entries)))

    def _offer(self, page: DirectoryPage) -> None:
        offered = named(page.entries)
        self._where.offer(offered, self.tr("全部省份"), self._where.code())
        self._provinces.clear()
        for one in offered:
            item = QListWidgetItem(one.name)
            item.setData(Qt.ItemDataRole.UserRole, one.code)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            self._provinces.addItem(item)
        self._tick(self._editing.provinces if self._editing else ())

    # --- one of them -------------------------------------------------------------------------------------------

    def _show_current(self) -> None:
        if not self._new:
            self._show_form(self._table.current())

    def begin_new(self) -> None:
        """Empty the form for one more."""
        self._new = True
        self._show_form(None)
        self._login.setFocus()

    def _show_form(self, account: AccountEntry | None) -> None:
        if account is None or self._editing is None or account.id != self._editing.id:
            self.secret.put_away()
            self._ask.hide()
        self._editing = account
        there, shown = account is not None, account is not None or self._new
        self._form.clear_errors()
        self._title.setText(
            account.name if account else self.tr("新增账号") if self._new else self.tr("请选择一个账号，或新增")
        )
        self._type.setEnabled(not there)
        if account:
            self._type.setCurrentIndex(max(0, self._type.findData(account.user_type)))
        self._login.setText(account.login if account else "")
        self._login.setReadOnly(there)
        self._name.setText(account.name if account else "")
        self._locked.setChecked(bool(account and account.locked))
        self._tick(account.provinces if account else ())
        self._form.setVisible(shown)
        self._form.fields["locked"].set_visible(there)
        self._reset_button.setVisible(there)
        self._save_button.setVisible(shown)
        self._save_act.allow(shown, self.tr("请选择一个账号，或新增"))
        self._fit_type()

    def _fit_type(self) -> None:
        self._form.fields["provinces"].set_visible(self._type.code() == "province_staff")

    def _tick(self, codes: tuple[str, ...]) -> None:
        """Tick these, the home province first in the list so that it stays the first."""
        for place in range(self._provinces.count()):
            item = self._provinces.item(place)
            on = item.data(Qt.ItemDataRole.UserRole) in codes
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def _ticked(self) -> tuple[str, ...]:
        """The ticked provinces: those that were there before first, in their order."""
        if self._type.code() != "province_staff":
            return ()
        items = [self._provinces.item(place) for place in range(self._provinces.count())]
        ticked = [str(i.data(Qt.ItemDataRole.UserRole)) for i in items if i.checkState() == Qt.CheckState.Checked]
        before = self._editing.provinces if self._editing else ()
        return tuple(sorted(ticked, key=lambda code: before.index(code) if code in before else len(before)))

    def _save(self) -> None:
        account, name = self._editing, self._name.text()
        if account is None:
            asked = AccountAdd(
                user_type=cast(UserType, self._type.code()),
                login=self._login.text().strip(),
                name=name,
                provinces=self._ticked(),
            )
            self.act(lambda: self.desk.add_account(asked), self._said, self._form)
        else:
            change = AccountChange(
                grant_version=account.grant_version,
                name=name,
                provinces=self._ticked(),
                locked=self._locked.isChecked(),
            )
            self.act(lambda: self.desk.change_account(account.id, change), self._saved, self._form)

    def _ask_reset(self) -> None:
        account = self._editing
        if account:
            question = self.tr("重置 {0} 的密码？原密码立即失效，已登录的设备须重新登录").format(account.login)
            act = self.desk.reset_password
            self._ask.ask(question, self.tr("重置密码"), lambda: self.act(lambda: act(account.id), self._said))

    def _said(self, secret: AccountSecret) -> None:
        self._saved(secret.account)
        self.secret.show_secret(secret.account.login, secret.password)

    def _saved(self, account: AccountEntry) -> None:
        self._new = False
        self._show_form(account)
        self.message.show_good(self.tr("已保存：{0}").format(account.login))
        self.refresh()
