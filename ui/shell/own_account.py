"""账号与安全: another password, where a code is sent, the second factor of staff, and where one is signed in."""

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from cpd_core.account_messages import Device, Enrolment, OwnAccount
from cpd_desktop.desks.own_account import check_new
from cpd_desktop.errors import Refused, Trouble
from cpd_desktop.workspace import Workspace
from ui import theme
from ui.language import words
from ui.signin_password import PasswordLine
from ui.tasks import Tasks
from ui.widgets import Form, MessageLine, button, label
from ui.widgets.plain import clear

WIDTH = 30  # lines of text
QR = 11


class AccountDialog(QDialog):
    """Asks the service how the account stands; each part is changed with the password, and said in one line."""

    def __init__(self, workspace: Workspace, tasks: Tasks, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("accountDialog")
        self.setWindowTitle(self.tr("账号与安全"))
        self._desk = workspace.own_account
        session = workspace.session
        self._login = session.login if session else ""
        self._tasks = tasks
        self.message = MessageLine("accountMessage")
        self._tabs = QTabWidget()
        self._tabs.setObjectName("accountTabs")
        self._devices = QGridLayout()
        self._mail = MailPart(self)
        self._second = SecondFactorPart(self)
        self._password = PasswordPart(self, self._login)
        self._tabs.addTab(self._password, self.tr("密码"))
        self._tabs.addTab(self._mail, self.tr("找回密码"))
        self._tabs.addTab(self._devices_page(), self.tr("已登录的设备"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        box = QVBoxLayout(self)
        for part in (self.message, self._tabs, buttons):
            box.addWidget(part)
        self.setMinimumWidth(theme.em(self, WIDTH))
        self.refresh()

    def act(
        self, work: Callable[[], object], said: str, form: Form | None = None, then: Callable[[], object] | None = None
    ) -> None:
        """Change something in a worker; errors stand at their fields, the rest is one line."""
        self.message.hide()

        def done(_none: object) -> None:
            self.message.show_text(said, "good")
            if then:
                then()
            self.refresh()

        self.run(work, done, form)

    def run(self, work: Callable[[], object], done: Callable[[object], None], form: Form | None = None) -> None:
        """Ask the service for something."""

        def failed(trouble: Trouble) -> None:
            if form is not None and isinstance(trouble, Refused) and trouble.errors:
                form.show_errors(trouble.errors)
            else:
                self.message.show_trouble(trouble)

        self._tasks.run(self, lambda _task: work(), done, failed)

    def refresh(self) -> None:
        """Ask how the account stands now."""
        self._tasks.run(self, lambda _task: self._desk.facts(), self._show, self.message.show_trouble)

    def _show(self, facts: OwnAccount) -> None:
        self._mail.show_facts(facts)
        if facts.may_have_second_factor and self._tabs.indexOf(self._second) < 0:
            self._tabs.insertTab(2, self._second, self.tr("二次验证"))
        self._second.show_facts(facts)
        clear(self._devices)
        for row, device in enumerate(facts.devices):
            self._show_device(row, device)
        self._devices.setRowStretch(len(facts.devices), 1)

    def _show_device(self, row: int, device: Device) -> None:
        shown = words()
        name = device.name or self.tr("未命名的设备")
        seen = self.tr("上次使用 {0}").format(shown.moment(device.seen_at))
        self._devices.addWidget(label(name, wrap=False), row, 0)
        self._devices.addWidget(label(self.tr("本机") if device.current else seen, "quiet", wrap=False), row, 1)
        if not device.current:
            out = button(f"signOut{row}", self.tr("退出登录"), lambda: self._sign_out(device, name), quiet=True)
            out.setAccessibleName(self.tr("在 {0} 上退出登录").format(name))
            self._devices.addWidget(out, row, 2)
        self._devices.setColumnStretch(1, 1)

    def _sign_out(self, device: Device, name: str) -> None:
        self.act(lambda: self._desk.sign_out_device(device.id), self.tr("已在 {0} 上退出登录").format(name))

    def _devices_page(self) -> QWidget:
        page = QWidget()
        self._devices = QGridLayout(page)
        self._devices.setHorizontalSpacing(theme.em(self))
        return page

    # what the parts do ----------------------------------------------------------------------------------------

    def change_password(self, old: str, new: str, form: Form, then: Callable[[], object]) -> None:
        """Another password."""
        self.act(lambda: self._desk.change_password(old, new), self.tr("密码已修改，其他设备需要重新登录"), form, then)

    def change_mail(self, password: str, mail: str, form: Form, then: Callable[[], object]) -> None:
        """Another address, "" for none."""
        said = self.tr("已保存邮箱") if mail else self.tr("已删除邮箱")
        self.act(lambda: self._desk.change_mail(password, mail), said, form, then)

    def begin_second_factor(self, password: str, form: Form, then: Callable[[Enrolment], object]) -> None:
        """A secret for the phone."""

        def begun(made: object) -> None:
            then(cast("Enrolment", made))

        self.run(lambda: self._desk.begin_second_factor(password), begun, form)

    def complete_second_factor(self, code: str, form: Form, then: Callable[[tuple[str, ...]], object]) -> None:
        """Turn it on."""

        def on(codes: object) -> None:
            then(cast("tuple[str, ...]", codes))
            self.message.show_text(self.tr("二次验证已开启，请妥善保存备用码"), "good")
            self.refresh()

        self.run(lambda: self._desk.complete_second_factor(code), on, form)

    def end_second_factor(self, password: str, form: Form, then: Callable[[], object]) -> None:
        """Turn it off."""
        self.act(lambda: self._desk.end_second_factor(password), self.tr("二次验证已关闭"), form, then)


class PasswordPart(QWidget):
    """The old password, and a new one twice."""

    def __init__(self, dialog: AccountDialog, login: str) -> None:
        super().__init__()
        self._dialog = dialog
        self._login = login
        self._form = Form("changePasswordForm")
        self._lines = {name: PasswordLine() for name in ("old", "new", "again")}
        titles = {"old": self.tr("原密码"), "new": self.tr("新密码"), "again": self.tr("再填一次")}
        for name, line in self._lines.items():
            line.setObjectName(f"{name}Password")
            hint = self.tr("至少 10 个字符，建议用几个不相关的词") if name == "new" else ""
            self._form.add(name, titles[name], line, hint)
            line.returnPressed.connect(self._accept)
        _stack(self, self._form, button("changePassword", self.tr("修改密码"), self._accept, primary=True))

    def _accept(self) -> None:
        old, new, again = (line.text() for line in self._lines.values())
        wrong = check_new(new, again, self._login)
        self._form.show_errors(wrong)
        if not wrong:
            self._dialog.change_password(old, new, self._form, self._clear)

    def _clear(self) -> None:
        for line in self._lines.values():
            line.clear()


class MailPart(QWidget):
    """Where a code for a forgotten password is sent."""

    def __init__(self, dialog: AccountDialog) -> None:
        super().__init__()
        self._dialog = dialog
        self._text = label("", name="mailText")
        self._form = Form("mailForm")
        self._mail, self._password = QLineEdit(), PasswordLine()
        self._mail.setObjectName("mail")
        self._password.setObjectName("mailPassword")
        self._form.add("mail", self.tr("邮箱"), self._mail, self.tr("留空则不再发送"))
        self._form.add("password", self.tr("密码"), self._password)
        self._password.returnPressed.connect(self._accept)
        _stack(self, self._text, self._form, button("changeMail", self.tr("保存邮箱"), self._accept, primary=True))

    def show_facts(self, facts: OwnAccount) -> None:
        """Say how it stands."""
        text = (
            self.tr("忘记密码时，验证码发送到 {0}").format(facts.mail)
            if facts.mail
            else self.tr("还没有登记邮箱；忘记密码时只能联系省注协")
        )
        if not facts.can_mail:
            text = self.tr("本系统没有开通邮件找回密码；忘记密码时请联系所在地省注协")
        self._text.setText(text)

    def _accept(self) -> None:
        self._form.clear_errors()
        self._dialog.change_mail(self._password.text(), self._mail.text().strip(), self._form, self._clear)

    def _clear(self) -> None:
        self._mail.clear()
        self._password.clear()


class SecondFactorPart(QWidget):
    """Set up with a phone, shown once; turned off with the password."""

    def __init__(self, dialog: AccountDialog) -> None:
        super().__init__()
        self._dialog = dialog
        self._on = False
        self._text = label("", name="secondFactorText")
        self._qr = QLabel()
        self._qr.setObjectName("secondFactorQr")
        self._qr.setAccessibleName(self.tr("供手机验证器扫描的二维码"))
        self._secret = label("", name="secondFactorSecret")
        self._codes = label("", name="recoveryCodes")
        self._form = Form("secondFactorForm")
        self._password, self._code = PasswordLine(), QLineEdit()
        self._password.setObjectName("secondFactorPassword")
        self._code.setObjectName("secondFactorCode")
        self._password_row = self._form.add("password", self.tr("密码"), self._password)
        self._code_row = self._form.add("code", self.tr("手机上的 6 位数字"), self._code)
        self._go = button("secondFactorGo", "", self._accept, primary=True)
        for line in (self._password, self._code):
            line.returnPressed.connect(self._accept)
        _stack(self, self._text, self._qr, self._secret, self._form, self._codes, self._go)
        self._rest()

    def show_facts(self, facts: OwnAccount) -> None:
        """Say how it stands; what is being set up stays on the screen."""
        self._on = facts.second_factor
        if self._code.isVisibleTo(self):
            return
        if facts.second_factor:
            self._text.setText(
                self.tr("已开启。登录时除密码外，还需要手机验证器上的数字；剩余备用码 {0} 个。").format(
                    facts.recovery_codes
                )
            )
        else:
            self._text.setText(
                self.tr("开启后，登录时除密码外，还需要手机验证器上的数字。请先在手机上安装一个验证器程序。")
            )
        self._go.setText(self.tr("关闭二次验证") if facts.second_factor else self.tr("开启二次验证"))

    def _accept(self) -> None:
        self._form.clear_errors()
        if self._code.isVisibleTo(self):
            self._dialog.complete_second_factor(self._code.text(), self._form, self._show_codes)
        elif self._on:
            self._dialog.end_second_factor(self._password.text(), self._form, self._rest)
        else:
            self._dialog.begin_second_factor(self._password.text(), self._form, self._show_secret)

    def _show_secret(self, begun: Enrolment) -> None:
        self._codes.hide()
        self._qr.setPixmap(_drawn(begun.qr, theme.em(self, QR), self.devicePixelRatioF()))
        self._secret.setText(self.tr("用手机验证器扫描二维码，或手工输入密钥：{0}").format(_grouped(begun.secret)))
        self._text.hide()
        self._password_row.set_visible(False)
        for part in (self._qr, self._secret):
            part.show()
        self._code_row.set_visible(True)
        self._go.setText(self.tr("完成"))
        self._code.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_codes(self, codes: tuple[str, ...]) -> None:
        self._rest()
        self._codes.setText(self.tr("备用码，每个只能用一次，手机不在身边时使用：\n{0}").format("\n".join(codes)))
        self._codes.show()

    def _rest(self) -> None:
        for part in (self._qr, self._secret, self._codes):
            part.hide()
        self._text.show()
        self._code_row.set_visible(False)
        self._password_row.set_visible(True)
        for line in (self._password, self._code):
            line.clear()


def _stack(page: QWidget, *parts: QWidget) -> None:
    box = QVBoxLayout(page)
    box.setSpacing(theme.em(page, 0.7))
    for part in parts:
        box.addWidget(part)
    box.addStretch(1)


def _grouped(secret: str) -> str:
    return " ".join(secret[n : n + 4] for n in range(0, len(secret), 4))


def _drawn(svg: str, side: int, ratio: float) -> QPixmap:
    """Dark on white whatever the theme: phones read no other."""
    picture = QPixmap(round(side * ratio), round(side * ratio))
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(svg.encode())).render(painter)
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture
