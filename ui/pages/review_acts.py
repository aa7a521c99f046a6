"""What one can do in the queue, with its keys: letters act while the list has the focus, never in a text field."""

from typing import TYPE_CHECKING

from ui.language import tr
from ui.pages.review_reading import Chosen

if TYPE_CHECKING:
    from ui.pages.review import ReviewPage


def add_acts(page: "ReviewPage") -> None:
    """Give the page its acts."""
    table, bar = page.table, page.bar
    page.add_act("reviewNext", tr("下一条"), "J", lambda: table.step(1), only_in=table)
    page.add_act("reviewBefore", tr("上一条"), "K", lambda: table.step(-1), only_in=table)
    page.add_act("reviewConfirm", tr("按申请学时确认"), "A", page.confirm_current, only_in=table, writes=True)
    page.add_act("reviewFewer", tr("减少学时后确认…"), "S", page.confirm_fewer, only_in=table, writes=True)
    page.add_act("reviewRefuse", tr("不予确认…"), "R", page.refuse_current, only_in=table, writes=True)
    page.add_act("reviewUndo", tr("撤销上次处理"), "U", page.undo, only_in=table)
    page.add_act("reviewChoose", tr("选择或取消选择"), "X", page.toggle_choice, only_in=table)
    page.add_act("reviewChooseAll", tr("全选所筛选"), "Ctrl+A", page.choose_all, page.all_button, only_in=table)
    page.add_act("reviewChooseNone", tr("取消选择"), "Esc", table.choose_none, only_in=table)
    confirm = page.add_act(
        "batchConfirm", tr("批量确认所选…"), "Ctrl+Shift+A", page.confirm_chosen, bar.confirm, writes=True
    )
    refuse = page.add_act(
        "batchRefuse", tr("批量不予确认所选…"), "Ctrl+Shift+R", page.refuse_chosen, bar.refuse, writes=True
    )
    revoke = page.add_act(
        "batchRevoke", tr("撤销对所选的处理…"), "Ctrl+Shift+U", page.revoke_chosen, bar.revoke, writes=True
    )
    page.add_act("reviewPrint", tr("打印列表(&P)…"), "Ctrl+P", page.habits.print_list)
    page.add_act("reviewKeys", tr("显示或隐藏按键提示"), "?", page.toggle_keys, only_in=table)

    def allow(chosen: Chosen) -> None:
        for act in (confirm, refuse):
            act.allow(bool(chosen.open), tr("没有选中待确认的申请"))
        revoke.allow(bool(chosen.decided), tr("没有选中已处理的申请"))

    bar.counted.connect(allow)
    allow(bar.chosen)
