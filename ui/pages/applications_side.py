"""What stands beside the list: the detail, in its place the form, and over either of them an attachment."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from cpd_core.entities import Application, ApplicationKind, Attachment
from cpd_desktop.views import ApplicationDetail
from ui import theme
from ui.attachments.desk_viewer import DeskViewer
from ui.forms.application_form import ApplicationForm
from ui.pages.applications_detail import DetailPane
from ui.pages.page import Context


class SidePane(QStackedWidget):
    """Detail, form or attachment. A form with something typed in it is never replaced."""

    saved = Signal(str)
    """The id of the application that the form has stored."""
    form_left = Signal()
    """The form was closed without saving."""

    def __init__(self, context: Context, staff: bool, is_cpa: bool) -> None:
        super().__init__()
        self._context = context
        self._is_cpa = is_cpa
        desk = context.workspace.applications
        self.detail = DetailPane(desk, staff)
        self.viewer = DeskViewer(desk, context.tasks, can_leave=True)
        self.form: ApplicationForm | None = None
        self.addWidget(self.detail)
        self.addWidget(self.viewer)
        self.detail.setMinimumWidth(theme.em(self, 18))  # the form says itself how much it needs
        self.detail.view_asked.connect(self.view)
        self.viewer.left.connect(self._back)

    def show_detail(self, detail: ApplicationDetail | None) -> None:
        """Show the application under the cursor; behind the form while one is being written."""
        before = self.detail.detail
        if detail is None:
            self.detail.clear()
        elif detail != before:
            self.detail.show_detail(detail)
        other = detail is not None and (before is None or detail.application.id != before.application.id)
        if other and self.close_form():  # a row that goes away in a sync takes no form with it
            self.setCurrentWidget(self.detail)

    def view(self, attachment: Attachment) -> None:
        """Show an attachment; going back leads to what was here."""
        self.viewer.show_attachment(attachment)
        self.setCurrentWidget(self.viewer)

    def write(self, kind: ApplicationKind, application: Application | None = None) -> None:
        """Open the form, for a new application or to change one; a form with something typed in it stays instead."""
        if not self.close_form():
            return
        desk = self._context.workspace.applications
        self.form = ApplicationForm(desk, self._context.tasks, kind, self._is_cpa, application)
        self.form.saved.connect(self._saved)
        self.form.left.connect(self._left)
        self.form.view_asked.connect(self.view)
        self.addWidget(self.form)
        self.setCurrentWidget(self.form)
        self.form.fields.focus_first()

    def close_form(self) -> bool:
        """Close the form where nothing typed is lost; False where it stays and asks."""
        if self.form is None:
            return True
        if self.form.is_changed:
            self.setCurrentWidget(self.form)
            self.form.ask_to_leave()
            return False
        self._drop_form()
        return True

    def _saved(self, application_id: str) -> None:
        self._drop_form()
        self.saved.emit(application_id)

    def _left(self) -> None:
        self._drop_form()
        self.form_left.emit()

    def _drop_form(self) -> None:
        if self.form is not None:
            self.removeWidget(self.form)
            self.form.deleteLater()
            self.form = None
        self.setCurrentWidget(self.detail)

    def _back(self) -> None:
        self.setCurrentWidget(self.form or self.detail)
