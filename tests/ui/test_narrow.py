"""Small and strongly scaled screens: no page scrolls sideways; with very little room only a list within it may.

Sizes are those that Qt sees: the screen divided by its scale. Everything is sized by the font, so the scale itself
makes no difference here; devtools/pages.py takes its pictures at real scales.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QDialog,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from cpd_core.wording import Language
from cpd_desktop.workspace import Workspace
from tests.ui.rooms import opened
from tests.ui.structure import shipped_font
from tests.ui.walk import Visitor
from ui import language
from ui.pages.years_strip import Sideways
from ui.widgets import FlowRow, MenuButton, SideBySide, Split, Tabs, button, label

SCREENS = {
    "1366x768 at 150 %": (911, 512, False),
    "1920x1080 at 250 %": (768, 432, False),
    "1366x768 at 250 %": (546, 307, True),
}
"""Width, height, and whether lists may scroll sideways."""


@contextmanager
def visiting(workspace: Workspace, folder: Path, size: tuple[int, int], spoken: Language) -> Iterator[Visitor]:
    language.speak(spoken)
    visitor = Visitor(workspace, folder, size)
    try:
        yield visitor
    finally:
        language.speak("zh")
        visitor.close()
        workspace.close()


def sideways(top: QWidget, lists_may: bool) -> list[str]:
    """What has to be scrolled sideways in a window, and how far."""
    return [
        f"{type(area).__name__} {area.objectName()} by {area.horizontalScrollBar().maximum()}"
        for area in top.findChildren(QAbstractScrollArea)
        if area.isVisible()
        and area.horizontalScrollBar().maximum() > 0
        and not (lists_may and isinstance(area, QAbstractItemView))
        and not isinstance(area, Sideways)  # a member's years, of which there may be forty
    ]


@pytest.mark.parametrize("spoken", ["zh", "en"])
@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("role", ["nobody", "member", "staff", "national"])
def test_no_page_scrolls_sideways(
    dressed: QApplication,
    request: pytest.FixtureRequest,
    tmp_path: Path,
    role: str,
    screen: str,
    spoken: Language,
) -> None:
    width, height, lists_may = SCREENS[screen]
    if role == "nobody":
        workspace = Workspace(tmp_path / "profile")
    else:
        workspace = opened(request.getfixturevalue(f"{role}_profile"), tmp_path)
    wrong: list[str] = []
    with shipped_font(dressed), visiting(workspace, tmp_path / "profile", (width, height), spoken) as visitor:
        for place, top in visitor.places():
            wrong += [f"{place}: {each}" for each in sideways(top, lists_may)]
            if not isinstance(top, QDialog) and top.width() != width:
                wrong.append(f"{place}: the window became {top.width()} wide")
    assert wrong == []


# --- the means ------------------------------------------------------------------------------------------------------


def test_a_row_goes_on_in_the_next_line_and_is_tabbed_through_in_order(qtbot: QtBot, dressed: QApplication) -> None:
    top = QWidget()
    qtbot.addWidget(top)
    box = QVBoxLayout(top)
    row = FlowRow()
    buttons = [button(f"b{number}", f"按钮 {number}", lambda: None) for number in range(4)]
    for each in buttons[:3]:
        row.addWidget(each)
    row.add_gap()
    row.addWidget(buttons[3])
    box.addLayout(row)
    box.addStretch(1)
    wide = sum(each.sizeHint().width() for each in buttons) * 2
    top.resize(wide, 400)
    top.show()
    assert len({each.y() for each in buttons}) == 1
    assert buttons[3].geometry().right() == top.width() - box.contentsMargins().right() - 1
    top.resize(round(buttons[0].sizeHint().width() * 2.6), 400)
    qtbot.waitUntil(lambda: len({each.y() for each in buttons}) == 2)
    assert [each.y() for each in buttons] == sorted(each.y() for each in buttons)
    top.activateWindow()
    qtbot.waitUntil(top.isActiveWindow)
    buttons[0].setFocus()
    for following in buttons[1:]:
        qtbot.keyClick(top.focusWidget(), Qt.Key.Key_Tab)
        assert following.hasFocus()


def test_what_expands_takes_what_its_line_has_left(qtbot: QtBot, dressed: QApplication) -> None:
    top = QWidget()
    qtbot.addWidget(top)
    row = FlowRow(top)
    text, go = label("已选 3 条"), QPushButton("批量确认")
    text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    row.addWidget(text)
    row.addWidget(go)
    top.resize(600, 100)
    top.show()
    assert go.geometry().right() == top.width() - 1


def test_parts_are_stacked_where_they_do_not_fit_and_divided_as_before_where_they_do(
    qtbot: QtBot, dressed: QApplication
) -> None:
    split = Split("split")
    qtbot.addWidget(split)
    for weight in (2, 1):
        part = QLabel("内容")
        part.setMinimumWidth(200)
        split.add(part, weight)
    split.resize(1200, 600)
    split.show()
    assert not split.stacked
    split.setSizes([700, 500])
    sizes, state = split.sizes(), split.saveState()
    split.resize(300, 600)
    assert split.stacked
    assert split.minimumSizeHint().width() == 200
    assert split.saveState() == state, "what is remembered is how it is divided side by side"
    split.resize(1200, 600)
    assert not split.stacked
    assert split.sizes() == sizes
    split.resize(300, 600)
    assert split.restoreState(state)
    assert split.stacked


def test_cards_are_stacked_in_a_narrow_window(qtbot: QtBot, dressed: QApplication) -> None:
    cards = SideBySide(20)
    qtbot.addWidget(cards)
    first, second = QLabel("一"), QLabel("二")
    cards.add(first)
    cards.add(second)
    cards.resize(800, 300)
    cards.show()
    assert first.y() == second.y()
    cards.resize(200, 300)
    qtbot.waitUntil(lambda: first.y() < second.y())


def test_tabs_that_do_not_fit_are_a_menu(dressed: QApplication, member_profile: Path, tmp_path: Path) -> None:
    with visiting(opened(member_profile, tmp_path), tmp_path / "profile", (300, 400), "zh") as visitor:
        window = visitor.window
        assert window.frame
        menu, tabs = window.findChild(MenuButton, "pagesMenu"), window.findChild(Tabs, "tabs")
        assert menu
        assert tabs
        assert menu.isVisible()
        assert not tabs.isVisible()
        assert menu.accessibleName() == "页面：首页"
        next(action for action in menu.menu().actions() if action.text() == "学时查询").trigger()
        visitor.settle()
        assert window.frame.shown == "hours"
        assert menu.accessibleName() == "页面：学时查询"
        window.resize(1000, 600)
        assert tabs.isVisible()
        assert not menu.isVisible()
