"""Cells as other programs take them: text with tabs, and a table for Excel, in which nothing becomes a formula."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QLocale, QMimeData

from ui.tables.columns import Column

FORMULA_SIGNS = "=+-@＝＋－＠\t\r"  # what Excel begins to calculate at; the wide ones, too, where it speaks Chinese
NOTHING = ("–", "-", "—")  # what a list shows where there is no value
_AS_TEXT = " style=\"mso-number-format:'\\@'\""  # else Excel takes a certificate number for 3.2E+11


def value(column: Column, text: str) -> str:
    """What a cell's text is worth elsewhere: a bare number, no dash for nothing, and never a formula."""
    if text in NOTHING:
        return ""
    if column.kind == "number":
        number, good = QLocale().toDouble(text)
        if good:
            return str(int(number)) if number == int(number) else repr(number)
    return f"'{text}" if text.startswith(tuple(FORMULA_SIGNS)) else text


def as_text(lines: Sequence[Sequence[str]]) -> str:
    """Lines of cells with tabs between; a cell with a tab, a quote or several lines stands in quotes, as Excel does."""

    def quoted(cell: str) -> str:
        return '"' + cell.replace('"', '""') + '"' if any(sign in cell for sign in '\t\n\r"') else cell

    return "".join("\t".join(map(quoted, line)) + "\r\n" for line in lines)


def as_html(columns: Sequence[Column], lines: Sequence[Sequence[str]], titles: Sequence[str] = ()) -> str:
    """The same as a table; only numbers and dates are left for Excel to read."""

    def cell(column: Column, text: str) -> str:
        words = escape(text).replace("\n", '<br style="mso-data-placement:same-cell">')
        return f"<td{_AS_TEXT if column.kind == 'text' else ''}>{words}</td>"

    head = "<tr>" + "".join(f"<th>{escape(title)}</th>" for title in titles) + "</tr>" if titles else ""
    body = "".join("<tr>" + "".join(map(cell, columns, line)) + "</tr>" for line in lines)
    return f'<html><head><meta charset="utf-8"></head><body><table>{head}{body}</table></body></html>'


def to_copy(columns: Sequence[Column], lines: Sequence[Sequence[str]], with_titles: bool) -> QMimeData:
    """Both forms for the clipboard, with or without a first line of titles."""
    titles = [column.title for column in columns] if with_titles else []
    data = QMimeData()
    data.setText(as_text([*([titles] if titles else []), *lines]))
    data.setHtml(as_html(columns, lines, titles))
    return data
