"""What one can do on 学时申请: words, keys and buttons, in the manual's order; copying, which it lacks, beside them."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from ui.acts import Act
from ui.language import tr
from ui.widgets import button

if TYPE_CHECKING:
    from ui.pages.applications import ApplicationsPage


def tool_buttons(page: "ApplicationsPage") -> dict[str, QPushButton]:
    """The buttons over the list; staff do not write here."""
    made: dict[str, QPushButton] = {}
    if not page.staff:
        made["new"] = button("applicationNew", tr("新建"), page.new, primary=True)
        made["edit"] = button("applicationEdit", tr("修改"), page.edit)
        made["delete"] = button("applicationDelete", tr("删除"), page.delete)
    made["view"] = button("applicationView", tr("查看"), page.view)
    made["files"] = button("applicationFiles", tr("附件信息"), page.view_files)
    made["export"] = button("applicationExport", tr("导出"), page.export)
    if not page.staff:
        made["copy"] = button("applicationCopy", tr("复制为新申请"), page.copy)
    return made


IN_THE_MENU = ("view", "files", "edit", "copy", "delete", "exportChosen", "chooseNone")
"""What the right button offers in a list."""
ONLY_IN_LISTS = frozenset(("delete", "chooseNone"))
"""Their keys mean something else in a text."""


def make_acts(page: "ApplicationsPage", buttons: Mapping[str, QPushButton]) -> dict[str, Act]:
    """The acts by name: in the menu of the window, on their buttons, and in the lists."""
    made: dict[str, Act] = {}
    worn = {**buttons, "exportChosen": page.chosen.export, "chooseNone": page.chosen.none}

    def add(name: str, text: str, keys: str, do: Callable[[], object], writes: bool = False) -> None:
        made[name] = page.add_act(worn[name].objectName(), text, keys, do, worn[name], writes=writes)

    if not page.staff:
        add("new", tr("新建申请(&N)"), "Ctrl+N", page.new, writes=True)
        add("edit", tr("修改(&E)"), "F2", page.edit, writes=True)
        add("delete", tr("删除(&D)"), "Del", page.delete, writes=True)
        add("copy", tr("复制为新申请(&C)"), "Ctrl+Shift+N", page.copy, writes=True)
        _add_save(page)
    add("view", tr("查看(&V)"), "Ctrl+Return", page.view)
    add("files", tr("附件信息(&I)"), "Ctrl+I", page.view_files)
    add("export", tr("导出列表(&X)…"), "Ctrl+E", page.export)
    add("exportChosen", tr("导出所选(&H)…"), "Ctrl+Shift+E", page.export_chosen)
    add("chooseNone", tr("取消选择(&U)"), "Esc", page.choose_none)
    for name in ONLY_IN_LISTS & made.keys():
        made[name].setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
    for shown in page.lists.values():
        shown.table.addActions([made[name] for name in IN_THE_MENU if name in made])
    page.add_act("applicationPrint", tr("打印列表(&P)…"), "Ctrl+P", lambda: page.habits[page.kind].print_list())
    return made


def _add_save(page: "ApplicationsPage") -> None:
    save = page.add_act("formSave", tr("保存申请(&S)"), "Ctrl+S", page.side.save_form, writes=True)

    def allow() -> None:
        save.allow(page.side.form is not None, tr("没有打开的表单"))

    allow()
    page.side.form_open.connect(allow)
