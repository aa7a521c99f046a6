"""What the service may ask for beside the password: a picture code after failures, a code of a phone."""

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from cpd_core.account_messages import SignInProof
from cpd_core.messages import FieldError
from cpd_desktop.workspace import Workspace
from ui import theme
from ui.tasks import Latest, Tasks
from ui.widgets import Form, button
from ui.widgets.form import Field

LINES = 2.6  # height of the picture, in lines of text


class ProofRows(QObject):
    """Two rows of the sign-in's form that are there only where they are asked for."""

    def __init__(self, form: Form, workspace: Workspace, tasks: Tasks) -> None:
        super().__init__(form)
        self._workspace = workspace
        self._form = form
        self._fetching = Latest(tasks, self)
        self._picture_id = ""
        self.picture = QLineEdit()
        self.picture.setObjectName("picture")
        self._image = QLabel()
        self._image.setObjectName("pictureImage")
        self._image.setAccessibleName(self.tr("验证码图片"))
        self._place = QWidget()  # so that nothing moves when the picture comes
        self.code = QLineEdit()
        self.code.setObjectName("code")
        self._rows: dict[str, Field] = {
            "picture": form.add("picture", self.tr("验证码"), self._row(), ""),
            "code": form.add("code", self.tr("二次验证"), self.code, self.tr("手机验证器上的 6 位数字，或一个备用码")),
        }
        for line, name in ((self.picture, self.tr("验证码")), (self.code, self.tr("二次验证"))):
            line.setAccessibleName(name)
            line.textEdited.connect(self._mended)
        self.hide()

    def _row(self) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.picture, 1)
        row.addWidget(self._image)
        row.addWidget(button("pictureAgain", self.tr("换一张"), self.fetch, quiet=True))
        made.setFocusProxy(self.picture)
        return made

    def hide(self) -> None:
        """Nothing is asked for: another person, or nobody has failed yet."""
        for row in self._rows.values():
            row.set_visible(False)
        self._picture_id = ""
        self.picture.clear()
        self.code.clear()

    def proof(self) -> SignInProof:
        """What was typed."""
        return SignInProof(picture_id=self._picture_id, picture=self.picture.text(), code=self.code.text())

    def ask_for(self, errors: tuple[FieldError, ...]) -> None:
        """Show what the service wants; each picture is good for one try."""
        wanted = {error.field for error in errors}
        for name, row in self._rows.items():
            if name in wanted:
                row.set_visible(True)
        if "picture" in wanted or self._picture_id:
            self.fetch()

    def fetch(self) -> None:
        """Another picture."""
        self.picture.clear()
        self._fetching.run(lambda _task: self._workspace.own_account.picture(), self._show)

    def _show(self, made: tuple[str, bytes]) -> None:
        self._picture_id, png = made
        image = QPixmap()
        image.loadFromData(png)
        ratio = self._image.devicePixelRatio()
        height = round(theme.em(self._image, LINES) * ratio)
        shown = image.scaled(
            QSize(height * 10, height), Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        shown.setDevicePixelRatio(ratio)
        self._image.setPixmap(shown)

    def _mended(self) -> None:
        for row in self._rows.values():
            if row.error:
                row.clear_error()
