"""A changed rule file on its way: its mistakes by line, a rehearsal with figures and names, then 发布."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QProgressBar, QVBoxLayout, QWidget

from cpd_core.national import (
    Rehearsal,
    RehearsalChange,
    RehearsalChanges,
    RehearsalGroup,
    RuleCheck,
    RuleFault,
    RuleList,
)
from cpd_desktop.views import Named
from ui import theme
from ui.forms.calm import CalmChoice
from ui.language import tr, words
from ui.pages.listing import furnish
from ui.tables import Column, ListedTable, Mark, columns
from ui.tasks import Latest
from ui.widgets import Ask, FlowRow, MessageLine, button, card, heading, label

if TYPE_CHECKING:
    from ui.pages.national_rules import RulesPage

ASK_AGAIN = 500  # milliseconds between two looks at how far a rehearsal is
YEARS = 6


class RuleDraft(QWidget):
    """From the file to the publication, one step under the other; a step shows once the one before is done."""

    def __init__(self, page: "RulesPage", published: Callable[[RuleList], None], closed: Callable[[], None]) -> None:
        super().__init__()
        self.setObjectName("ruleDraft")
        self._page, self._done, self._closed = page, published, closed
        self._toml, self._rev = "", 0
        self._rehearsal = ""
        self._looking = Latest(page.context.tasks, self)
        self._naming = Latest(page.context.tasks, self)
        self._clock = QTimer(self)
        self._clock.setInterval(ASK_AGAIN)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self._look_again)
        self._title = heading(self.tr("规则文件"), "draftTitle", 1.15)
        self.verdict = MessageLine("draftVerdict")
        self._faults: ListedTable[RuleFault] = ListedTable(
            "faultsTable", self._fault_columns(), lambda row: f"{row.line}/{row.error.field}/{row.error.code}"
        )
        self._faults.setAccessibleName(self.tr("需要修改的内容"))
        furnish(page.context, self._faults, self.tr("需要修改的内容"))
        self._rehearsal_parts()
        self._publish_parts()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        for part in (self._title, self.verdict, self._faults, self._trial, self._publishing):
            box.addWidget(part)
        row = FlowRow()
        row.addWidget(button("draftClose", self.tr("关闭"), self._close))
        box.addLayout(row)
        box.addStretch(1)
        self._reset()

    def _fault_columns(self) -> tuple[Column, ...]:
        return (
            Column("line", self.tr("行"), lambda row: str(row.line or "–"), "1000", kind="number"),
            Column("field", self.tr("字段"), lambda row: row.error.field, "figures.total.hours"),
            Column(
                "why", self.tr("说明"), lambda row: words().error(row.error), self.tr("本项的格式不正确"), stretch=True
            ),
        )

    def _rehearsal_parts(self) -> None:
        self._year = CalmChoice("trialYear", 6)
        self._year.setAccessibleName(self.tr("试算年度"))
        last = self._page.context.workspace.account.this_year() - 1
        years = [Named(str(year), str(year)) for year in range(last, last - YEARS, -1)]
        self._year.offer(years, self.tr("试算年度"), str(last))
        self._begin = button("trialBegin", self.tr("开始试算"), self._start)
        self._stop = button("trialStop", self.tr("取消试算"), self._cancel)
        self._progress = QProgressBar()
        self._progress.setObjectName("trialProgress")
        self._progress.setAccessibleName(self.tr("试算进度"))
        self._figures = label("", name="trialFigures")
        self._groups: ListedTable[RehearsalGroup] = ListedTable(
            "groupsTable", self._group_columns(), lambda row: f"{row.province}/{row.member_type}"
        )
        self._groups.setAccessibleName(self.tr("各省结果"))
        self._changes: ListedTable[RehearsalChange] = ListedTable(
            "changesTable", self._change_columns(), lambda row: str(row.number)
        )
        self._changes.setAccessibleName(self.tr("结果有变化的会员"))
        furnish(self._page.context, self._groups, self.tr("各省结果"))
        furnish(self._page.context, self._changes, self.tr("结果有变化的会员"))
        for table in (self._faults, self._groups, self._changes):
            table.setMinimumHeight(theme.em(self, 9))
        row = FlowRow()
        for part in (self._year, self._begin, self._stop):
            row.addWidget(part)
        words_ = label(self.tr("按这一文件重新计算该年度：谁会合格，谁会不合格；不影响任何记录"), "quiet")
        self._trial = card(
            heading(self.tr("试算"), factor=1.1),
            words_,
            row,
            self._progress,
            self._figures,
            self._groups,
            self._changes,
        )
        self._trial.setObjectName("trialCard")

    def _group_columns(self) -> tuple[Column, ...]:
        return (
            columns.plain("province", self.tr("省份"), "32"),
            Column(
                "type", self.tr("会员类型"), lambda row: words().user_types[row.member_type], "非执业会员", stretch=True
            ),
            columns.plain("members", self.tr("会员"), "40000", kind="number"),
            columns.plain("passed_before", self.tr("现行合格"), "40000", kind="number"),
            columns.plain("passed_after", self.tr("修改后合格"), "40000", kind="number"),
        )

    def _change_columns(self) -> tuple[Column, ...]:
        return (
            columns.plain("no", self.tr("会员证书编号"), "320000000000"),
            columns.plain("name", self.tr("姓名"), "欧阳建国", kind="text"),
            Column(
                "after", self.tr("修改后"), lambda row: _standing(row).text, self.tr("不合格"), "after", mark=_standing
            ),
            Column("why", self.tr("原因"), _why, self.tr("应完成学时由 40 变为 60"), stretch=True),
        )

    def _publish_parts(self) -> None:
        self._note = QLineEdit()
        self._note.setObjectName("publishNote")
        self._note.setPlaceholderText(self.tr("发布说明，如文号"))
        self._note.setAccessibleName(self.tr("发布说明"))
        self._ask = Ask("publishAsk")
        self._publish = button("publishRules", self.tr("发布…"), self._ask_publish)
        row = FlowRow()
        row.addWidget(self._note)
        row.addWidget(self._publish)
        self._publishing = card(heading(self.tr("发布"), factor=1.1), row, self._ask)
        self._publishing.setObjectName("publishCard")

    # --- looking over ------------------------------------------------------------------------------------------

    def look_at(self, path: Path) -> None:
        """Read a file and ask what is wrong with it."""
        desk = self._page.desk

        def looked() -> tuple[str, RuleCheck]:
            toml = desk.read_rules(path)
            return toml, desk.check(toml)

        self._reset()
        self._title.setText(path.name)
        self._page.act(looked, lambda found: self._show(*found))

    def _show(self, toml: str, found: RuleCheck) -> None:
        self._toml, self._rev = toml, found.rev
        self._faults.set_rows(found.faults)
        self._faults.setVisible(bool(found.faults))
        good = not found.faults and not found.same
        self._trial.setVisible(good)
        self._publishing.setVisible(good)
        if found.faults:
            self.verdict.show_text(self.tr("有 {0} 处需要修改，改好后重新选择文件").format(len(found.faults)), "bad")
        elif found.same:
            self.verdict.show_text(self.tr("与现行规则完全相同"), "accent")
        elif found.rev:
            self.verdict.show_good(self.tr("没有错误；将替换 {0} 的版本 {1}").format(found.rule_id, found.rev))
        else:
            self.verdict.show_good(self.tr("没有错误；{0} 是新的规则").format(found.rule_id))

    # --- rehearsing --------------------------------------------------------------------------------------------

    def _start(self) -> None:
        desk, toml, year = self._page.desk, self._toml, int(self._year.code() or 0)
        self._page.act(lambda: desk.rehearse(toml, year), self._show_rehearsal)

    def _cancel(self) -> None:
        desk, rehearsal = self._page.desk, self._rehearsal
        self._page.act(lambda: desk.stop_rehearsal(rehearsal), self._show_rehearsal)

    def _look_again(self) -> None:
        desk, rehearsal = self._page.desk, self._rehearsal
        self._looking.run(
            lambda _task: desk.rehearsal(rehearsal), self._show_rehearsal, self._page.message.show_trouble
        )

    def _show_rehearsal(self, now: Rehearsal) -> None:
        self._rehearsal = now.id
        running = now.state == "running"
        self._begin.setVisible(not running)
        self._stop.setVisible(running)
        self._progress.setVisible(running)
        self._progress.setRange(0, max(1, now.total))
        self._progress.setValue(now.done)
        self._groups.set_rows(now.groups)
        self._groups.setVisible(bool(now.groups))
        self._figures.setText(self._in_words(now))
        self._figures.show()
        if running:
            self._clock.start()
        elif now.listed:
            desk, rehearsal = self._page.desk, now.id
            self._naming.run(
                lambda _task: desk.rehearsal_changes(rehearsal), self._show_changes, self._page.message.show_trouble
            )

    def _in_words(self, now: Rehearsal) -> str:
        if now.state == "failed":
            return self.tr("试算中断，请重新开始")
        gained, lost = sum(group.gained for group in now.groups), sum(group.lost for group in now.groups)
        told = self.tr("{0} 年度：已计算 {1}，共 {2} 名会员；{3} 人由不合格变为合格，{4} 人由合格变为不合格")
        said = told.format(now.year, f"{now.done:,}", f"{now.total:,}", f"{gained:,}", f"{lost:,}")
        return words().pair(self.tr("试算已取消"), said) if now.state == "cancelled" else said

    def _show_changes(self, page: RehearsalChanges) -> None:
        self._changes.set_rows(page.entries)
        self._changes.setVisible(bool(page.entries))

    # --- publishing --------------------------------------------------------------------------------------------

    def _ask_publish(self) -> None:
        desk, toml, rev = self._page.desk, self._toml, self._rev
        note = self._note.text().strip()
        question = self.tr("发布后各地同步即按新规则计算；可以撤回。现在发布？")
        self._ask.ask(
            question, self.tr("发布"), lambda: self._page.act(lambda: desk.publish(toml, rev, note), self._published)
        )

    def _published(self, found: RuleList) -> None:
        self._reset()
        self._done(found)

    def _close(self) -> None:
        self._reset()
        self._closed()

    def _reset(self) -> None:
        self._clock.stop()
        self._toml, self._rev, self._rehearsal = "", 0, ""
        self._note.clear()
        for part in (self.verdict, self._faults, self._trial, self._publishing, self._stop, self._progress):
            part.hide()
        for part in (self._figures, self._groups, self._changes, self._ask):
            part.hide()
        self._begin.show()


def _standing(row: RehearsalChange) -> Mark:
    match row.after:
        case "passed":
            return Mark("good", tr("合格"), "good")
        case "failed":
            return Mark("refused", tr("不合格"), "bad")
        case _:
            return Mark("info", tr("没有适用规则"), "quiet")


def _why(row: RehearsalChange) -> str:
    return "；".join(words().error(reason) for reason in row.why)
