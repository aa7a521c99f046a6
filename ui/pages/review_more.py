"""What one can do with the queue beyond deciding: an act each, in the page's menu and under the button 更多."""

from typing import TYPE_CHECKING

from ui.language import tr

if TYPE_CHECKING:
    from ui.pages.review import ReviewPage


def add_more(page: "ReviewPage") -> None:
    """Give the page these acts, one line each."""
    page.more.menu().addAction(page.add_act("reviewPrint", tr("打印列表(&P)…"), "Ctrl+P", page.habits.print_list))
