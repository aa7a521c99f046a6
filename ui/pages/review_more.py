"""What one can do with the queue beyond deciding: an act each, in the page's menu and under the button 更多."""

from typing import TYPE_CHECKING

from ui.language import tr

if TYPE_CHECKING:
    from ui.pages.review import ReviewPage


def add_more(page: "ReviewPage") -> None:
    """Give the page these acts, one line each."""
    excel = page.excel
    for act in (
        page.add_act("reviewPrint", tr("打印列表(&P)…"), "Ctrl+P", page.habits.print_list),
        page.add_act("excelOut", tr("导出到 Excel 处理…"), "Ctrl+E", excel.ask_export),
        page.add_act("excelIn", tr("从 Excel 导入处理结果或签到表…"), "Ctrl+I", excel.ask_import, writes=True),
        page.add_act("rollTemplate", tr("培训签到表模板…"), "Ctrl+Shift+E", excel.ask_template),
        *page.pack.acts(),
    ):
        page.more.menu().addAction(act)
