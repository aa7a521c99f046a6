"""The form of an application in the detail's place: saving, leaving, files, and a live line of what would count."""

from collections.abc import Sequence
from pathlib import Path

from msgspec import structs
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cpd_core.applications import changes_between, draft_of, set_fields
from cpd_core.entities import Application, ApplicationKind, Attachment
from cpd_core.file_names import apart, key
from cpd_core.messages import Draft, FieldError
from cpd_desktop.desks.applications import ApplicationDesk
from cpd_desktop.errors import Refused, Trouble
from cpd_desktop.views import Outlook
from ui import language, theme
from ui.forms.application_fields import ApplicationFields
from ui.forms.outlook import CountLine, warnings_of
from ui.forms.pasting import Pasting
from ui.forms.taking_in import TakingIn
from ui.tasks import Latest, Tasks
from ui.widgets import Ask, MessageLine, TallArea, button, card, heading, label

LOOK_AFTER = 150  # milliseconds after the last key: a worker that reads would slow the next one down


class ApplicationForm(QWidget):
    """One application being written. It is made anew for each; what was typed stays until saved or given up."""

    saved = Signal(str)
    """The id of the application that was stored here."""
    left = Signal()
    """The person left without saving."""
    view_asked = Signal(object)
    """Attachment: to be shown."""

    def __init__(
        self,
        desk: ApplicationDesk,
        tasks: Tasks,
        kind: ApplicationKind,
        is_cpa: bool = False,
        application: Application | None = None,
    ) -> None:
        super().__init__()
        self.setObjectName("applicationForm")
        self._desk = desk
        self._tasks = tasks
        self._looking = Latest(tasks, self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(LOOK_AFTER)
        self._soon.timeout.connect(self._look)
        self._application = application
        self._kind: ApplicationKind = kind
        self._file_errors = ""
        self.fields = ApplicationFields(desk, tasks, kind, is_cpa, draft_of(application) if application else None)
        self._taking_in = TakingIn(desk, tasks, self)
        self._pasting = Pasting(self.fields.strip, self.fields.typed_into())
        self._lay_out()
        self._start = self.fields.draft()
        self._connect()
        self._check()

    @property
    def kind(self) -> ApplicationKind:
        """The kind of application that is written."""
        return self._kind

    @property
    def is_changed(self) -> bool:
        """Whether anything was typed since the form opened."""
        return self.fields.draft() != self._start

    def save(self) -> None:
        """Store what is typed, here and now; what is wrong is said at the fields instead."""
        if not self._save.isEnabled():
            return
        if not self._taking_in.ask.isHidden():
            self._trouble.show_text(self.tr("还有照片等您决定：缩小后添加，或不添加"), "warning")
            self._taking_in.ask.ask_again()
            return
        self._trouble.hide()
        if self._application and not self.is_changed:
            self.left.emit()
            return
        self.fields.touch()
        self._file_errors = ""
        if errors := self._check():
            self.fields.show_errors(errors)
            return
        draft = self.fields.draft()
        self._busy(True)
        self._tasks.run(self, lambda _task: self._store(draft), self.saved.emit, self._failed, ended=self._ready)

    def take_up(self, typed: Draft, hours: str = "") -> None:
        """Go on with what was typed before and not saved; ``hours`` as they were typed."""
        self.fields.show_draft(typed)
        if hours:
            self.fields.hours.setText(hours)
        self.fields.touch()
        self._check()

    def leave(self) -> None:
        """Close; asks in a line first where something was typed."""
        if self._ask.isVisible():
            self._ask.hide()
            self.fields.focus_first()
        elif self.is_changed:
            self.ask_to_leave()
        else:
            self.left.emit()

    def ask_to_leave(self) -> None:
        """Ask in a line whether what was typed may go."""
        self._ask.ask(self.tr("填写的内容尚未保存"), self.tr("放弃"), self.left.emit, self.tr("继续填写"))

    def add_attachments(self, attachments: Sequence[Attachment]) -> None:
        """Take in what is an attachment already, e.g. of the application that was copied."""
        self._files_added(list(attachments), [])

    def add_files(self, paths: Sequence[Path]) -> None:
        """Take files in as attachments; what is wrong with one is said at the field."""
        self._taking_in.add_files(paths)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Qt: Ctrl+V where nobody types attaches what is in the clipboard."""
        if not (event.matches(QKeySequence.StandardKey.Paste) and self._pasting.paste()):
            super().keyPressEvent(event)

    # --- in a worker -----------------------------------------------------------------------------------------

    def _store(self, draft: Draft) -> str:
        if self._application is None:
            return self._desk.file(draft)
        current = draft_of(self._desk.detail(self._application.id).application)
        self._desk.edit(self._application.id, self._merged(draft, current))
        return self._application.id

    def _merged(self, draft: Draft, current: Draft) -> Draft:
        """What was typed upon what a sync may have brought meanwhile; what both have changed is asked about once."""
        mine, theirs = (_changed_fields(self._start, now) for now in (draft, current))
        both = [language.words().field(name) for name in mine.keys() & theirs.keys() if mine[name] != theirs[name]]
        self._start = current
        if both:
            words = self.tr("{fields}刚刚在别处也有修改。您填写的内容都在，核对后再次保存即以您的为准")
            raise Refused(self.tr("尚未保存"), words.format(fields=language.words().comma.join(sorted(both))))
        return structs.replace(current, **mine)

    # --- back on the screen ----------------------------------------------------------------------------------

    def _files_added(self, attachments: list[Attachment], wrong: list[str]) -> None:
        there = self.fields.strip.attachments()
        hashes, names = {a.sha256: a.name for a in there}, {key(a.name) for a in there}
        for attachment in attachments:
            if attachment.sha256 in hashes:
                words = self.tr("附件“{name}”已经添加，与“{other}”是同一个文件")
                wrong.append(words.format(name=attachment.name, other=hashes[attachment.sha256]))
                continue
            name = apart(attachment.name, names)
            hashes[attachment.sha256] = name
            names.add(key(name))
            self.fields.strip.append(structs.replace(attachment, name=name))
        self.fields.change_of("attachments")
        self._file_errors = "\n".join(wrong)
        self._check()
        QTimer.singleShot(0, self, self._show_attachments)  # once they have their place

    def _show_attachments(self) -> None:
        """Scroll to what was attached, and to what is wrong with the rest."""
        self._area.ensureWidgetVisible(self.fields.fields["attachments"].note)

    def _changed(self) -> None:
        self._file_errors = ""
        self._check()

    def _check(self) -> tuple[FieldError, ...]:
        """Say what is wrong with what is typed, and work out what it would count; all errors come back."""
        draft = self.fields.draft()
        errors = self._desk.check(draft)
        self.fields.show_checked(errors)
        if self._file_errors:
            self.fields.fields["attachments"].show_error(self._file_errors)
        self._soon.start()
        return errors

    def _look(self) -> None:
        """Work out, once nobody types for a moment, what it would count and what is claimed twice."""
        draft, known = self.fields.draft(), self._application.id if self._application else ""
        self._looking.run(lambda _task: self._desk.outlook(draft, known), self._show_outlook)

    def _show_outlook(self, outlook: Outlook) -> None:
        self._count.show_prospect(outlook.prospect)
        self.fields.show_warnings(warnings_of(outlook.doubles))
        if self._file_errors:
            self.fields.fields["attachments"].show_error(self._file_errors)

    def _failed(self, trouble: Trouble) -> None:
        """Nothing was stored; what was typed stays."""
        if isinstance(trouble, Refused) and trouble.errors:
            self.fields.show_errors(trouble.errors)
        else:
            self._trouble.show_trouble(trouble)

    def _busy(self, on: bool) -> None:
        self._save.setEnabled(not on)

    def _ready(self) -> None:
        self._busy(False)

    # --- building --------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.fields.changed.connect(self._changed)
        self.fields.strip.files_given.connect(self.add_files)
        self.fields.strip.picture_given.connect(self._taking_in.add_picture)
        self._taking_in.taken.connect(self._files_added)
        self._taking_in.busy.connect(self._busy)
        self.fields.strip.view_asked.connect(self.view_asked)
        leave = QShortcut(QKeySequence("Esc"), self)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self.leave)

    def _lay_out(self) -> None:
        self._trouble = MessageLine("formTrouble")
        self._ask = Ask("formAsk", gives_up=True)
        self._count = CountLine()
        self._area = TallArea(_on_top(self.fields))
        layout = QVBoxLayout(self)
        layout.addWidget(heading(self._title(), "formTitle", 1.15))
        layout.addWidget(self._trouble)
        if self._application and self._application.state == "refused":
            reason = self.tr("不予确认：{reason}").format(reason=self._application.reason)
            hint = label(self.tr("按要求修改并保存，即重新提交省注协确认"), "quiet")
            layout.addWidget(card(label(reason, name="formReason"), hint, ground="bad"))
        layout.addWidget(self._area, 1)
        layout.addWidget(self._count.label)
        layout.addWidget(self._taking_in.ask)
        layout.addWidget(self._ask)
        layout.addLayout(self._buttons())

    def _title(self) -> str:
        words = self.tr("修改{kind}学时申请") if self._application else self.tr("新建{kind}学时申请")
        return words.format(kind=language.words().kinds[self._kind])

    def _buttons(self) -> QHBoxLayout:
        self._save = button("formSave", self.tr("保存"), self.save, primary=True)
        self._save.setToolTip(self.tr("保存在本机，联网时自动发送（Ctrl+S）"))
        cancel = button("formCancel", self.tr("取消"), self.leave)
        cancel.setToolTip(self.tr("不保存（Esc）"))
        row = QHBoxLayout()
        row.addWidget(self._save)
        row.addWidget(cancel)
        row.addStretch(1)
        return row


def _changed_fields(before: Draft, after: Draft) -> dict[str, object]:
    change = changes_between(before, after)
    return set_fields(change.to) if change else {}


def _on_top(fields: QWidget) -> QWidget:
    """Keep the rows together at the top, however high the window is."""
    holder = QWidget()
    box = QVBoxLayout(holder)
    box.setContentsMargins(0, 0, theme.em(fields, 0.5), 0)
    box.addWidget(fields)
    box.addStretch(1)
    return holder
