"""首页 of the national office: what this machine knows of the country, and as of when."""

from PySide6.QtWidgets import QGridLayout, QVBoxLayout

from cpd_desktop.desks.home import NationalHome
from ui import language, theme
from ui.pages.home import HomePage, StepLine
from ui.pages.page import Context
from ui.widgets import clear, heading, label


class NationalHomePage(HomePage[NationalHome]):
    """Counts of the directory that is cached here, labelled as such."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, context.workspace.home.of_nation, self._show_home)
        self._figures = QGridLayout()
        self._figures.setHorizontalSpacing(theme.em(self, 2))
        self._figures.setVerticalSpacing(theme.em(self, 0.8))
        self._as_of = label("", "quiet", name="homeAsOf")
        box = self.standing.layout()
        if isinstance(box, QVBoxLayout):
            box.addWidget(heading(self.tr("全国目录"), "homeTitle"))
            box.addLayout(self._figures)
            box.addSpacing(theme.em(self, 0.6))
            box.addWidget(self._as_of)
            box.addStretch(1)

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
            figure.addWidget(heading(f"{count:,}", f"count_{name}", 1.8))
            figure.addWidget(label(title, "quiet", wrap=False))
            self._figures.addLayout(figure, row, column)
        if found.last_sync:
            words = self.tr("本机缓存的数量，截至上次同步 {0}；会员和申请由各省注协管理，不保存在本机")
            self._as_of.setText(words.format(language.words().moment(found.last_sync)))
        else:
            self._as_of.setText(self.tr("尚未同步，本机还没有数据"))
        self.steps.show_steps([] if found.last_sync else [self._first_sync()], self.tr("没有需要处理的事项"))

    def _first_sync(self) -> StepLine:
        text = self.tr("下载各省注协、国家会计学院、课程和学时规则")
        return StepLine("sync", "accent", self.tr("同步全国目录"), text, self.tr("立即同步"), self.context.sync_now)
