"""What a person may fill into a workbook: drop-down lists and checks of cells, and the protection of all others.

Protection without a password keeps from slips, not from people: what is read back is checked cell by cell.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

LIST_MAX = 255  # characters of a list that stands in the rule itself


@dataclass(frozen=True, slots=True)
class Allowed:
    """What the cells of a column may hold, and what is said about it.

    ``choices`` are offered in a drop-down list; or ``source`` is the area of the workbook that has them, or a
    ``formula`` for the second row has to hold. ``strict``: nothing else is taken; else they are only offered.
    ``prompt`` is shown at the cell, ``refusal`` where something else was typed. ``only_row``: it is for this row alone.
    """

    choices: tuple[str, ...] = ()
    source: str = ""
    formula: str = ""
    strict: bool = True
    prompt: str = ""
    refusal: str = ""
    only_row: int = 0

    def xml(self, letter: str, rows: int) -> str:
        """The rule for the rows of a column below the header."""
        shown = "".join(
            f" {name}={quoteattr(text)}" for name, text in (("error", self.refusal), ("prompt", self.prompt)) if text
        )
        kind, strict = "custom" if self.formula else "list", int(self.strict)
        return (
            f'<dataValidation type="{kind}" allowBlank="1" showInputMessage="1" showErrorMessage="{strict}"{shown}'
            f' sqref="{f"{letter}{self.only_row}" if self.only_row else f"{letter}2:{letter}{rows + 1}"}">'
            f"<formula1>{escape(self._condition())}</formula1></dataValidation>"
        )

    def _condition(self) -> str:
        if self.formula or self.source:
            return self.formula or self.source
        listed = ",".join(self.choices)
        if len(listed) > LIST_MAX or '"' in listed:
            raise ValueError(f"not a list that a rule can hold: {listed}")
        return f'"{listed}"'


def validations_xml(columns: Sequence[tuple[str, Sequence[Allowed]]], rows: int) -> str:
    """The rules of a sheet's columns (letter, what is allowed), "" where there are none."""
    made = [each.xml(letter, rows) for letter, allowed in columns for each in allowed if rows]
    return f'<dataValidations count="{len(made)}">{"".join(made)}</dataValidations>' if made else ""


def protection_xml() -> str:
    """Only unlocked cells may be changed; widths and the filter stay with the person."""
    return (
        '<sheetProtection sheet="1" objects="1" scenarios="1" formatCells="0" formatColumns="0" formatRows="0"'
        ' sort="0" autoFilter="0"/>'
    )
