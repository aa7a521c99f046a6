"""规则: rule files in force and their versions; a changed one is looked over, rehearsed and published here."""

from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from cpd_core.national import RuleFile, RuleInForce, RuleList, RuleVersion
from ui import theme
from ui.language import words
from ui.pages.listing import furnish
from ui.pages.national import RULES, NationalPage, ask_file, show_rows
from ui.pages.national_draft import RuleDraft
from ui.pages.national_import import dropped
from ui.pages.page import Context
from ui.tables import Column, ListedTable, ListStates, Mark, columns
from ui.tasks import Latest
from ui.widgets import Ask, EmptyState, FlowRow, FocusRing, Split, TallArea, button, card, heading, label


class RulesPage(NationalPage):
    """The lists at the left; beside them the text of a version, or the file that is to be published."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "rulesPage")
        self.setAcceptDrops(True)
        self._text_read = Latest(context.tasks, self)
        self._shown: tuple[str, int] = ("", 0)
        self._rules: ListedTable[RuleInForce] = ListedTable("rulesTable", self._rule_columns(), lambda row: row.id)
        self._rules.setAccessibleName(self.tr("现行规则"))
        self._versions: ListedTable[RuleVersion] = ListedTable(
            "versionsTable", self._version_columns(), lambda row: f"{row.id}/{row.rev}"
        )
        self._versions.setAccessibleName(self.tr("历次发布"))
        furnish(context, self._rules, self.tr("现行规则"))
        furnish(context, self._versions, self.tr("历次发布"))
        self._rules.current_changed.connect(lambda: self._show_rule(self._rules.current()))
        self._versions.current_changed.connect(lambda: self._show_version(self._versions.current()))
        self._title = heading("", "ruleTitle", 1.15)
        self._about = label("", "quiet", name="ruleAbout")
        self._text = QPlainTextEdit()
        self._text.setObjectName("ruleText")
        self._text.setReadOnly(True)
        self._text.setAccessibleName(self.tr("规则文件"))
        FocusRing(self._text)
        self._text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._back = button("ruleBack", self.tr("撤回这次发布…"), self._ask_back)
        self._ask = Ask("ruleAsk", gives_up=True)
        self.draft = RuleDraft(self, self._published, lambda: self._beside.setCurrentIndex(0))
        self._lay_out()

    def _rule_columns(self) -> tuple[Column, ...]:
        return (
            columns.plain("rule_id", self.tr("规则"), "CPA-2022", stretch=True),
            Column("kind", self.tr("类别"), self._kind_word, words().user_types["non_practising"]),
            Column("years", self.tr("适用年度"), _years, "2022–2026"),
            columns.plain("rev", self.tr("版本"), "12", kind="number"),
        )

    def _version_columns(self) -> tuple[Column, ...]:
        return (
            columns.plain("id", self.tr("规则"), "cpa-2022", stretch=True),
            columns.plain("rev", self.tr("版本"), "12", kind="number"),
            Column("state", self.tr("状态"), lambda row: self._mark(row).text, self.tr("已取消"), mark=self._mark),
            Column("at", self.tr("发布时间"), lambda row: words().moment(row.at), "2026-12-30", spare=2),
            columns.plain("by", self.tr("发布人"), "张三"),
        )

    def _kind_word(self, row: RuleInForce) -> str:
        if row.member_type:
            return words().user_types[row.member_type]
        return self.tr("省级调整") if row.kind == "overrides" else self.tr("系统限制")

    def _mark(self, row: RuleVersion) -> Mark:
        if row.in_force:
            return Mark("good", self.tr("现行"), "good")
        return Mark("refused", self.tr("已取消"), "quiet") if row.removed else Mark("info", self.tr("曾用"), "quiet")

    def _lay_out(self) -> None:
        chosen = button("ruleChoose", self.tr("选择规则文件…"), self._choose, primary=True)
        self.add_act("ruleChoose", self.tr("选择规则文件(&O)…"), "Ctrl+O", self._choose, chosen)
        top = FlowRow()
        top.addWidget(chosen)
        top.addWidget(label(self.tr("拖入或选择修改后的 TOML 文件：先检查，再试算，然后发布"), "quiet", wrap=False))
        lists = QWidget()
        one_below = QVBoxLayout(lists)
        one_below.setContentsMargins(0, 0, 0, 0)
        one_below.addWidget(self._rules, 1)
        one_below.addWidget(self._versions, 1)
        self._states = ListStates(lists, EmptyState("rulesEmpty", "info", self.tr("没有规则")))
        buttons = FlowRow()
        buttons.addWidget(self._back)
        shown = card(self._title, self._about, self._ask, buttons)
        self._beside = QStackedWidget()
        self._beside.setObjectName("rulesBeside")
        shown_and_text = QWidget()
        under = QVBoxLayout(shown_and_text)
        under.setContentsMargins(0, 0, 0, 0)
        under.addWidget(shown)
        under.addWidget(self._text, 1)
        self._beside.addWidget(shown_and_text)
        self._beside.addWidget(TallArea(self.draft))
        split = Split("rulesSplit")
        split.setHandleWidth(theme.em(self, 0.6))
        split.add(self._states, 4, self._versions.arrangement.least_width)
        split.add(self._beside, 5)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addLayout(top)
        box.addWidget(self.message)
        box.addWidget(split, 1)
        self._show_rule(None)

    # --- reading -----------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the lists again."""
        self.read(self.desk.rules, self._show, self._states)

    def _show(self, found: RuleList) -> None:
        shown, (rule_id, rev) = self._beside.currentIndex(), self._shown
        show_rows(self._rules, found.rules, rule_id)
        show_rows(self._versions, found.versions, f"{rule_id}/{rev}")
        self._versions.setVisible(bool(found.versions))
        self._states.show_content(bool(found.rules))
        if self._rules.current() is None:
            self._rules.step(1)
        self._beside.setCurrentIndex(shown)  # a file that somebody is at work on stays

    def _show_rule(self, rule: RuleInForce | None) -> None:
        if rule is None:
            self._title.setText(self.tr("请选择一个规则"))
            self._back.hide()
            return
        published = words().moment(rule.published_at) if rule.published_at else self.tr("随程序提供")
        self._about.setText(self.tr("版本 {0} · {1} {2}").format(rule.rev, published, rule.published_by).strip())
        self._read_text(rule.id, rule.rev, rule.rule_id, can_go_back=bool(rule.published_at))

    def _show_version(self, version: RuleVersion | None) -> None:
        if version is None:
            return
        note = words().pair(self.tr("说明"), version.note) if version.note else ""
        said = self.tr("版本 {0} · {1} {2}").format(version.rev, words().moment(version.at), version.by)
        self._about.setText(f"{said}\n{note}".strip())
        if version.removed:
            self._shown = version.id, version.rev
            self._title.setText(version.id)
            self._text.setPlainText("")
            self._back.setVisible(False)
        else:
            self._read_text(version.id, version.rev, version.id, can_go_back=version.in_force)

    def _read_text(self, rule_id: str, rev: int, title: str, *, can_go_back: bool) -> None:
        self._shown = rule_id, rev
        self._ask.hide()
        self._beside.setCurrentIndex(0)
        self._title.setText(title)
        self._back.setVisible(can_go_back)
        desk = self.desk
        self._text_read.run(lambda _task: desk.version(rule_id, rev), self._show_text, self.message.show_trouble)

    def _show_text(self, file: RuleFile) -> None:
        self._text.setPlainText(file.toml)

    # --- acts --------------------------------------------------------------------------------------------------

    def _choose(self) -> None:
        if path := ask_file(self, self.tr("选择规则文件"), RULES):
            self.look_at(path)

    def look_at(self, path: Path) -> None:
        """Look a changed rule file over."""
        self._beside.setCurrentIndex(1)
        self.draft.look_at(path)

    def _published(self, found: RuleList) -> None:
        self._beside.setCurrentIndex(0)
        self.message.show_good(self.tr("已发布，各地同步后生效"))
        self._show(found)

    def _ask_back(self) -> None:
        rule_id, rev = self._shown
        question = self.tr("撤回 {0} 的版本 {1}？上一版本重新生效，各地同步后按上一版本计算").format(rule_id, rev)
        act = self.desk.take_back
        self._ask.ask(question, self.tr("撤回"), lambda: self.act(lambda: act(rule_id, rev, ""), self._taken_back))

    def _taken_back(self, found: RuleList) -> None:
        self.message.show_good(self.tr("已撤回，上一版本重新生效"))
        self._show(found)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Qt: a rule file may be dropped."""
        dropped(event, RULES)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Qt: here it is."""
        if path := dropped(event, RULES):
            self.look_at(path)


def _years(row: RuleInForce) -> str:
    if not row.first_year:
        return "–"
    return f"{row.first_year}–{row.last_year or ''}"
