"""One application beside the list: its facts, why it was refused and what to do, its attachments and history."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from cpd_core.entities import Application, HistoryEntry
from cpd_core.wording import hours_text
from cpd_desktop.desks.applications import ApplicationDesk
from cpd_desktop.views import ApplicationDetail
from ui import icons, language, marks, theme
from ui.attachments.strip import AttachmentStrip
from ui.attachments.thumbnails import Thumbnails
from ui.tasks import Tasks
from ui.widgets import TallArea, button, card, clear, heading, label


class DetailPane(TallArea):
    """Shows one application; built anew for each, as there are few widgets in it."""

    view_asked = Signal(object)
    """Attachment: to be shown."""
    edit_asked = Signal()
    """The refused application is to be mended."""
    conflict_asked = Signal()
    """The conflict is to be settled."""

    def __init__(self, desk: ApplicationDesk, tasks: Tasks, staff: bool, with_attachments: bool = True) -> None:
        holder = QWidget()
        super().__init__(holder)
        self.setObjectName("applicationDetail")
        self.setAccessibleName(self.tr("申请详情"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._desk = desk
        self._thumbnails = Thumbnails(tasks)
        self._staff = staff
        self._with_attachments = with_attachments
        self._box = QVBoxLayout(holder)
        self._box.setSpacing(theme.em(self, 0.6))
        self.detail: ApplicationDetail | None = None
        self.clear()

    def clear(self) -> None:
        """Nothing is chosen."""
        self.detail = None
        clear(self._box)
        hint = label(self.tr("选择一条申请，这里显示详情"), "quiet", name="detailHint")
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._box.addWidget(hint, 1)

    def show_detail(self, detail: ApplicationDetail) -> None:
        """Show this application."""
        self.detail = detail
        application = detail.application
        clear(self._box)
        self._box.addLayout(self._head(detail))
        if application.state == "refused":
            self._box.addWidget(self._refusal(application))
        if detail.sync == "conflict":
            self._box.addWidget(self._conflict())
        for part in self.above(detail):
            self._box.addWidget(part)
        self._box.addLayout(self._facts(detail))
        for part in self.below(detail):
            self._box.addWidget(part)
        if self._with_attachments:
            self._box.addWidget(label(self.tr("附件"), "quiet", wrap=False))
            strip = AttachmentStrip(self._desk.file_path, self._thumbnails, editable=False)
            strip.show_attachments(application.attachments)
            strip.view_asked.connect(self.view_asked)
            self._box.addWidget(strip)
        self.add_history(self._box, detail)
        self._box.addStretch(1)

    def above(self, detail: ApplicationDetail) -> Sequence[QWidget]:
        """What stands over the facts."""
        return ()

    def below(self, detail: ApplicationDetail) -> Sequence[QWidget]:
        """What stands between the facts and the history."""
        return ()

    def add_history(self, box: QVBoxLayout, detail: ApplicationDetail) -> None:
        """Who did what and when, the last first."""
        if detail.history:
            box.addWidget(label(self.tr("历史"), "quiet", wrap=False))
            box.addLayout(self._history(detail.history))

    def _head(self, detail: ApplicationDetail) -> QHBoxLayout:
        application = detail.application
        kind = self.tr("{kind}学时申请").format(kind=language.words().kinds[application.kind])
        row = QHBoxLayout()
        member = f"{application.member_name}  {application.member_no}"
        row.addWidget(heading(member if self._staff else kind, "detailTitle", 1.15))
        row.addStretch(1)
        mark = marks.of_application if self._staff else marks.of_own
        row.addLayout(_mark(self, mark(application.state, detail.sync)))
        return row

    def _refusal(self, application: Application) -> QWidget:
        words = label(self.tr("不予确认：{reason}").format(reason=application.reason), name="detailReason")
        if self._staff:
            return card(words, ground="bad")
        hint = label(self.tr("按要求修改并保存，即重新提交省注协确认"), "quiet")
        return card(words, hint, _left(button("detailEdit", self.tr("修改"), self.edit_asked.emit)), ground="bad")

    def _conflict(self) -> QWidget:
        words = label(self.tr("这条申请有一项操作没有生效，需要您选择如何处理"))
        act = button("detailConflict", self.tr("去处理"), self.conflict_asked.emit)
        return card(words, _left(act), ground="warning")

    def _facts(self, detail: ApplicationDetail) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.em(self))
        grid.setVerticalSpacing(theme.em(self, 0.2))
        grid.setColumnStretch(1, 1)
        for number, (name, text) in enumerate(self._pairs(detail)):
            grid.addWidget(label(name, "quiet", wrap=False), number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(text), number, 1)
        return grid

    def _pairs(self, detail: ApplicationDetail) -> list[tuple[str, str]]:
        a = detail.application
        pairs: list[tuple[str, str]] = []
        if self._staff:
            pairs.append(
                (
                    self.tr("申请"),
                    self.tr("{year} 年度 {kind}").format(year=a.year, kind=language.words().kinds[a.kind]),
                )
            )
        else:
            pairs.append((self.tr("学时年度"), str(a.year)))
        if a.kind == "input":
            pairs.append((self.tr("主办方单位"), a.sponsor))
        if a.kind == "exemption":
            pairs.append((self.tr("豁免学时条件"), language.words().pathway(a.condition, detail.condition_name)))
        else:
            pairs.append((self.tr("学时途径"), language.words().pathway(a.pathway, detail.pathway_name)))
            pairs.append((self.tr("申请学时"), hours_text(a.hours)))
        if a.confirmed_hours is not None and a.kind != "exemption":
            pairs.append((self.tr("确认学时"), hours_text(a.confirmed_hours)))
        if a.history and a.history[0].what == "entered":
            by = self.tr("由 {0} 根据培训签到表录入").format(a.history[0].by)
            pairs.append((self.tr("省注协录入"), by))
        if a.ethics:
            pairs.append((self.tr("职业道德"), self.tr("是")))
        if a.note:
            pairs.append((self.tr("备注"), a.note))
        return pairs

    def _history(self, entries: tuple[HistoryEntry, ...]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.em(self))
        grid.setVerticalSpacing(theme.em(self, 0.2))
        grid.setColumnStretch(1, 1)
        for number, entry in enumerate(reversed(entries)):
            grid.addWidget(
                label(language.words().moment(entry.at), "quiet", wrap=False), number, 0, Qt.AlignmentFlag.AlignTop
            )
            grid.addWidget(label(self._step(entry)), number, 1)
        return grid

    def _step(self, entry: HistoryEntry) -> str:
        words = f"{entry.by} {language.words().steps[entry.what]}"
        if entry.hours:
            words += self.tr(" {hours} 学时").format(hours=hours_text(entry.hours))
        return language.words().pair(words, entry.reason) if entry.reason else words


def _left(widget: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addWidget(widget)
    row.addStretch(1)
    return row


def _mark(widget: QWidget, mark: marks.Mark) -> QHBoxLayout:
    """A state's icon and word."""
    picture = QLabel()
    size = theme.em(widget, 0.9)
    picture.setPixmap(icons.pixmap(mark.icon, theme.colours().of(mark.tone), size, widget.devicePixelRatioF()))
    row = QHBoxLayout()
    row.setSpacing(theme.em(widget, 0.3))
    row.addWidget(picture)
    row.addWidget(label(mark.text, mark.tone, wrap=False, name="detailState"))
    return row
