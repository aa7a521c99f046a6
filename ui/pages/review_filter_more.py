"""The rarer ways to narrow the queue, opened under the usual ones: member, hours, when it was filed, flags, shares."""

import math
from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import cast
from unicodedata import normalize

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cpd_core.flags import Flag
from cpd_core.wording import hours_text
from cpd_desktop.views import ApplicationQuery, ClaimedBy, Named
from ui import flags, theme
from ui.forms.calm import CalmChoice
from ui.language import words
from ui.pages.review_filter_words import START
from ui.widgets import Chip, FilterLine, FlowRow, Ground, label

DAY_WIDE = 5.5  # lines of text
ANY_FLAG, NO_FLAG = "any", "none"


class MorePart(Ground):
    """Fields beside their names; what is no number or day does not narrow, and is said below."""

    changed = Signal()
    left = Signal()
    """Esc or Enter in a field: the keyboard goes back to the list."""

    def __init__(self) -> None:
        super().__init__("base")
        self.setObjectName("filterMore")
        self.member = FilterLine("filterMember", self.tr("姓名或证书编号"))
        self.hours_min = self._short("filterHoursMin", self.tr("最少学时"))
        self.hours_max = self._short("filterHoursMax", self.tr("最多学时"))
        self.age = CalmChoice("filterAge", letters=5, whole_prompt=True)
        self.days = self._short("filterDays", self.tr("天数"))
        self.filed_from = self._short("filterFrom", "2026-12-01", DAY_WIDE)
        self.filed_to = self._short("filterTo", "2026-12-31", DAY_WIDE)
        self.aside = CalmChoice("filterAside", letters=5, whole_prompt=True)
        self.claim = CalmChoice("filterClaim", letters=5, whole_prompt=True)
        self.flags: dict[str, Chip] = {}
        self._wrong = label("", "bad", name="filterWrong")
        self._wrong.hide()
        self._offer()
        self._lay_out()
        self._show_days()
        for line in self._lines():
            line.searched.connect(self._tell)
        for choice in (self.age, self.aside, self.claim):
            choice.currentIndexChanged.connect(self._tell)

    # --- the query ------------------------------------------------------------------------------------------------

    def narrow(self, query: ApplicationQuery) -> ApplicationQuery:
        """The query, narrowed by what is chosen here."""
        days = _whole(self.days.text())
        pressed = [code for code, chip in self.flags.items() if chip.isChecked()]
        aside = self.aside.code()
        hidden = False if query.state == START.state else None
        return replace(
            query,
            member=self.member.text().strip(),
            hours_min=_number(self.hours_min.text()),
            hours_max=_number(self.hours_max.text()),
            age_max=days if self.age.code() == "last" else None,
            age_min=days if self.age.code() == "before" else None,
            filed_from=_day(self.filed_from.text()),
            filed_to=_day(self.filed_to.text()),
            flags=tuple(cast("Flag", code) for code in pressed if code not in (ANY_FLAG, NO_FLAG)),
            flagged=True if ANY_FLAG in pressed else False if NO_FLAG in pressed else None,
            aside=True if aside == "aside" else None if aside == "all" else hidden,
            claim=cast("ClaimedBy", self.claim.code()),
        )

    def show_query(self, query: ApplicationQuery) -> None:
        """Show what a query says, and tell nobody."""
        self.blockSignals(True)
        self.member.show_text(query.member)
        self.hours_min.show_text("" if query.hours_min is None else hours_text(query.hours_min))
        self.hours_max.show_text("" if query.hours_max is None else hours_text(query.hours_max))
        days = query.age_max if query.age_max is not None else query.age_min
        code = "last" if query.age_max is not None else "before" if query.age_min is not None else ""
        self.age.setCurrentIndex(self.age.findData(code))
        self.days.show_text("" if days is None else str(days))
        self.filed_from.show_text(query.filed_from)
        self.filed_to.show_text(query.filed_to)
        all_or_none = "" if query.flagged is None else ANY_FLAG if query.flagged else NO_FLAG
        for flag, chip in self.flags.items():
            chip.setChecked(flag in query.flags or flag == all_or_none)
        aside = "aside" if query.aside else "all" if query.aside is None and query.state == START.state else ""
        self.aside.setCurrentIndex(self.aside.findData(aside))
        self.claim.setCurrentIndex(self.claim.findData(query.claim))
        self._show_days()
        self._say_wrong()
        self.blockSignals(False)

    def _tell(self) -> None:
        self._show_days()
        self._say_wrong()
        self.changed.emit()

    def _press_flag(self, code: str, _on: bool = True) -> None:
        """One of the flags, any and none exclude each other."""
        for other, chip in self.flags.items():
            if other != code and (code in (ANY_FLAG, NO_FLAG) or other in (ANY_FLAG, NO_FLAG)):
                chip.setChecked(False)
        self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Qt: a key that no field has a use for."""
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    # --- what is wrong ----------------------------------------------------------------------------------------------

    def _show_days(self) -> None:
        asked = bool(self.age.code())
        self._days.setVisible(asked)
        if asked and not self.days.text():
            self.days.show_text("7" if self.age.code() == "last" else "30")

    def _say_wrong(self) -> None:
        """What is no number or no day, by the name of its field."""
        tests = (
            (self.hours_min, _number),
            (self.hours_max, _number),
            (self.days, _whole),
            (self.filed_from, _day),
            (self.filed_to, _day),
        )
        wrong = [read for line, read in tests if line.text().strip() and read(line.text()) in (None, "")]
        said = [self.tr("学时和天数请填数字")] if _number in wrong or _whole in wrong else []
        said += [self.tr("日期请写成 2026-12-01")] if _day in wrong else []
        self._wrong.setText(words().semicolon.join(said))
        self._wrong.setVisible(bool(said))

    # --- building ---------------------------------------------------------------------------------------------------

    def _lines(self) -> tuple[FilterLine, ...]:
        return (self.member, self.hours_min, self.hours_max, self.days, self.filed_from, self.filed_to)

    def _short(self, name: str, text: str, wide: float = 2.6) -> FilterLine:
        line = FilterLine(name, text)
        line.setToolTip(text)
        if wide < DAY_WIDE:
            line.setPlaceholderText("")
        line.setClearButtonEnabled(False)
        line.setFixedWidth(theme.em(self, wide))
        return line

    def _offer(self) -> None:
        ages = [Named("last", self.tr("最近…天")), Named("before", self.tr("…天以前"))]
        self.age.offer(ages, self.tr("不限时间"))
        asides = [Named("aside", self.tr("已搁置")), Named("all", self.tr("含已搁置"))]
        self.aside.offer(asides, self.tr("未搁置"))
        claims = [
            Named("mine", self.tr("我认领的")),
            Named("others", self.tr("他人认领的")),
            Named("none", self.tr("无人认领")),
        ]
        self.claim.offer(claims, self.tr("不论认领"))
        named = [*flags.all_words(), (ANY_FLAG, self.tr("有提示")), (NO_FLAG, self.tr("没有提示"))]
        for code, text in named:
            chip = Chip(text)
            chip.setObjectName(f"flag_{code}")
            chip.clicked.connect(partial(self._press_flag, code))
            self.flags[code] = chip

    def _lay_out(self) -> None:
        self._days = _together([self.days, label(self.tr("天"), "quiet", wrap=False)])
        to = lambda: label(self.tr("至"), "quiet", wrap=False)  # noqa: E731
        self.filed_from.setAccessibleName(self.tr("申报日期从"))
        self.filed_to.setAccessibleName(self.tr("申报日期至"))
        self.member.setFixedWidth(theme.em(self, 8))
        row = FlowRow()
        row.setSpacing(theme.em(self, 0.9))
        named: tuple[tuple[str, list[QWidget]], ...] = (
            (self.tr("会员"), [self.member]),
            (self.tr("申请学时"), [self.hours_min, to(), self.hours_max]),
            (self.tr("申报时间"), [self.age, self._days]),
            (self.tr("申报日期"), [self.filed_from, to(), self.filed_to]),
            (self.tr("搁置"), [self.aside]),
            (self.tr("认领"), [self.claim]),
        )
        for name, widgets in named:
            row.addWidget(_together([label(name, "quiet", wrap=False), *widgets]))
        for name, choice in ((named[2][0], self.age), (named[4][0], self.aside), (named[5][0], self.claim)):
            choice.setAccessibleName(name)
        chips = FlowRow()
        chips.setSpacing(theme.em(self, 0.35))
        chips.addWidget(label(self.tr("提示"), "quiet", wrap=False))
        for chip in self.flags.values():
            chips.addWidget(chip)
        box = QVBoxLayout(self)
        around = theme.em(self, 0.6)
        box.setContentsMargins(around, around, around, around)
        box.setSpacing(theme.em(self, 0.5))
        box.addLayout(row)
        box.addLayout(chips)
        box.addWidget(self._wrong)


def _together(widgets: Iterable[QWidget]) -> QWidget:
    """Widgets that stay in one line."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.em(made, 0.35))
    for each in widgets:
        row.addWidget(each)
    row.addStretch(1)
    return made


def _number(text: str) -> float | None:
    """Hours, with the full-width figures of a Chinese input method; None where it is none."""
    try:
        number = float(normalize("NFKC", text).replace("。", ".").strip())
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _whole(text: str) -> int | None:
    """Whole days; None where it is no such number."""
    plain = normalize("NFKC", text).strip()
    return int(plain) if plain.isdecimal() and len(plain) <= 5 else None


def _day(text: str) -> str:
    """A day as queries have it, also written with dots or strokes; "" where it is none."""
    plain = normalize("NFKC", text).strip().replace("/", "-").replace(".", "-")
    try:
        year, month, day = (int(part) for part in plain.split("-"))
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
