"""`dev.py tour`: a numbered picture of every step, the certificate beside them, no folder of others touched."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from devtools import tour


@dataclass(frozen=True)
class Summary:
    confirmed: int
    certificate: str


@pytest.fixture
def journey(monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    def play(directory: Path, shot: Callable[[str, QPixmap], None]) -> Summary:
        label = QLabel("学时证明")
        qtbot.addWidget(label)
        shot("sign-in", label.grab())
        shot("filed", label.grab())
        (directory / "member").mkdir()
        (directory / "member" / "2026年度学时证明.pdf").write_bytes(b"%PDF-")
        return Summary(confirmed=200, certificate="JS-2026-1")

    module = ModuleType("tests.journeys.journey")
    module.play = play  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "tests.journeys.journey", module)


@pytest.mark.usefixtures("journey")
def test_pictures_certificate_and_summary(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "tour"
    for _ in range(2):  # a tour replaces the one before
        assert tour.main([str(folder), "--journey"]) == 0
    assert sorted(path.name for path in folder.iterdir()) == [
        "01-sign-in.png",
        "02-filed.png",
        "2026年度学时证明.pdf",
        "work",
    ]
    assert (folder / "01-sign-in.png").read_bytes().startswith(b"\x89PNG")
    assert "confirmed    200" in capsys.readouterr().out


@pytest.mark.usefixtures("journey")
def test_a_folder_with_other_things_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work", "utf-8")
    with pytest.raises(SystemExit):
        tour.main([str(tmp_path)])
    assert (tmp_path / "thesis.txt").exists()
