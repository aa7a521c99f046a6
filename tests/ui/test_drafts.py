"""What is typed into the form and not saved is there again, as it was, after kill -9 and after a change of language."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cpd_desktop.workspace import Workspace
from tests.ui import papers
from tests.ui.rooms import Surroundings, opened
from tests.ui.windows import Open, applications, windows, work_offline
from ui import language
from ui.forms.application_form import ApplicationForm
from ui.pages.applications import ApplicationsPage

PROGRAM = """
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from cpd_desktop.workspace import Workspace
from tests.ui.rooms import Surroundings
from ui.pages.applications import ApplicationsPage
app = QApplication([])
around = Surroundings(Workspace(Path(sys.argv[1])))
page = ApplicationsPage(around.context())
page.show()
page.new()
form = page.side.form
form.add_files([Path(sys.argv[2])])
QTest.keyClicks(form.fields.sponsor, "sponsor")
QTest.keyClicks(form.fields.hours, "7.5x")
QTest.keyClicks(form.fields.note, "first line")

def tell():
    kept = around.workspace.drafts.kept()
    if kept and kept.draft.attachments and kept.draft.note == "first line":
        print("kept", flush=True)

timer = QTimer()
timer.timeout.connect(tell)
timer.start(50)
app.exec()
"""


def typed(form: ApplicationForm | None) -> tuple[str, str, str, str, list[str]]:
    """What stands in the form, as one reads it."""
    assert form
    fields = form.fields
    names = [a.name for a in fields.strip.attachments()]
    return fields.year.code(), fields.sponsor.text(), fields.hours.text(), fields.note.toPlainText(), names


def test_a_kill_takes_nothing_that_was_typed_two_seconds_before(
    qtbot: QtBot, dressed: QApplication, member_profile: Path, tmp_path: Path
) -> None:
    profile = Path(shutil.copytree(member_profile, tmp_path / "profile"))
    proof = papers.pdf(tmp_path / "证明.pdf")
    command = [sys.executable, "-c", PROGRAM, str(profile), str(proof)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout
        assert child.stdout.readline() == "kept\n"
        child.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)

    with closing(Workspace(profile)) as workspace:
        around = Surroundings(workspace)
        page = ApplicationsPage(around.context())
        qtbot.addWidget(page)
        assert typed(page.side.form)[1:] == ("sponsor", "7.5x", "first line", ["证明.pdf"])
        form = page.side.form
        assert form
        (attachment,) = form.fields.strip.attachments()
        kept = workspace.applications.file_path(attachment.sha256)
        assert kept
        assert kept.read_bytes() == proof.read_bytes()
        assert "学时" in form.fields.fields["hours"].error
        around.tasks.close()
        assert around.problems == []


@pytest.fixture
def open_window(qtbot: QtBot, dressed: QApplication, tmp_path: Path) -> Iterator[Open]:
    with windows(qtbot, tmp_path) as open_it:
        yield open_it
    language.speak("zh")


@pytest.mark.parametrize("elsewhere", ["form", "attachment", "page"])
def test_a_form_survives_a_change_of_language_wherever_one_is(
    qtbot: QtBot, open_window: Open, member_profile: Path, tmp_path: Path, elsewhere: str
) -> None:
    window = open_window(opened(member_profile, tmp_path))
    work_offline(window)
    page = applications(window)
    page.new()
    form = page.side.form
    assert form
    form.fields.year.setCurrentIndex(2)
    form.fields.pathway.setCurrentIndex(1)
    form.fields.sponsor.setText("江苏省注协")
    form.fields.hours.setText("7.5x")
    form.add_files([papers.pdf(tmp_path / "证明.pdf")])
    qtbot.waitUntil(lambda: len(form.fields.strip.attachments()) == 1)
    before, pathway = typed(form), form.fields.pathway.code()
    if elsewhere == "attachment":
        page.side.view(form.fields.strip.attachments()[0])
    elif elsewhere == "page":
        assert window.frame
        window.frame.open_page("hours")

    language.speak("en")
    window.rebuild()
    again = applications(window)
    assert typed(again.side.form) == before
    assert again.side.form
    assert again.side.form.fields.pathway.code() == pathway
    assert again.side.form.fields.fields["year"].title.text() == "Year"
