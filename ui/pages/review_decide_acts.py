"""What one can decide in the queue, with its keys."""

from typing import TYPE_CHECKING

from ui.language import tr
from ui.pages.review_reading import Chosen

if TYPE_CHECKING:
    from ui.pages.review import ReviewPage


def add_single_acts(page: "ReviewPage") -> None:
    """Decide the row under the cursor: letters, which act while the list has the focus."""
    table, decisions = page.table, page.decisions
    page.add_act("reviewConfirm", tr("按申请学时确认"), "A", decisions.confirm_current, only_in=table, writes=True)
    page.add_act("reviewFewer", tr("减少学时后确认…"), "S", decisions.confirm_fewer, only_in=table, writes=True)
    page.add_act("reviewRefuse", tr("不予确认…"), "R", decisions.refuse_current, only_in=table, writes=True)
    page.add_act("reviewRevoke", tr("撤销对本条的处理…"), "T", decisions.revoke_current, only_in=table, writes=True)
    page.add_act("reviewUndo", tr("撤销上次处理"), "U", page.undo, only_in=table)
    page.add_act("reviewReport", tr("同步结果…"), "L", decisions.report.open_it, only_in=table)


def add_batch_acts(page: "ReviewPage") -> None:
    """Decide what is selected."""
    bar, batches, table = page.bar, page.decisions.batches, page.table
    confirm = page.add_act(
        "batchConfirm", tr("批量确认所选…"), "Ctrl+Shift+A", batches.confirm, bar.confirm, writes=True
    )
    refuse = page.add_act(
        "batchRefuse", tr("批量不予确认所选…"), "Ctrl+Shift+R", batches.refuse, bar.refuse, writes=True
    )
    revoke = page.add_act(
        "batchRevoke", tr("撤销对所选的处理…"), "Ctrl+Shift+U", batches.revoke, bar.revoke, writes=True
    )
    panel = batches.panel
    page.add_act("sampleNext", tr("抽查本批下一条"), "N", lambda: panel.step(1), only_in=table)
    back = lambda: panel.step(-1)  # noqa: E731
    page.add_act("sampleBefore", tr("抽查本批上一条"), "Shift+N", back, panel.before, only_in=table)
    page.add_act("sampleDrop", tr("移出本批，或放回"), "W", panel.drop, panel.drop_button, only_in=table)
    page.add_act("batchGo", tr("执行本批"), "Ctrl+Return", lambda: page.excel.panel.go() or batches.go(), writes=True)
    page.add_act("reviewClaim", tr("认领"), "C", page.decisions.claim, only_in=table, writes=True)
    page.add_act("reviewRelease", tr("释放认领"), "Shift+C", page.decisions.release, only_in=table, writes=True)
    page.add_act("reviewReasons", tr("编辑常用理由…"), "Shift+R", page.decisions.reasons.open_it, only_in=table)

    def allow(chosen: Chosen) -> None:
        for act in (confirm, refuse):
            act.allow(bool(chosen.open), tr("没有选中待确认的申请"))
        revoke.allow(bool(chosen.decided), tr("没有选中已处理的申请"))

    bar.counted.connect(allow)
    allow(bar.chosen)
