"""What every list can do without being asked twice: copy, print, arrange its columns, and remember how it was left."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from PySide6.QtCore import QMimeData, QObject, QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMenu

from cpd_desktop.errors import Cancelled, Trouble
from cpd_desktop.store.times import BEIJING
from ui.acts import Act
from ui.language import words
from ui.tables import cells
from ui.tables.columns import TICK, Column
from ui.tables.memory import ListMemory
from ui.tables.view import TableView
from ui.tasks import Task, Tasks
from ui.works import Works

if TYPE_CHECKING:  # neither is needed before somebody prints
    from PySide6.QtPrintSupport import QPrinter

    from ui.tables.printing import PrintJob

AT_ONCE = 200  # rows that are copied without a worker
AT_A_TIME = 50  # rows a query
MOST = 100_000  # rows that are copied; more belong into a file


class Surroundings(Struct, frozen=True):
    """What a list needs of the window."""

    memory: ListMemory
    tasks: Tasks
    works: Works
    say: Callable[[str], None]
    say_trouble: Callable[[Trouble], None]


class Habits(QObject):
    """Furnishes one table. ``about`` says in words what the list shows, line by line, for a print."""

    def __init__(
        self, table: TableView, title: str, around: Surroundings, about: Callable[[], list[str]] | None = None
    ) -> None:
        super().__init__(table)
        self.table = table
        self._title = title
        self._around = around
        self._about = about or list[str]
        self._delivered = table.sort
        self._restore()
        self._make_acts()
        table.arrangement.changed.connect(self._keep)
        table.sort_asked.connect(lambda: self._keep())
        header = table.horizontalHeader()
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._header_menu)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(self._table_menu)

    # --- what is remembered ------------------------------------------------------------------------------------

    def _restore(self) -> None:
        kept = self._around.memory.load(self.table.objectName())
        if kept is None:
            return
        self.table.arrangement.restore(kept)
        if kept.sort and kept.sort[0] in {column.sort for column in self.table.rows.columns if column.sort}:
            self.table.sort_by(*kept.sort)

    def _keep(self) -> None:
        self._around.memory.save(self.table.objectName(), self.table.kept())

    def as_delivered(self) -> None:
        """Columns and order as the program came."""
        self.table.arrangement.reset()
        if self.table.sort != self._delivered:
            self.table.sort_by(*self._delivered)
        self._around.memory.forget(self.table.objectName())

    # --- menus --------------------------------------------------------------------------------------------------

    def _make_acts(self) -> None:
        def act(name: str, text: str, keys: str, do: Callable[[], object]) -> Act:
            made = Act(self.table, name, text, keys, do)
            made.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            self.table.addAction(made)
            return made

        copy = QKeySequence(QKeySequence.StandardKey.Copy).toString()
        self._copying = [
            act("copyRows", self.tr("复制"), copy, self.copy),
            act("copyCell", self.tr("复制单元格"), "Ctrl+Shift+C", self.copy_cell),
            act("copyWithTitles", self.tr("连同列名复制"), "", lambda: self.copy(with_titles=True)),
        ]
        self._moving = [
            act("columnLeft", self.tr("列左移"), "Ctrl+Shift+Left", lambda: self._move(-1)),
            act("columnRight", self.tr("列右移"), "Ctrl+Shift+Right", lambda: self._move(1)),
        ]
        self._reset = act("columnsAsDelivered", self.tr("恢复默认列"), "", self.as_delivered)

    def _move(self, step: int) -> None:
        column = self._current_column()
        if column:
            self.table.arrangement.move(column.key, step)

    def _current_column(self) -> Column | None:
        number = self.table.currentIndex().column()
        column = self.table.rows.columns[number] if number >= 0 else None
        return None if column is TICK else column

    def _table_menu(self, point: QPoint) -> None:
        menu = self.menu()
        menu.popup(self.table.viewport().mapToGlobal(self.table.menu_place(point)))

    def menu(self) -> QMenu:
        """What can be done with the rows and the column under the cursor."""
        menu = self._new_menu("listMenu")
        menu.addActions(self._copying)
        own = {id(each) for each in (*self._copying, *self._moving, self._reset)}
        others = [each for each in self.table.actions() if id(each) not in own and each.text()]
        everything = QKeySequence(QKeySequence.StandardKey.SelectAll)
        if all(each.shortcut() != everything for each in others):
            self._offer(menu, "chooseAllRows", self.tr("全选"), everything, self.table.selectAll)
        self._offer(menu, "printRows", self.tr("打印…"), QKeySequence("Ctrl+P"), self.print_list)
        menu.addSeparator()
        columns = menu.addMenu(self.tr("列"))
        self._fill_columns(columns, self._current_column())
        if others:
            menu.addSeparator()
            menu.addActions(others)
        return menu

    def _offer(self, menu: QMenu, name: str, text: str, keys: QKeySequence, do: Callable[[], object]) -> None:
        """Offer what the table or its page know by these keys anyway."""
        act = menu.addAction(text)
        act.setObjectName(name)
        act.setShortcut(keys)
        act.triggered.connect(lambda: do())

    def _header_menu(self, point: QPoint) -> None:
        header = self.table.horizontalHeader()
        number = header.logicalIndexAt(point)
        column = self.table.rows.columns[number] if number >= 0 else None
        self.columns_menu(None if column is TICK else column).popup(header.viewport().mapToGlobal(point))

    def columns_menu(self, column: Column | None) -> QMenu:
        """Which columns are shown, and what can be done with this one."""
        menu = self._new_menu("columnsMenu")
        self._fill_columns(menu, column)
        return menu

    def _new_menu(self, name: str) -> QMenu:
        menu = QMenu(self.table)
        menu.setObjectName(name)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _fill_columns(self, menu: QMenu, column: Column | None) -> None:
        for each, shown in self.table.arrangement.choices():
            choice = QAction(each.title, menu)
            choice.setCheckable(True)
            choice.setChecked(shown)
            choice.setObjectName(f"show_{each.key}")
            show: Callable[[bool], None] = lambda on, key=each.key: self.table.arrangement.show(key, on)  # noqa: E731
            choice.toggled.connect(show)
            menu.addAction(choice)
        menu.addSeparator()
        if column and column.sort:
            for title, down in ((self.tr("按“{0}”升序"), False), (self.tr("按“{0}”降序"), True)):
                sort = menu.addAction(title.format(column.title))
                sort.setObjectName("sortDown" if down else "sortUp")
                sort.triggered.connect(self._sorter(column.sort, down))
        menu.addActions([*self._moving, self._reset])

    def _sorter(self, key: str, descending: bool) -> Callable[[], None]:
        return lambda: self.table.sort_by(key, descending)

    # --- copying ------------------------------------------------------------------------------------------------

    def copy(self, with_titles: bool = False) -> None:
        """Copy the selected rows, or the one under the cursor, as they stand on screen."""
        ids = self._wanted_ids()
        if len(ids) > MOST:
            self._around.say(self.tr("一次最多复制 {0} 行；更多的请用导出").format(f"{MOST:,}"))
            return
        columns, fetch = self.table.shown_columns(), self.table.rows.fetch

        def lines(task: Task | None = None) -> list[list[str]]:
            taken: list[list[str]] = []
            for start in range(0, len(ids), AT_A_TIME):
                if task and task.cancelled.is_set():
                    break
                taken += [line_of(columns, row) for row in fetch(ids[start : start + AT_A_TIME])]
            return taken

        def put(taken: list[list[str]]) -> None:
            to_clipboard(cells.to_copy(columns, taken, with_titles))
            self._around.say(self.tr("已复制 {0} 行").format(f"{len(taken):,}"))

        if not ids:
            return
        if len(ids) <= AT_ONCE:
            put(lines())
        else:
            self._around.tasks.run(self, lines, put)

    def copy_cell(self) -> None:
        """Copy the text of the cell under the cursor, exactly as it is."""
        column, row = self._current_column(), self.table.current_row()
        if column and row is not None:
            data = QMimeData()
            data.setText(column.text(row))
            to_clipboard(data)
            self._around.say(self.tr("已复制：{0}").format(column.text(row)))

    def _wanted_ids(self) -> list[int]:
        current = self.table.current_id()
        return list(self.table.chosen_ids()) or ([] if current is None else [current])

    # --- printing -----------------------------------------------------------------------------------------------

    def print_list(self) -> None:
        """Ask for printer and paper, then print what the list shows, or of it what is selected."""
        from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter  # not before the window is up

        from ui.tables import printing

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printing.dress(printer, self._job(chosen=False))
        dialog = QPrintDialog(printer, self.table.window())
        dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintSelection, self.table.chosen_count() > 1)
        dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange)
        dialog.accepted.connect(lambda: self.print_to(printer))
        dialog.finished.connect(dialog.deleteLater)
        dialog.setModal(True)
        dialog.show()

    def print_to(self, printer: "QPrinter") -> None:
        """Print in a worker, with progress and a way to stop."""
        from ui.tables import printing

        job = self._job(chosen=printer.printRange() == printer.PrintRange.Selection)
        self._around.works.start(
            self,
            "print",
            self.tr("打印 {0}").format(self._title),
            lambda tell: printing.print_list(printer, job, tell),
            lambda pages: self.tr("已打印 {0}：{1} 行，{2} 页").format(self._title, f"{len(job.ids):,}", pages),
            failed=lambda trouble: None if isinstance(trouble, Cancelled) else self._around.say_trouble(trouble),
        )

    def _job(self, chosen: bool) -> "PrintJob":
        from ui.tables.printing import PrintJob

        return PrintJob(
            title=self._title,
            about=tuple(line for line in self._about() if line),
            columns=tuple(self.table.shown_columns()),
            ids=self.table.chosen_ids() if chosen else self.table.rows.ids,
            fetch=self.table.rows.fetch,
            font=self.table.font(),
            day=words().date_text(datetime.now(BEIJING).date()),
        )


def line_of(columns: list[Column], row: Any) -> list[str]:
    """The cells of a row as other programs take them."""
    return [cells.value(column, column.text(row)) for column in columns]


def to_clipboard(data: QMimeData) -> None:
    """Put this on the clipboard."""
    QGuiApplication.clipboard().setMimeData(data)
