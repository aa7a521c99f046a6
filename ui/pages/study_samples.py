"""推荐学习: the sample lessons of every institute, open to all; they give no hours."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cpd_core.wording import hours_text
from cpd_desktop.study.views import Offer
from cpd_desktop.views import CourseRow, Named
from ui import theme
from ui.language import words
from ui.tables import Column, ListedTable, columns
from ui.widgets import SideBySide, button, heading, label

NARROW = 38.0  # lines of text: with less room the lists stand one above the other


class SamplesView(QWidget):
    """One column per institute: what it offers this year, and its samples, which are played in place."""

    opened = Signal(str)
    """A sample to be played."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("samplesView")
        self._columns = SideBySide(NARROW)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, theme.em(self, 0.4), 0, 0)
        box.addWidget(label(self.tr("以下课程供选择国家会计学院之前试听，不计学时"), "quiet", name="samplesIntro"))
        box.addWidget(self._columns, 1)

    def show_samples(
        self, institutes: Sequence[Named], samples: Sequence[CourseRow], offers: Mapping[str, Offer]
    ) -> None:
        """Show the samples, side by side by institute; ``offers`` is what each offers this year, by its code."""
        self._columns.clear()
        for institute in institutes:
            part = QWidget()
            column = QVBoxLayout(part)
            column.setContentsMargins(0, 0, 0, 0)
            column.addWidget(heading(institute.name, factor=1.1))
            if offer := offers.get(institute.code):
                column.addWidget(label(self._offered(offer), "quiet", name=f"sampleOffer_{institute.code}"))
            own = [course for course in samples if course.institute_id == institute.code]
            if own:
                table = self._table(institute, own)
                column.addWidget(table, 1)
                play = button(f"playSample_{institute.code}", self.tr("试听"), lambda table=table: self._open(table))
                play.setAccessibleName(self.tr("试听 {0} 的课程").format(institute.name))
                column.addWidget(play, 0, Qt.AlignmentFlag.AlignLeft)
            else:
                column.addWidget(label(self.tr("暂无试听课程"), "quiet"))
                column.addStretch(1)
            self._columns.add(part)

    def _offered(self, offer: Offer) -> str:
        """Courses, hours and topics in two lines."""
        topics = words().comma.join(f"{words().topics.get(topic, topic)} {count}" for topic, count in offer.topics)
        counts = self.tr("{0} 门课程，共 {1} 学时").format(offer.courses, hours_text(offer.hours))
        return f"{counts}\n{topics}"

    def _open(self, table: ListedTable[CourseRow]) -> None:
        course = table.current()
        if course is not None and course.lessons:
            self.opened.emit(course.id)

    def _table(self, institute: Named, courses: Sequence[CourseRow]) -> ListedTable[CourseRow]:
        shown = (
            columns.plain("title", self.tr("课程"), "企业会计准则", stretch=True),
            Column("minutes", self.tr("分钟"), lambda row: str(row.minutes), "1200", "minutes", align_right=True),
        )
        table: ListedTable[CourseRow] = ListedTable(f"samples_{institute.code}", shown, lambda row: row.id)
        table.setAccessibleName(self.tr("{0}的试听课程").format(institute.name))
        table.setMinimumHeight(theme.em(self, 7))
        table.set_rows(courses)
        table.opened.connect(lambda: self._open(table))
        if table.current() is None:
            table.step(1)
        return table
