"""The fields of an application (学时申请): those of its kind only, each with what is wrong under it."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit, QWidget

from cpd_core.entities import ApplicationKind
from cpd_core.messages import Draft, FieldError
from cpd_desktop.desks.applications import ApplicationDesk
from cpd_desktop.labels import BEIJING
from cpd_desktop.views import Named
from ui import theme
from ui.attachments.strip import AttachmentStrip
from ui.attachments.thumbnails import Thumbnails
from ui.forms.calm import CalmChoice, in_language
from ui.forms.hours_edit import HoursEdit
from ui.forms.sponsor_edit import SponsorEdit
from ui.language import words
from ui.tasks import Tasks
from ui.widgets import Form

YEARS_OFFERED = 6  # this year and the five before; proofs are kept at least three years


class ApplicationFields(Form):
    """Editors for one draft. :meth:`draft` reads them, :meth:`show_checked` says what is wrong where."""

    changed = Signal()
    """Something was typed, chosen or taken out."""

    def __init__(
        self, desk: ApplicationDesk, tasks: Tasks, kind: ApplicationKind, is_cpa: bool, draft: Draft | None
    ) -> None:
        super().__init__("applicationFields")
        self._desk = desk
        self._kind: ApplicationKind = kind
        self.year, self.pathway, self.condition = CalmChoice(), CalmChoice(), CalmChoice()
        self.sponsor = SponsorEdit(desk, tasks)
        self.hours = HoursEdit()
        self.ethics = QCheckBox(self.tr("属于职业道德内容"))
        self.note = QPlainTextEdit()
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(theme.em(self.note, 4))
        self.strip = AttachmentStrip(desk.file_path, Thumbnails(tasks), editable=True)
        self._touched: set[str] = set()
        self._errors: dict[str, str] = {}
        self._warnings: dict[str, str] = {}
        self._add_fields(is_cpa)
        self._fill(draft or Draft(kind=kind, year=datetime.now(BEIJING).year))
        self._connect()

    def draft(self) -> Draft:
        """What is typed; hours that are no number are NaN, which the check refuses."""
        exempt = self._kind == "exemption"
        return Draft(
            kind=self._kind,
            year=int(self.year.code() or 0),
            sponsor=self.sponsor.text().strip() if self._kind == "input" else "",
            pathway="" if exempt else self.pathway.code(),
            condition=self.condition.code() if exempt else "",
            hours=0.0 if exempt else self.hours.hours(),
            ethics=self.ethics.isChecked(),
            note=self.note.toPlainText(),
            attachments=self.strip.attachments(),
        )

    def change_of(self, name: str) -> None:
        """A field has another content: from now on its errors show."""
        self.touch(name)
        self.changed.emit()

    def show_draft(self, draft: Draft) -> None:
        """Show what was typed before and not saved."""
        self._fill(draft)

    def touch(self, name: str = "") -> None:
        """From now on errors of this field show; without a name: of all."""
        self._touched |= {name} if name else self.fields.keys()

    def show_checked(self, errors: Sequence[FieldError]) -> None:
        """Say what is wrong at the fields that were touched, while the person goes on typing."""
        texts: dict[str, list[str]] = {}
        for error in errors:
            texts.setdefault(error.field.partition("[")[0], []).append(words().error(error))
        self._errors = {name: "\n".join(said) for name, said in texts.items() if name in self._touched}
        self._show_notes()

    def show_warnings(self, warnings: Mapping[str, str]) -> None:
        """Say what is doubtful at which field; what is wrong there goes before it."""
        self._warnings = dict(warnings)
        self._show_notes()

    def _show_notes(self) -> None:
        for name, field in self.fields.items():
            if name in self._errors:
                field.show_error(self._errors[name])
            elif name in self._warnings:
                field.show_warning(self._warnings[name])
            else:
                field.clear_error()

    def focus_first(self) -> None:
        """Put the cursor where one begins."""
        self.year.setFocus()

    def typed_into(self) -> list[QWidget]:
        """Where somebody types, as far as keys and drops are concerned."""
        return [self.sponsor, self.hours, self.note, self.note.viewport()]

    def _add_fields(self, is_cpa: bool) -> None:
        self.add("year", self.tr("学时年度"), self.year)
        if self._kind == "input":
            self.add("sponsor", self.tr("主办方单位"), self.sponsor)
        if self._kind == "exemption":
            self.add("condition", self.tr("豁免学时条件"), self.condition)
        else:
            self.add("pathway", self.tr("学时途径"), self.pathway)
            self.add(
                "hours", self.tr("申请学时数"), self.hours, self.tr("1 学时为 45 分钟，以 0.5 为单位，可用 ↑ ↓ 键增减")
            )
        if self._kind == "input" and is_cpa:
            self.add("ethics", self.tr("职业道德"), self.ethics)
        self.add("note", self.tr("备注"), self.note)
        hint = self.tr("PDF、JPEG、PNG 或 Office 文档，每个小于 4 MB")
        self.add("attachments", self.tr("附件"), self.strip, hint)

    def _fill(self, draft: Draft) -> None:
        this_year = datetime.now(BEIJING).year
        years = sorted({*range(this_year - YEARS_OFFERED + 1, this_year + 1), draft.year}, reverse=True)
        self.year.offer([Named(str(y), str(y)) for y in years], self.tr("请选择"), str(draft.year))
        self._offer_by_year(draft.pathway, draft.condition)
        self.sponsor.setText(draft.sponsor)
        self.hours.set_hours(draft.hours)
        self.ethics.setChecked(draft.ethics)
        self.note.setPlainText(draft.note)
        self.strip.show_attachments(draft.attachments)

    def _offer_by_year(self, pathway: str, condition: str) -> None:
        year = int(self.year.code() or 0)
        if self._kind == "exemption":
            self.condition.offer(in_language(self._desk.conditions(year)), self.tr("请选择豁免学时条件"), condition)
        else:
            self.pathway.offer(in_language(self._desk.pathways(self._kind, year)), self.tr("请选择学时途径"), pathway)

    def _connect(self) -> None:
        self.year.currentIndexChanged.connect(self._year_changed)
        self.sponsor.textChanged.connect(lambda: self.change_of("sponsor"))
        self.pathway.currentIndexChanged.connect(lambda: self.change_of("pathway"))
        self.condition.currentIndexChanged.connect(lambda: self.change_of("condition"))
        self.hours.textChanged.connect(lambda: self.change_of("hours"))
        self.ethics.toggled.connect(lambda: self.change_of("ethics"))
        self.note.textChanged.connect(lambda: self.change_of("note"))
        self.strip.removed.connect(lambda: self.change_of("attachments"))

    def _year_changed(self) -> None:
        choice = self.condition if self._kind == "exemption" else self.pathway
        chosen = choice.code()
        self._offer_by_year(chosen, chosen)
        if chosen and not choice.code():  # this year's rules do not have it, and nobody may notice that it went
            self.touch("condition" if self._kind == "exemption" else "pathway")
        self.change_of("year")
