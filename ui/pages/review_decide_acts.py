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
    page.add_act("reviewUndo", tr("撤销上次处理"), "U", page.undo, only_in=table)


def add_batch_acts(page: "ReviewPage") -> None:
    """Decide what is selected."""
    bar, decisions = page.bar, page.decisions
    confirm = page.add_act(
        "batchConfirm", tr("批量确认所选…"), "Ctrl+Shift+A", decisions.confirm_chosen, bar.confirm, writes=True
    )
    refuse = page.add_act(
        "batchRefuse", tr("批量不予确认所选…"), "Ctrl+Shift+R", decisions.refuse_chosen, bar.refuse, writes=True
    )
    revoke = page.add_act(
        "batchRevoke", tr("撤销对所选的处理…"), "Ctrl+Shift+U", decisions.revoke_chosen, bar.revoke, writes=True
    )

    def allow(chosen: Chosen) -> None:
        for act in (confirm, refuse):
            act.allow(bool(chosen.open), tr("没有选中待确认的申请"))
        revoke.allow(bool(chosen.decided), tr("没有选中已处理的申请"))

    bar.counted.connect(allow)
    allow(bar.chosen)
