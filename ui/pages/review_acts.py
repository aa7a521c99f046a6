"""What one can do in the queue, with its keys: letters act while the list has the focus, never in a text field."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from ui.language import tr
from ui.pages.review_decide_acts import add_batch_acts, add_single_acts
from ui.pages.review_more import add_more
from ui.widgets import FocusRing

if TYPE_CHECKING:
    from ui.pages.review import ReviewPage


def add_acts(page: "ReviewPage") -> None:
    """Give the page its acts, in the order of its menu; the list of keys has them in the same groups."""
    table = page.table
    page.act_group = tr("逐条处理")
    page.add_act("reviewNext", tr("下一条"), "J", lambda: table.step(1), only_in=table)
    page.add_act("reviewBefore", tr("上一条"), "K", lambda: table.step(-1), only_in=table)
    add_single_acts(page)
    page.add_act("asidePut", tr("搁置并备忘…"), "D", page.asides.put, only_in=table)
    page.add_act("asideBack", tr("取消搁置"), "Shift+D", page.asides.take_back, only_in=table)
    page.act_group = tr("筛选与分组")
    page.add_act("filterFocus", tr("查找"), "/", page.filter.search.setFocus, only_in=table)
    page.add_act("filterMore", tr("更多筛选"), "F", page.filter.toggle_more, page.filter.more_button, only_in=table)
    page.add_act("filterSaved", tr("常用筛选"), "V", page.saved.open_menu, only_in=table)
    page.add_act("filterSaveNow", tr("保存当前筛选…"), "Shift+V", page.saved.ask_name, only_in=table)
    page.add_act("filterNone", tr("清除筛选"), "Shift+F", page.clear_filter, only_in=table)
    page.add_act("groups", tr("分组"), "G", page.toggle_groups, page.groups_button, only_in=table)
    page.act_group = tr("选择与批量")
    page.add_act("reviewChoose", tr("选择或取消选择"), "X", page.toggle_choice, only_in=table)
    page.add_act("reviewChooseAll", tr("全选所筛选"), "Ctrl+A", page.choose_all, page.all_button, only_in=table)
    page.add_act("reviewChooseNone", tr("取消选择"), "Esc", page.decisions.let_go, only_in=table)
    add_batch_acts(page)
    page.act_group = tr("附件")
    _add_viewing(page)
    page.act_group = tr("更多")
    add_more(page)
    page.add_act("reviewKeys", tr("全部按键"), "?", page.keys.toggle, only_in=table)
    page.empty.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    page.empty.setAccessibleName(table.accessibleName())
    FocusRing(page.empty)
    page.empty.addActions([act for act in page.acts() if act in table.actions()])


def _add_viewing(page: "ReviewPage") -> None:
    """Look at the attachment while the keyboard stays in the list."""
    table, viewer = page.table, page.side.viewer
    page.add_act("filesNext", tr("下一个附件"), ".", lambda: page.side.step(1), only_in=table)
    page.add_act("filesBefore", tr("上一个附件"), ",", lambda: page.side.step(-1), only_in=table)
    page.add_act("filesDown", tr("附件向下翻"), "Shift+J", lambda: viewer.page_by(0.8), only_in=table)
    page.add_act("filesUp", tr("附件向上翻"), "Shift+K", lambda: viewer.page_by(-0.8), only_in=table)
    page.add_act("filesLarger", tr("放大附件"), "+", lambda: viewer.zoom(1), only_in=table)
    page.add_act("filesSmaller", tr("缩小附件"), "-", lambda: viewer.zoom(-1), only_in=table)
    page.add_act("filesFit", tr("附件适合窗口"), "0", viewer.fit, only_in=table)
    page.add_act("filesTurnRight", tr("附件向右旋转"), "]", lambda: viewer.turn(1), only_in=table)
    page.add_act("filesTurnLeft", tr("附件向左旋转"), "[", lambda: viewer.turn(-1), only_in=table)
    page.add_act("filesOpen", tr("外部打开附件"), "O", viewer.open_outside, only_in=table)
