"""The yearly choice: three institutes side by side, what they offer, and a plain confirmation in the page."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRegularExpression, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from cpd_core.wording import hours_text
from cpd_desktop.study.views import Offer
from cpd_desktop.views import CourseRow, Named
from ui import theme
from ui.language import words
from ui.widgets import Ask, SideBySide, button, card, heading, label

NARROW = 38.0  # lines of text: with less room the cards stand one above the other
EXAMPLES = 5  # course titles on a card


class ChoiceView(QScrollArea):
    """Shows what each institute offers; ``chosen`` comes only after the confirmation."""

    chosen = Signal(str)
    """The id of the institute."""

    def __init__(self, is_cpa: bool) -> None:
        super().__init__()
        self.setObjectName("choiceView")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._is_cpa = is_cpa
        self._year = 0
        self._read_only = ""
        self._intro = label("", name="choiceIntro")
        self._ask = Ask("chooseAsk")
        self._cards = SideBySide(NARROW)
        inner = QWidget()
        box = QVBoxLayout(inner)
        box.setContentsMargins(0, theme.em(self, 0.4), 0, 0)
        box.setSpacing(theme.em(self, 0.7))
        box.addWidget(self._intro)
        box.addWidget(self._ask)
        box.addWidget(self._cards)
        box.addStretch(1)
        self.setWidget(inner)

    def show_institutes(
        self, year: int, institutes: Sequence[Named], courses: Sequence[CourseRow], offers: Mapping[str, Offer]
    ) -> None:
        """Show the institutes of a year with their courses and what they offer in all."""
        self._year = year
        self._intro.setText(
            self.tr("请选择 {0} 年度学习的国家会计学院。选择后本年度不能更改，可先到“推荐学习”试听").format(year)
        )
        self._cards.clear()
        for institute in institutes:
            own = [course for course in courses if course.institute_id == institute.code]
            self._cards.add(self._card(institute, own, offers.get(institute.code)))

    def _card(self, institute: Named, courses: Sequence[CourseRow], offered: Offer | None) -> QWidget:
        hours = sum(course.hours for course in courses)
        offer = self.tr("{0} 门课程，共 {1} 学时").format(len(courses), hours_text(hours))
        parts: list[QWidget] = [
            heading(institute.name, name=f"institute_{institute.code}"),
            label(offer, name=f"offer_{institute.code}"),
        ]
        if self._is_cpa:
            required = sum(course.required for course in courses)
            parts.append(
                label(self.tr("其中必修 {0} 门，选修 {1} 门").format(required, len(courses) - required), "quiet")
            )
        if offered and offered.topics:
            by_topic = (f"{words().topics.get(topic, topic)} {count}" for topic, count in offered.topics)
            parts.append(label(self.tr("主题：{0}").format(words().comma.join(by_topic)), "quiet"))
        titles = [f"· {course.title}" for course in courses[:EXAMPLES]]
        if len(courses) > EXAMPLES:
            titles[-1] = self.tr("{0} 等").format(titles[-1])
        parts.append(label("\n".join(titles), "quiet"))
        choose = button(f"choose_{institute.code}", self.tr("选择"), lambda: self._confirm(institute))
        choose.setEnabled(not self._read_only)
        choose.setToolTip(self._read_only)
        choose.setAccessibleName(self.tr("选择 {0}").format(institute.name))
        made = card(*parts)
        box = made.layout()
        if isinstance(box, QVBoxLayout):
            box.addStretch(1)
            box.addWidget(choose)
        return made

    def set_read_only(self, why: str) -> None:
        """Grey the choice and say why; "" allows it again."""
        self._read_only = why
        for choose in self.findChildren(QPushButton, QRegularExpression("^choose_")):
            choose.setEnabled(not why)
            choose.setToolTip(why)

    def _confirm(self, institute: Named) -> None:
        question = self.tr("选择“{0}”后，{1} 年度不能更改。确定选择吗？").format(institute.name, self._year)
        self._ask.ask(question, self.tr("确定选择"), lambda: self.chosen.emit(institute.code), self.tr("再想想"))
        self.ensureWidgetVisible(self._ask)
