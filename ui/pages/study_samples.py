"""推荐学习: the sample lessons of every institute, open to all; they give no hours."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cpd_desktop.views import CourseRow, Named
from ui import theme
from ui.tables import Column, ListedTable, columns
from ui.widgets import SideBySide, heading, label

NARROW = 38.0  # lines of text: with less room the lists stand one above the other


class SamplesView(QWidget):
    """One column per institute."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("samplesView")
        self._columns = SideBySide(NARROW)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, theme.em(self, 0.4), 0, 0)
        box.addWidget(label(self.tr("以下课程供选择国家会计学院之前试听，不计学时"), "quiet", name="samplesIntro"))
        box.addWidget(self._columns, 1)

    def show_samples(self, institutes: Sequence[Named], samples: Sequence[CourseRow]) -> None:
        """Show the samples, side by side by institute."""
        self._columns.clear()
        for institute in institutes:
            part = QWidget()
            column = QVBoxLayout(part)
            column.setContentsMargins(0, 0, 0, 0)
            column.addWidget(heading(institute.name, factor=1.1))
            own = [course for course in samples if course.institute_id == institute.code]
            if own:
                column.addWidget(self._table(institute, own), 1)
            else:
                column.addWidget(label(self.tr("暂无试听课程"), "quiet"))
                column.addStretch(1)
            self._columns.add(part)

    def _table(self, institute: Named, courses: Sequence[CourseRow]) -> QWidget:
        shown = (
            columns.plain("title", self.tr("课程"), "企业会计准则", stretch=True),
            Column("minutes", self.tr("分钟"), lambda row: str(row.minutes), "1200", "minutes", align_right=True),
        )
        table: ListedTable[CourseRow] = ListedTable(f"samples_{institute.code}", shown, lambda row: row.id)
        table.setAccessibleName(self.tr("{0}的试听课程").format(institute.name))
        table.setMinimumHeight(theme.em(self, 7))
        table.set_rows(courses)
        return table
