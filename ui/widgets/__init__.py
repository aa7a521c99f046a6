"""Small widgets that all pages share. None of them knows a desk; each says by name what it shows.

form = Form("applicationForm")                                  # labels left, errors under the field
form.add("hours", self.tr("申请学时"), spin, hint=self.tr("0.5 的整数倍"))
form.show_errors(refused.errors)                               # cursor goes to the first; the rest in form.rest
line = MessageLine("reviewMessage"); line.show_good(text) / show_trouble(trouble) / show_text(text, "warning", "去看看")
stack = EmptyOr(table, EmptyState(icon, title, text, action))   # stack.show_content(bool)
Chips("yearChips") · SearchBox("searchBox") · Ask("confirmAsk") · Ring() · Bar() · Stars("ratingStars")
TallArea(content)                                               # scrolls up and down, never cut off sideways
row = FlowRow(); row.addWidget(...); row.add_gap()              # a row that goes on in the next line where it is narrow
cards = SideBySide(38); cards.add(card, 6); cards.add(other, 5)   # stacked where it is narrow
split = Split("reviewSplit"); split.add(list, 3); split.add(detail, 2)   # stacked where it is narrow
Ground("base") paints a card or a coloured line · Tabs("tabs") · Chip, Tile · MenuButton(name).say(text)
plain: label(text, tone) · heading(text) · button(name, text, clicked, primary=, quiet=, icon=) · card(...) · clear()
    button.set_primary(on) · set_tone(label, tone); any other control: theme.wear(control, role)

Each is loaded when it is first asked for: a window is painted with half of them.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.widgets.choices import Chips, FilterLine, SearchBox, Stars
    from ui.widgets.figures import Bar, Ring
    from ui.widgets.flow import FlowRow
    from ui.widgets.form import Field, Form
    from ui.widgets.ground import Ground
    from ui.widgets.menu_button import MenuButton
    from ui.widgets.message import Ask, EmptyOr, EmptyState, MessageLine
    from ui.widgets.picture import Picture
    from ui.widgets.plain import action, button, card, clear, heading, label, set_tone
    from ui.widgets.push_button import Button
    from ui.widgets.ring import FocusRing
    from ui.widgets.scroll import TallArea
    from ui.widgets.side_by_side import SideBySide
    from ui.widgets.split import Split
    from ui.widgets.tabs import Tabs
    from ui.widgets.toggles import Chip, Tile

_PLACES = {
    "choices": "Chips FilterLine SearchBox Stars",
    "figures": "Bar Ring",
    "flow": "FlowRow",
    "form": "Field Form",
    "ground": "Ground",
    "menu_button": "MenuButton",
    "message": "Ask EmptyOr EmptyState MessageLine",
    "picture": "Picture",
    "plain": "action button card clear heading label set_tone",
    "push_button": "Button",
    "ring": "FocusRing",
    "scroll": "TallArea",
    "side_by_side": "SideBySide",
    "split": "Split",
    "tabs": "Tabs",
    "toggles": "Chip Tile",
}

__all__ = [
    "Ask", "Bar", "Button", "Chip", "Chips", "EmptyOr", "EmptyState", "Field", "FilterLine", "FlowRow", "FocusRing",
    "Form", "Ground", "MenuButton", "MessageLine", "Picture", "Ring", "SearchBox", "SideBySide", "Split", "Stars",
    "Tabs", "TallArea", "Tile", "action", "button", "card", "clear", "heading", "label", "set_tone",
]  # fmt: skip


def __getattr__(name: str) -> object:
    """Python: a name that is not here yet."""
    for module, names in _PLACES.items():
        if name in names.split():
            return getattr(import_module(f"ui.widgets.{module}"), name)
    raise AttributeError(f"{__name__} has no {name}")
