"""What a person has chosen on pages, carried over to the same pages when they are made anew in another language."""

from collections.abc import Iterable

from msgspec import Struct
from PySide6.QtWidgets import QAbstractButton

from ui.forms.calm import CalmChoice
from ui.pages.page import Page
from ui.tables import Held, TableView
from ui.widgets import Chips, SearchBox


class _Choices(Struct, frozen=True):
    """Of one page, each by the name of its control; ``item`` is what the page itself names."""

    item: str
    chips: dict[str, str]
    choices: dict[str, str]
    searches: dict[str, str]
    lists: dict[str, Held]


class Carried:
    """Which part of a page is open, how its list is narrowed, and which rows of it are chosen."""

    def __init__(self, pages: Iterable[Page]) -> None:
        self._of = {page.objectName(): _choices(page) for page in pages}

    def put_into(self, page: Page) -> None:
        """A page is there again: choose the same; rows are chosen once they are read."""
        kept = self._of.pop(page.objectName(), None)
        if kept is None:
            return
        for table in page.findChildren(TableView):
            if table.objectName() in kept.lists:
                table.take_up(kept.lists[table.objectName()])
        for chips in page.findChildren(Chips):
            chip = chips.findChild(QAbstractButton, f"{chips.objectName()}_{kept.chips.get(chips.objectName())}")
            if isinstance(chip, QAbstractButton) and not chip.isChecked():
                chip.click()
        for choice in page.findChildren(CalmChoice):
            if choice.objectName() not in kept.choices:  # it could not be seen, e.g. in a form behind an attachment
                continue
            found = choice.findData(kept.choices[choice.objectName()])
            if found >= 0:
                choice.setCurrentIndex(found)
        if kept.item:
            page.go_to(kept.item)
        for search in page.findChildren(SearchBox):
            search.setText(kept.searches.get(search.objectName(), ""))


def _choices(page: Page) -> _Choices:
    return _Choices(
        item=page.item(),
        chips={chips.objectName(): chips.code for chips in page.findChildren(Chips)},
        choices={choice.objectName(): choice.code() for choice in page.findChildren(CalmChoice) if choice.isVisible()},
        searches={search.objectName(): search.text() for search in page.findChildren(SearchBox)},
        lists={table.objectName(): table.held() for table in page.findChildren(TableView)},
    )
