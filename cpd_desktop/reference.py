"""What everyone shares: rule sets, names of pathways and institutes. From the ``ref`` scope, or from the program where
nothing has been pulled yet, so that a fresh profile works before its first sync.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from cpd_core.entities import Institute, MemberType, RuleSetRecord
from cpd_core.requirements import RuleBook, RuleSet
from cpd_desktop.errors import Bug
from cpd_desktop.sponsors import SCOPE, Sponsors
from cpd_desktop.store import Store
from cpd_desktop.store.mirror import Cursor
from resources import path

if TYPE_CHECKING:
    from cpd_core.flag_rules import Figures

MEMBER_TYPES: tuple[MemberType, ...] = ("non_practising", "cpa")


class Reference:
    """Reference data of one account, read anew when the ``ref`` scope has moved; ``sponsors`` when it is told to."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.sponsors = Sponsors(store)
        self._rules: tuple[Cursor, RuleBook] | None = None
        self._institutes: tuple[Cursor, dict[str, str]] | None = None
        self._retired: frozenset[str] = frozenset()

    def rules(self) -> RuleBook:
        """The rule book in force."""
        cursor = self._store.mirror.cursor(SCOPE)
        if self._rules is None or self._rules[0] != cursor:
            self._rules = (cursor, RuleBook(self._rule_texts()))
        return self._rules[1]

    def flag_figures(self) -> "tuple[Figures, str]":
        """What the rules of flags need to know, and a text that is another one where any of it is other.

        Where the service's rule files say nothing of flags, those that come with the program do.
        """
        from hashlib import sha256

        from cpd_core.flag_rules import FORM, Figures

        texts, rules = self._rule_texts(), self.rules()
        review = rules.review or RuleBook(_shipped()).review
        if review is None:
            raise Bug("the rule files that come with the program say nothing of flags")
        form = sha256("\0".join(texts).encode()).hexdigest()
        return Figures(rules, review.cut_off, review.unusual_hours), f"{FORM} {form}"

    def institutes(self) -> dict[str, str]:
        """The accounting institutes: id -> name."""
        cursor = self._store.mirror.cursor(SCOPE)
        if self._institutes is None or self._institutes[0] != cursor:
            found = list(self._store.records.entities(Institute))
            self._retired = frozenset(i.id for i in found if i.retired)
            self._institutes = (cursor, {i.id: i.name for i in found})
        return self._institutes[1]

    def choosable(self) -> dict[str, str]:
        """The accounting institutes that a member can choose: those that have not retired."""
        return {code: name for code, name in self.institutes().items() if code not in self._retired}

    def name_of(self, code: str, year: int, province: str) -> str:
        """The Chinese name of a pathway or a ground for exemption, of whatever kind of member."""
        return self.names_of(((code, year),), province)[code, year]

    def names_of(self, wanted: Iterable[tuple[str, int]], province: str) -> dict[tuple[str, int], str]:
        """The names of pathways and grounds, (code, year) -> name; whether the rules are new is asked only once."""
        rules = self.rules()

        def name(code: str, year: int) -> str:
            for member_type in MEMBER_TYPES:
                rule_set = rules.find(member_type, year, province)
                if rule_set and (found := rule_set.name_of(code)) != code:
                    return found
            return code

        return {(code, year): name(code, year) for code, year in wanted}

    def rule_sets(self, year: int, province: str) -> list[RuleSet]:
        """The rule sets of a year, one per kind of member."""
        rules = self.rules()
        found = (rules.find(member_type, year, province) for member_type in MEMBER_TYPES)
        return [rule_set for rule_set in found if rule_set]

    def _rule_texts(self) -> list[str]:
        pulled = [record.toml for record in self._store.records.entities(RuleSetRecord)]
        return pulled or _shipped()


def _shipped() -> list[str]:
    """The rule files that come with the program."""
    return [file.read_text("utf-8") for file in sorted(path("rules").glob("*.toml"))]
