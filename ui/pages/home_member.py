"""首页 of a member: what is still missing this year, what waits, what came back, and the next step."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout

from cpd_core.ledger import YearLedger
from cpd_core.wording import hours_text
from cpd_desktop.desks.home import MemberHome, Step
from cpd_desktop.labels import BEIJING
from ui import theme
from ui.language import words
from ui.pages import year_words
from ui.pages.home import HomePage, StepLine
from ui.pages.page import Context
from ui.theme import Tone
from ui.widgets import Ring, button, heading, label, set_tone


class MemberHomePage(HomePage[MemberHome]):
    """The ring, the sentence and the parts on the left, the next steps on the right."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, context.workspace.home.of_member, self._show_home)
        self._ring = Ring("homeRing")
        self._sentence = heading("", "homeSentence", 1.25)
        self._sentence.setWordWrap(True)
        self._owed = label("", "quiet", name="homeOwed")
        self._waiting = label("", name="homeWaiting")
        self._why = button("homeWhy", self.tr("查看学时明细"), lambda: context.open_page("hours"), quiet=True)
        self._parts = QGridLayout()
        self._parts.setHorizontalSpacing(theme.em(self, 0.8))
        self._parts.setVerticalSpacing(theme.em(self, 0.5))
        self._parts.setColumnStretch(1, 1)
        words = QVBoxLayout()
        words.addStretch(1)
        for part in (self._sentence, self._owed, self._waiting):
            words.addWidget(part)
        words.addStretch(1)
        top = QHBoxLayout()
        top.setSpacing(theme.em(self, 1.4))
        top.addWidget(self._ring)
        top.addLayout(words, 1)
        box = self.standing.layout()
        if isinstance(box, QVBoxLayout):
            box.setSpacing(theme.em(self, 1.1))
            box.addLayout(top)
            box.addLayout(self._parts)
            box.addWidget(self._why, 0, Qt.AlignmentFlag.AlignRight)
            box.addStretch(1)

    def _show_home(self, found: MemberHome) -> None:
        """Show the year and the steps."""
        self._show_ledger(found.year, found.ledger)
        waiting = self.tr("另有 {0} 条申请等待确认，共申请 {1} 学时")
        self._waiting.setText(waiting.format(found.waiting, hours_text(found.waiting_hours)))
        self._waiting.setVisible(found.waiting > 0)
        self.steps.show_steps([self._line(step) for step in found.steps], self._nothing(found))

    def _show_ledger(self, year: int, ledger: YearLedger | None) -> None:
        self._ring.setVisible(ledger is not None)
        self._why.setVisible(ledger is not None)
        if ledger is None:
            self._sentence.setText(self.tr("{0} 年度没有适用的学时要求").format(year))
            self._owed.setText(self.tr("联网同步后再看"))
            return
        self._ring.set_hours(ledger.counted, ledger.required, ledger.fulfilled)
        self._sentence.setText(year_words.sentence(ledger, deadline=year == datetime.now(BEIJING).year))
        set_tone(self._sentence, "good" if ledger.fulfilled else "normal")
        self._owed.setText(year_words.owed_parts(ledger))
        self._owed.setVisible(bool(self._owed.text()))
        year_words.fill_parts(self._parts, ledger)
        year_words.fill_sources(self._parts, ledger)

    def _nothing(self, found: MemberHome) -> str:
        if found.ledger is None:
            return self.tr("没有需要处理的事项")
        return self.tr("本年度已完成，没有需要处理的事项")

    def _line(self, step: Step) -> StepLine:
        icon, tone, title, text, act = self._words(step)
        return StepLine(icon, tone, title, text, act, self.leads_to(step.page, step.item))

    def _words(self, step: Step) -> tuple[str, Tone, str, str, str]:
        """Icon, tone, title, text and button of a step."""
        match step.code:
            case "settle":
                title = self.tr("{0} 条操作没有生效").format(step.count)
                return "conflict", "warning", title, self.tr("您填写的内容都保留着，请逐条选择"), self.tr("去处理")
            case "mend":
                title = self.tr("“{0}”不予确认").format(_subject(step))
                reason = self.tr("理由：{0}").format(step.reason)
                return "refused", "bad", title, reason, self.tr("修改后重新提交")
            case "finish":
                title = self.tr("有一份申请还没有保存")
                return "edit", "accent", title, self.tr("上次填写的内容都在"), self.tr("继续填写")
            case "rate":
                title = self.tr("“{0}”已学完").format(step.subject)
                text = self.tr("评价后计入 {0} 学时").format(hours_text(step.hours))
                return "star", "warning", title, text, self.tr("去评价")
            case "choose":
                title = self.tr("选择本年度学习的国家会计学院")
                return "course", "accent", title, self.tr("选定后本年度不能更改"), self.tr("去选择")
            case "study":
                return "course", "accent", self.tr("在线学习"), self.tr("学完并评价后自动确认"), self.tr("去学习")
            case "file":
                text = self.tr("参加培训、授课、发表论文等，凭证明材料申请")
                return "add", "accent", self.tr("提交学时申请"), text, self.tr("新建申请")
            case "certify":
                text = self.tr("可在线下载，收到的单位可核对")
                return "certificate", "good", self.tr("可以下载学时证明了"), text, self.tr("去下载")


def _subject(step: Step) -> str:
    """What a step is about; the names of sponsors and courses stay as they are."""
    return words().pathway(step.pathway, step.subject) if step.pathway else step.subject
