"""In the sign-in's place: another password for an initial one, or for one that was forgotten."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from cpd_core.messages import UserType
from cpd_core.outcomes import error
from cpd_desktop.desks.own_account import check_new
from cpd_desktop.errors import Refused, Trouble
from cpd_desktop.workspace import Workspace
from ui import theme
from ui.signin_password import PasswordLine
from ui.tasks import Tasks
from ui.widgets import Form, MessageLine, button, heading, label


class NewPassword(QWidget):
    """Asks for a new password twice; with a code from a mail where the old one is forgotten."""

    done = Signal(str)
    """The new password is in force."""
    left = Signal()
    """Back to the sign-in."""

    def __init__(self, workspace: Workspace, tasks: Tasks) -> None:
        super().__init__()
        self.setObjectName("newPassword")
        self._workspace = workspace
        self._tasks = tasks
        self._who: tuple[UserType, str] = ("non_practising", "")
        self._old: str | None = None
        self._title = heading("", factor=1.25)
        self._text = label("", "quiet", name="newPasswordText")
        self.message = MessageLine("newPasswordMessage")
        self._send = button("sendCode", self.tr("发送验证码"), self._ask_for_code)
        self.code = QLineEdit()
        self.code.setObjectName("resetCode")
        self.new, self.again = PasswordLine(), PasswordLine()
        self.new.setObjectName("newPasswordLine")
        self.again.setObjectName("newPasswordAgain")
        self._form = Form("newPasswordForm")
        self._code_row = self._form.add("code", self.tr("邮件验证码"), self.code)
        self._form.add("new", self.tr("新密码"), self.new, self.tr("至少 10 个字符，建议用几个不相关的词"))
        self._form.add("again", self.tr("再填一次"), self.again)
        self._go = button("setPassword", "", self._accept, primary=True)
        back = button("backToSignIn", self.tr("返回登录"), self.left.emit, quiet=True)
        row = QHBoxLayout()
        row.addWidget(back)
        row.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.em(self, 0.8))
        for part in (self._title, self._text, self.message, self._send, self._form, self._go):
            box.addWidget(part)
        box.addLayout(row)
        for line in (self.code, self.new, self.again):
            line.returnPressed.connect(self._accept)

    def ask_for_initial(self, user_type: UserType, login: str, old: str) -> None:
        """Somebody has signed in with a password that somebody else chose."""
        self._begin(user_type, login, old)
        self._title.setText(self.tr("请设置新密码"))
        self._text.setText(self.tr("现在的密码是初始密码，别人可能知道。设置只有您知道的密码后即可使用。"))
        self._go.setText(self.tr("保存并登录"))
        self.new.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_for_forgotten(self, user_type: UserType, login: str) -> None:
        """Somebody has forgotten their password."""
        self._begin(user_type, login, None)
        self._title.setText(self.tr("重设密码"))
        self._text.setText(
            self.tr("将向 {0} 登记的邮箱发送验证码。没有登记过邮箱的，请联系所在地省注协。").format(login)
        )
        self._go.setText(self.tr("重设密码"))
        self._send.setFocus(Qt.FocusReason.OtherFocusReason)

    def _begin(self, user_type: UserType, login: str, old: str | None) -> None:
        self._who, self._old = (user_type, login), old
        forgotten = old is None
        self._send.setVisible(forgotten)
        self._send.setText(self.tr("发送验证码"))
        self._send.setEnabled(True)
        self._code_row.set_visible(forgotten)
        for line in (self.code, self.new, self.again):
            line.clear()
        self._form.clear_errors()
        self.message.hide()

    def _ask_for_code(self) -> None:
        self._send.setEnabled(False)
        self._tasks.run(
            self,
            lambda _task: self._workspace.own_account.ask_for_code(*self._who),
            lambda _none: self._sent(),
            self.message.show_trouble,
            ended=lambda: self._send.setEnabled(True),
        )

    def _sent(self) -> None:
        self._send.setText(self.tr("再发一次"))
        self.message.show_text(self.tr("如果该账号登记了邮箱，验证码已经发出，15 分钟内有效"), "good")
        self.code.setFocus(Qt.FocusReason.OtherFocusReason)

    def _accept(self) -> None:
        if not self._go.isEnabled():
            return
        old, code, new = self._old, self.code.text(), self.new.text()
        wrong = list(check_new(new, self.again.text(), self._who[1]))
        if old is None and not code.strip():
            wrong.insert(0, error("code", "field.missing"))
        self._form.show_errors(wrong)
        if wrong:
            return
        self._go.setEnabled(False)
        desk, who = self._workspace.own_account, self._who

        def work(_task: object) -> None:
            if old is None:
                desk.reset_password(*who, code, new)
            else:
                desk.change_password(old, new)

        self._tasks.run(
            self, work, lambda _none: self.done.emit(new), self._failed, ended=lambda: self._go.setEnabled(True)
        )

    def _failed(self, trouble: Trouble) -> None:
        if isinstance(trouble, Refused) and trouble.errors:
            self._form.show_errors(trouble.errors)
        else:
            self.message.show_trouble(trouble)
