"""What the lists of the pages have in common: copied, printed and arranged the same way, remembered for the account."""

from collections.abc import Callable

from cpd_desktop.workspace import Workspace
from ui.pages.page import Context
from ui.tables import TableView
from ui.tables.habits import Habits, Surroundings
from ui.tables.memory import ListMemory


def furnish(context: Context, table: TableView, title: str, about: Callable[[], list[str]] | None = None) -> Habits:
    """Give a table the habits of all lists, before the page listens for its order.

    ``about``: what it shows, in words, line by line.
    """
    memory = _memory(context.workspace)
    around = Surroundings(memory, context.tasks, context.works, context.say, context.say_trouble)
    return Habits(table, title, around, about)


def _memory(workspace: Workspace) -> ListMemory:
    return ListMemory(workspace.profile.account_folder(workspace.account.session.account_id))
