"""The journey passes, with a picture of every step and a certificate that says what it should."""

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtGui import QPixmap
from PySide6.QtPdf import QPdfDocument

from tests.journeys import journey, member, reviewer


@pytest.mark.usefixtures("qapp")
def test_a_member_files_offline_the_province_decides_offline_and_hours_come_back(tmp_path: Path) -> None:
    pictures: list[str] = []

    def shot(name: str, picture: QPixmap) -> None:
        assert not picture.isNull(), name
        pictures.append(name)

    summary = journey.play(tmp_path, shot)

    assert summary.confirmed_in_a_batch == reviewer.CONFIRMED
    assert summary.unsent_after_kill == reviewer.CONFIRMED + reviewer.REFUSED
    assert (summary.changed_since_review, summary.applied_at_once) == (1, reviewer.CONFIRMED + reviewer.REFUSED - 1)
    assert len(pictures) == len(set(pictures)) >= 20

    document = QPdfDocument()
    assert document.load(str(summary.certificate)) == QPdfDocument.Error.None_
    words = document.getAllText(0).text()
    assert "学时证明" in words
    assert "王芳" in words

    rows = list(openpyxl.load_workbook(summary.applications_workbook).active.iter_rows(values_only=True))
    mine = [row for row in rows if member.SPONSOR in row]
    assert [(row[6], row[7], row[9]) for row in mine] == [(6.0, 6.0, "已确认")]
    hours = openpyxl.load_workbook(summary.hours_workbook)
    assert any(cell.value == 6.0 for sheet in hours for row in sheet.iter_rows() for cell in row)
