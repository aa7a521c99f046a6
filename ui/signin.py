"""Sign-in: who (three large choices and a link), number or user name, password. Errors stand at their field."""

from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from cpd_core.messages import FieldError, Session, UserType
from cpd_core.outcomes import error
from cpd_desktop.errors import Offline, Refused, StoreTrouble, Trouble
from cpd_desktop.workspace import Workspace
from ui import theme
from ui.first_paint import FirstPaint
from ui.language import words
from ui.signin_network import NetworkSettings
from ui.signin_password import PasswordLine
from ui.signin_people import PeopleList
from ui.signin_proofs import ProofRows
from ui.tasks import Latest, Tasks
from ui.widgets import Button, Form, MessageLine, Tile, button, card, heading, label, set_tone

if TYPE_CHECKING:
    from ui.signin_new_password import NewPassword

WIDTH = 26  # lines of text
KNOCK_AGAIN = 15_000  # milliseconds, while the service is out of reach


class Typed(Struct, frozen=True):
    """What stands in the fields of the sign-in; never stored."""

    user_type: UserType
    login: str
    password: str
    server: str


class SignInPage(QScrollArea):
    """Asks who is there; remembers user type and name, never the password."""

    signed_in = Signal()
    """The service knows who is there; the workspace has a new session."""
    went_on = Signal()
    """Somebody who was here before goes on offline, with what is stored."""

    def __init__(self, workspace: Workspace, tasks: Tasks) -> None:
        super().__init__()
        self.setObjectName("signInPage")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is on it takes it
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._workspace = workspace
        self._tasks = tasks
        self.message = MessageLine("signInMessage")
        self._types = QButtonGroup(self)
        self._login = QLineEdit()
        self._login.setObjectName("login")
        self._password = PasswordLine()
        self._caps = label(self.tr("大写锁定已打开"), "warning", wrap=False, name="capsLock")
        self._caps.hide()
        self._password.caps_changed.connect(self._caps.setVisible)
        self._people = PeopleList()
        self._people.chosen.connect(self._take_person)
        self._people.removed.connect(self._forget_person)
        self._state = label("", "quiet", name="serverState")
        self._knocking = Latest(tasks, self)
        self._knock_again = QTimer(self)
        self._knock_again.setSingleShot(True)
        self._knock_again.timeout.connect(self._knock)
        self._form = Form("signInForm")
        self._form.add("login", self.tr("会员证书编号"), self._login)
        self._form.add("password", self.tr("密码"), self._password)
        self._proofs = ProofRows(self._form, workspace, tasks)
        self._network = NetworkSettings(self._form, workspace, tasks)
        self._server = self._network.server
        self._submit = button("signIn", self.tr("登录"), self._sign_in, primary=True)
        self._offline = button("goOnOffline", "", self._go_on_offline)
        self._new_password: NewPassword | None = None  # few ever need it
        self._known: tuple[Session, ...] = ()
        self._lay_out()
        self._recall()
        self._server.editingFinished.connect(self._knock)
        for line in (self._login, self._password, self._proofs.picture, self._proofs.code, self._server):
            line.returnPressed.connect(self._sign_in)
        self._login.textEdited.connect(self._proofs.hide)

    def _lay_out(self) -> None:
        title = QHBoxLayout()
        title.addWidget(heading(self.tr("中国注册会计师继续教育"), factor=1.5))
        title.addStretch(1)
        self._links = QHBoxLayout()
        self._usual = QWidget()
        self._settings = button("serverSettings", self.tr("服务器设置"), self._network.open, quiet=True)
        self._links.addWidget(button("forgotPassword", self.tr("忘记密码"), self._forgot, quiet=True))
        self._links.addStretch(1)
        self._links.addWidget(self._national())
        self._links.addWidget(self._settings)
        frame = self._card = card(title, self._usual)
        usual = QVBoxLayout(self._usual)
        usual.setContentsMargins(0, 0, 0, 0)
        usual.setSpacing(theme.em(self, 0.8))
        for part in self._parts():
            usual.addWidget(part) if isinstance(part, QWidget) else usual.addLayout(part)
        frame.setMaximumWidth(theme.em(self, WIDTH))
        frame.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        box = frame.layout()
        if isinstance(box, QVBoxLayout):
            margin = theme.em(self, 1.6)
            box.setContentsMargins(margin, margin, margin, theme.em(self, 0.8))
            box.setSpacing(theme.em(self, 0.8))
        outer = QWidget()
        column = QVBoxLayout(outer)
        column.addStretch(2)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(frame, 100)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(3)
        self.setWidget(outer)
        self._say_knocking()
        FirstPaint(outer).painted.connect(self._knock)

    def _parts(self) -> tuple[QWidget | QHBoxLayout, ...]:
        """From the first look to the last link."""
        asked = (self._people, self._type_row(), self.message, self._form, self._caps)
        network = (self._network.test, self._network.found)
        return (*asked, *network, self._submit, self._offline, self._state, self._links)

    def _type_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.em(self, 0.5))
        choices: tuple[tuple[UserType, str, str], ...] = (
            ("cpa", self.tr("注册会计师"), "certificate"),
            ("non_practising", self.tr("非执业会员"), "person"),
            ("province_staff", self.tr("省注协工作人员"), "office"),
        )
        for code, text, icon in choices:
            choice = TypeChoice(f"userType_{code}", code, text, icon)
            self._types.addButton(choice)
            row.addWidget(choice)
        self._types.buttonToggled.connect(self._type_chosen)
        return row

    def _national(self) -> QPushButton:
        """Few people work there: a link, and no large choice."""
        link = Button(self.tr("中注协工作人员"))
        link.setObjectName("userType_national_staff")
        link.setProperty("code", "national_staff")
        link.setFlat(True)
        theme.wear(link, "link")
        link.setCheckable(True)
        link.setAutoDefault(False)
        self._types.addButton(link)
        return link

    def _recall(self) -> None:
        remembered = self._workspace.profile.remembered
        self._choose_type(remembered.user_type)
        if self._types.checkedButton() is None:
            self._types.buttons()[1].setChecked(True)
        self._login.setText(remembered.login)
        try:
            self._known = self._workspace.profile.people()
        except StoreTrouble as trouble:
            self.message.show_trouble(trouble)
        self._people.show_people(self._known)
        self._login.textChanged.connect(self._offer_offline)
        self._offer_offline()

    def typed(self) -> Typed:
        """What stands in the fields."""
        return Typed(self.user_type, self._login.text(), self._password.text(), self._server.text())

    def type_again(self, typed: Typed) -> None:
        """Put it back, e.g. into the page in another language."""
        self._choose_type(typed.user_type)
        for line, text in ((self._login, typed.login), (self._password, typed.password), (self._server, typed.server)):
            line.setText(text)

    def _choose_type(self, user_type: UserType) -> None:
        for choice in self._types.buttons():
            choice.setChecked(choice.property("code") == user_type)

    def _take_person(self, person: Session) -> None:
        """Fill in who it is; the password is typed anew."""
        self._choose_type(person.user_type)
        self._login.setText(person.login)
        self._password.clear()
        self._password.setFocus(Qt.FocusReason.OtherFocusReason)

    def _forget_person(self, person: Session) -> None:
        self._workspace.profile.hide(person.account_id)
        self._known = self._workspace.profile.people()
        self._people.show_people(self._known)
        if (self.user_type, self._login.text().strip()) == (person.user_type, person.login):
            self._login.clear()
        self._offer_offline()

    # --- the service ------------------------------------------------------------------------------------------

    def _say_knocking(self) -> None:
        """Something stands there from the first, so that the answer moves nothing; nothing without a server."""
        host = QUrl(self._network.address()).host()
        self._state.setText(self.tr("正在连接服务器 {0}…").format(host))
        self._state.setVisible(bool(host))

    def _knock(self) -> None:
        """Look whether the service can be reached, so that nobody types a password in vain."""
        server = self._network.address()
        self._state.setVisible(bool(server))
        if server and self.isVisible():
            self._knocking.run(lambda _task: self._workspace.knock(server), self._show_reached)

    def _show_reached(self, reached: bool) -> None:
        host = QUrl(self._network.address()).host()
        if reached:
            self._state.setText(self.tr("已连接服务器 {0}").format(host))
        else:
            go_on = self.tr("；登录过的账号可以继续脱机工作") if self._known else ""
            self._state.setText(self.tr("现在连接不到服务器 {0}{1}").format(host, go_on))
            self._knock_again.start(KNOCK_AGAIN)
        set_tone(self._state, "good" if reached else "warning")

    def _offer_offline(self) -> None:
        """Who has signed in here before can go on without the service."""
        known = self._known_account()
        self._offline.setVisible(known is not None)
        if known:
            self._offline.setText(self.tr("不登录，以 {0} 的身份继续脱机工作").format(known.name))

    def _known_account(self) -> Session | None:
        asked = (self.user_type, self._login.text().strip())
        return next((each for each in self._known if (each.user_type, each.login) == asked), None)

    def _go_on_offline(self) -> None:
        known = self._known_account()
        if known:
            account_id = known.account_id
            self._tasks.run(
                self,
                lambda _task: self._workspace.go_on_offline(account_id),
                lambda _session: self.went_on.emit(),
                self.message.show_trouble,
            )

    def focus_first(self) -> None:
        """Put the cursor where typing starts."""
        first = self._server if not self._server.text() else self._password if self._login.text() else self._login
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def user_type(self) -> UserType:
        """The user type that is chosen."""
        chosen = self._types.checkedButton()
        return chosen.property("code") if chosen else "non_practising"

    # --- acting -----------------------------------------------------------------------------------------------

    def _type_chosen(self) -> None:
        if self._types.checkedButton() is None:
            return
        staff = self.user_type in ("province_staff", "national_staff")
        title = self.tr("用户名") if staff else self.tr("会员证书编号")
        self._form.fields["login"].title.setText(title)
        self._login.setAccessibleName(title)
        self._offer_offline()

    def _missing(self) -> list[FieldError]:
        lines = (("login", self._login), ("password", self._password), ("server", self._server))
        return [error(name, "field.missing") for name, line in lines if not line.text().strip()]

    def _sign_in(self) -> None:
        if not self._submit.isEnabled():
            return
        self.message.hide()
        missing = self._missing()
        if any(each.field == "server" for each in missing):
            self._network.show_rows(True)
        self._form.show_errors(missing)
        if missing:
            return
        self._submit.setEnabled(False)
        self._submit.setText(self.tr("正在登录…"))
        user_type, login = self.user_type, self._login.text().strip()
        password = self._password.text()
        server, proxy = self._network.address(), self._network.proxy_address()

        proof = self._proofs.proof()

        def work(_task: object) -> Session:
            self._workspace.profile.remember(server=server, proxy=proxy)
            return self._workspace.sign_in(user_type, login, password, proof)

        def signed_in(session: Session) -> None:
            if session.must_change:
                self._show_new_password().ask_for_initial(user_type, login, password)
            else:
                self.signed_in.emit()

        self._tasks.run(self, work, signed_in, self._failed, ended=self._ready)

    # --- another password ---------------------------------------------------------------------------------------

    def _forgot(self) -> None:
        """Where a code can be sent, one is sent; for whom is asked first."""
        if not self._login.text().strip():
            self._form.show_errors([error("login", "field.missing")])
            return
        if self._network.address() != self._workspace.server:
            self._workspace.profile.remember(server=self._network.address(), proxy=self._network.proxy_address())
        self._show_new_password().ask_for_forgotten(self.user_type, self._login.text().strip())

    def _show_new_password(self) -> "NewPassword":
        from ui.signin_new_password import NewPassword

        if self._new_password is None:
            part = self._new_password = NewPassword(self._workspace, self._tasks)
            part.left.connect(self._show_form)
            part.done.connect(self._password_set)
            box = self._card.layout()
            assert box is not None
            box.addWidget(part)
        self._usual.hide()
        self._new_password.show()
        return self._new_password

    def _show_form(self) -> None:
        if self._new_password:
            self._new_password.hide()
        self._usual.show()
        self._password.clear()
        self.focus_first()

    def _password_set(self, new: str) -> None:
        """An initial one is changed while one is signed in; with a forgotten one one signs in now."""
        session = self._workspace.session
        if session is not None and session.token and not session.must_change:
            self.signed_in.emit()
            return
        self._show_form()
        self._password.setText(new)
        self._sign_in()

    def _ready(self) -> None:
        self._submit.setEnabled(True)
        self._submit.setText(self.tr("登录"))

    def _failed(self, trouble: Trouble) -> None:
        """What was typed stays; the error stands where it is to be mended."""
        if isinstance(trouble, Refused):
            if any(each.field == "server" for each in trouble.errors):
                self._network.show_rows(True)
            self._proofs.ask_for(trouble.errors)
            self._form.show_errors(trouble.errors)
            if trouble.errors:
                return
            self._form.fields["password"].show_error(words().advice(trouble))
            self._password.setFocus(Qt.FocusReason.OtherFocusReason)
            self._password.selectAll()
        elif isinstance(trouble, Offline):
            text = self.tr("{0}：请检查网络；如果更换过地址，请核对服务器设置").format(words().title(trouble))
            self.message.show_text(text, "bad", self.tr("服务器设置"), self._network.open)
            self._submit.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.message.show_trouble(trouble)


class TypeChoice(Tile):
    """A large choice of who signs in."""

    def __init__(self, name: str, code: UserType, words: str, icon: str) -> None:
        super().__init__(words, icon)
        self.setObjectName(name)
        self.setProperty("code", code)
        self.setAutoExclusive(True)
