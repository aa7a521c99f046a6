"""Lists of any length: row ids from one query, pages of rows fetched around the view, cells painted by a delegate.

columns = (
    Column("year", tr("年度"), lambda row: str(row.year), sample="2026", sort="year", align_right=True),
    Column("sponsor", tr("主办单位"), lambda row: row.sponsor, sample="江苏省注协", sort="sponsor", stretch=True),
    Column("state", tr("状态"), lambda row: marks.of_state(row).text, mark=marks.of_state, sample="未确认·已送达"),
)
columns.plain("sponsor", tr("主办单位"), "江苏省注协", stretch=True), columns.hours("hours", tr("申请"))  # short
table = TableView("applicationsTable", columns, desk.rows, ticks=True)   # desk.rows(rids) -> rows in that order
table.set_sort("filed_at", descending=True)                            # only shows it
table.sort_asked.connect(self._sort)                                  # (key, descending): query again, then
table.show_first(first_ids)                                           # while the others are read
table.set_ids(ids)                                                    # array("q") of row ids; keeps the selection
table.current_row()                                                   # the row under the cursor or None
table.chosen_ranges(), table.chosen_count(), table.chosen_ids()       # never a Python list of indexes
table.current_changed / table.chosen_changed / table.opened           # signals
table.refresh()                                                       # contents changed, ids did not

For short lists that are in memory anyway there is ListedTable: set_rows(rows), current(), chosen(); it sorts by itself.
"""

from ui.tables.columns import Column, Mark, Tone
from ui.tables.held import Held
from ui.tables.listed import ListedTable
from ui.tables.model import LazyTableModel
from ui.tables.states import ListStates
from ui.tables.view import FIRST, TableView

__all__ = ["FIRST", "Column", "Held", "LazyTableModel", "ListStates", "ListedTable", "Mark", "TableView", "Tone"]
