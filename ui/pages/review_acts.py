"""What one can do in the queue, with its keys: letters act while the list has the focus, never in a text field."""

from typing import TYPE_CHECKING

from ui.language import tr
from ui.pages.review_decide_acts import add_batch_acts, add_single_acts
from ui.pages.review_more import add_more

if TYPE_CHECKING:
    from ui.pages.review import ReviewPage


def add_acts(page: "ReviewPage") -> None:
    """Give the page its acts, in the order of its menu."""
    table = page.table
    page.add_act("reviewNext", tr("下一条"), "J", lambda: table.step(1), only_in=table)
    page.add_act("reviewBefore", tr("上一条"), "K", lambda: table.step(-1), only_in=table)
    add_single_acts(page)
    page.add_act("reviewChoose", tr("选择或取消选择"), "X", page.toggle_choice, only_in=table)
    page.add_act("reviewChooseAll", tr("全选所筛选"), "Ctrl+A", page.choose_all, page.all_button, only_in=table)
    page.add_act("reviewChooseNone", tr("取消选择"), "Esc", table.choose_none, only_in=table)
    add_batch_acts(page)
    add_more(page)
    page.add_act("reviewKeys", tr("显示或隐藏按键提示"), "?", page.toggle_keys, only_in=table)
