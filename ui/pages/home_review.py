"""首页 of a reviewer: how many wait and since when, what came back, what is not sent yet."""

from datetime import datetime

from PySide6.QtWidgets import QGridLayout, QVBoxLayout

from cpd_desktop import labels
from cpd_desktop.desks.home import ReviewHome
from cpd_desktop.labels import BEIJING
from ui import language, theme
from ui.pages.home import HomePage, StepLine
from ui.pages.page import Context
from ui.widgets import Bar, clear, heading, label


class ReviewHomePage(HomePage[ReviewHome]):
    """The queue in figures on the left, what to do first on the right."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, context.workspace.home.of_review, self._show_home)
        self._count = heading("", "homeCount", 2.0)
        self._since = label("", name="homeSince")
        self._kinds = QGridLayout()
        self._kinds.setHorizontalSpacing(theme.em(self, 0.8))
        self._kinds.setVerticalSpacing(theme.em(self, 0.5))
        self._kinds.setColumnStretch(1, 1)
        self._members = label("", "quiet", name="homeMembers")
        box = self.standing.layout()
        if isinstance(box, QVBoxLayout):
            box.addWidget(self._count)
            box.addWidget(self._since)
            box.addSpacing(theme.em(self, 0.5))
            box.addLayout(self._kinds)
            box.addSpacing(theme.em(self, 0.5))
            box.addWidget(self._members)
            box.addStretch(1)

    def _show_home(self, found: ReviewHome) -> None:
        """Show the queue and what to do."""
        self._count.setText(self.tr("{0} 条待确认").format(f"{found.count:,}"))
        self._since.setText(self._since_when(found))
        self._show_kinds(found)
        self._members.setText(self.tr("本省会员 {0} 人").format(f"{found.members:,}"))
        lines = (self._returned(found), self._unsent(found), self._queue(found))
        self.steps.show_steps([line for line in lines if line], self.tr("没有等待处理的事项"))

    def _since_when(self, found: ReviewHome) -> str:
        day = labels.day(found.oldest)
        if day is None:
            return self.tr("会员新提交的申请在同步后出现在这里")
        days = max(0, (datetime.now(BEIJING).date() - day).days)
        words = self.tr("共申请 {0} 学时；最早的一条于 {1} 提交，已等待 {2} 天")
        return words.format(f"{found.hours:,.1f}", language.words().date_text(day), f"{days:,}")

    def _show_kinds(self, found: ReviewHome) -> None:
        clear(self._kinds)
        order = list(labels.KINDS)
        for row, each in enumerate(sorted(found.waiting, key=lambda each: order.index(each.kind))):
            name, words = language.words().kinds[each.kind], self.tr("{0} 条").format(f"{each.count:,}")
            bar = Bar(f"waiting_{each.kind}")
            bar.set_share(each.count, found.count, "accent")
            bar.setAccessibleName(f"{name} {words}")
            self._kinds.addWidget(label(name, wrap=False), row, 0)
            self._kinds.addWidget(bar, row, 1)
            self._kinds.addWidget(label(words, "quiet", wrap=False), row, 2)

    # --- what to do ---------------------------------------------------------------------------------------------

    def _returned(self, found: ReviewHome) -> StepLine | None:
        if not found.came_back:
            return None
        parts = (
            (found.changed, self.tr("审阅之后内容有变化 {0} 条")),
            (found.by_others, self.tr("他人已处理 {0} 条")),
            (found.other, self.tr("其他 {0} 条")),
        )
        text = self.tr("，").join(words.format(count) for count, words in parts if count)
        title = self.tr("{0} 条处理没有生效").format(found.came_back)
        return StepLine("conflict", "warning", title, text, self.tr("去处理"), self.leads_to("conflicts"))

    def _unsent(self, found: ReviewHome) -> StepLine | None:
        if not found.unsent:
            return None
        title = self.tr("{0} 条处理尚未发送").format(f"{found.unsent:,}")
        text = self.tr("已保存在本机，联网后自动发送")
        return StepLine("unsent", "accent", title, text, self.tr("立即同步"), self.context.sync_now)

    def _queue(self, found: ReviewHome) -> StepLine | None:
        if not found.count:
            return None
        text = self.tr("从最早提交的一条开始；可用键盘连续处理，按 ? 查看快捷键")
        go = self.leads_to("review")
        return StepLine("office", "accent", self.tr("确认会员的学时申请"), text, self.tr("开始处理"), go)
