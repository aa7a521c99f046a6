"""首页 of the national office: what waits in each province and since when, accounts, rules in force.

The figures are the service's and of now; without it the page shows what this machine knows of the country.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout

from cpd_core.national import Overview, ProvinceQueue
from cpd_desktop.desks.home import NationalHome
from cpd_desktop.errors import Trouble
from ui import language, theme
from ui.pages.home import HomePage, StepLine
from ui.pages.page import Context
from ui.tasks import Latest
from ui.widgets import MessageLine, clear, heading, label

SHOWN = 10  # provinces, those with the longest queues


class NationalHomePage(HomePage[NationalHome]):
    """What waits, at the left; what this machine knows of the directory below it; where to go at the right."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, context.workspace.home.of_nation, self._show_home)
        self._asking = Latest(context.tasks, self)
        self.message = MessageLine("homeMessage")
        self._queues, self._figures = QGridLayout(), QGridLayout()
        for grid in (self._queues, self._figures):
            grid.setHorizontalSpacing(theme.em(self, 2))
            grid.setVerticalSpacing(theme.em(self, 0.3))
        self._waiting = heading("", "waitingTitle")
        self._as_of = label("", "quiet", name="homeAsOf")
        self._rules = label("", "quiet", name="homeRules")
        box = self.standing.layout()
        if isinstance(box, QVBoxLayout):
            box.addWidget(self._waiting)
            box.addWidget(self.message)
            box.addLayout(self._queues)
            box.addSpacing(theme.em(self, 0.6))
            box.addWidget(heading(self.tr("全国目录"), "homeTitle", 1.1))
            box.addLayout(self._figures)
            box.addWidget(self._rules)
            box.addWidget(self._as_of)
            box.addStretch(1)

    def refresh(self) -> None:
        """Read what is here, and ask the service."""
        super().refresh()
        desk = self.context.workspace.national
        self._asking.run(lambda _task: desk.overview(), self._show_overview, self._not_asked)

    def _show_home(self, found: NationalHome) -> None:
        """Show the counts and where they are from."""
        clear(self._figures)
        shown = (
            ("provinces", self.tr("省级注协"), found.provinces),
            ("institutes", self.tr("国家会计学院"), found.institutes),
            ("courses", self.tr("课程"), found.courses),
            ("sponsors", self.tr("主办方单位"), found.sponsors),
            ("ruleSets", self.tr("学时规则"), found.rule_sets),
        )
        for place, (name, title, count) in enumerate(shown):
            row, column = divmod(place, 3)
            figure = QVBoxLayout()
            figure.setSpacing(0)
            figure.addWidget(heading(f"{count:,}", f"count_{name}", 1.25))
            figure.addWidget(label(title, "quiet", wrap=False))
            self._figures.addLayout(figure, row, column)
        if found.last_sync:
            words = self.tr("本机缓存的数量，截至上次同步 {0}")
            self._as_of.setText(words.format(language.words().moment(found.last_sync)))
        else:
            self._as_of.setText(self.tr("尚未同步，本机还没有数据"))
        self._show_steps(bool(found.last_sync))

    def _show_steps(self, synced: bool) -> None:
        ways = (
            ("rules", "edit", self.tr("规则"), self.tr("检查、试算、发布、撤回"), self.tr("打开")),
            ("accounts", "person", self.tr("账号"), self.tr("新增、停用、重置密码、调整省份"), self.tr("打开")),
            ("members", "search", self.tr("会员"), self.tr("查找、转会、从 Excel 导入"), self.tr("打开")),
        )
        lines = [
            StepLine(icon, "accent", title, text, act, self.leads_to(page)) for page, icon, title, text, act in ways
        ]
        self.steps.show_steps(lines if synced else [self._first_sync(), *lines], "")

    def _first_sync(self) -> StepLine:
        text = self.tr("下载各省注协、国家会计学院、课程和学时规则")
        return StepLine("sync", "accent", self.tr("同步全国目录"), text, self.tr("立即同步"), self.context.sync_now)

    # --- what the service says ---------------------------------------------------------------------------------

    def _show_overview(self, found: Overview) -> None:
        self.message.hide()
        clear(self._queues)
        waiting = [queue for queue in found.queues if queue.waiting]
        total = sum(queue.waiting for queue in waiting)
        self._waiting.setText(
            self.tr("{0} 个申请待确认").format(f"{total:,}") if total else self.tr("没有待确认的申请")
        )
        longest = sorted(waiting, key=lambda queue: -queue.waiting)[:SHOWN]
        if longest:
            for column, title in enumerate((self.tr("省级注协"), self.tr("待确认"), self.tr("最早提交"))):
                self._queues.addWidget(label(title, "quiet", wrap=False), 0, column, _aligned(column))
        for row, queue in enumerate(longest, start=1):
            for column, cell in enumerate(self._cells(queue)):
                self._queues.addWidget(cell, row, column, _aligned(column))
        self._queues.setColumnStretch(3, 1)
        staff = {one.user_type: one for one in found.accounts}
        counts = [
            self.tr("{0} {1} 个账号").format(language.words().user_types[kind], staff[kind].count)
            for kind in ("province_staff", "national_staff")
            if kind in staff
        ]
        rules = "、".join(rule.rule_id for rule in found.rules if rule.kind == "rule_set")
        self._rules.setText("\n".join((" · ".join(counts), language.words().pair(self.tr("现行规则"), rules))))

    def _cells(self, queue: ProvinceQueue) -> tuple[QLabel, QLabel, QLabel]:
        oldest = language.words().day(queue.oldest) if queue.oldest else "–"
        return (
            label(queue.name, wrap=False),
            label(f"{queue.waiting:,}", wrap=False),
            label(oldest, "quiet", wrap=False),
        )

    def _not_asked(self, trouble: Trouble) -> None:
        self._waiting.setText(self.tr("各省待确认"))
        self.message.show_text(language.words().trouble(trouble), "warning", self.tr("重试"), self.refresh)


def _aligned(column: int) -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignRight if column == 1 else Qt.AlignmentFlag.AlignLeft
