"""What the lists of the pages have in common: copied, printed and arranged the same way, remembered for the account."""

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit

from cpd_desktop.workspace import Workspace
from ui.forms.calm import CalmChoice
from ui.language import tr, words
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


def in_words(*filters: CalmChoice | QLineEdit) -> str:
    """What a filter row narrows a list to, each by the name that is read aloud; 全部 where it does not."""
    parts: list[str] = []
    for each in filters:
        given = each.text().strip() if isinstance(each, QLineEdit) else each.currentText() if each.code() else ""
        if given and not each.isHidden():
            parts.append(words().pair(each.accessibleName(), given))
    return " · ".join(parts) or tr("全部")


def _memory(workspace: Workspace) -> ListMemory:
    return ListMemory(workspace.profile.account_folder(workspace.account.session.account_id))
