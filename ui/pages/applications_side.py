"""What stands beside the list: the detail, in its place the form, and over either of them an attachment."""

import uuid
from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedWidget

from cpd_core.entities import Application, ApplicationKind, Attachment
from cpd_core.messages import Draft
from cpd_desktop.desks.drafts import KeptForm
from cpd_desktop.errors import Refused
from cpd_desktop.views import ApplicationDetail
from ui import theme
from ui.attachments.gallery import Gallery
from ui.forms.application_form import ApplicationForm
from ui.pages.applications_detail import DetailPane
from ui.pages.page import Context

KEEP_AFTER = 2_000  # milliseconds after the last key


class SidePane(QStackedWidget):
    """Detail, form or attachment. A form with something typed in it is never replaced."""

    saved = Signal(str)
    """The id of the application that the form has stored."""
    form_open = Signal(bool)
    """A form is there, or no more."""
    form_left = Signal()
    """The form was closed without saving."""

    def __init__(self, context: Context, staff: bool, is_cpa: bool) -> None:
        super().__init__()
        self._context = context
        self._is_cpa = is_cpa
        desk = context.workspace.applications
        self.detail = DetailPane(desk, context.tasks, staff)
        self.gallery = Gallery(desk, context.tasks, context.works)
        self.viewer = self.gallery.viewer
        self.form: ApplicationForm | None = None
        self._form_id = ""
        self._written: Application | None = None  # what the form changes; None for a new one
        self._keeping = QTimer(self)
        self._keeping.setSingleShot(True)
        self._keeping.setInterval(KEEP_AFTER)
        self._keeping.timeout.connect(self._keep_behind)
        self.addWidget(self.detail)
        self.addWidget(self.gallery)
        self.detail.setMinimumWidth(theme.em(self, 18))  # the form says itself how much it needs
        self.detail.view_asked.connect(self.view)
        self.gallery.left.connect(self._back)

    def show_detail(self, detail: ApplicationDetail | None) -> None:
        """Show the application under the cursor; behind the form while one is being written."""
        before = self.detail.detail
        if detail is None:
            self.detail.clear()
        elif detail != before:
            self.detail.show_detail(detail)
        other = detail is not None and (before is None or detail.application.id != before.application.id)
        if before is None and self.form:
            return  # the first row of a list that has just come, and not a person's choice
        if other and self.close_form():  # a row that goes away in a sync takes no form with it
            self.setCurrentWidget(self.detail)

    def view(self, attachment: Attachment) -> None:
        """Show an attachment; going back leads to what was here."""
        there = self.form.fields.strip.attachments() if self.form else ()
        shown = self.detail.detail
        if attachment not in there and shown:
            there = shown.application.attachments
        self.gallery.show_among(there, attachment)
        self.setCurrentWidget(self.gallery)

    def write(self, kind: ApplicationKind, application: Application | None = None) -> None:
        """Open the form, for a new application or to change one; a form with something typed in it stays instead."""
        if not self.close_form():
            return
        desk = self._context.workspace.applications
        self._form_id, self._written = str(uuid.uuid4()), application
        self.form = ApplicationForm(desk, self._context.tasks, kind, self._is_cpa, application)
        self.form.saved.connect(self._saved)
        self.form.left.connect(self._left)
        self.form.view_asked.connect(self.view)
        self.form.fields.changed.connect(self._keeping.start)
        self.addWidget(self.form)
        self.setCurrentWidget(self.form)
        self.form.fields.focus_first()
        self.form_open.emit(True)

    def write_copy(self, draft: Draft) -> bool:
        """Open the form of a new application with these contents; False where another form stays instead."""
        if not self.close_form():
            return False
        self.write(draft.kind)
        if self.form:
            self.form.fields.show_draft(draft)
        return True

    def add_attachments(self, attachments: Sequence[Attachment]) -> None:
        """Put these into the form, if it is still there."""
        if self.form:
            self.form.add_attachments(attachments)

    def save_form(self) -> None:
        """Save what is typed."""
        if self.form is not None:
            self.form.save()

    def open_kept(self) -> bool:
        """Open the form that was not finished the last time; False where there is none."""
        kept = self._context.workspace.drafts.kept()
        if kept is None:
            return False
        application: Application | None = None
        if kept.application_id:
            try:
                application = self._context.workspace.applications.detail(kept.application_id).application
            except Refused:  # deleted since: what was typed becomes a new one
                application = None
        self.write(kept.draft.kind, application)
        if self.form:
            self.form.take_up(kept.draft, kept.hours)
        return True

    def keep_form(self) -> None:
        """Keep what is typed, at once: the window goes away."""
        kept = self._kept()
        if kept:
            self._context.workspace.drafts.keep(self._form_id, kept)

    def _keep_behind(self) -> None:
        """Keep what is typed while the person goes on: a power cut takes two seconds of it at most."""
        kept, form_id = self._kept(), self._form_id
        if kept:
            self._context.tasks.run(self, lambda _task: self._context.workspace.drafts.keep(form_id, kept))

    def _kept(self) -> KeptForm | None:
        if self.form is None or not self.form.is_changed:
            return None
        fields = self.form.fields
        return KeptForm(fields.draft(), self._written.id if self._written else "", fields.hours.text())

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
            self._keeping.stop()
            form_id = self._form_id
            self._context.tasks.run(self, lambda _task: self._context.workspace.drafts.forget(form_id))
            self.removeWidget(self.form)
            self.form.deleteLater()
            self.form = None
            self.form_open.emit(False)
        self.setCurrentWidget(self.detail)

    def _back(self) -> None:
        self.setCurrentWidget(self.form or self.detail)
