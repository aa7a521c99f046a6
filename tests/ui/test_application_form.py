"""What the form says while one types: what would count, what looks claimed twice, and what is kept through a crash."""

import threading
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from cpd_core.applications import draft_of
from cpd_core.entities import Application, RuleSetRecord
from cpd_desktop.sponsors import Sponsors
from cpd_desktop.workspace import Workspace
from tests.cpd_core.build import PROOF, application, exemption, rule_texts
from tests.cpd_desktop.material import offline_profile, pull, upsert
from tests.ui import papers
from tests.ui.rooms import Surroundings, compose, find
from ui.forms.application_form import ApplicationForm

RESEARCH = application("r", pathway="research", hours=8.0)
WAITING = application("w", pathway="research", hours=4.0, state="pending")
COURSE = application("c", pathway="face_to_face", hours=6.0, state="refused", sponsor="江苏省注册会计师协会")


@pytest.fixture
def around(dressed: QApplication, tmp_path: Path) -> Iterator[Surroundings]:
    workspace = Workspace(offline_profile(tmp_path / "profile"))
    rows = [RESEARCH, WAITING, COURSE, exemption("e")]
    pull(workspace.account.store, *(upsert(number, row) for number, row in enumerate(rows, 1)))
    around = Surroundings(workspace)
    around.context()
    yield around
    around.tasks.close()
    workspace.close()
    assert around.problems == []


class Opened:
    """A form on screen, and how to ask it things."""

    def __init__(self, qtbot: QtBot, around: Surroundings, kind: str, application: Application | None = None) -> None:
        self.form = ApplicationForm(around.workspace.applications, around.tasks, kind, False, application)  # type: ignore[arg-type]
        self._qtbot, self._around = qtbot, around
        qtbot.addWidget(self.form)
        self.form.resize(520, 640)
        self.form.show()

    def choose(self, field: str, code: str) -> None:
        choice = getattr(self.form.fields, field)
        choice.setCurrentIndex(choice.findData(code))

    def count(self) -> str:
        self._qtbot.waitUntil(lambda: not self.form._soon.isActive() and self._around.tasks.busy == 0)
        line = find(self.form, "formCount")
        assert isinstance(line, QLabel)
        return line.text()

    def note(self, field: str) -> str:
        self.count()
        return self.form.fields.fields[field].note.text()


def test_the_live_line_names_the_cap_and_what_is_used_before_anything_else_is_filled_in(
    qtbot: QtBot, around: Surroundings
) -> None:
    opened = Opened(qtbot, around, "output")
    assert opened.count() == "填好后，这里显示可计学时"
    opened.choose("pathway", "research")
    assert opened.count() == "本途径全年上限 12，已用 8"
    qtbot.keyClicks(opened.form.fields.hours, "8")
    assert opened.count() == "申请 8，可计 4：本途径全年上限 12，已用 8；其他待确认的申请若先获确认，可计 0"


def test_an_edit_does_not_count_its_own_hours_twice(qtbot: QtBot, around: Surroundings) -> None:
    opened = Opened(qtbot, around, "output", WAITING)
    assert opened.count() == "申请 4，可计 4：本途径全年上限 12，已用 8"


def test_an_exemption_says_what_it_would_waive(qtbot: QtBot, around: Surroundings) -> None:
    opened = Opened(qtbot, around, "exemption")
    opened.choose("year", "2025")
    opened.choose("condition", "abroad")
    assert opened.count() == "可豁免 40 学时"
    opened.choose("year", "2026")
    assert opened.count() == "本年度的学时已全部豁免，无需再申请豁免"
    assert "已有 2026 年度豁免申请（已确认）" in opened.note("condition")


def test_the_same_activity_is_warned_of_and_may_be_saved(qtbot: QtBot, around: Surroundings) -> None:
    opened = Opened(qtbot, around, "input")
    compose(opened.form.fields.sponsor, COURSE.sponsor)
    opened.choose("pathway", COURSE.pathway)
    qtbot.keyClicks(opened.form.fields.hours, "6")
    assert "直接修改那条申请" in opened.note("hours")
    assert opened.form.fields.fields["hours"].error == ""
    opened.form.fields.strip.show_attachments((PROOF,))
    opened.form.fields.strip.removed.emit(PROOF)
    said = opened.note("attachments").splitlines()
    assert len(said) == 3
    assert "附件“结业证书.pdf”已用于 2026 年度" in said[0]
    assert "另有 2 条" in said[2]
    with qtbot.waitSignal(opened.form.saved):
        opened.form.save()


def test_a_pathway_that_the_year_does_not_have_is_asked_for_at_once(qtbot: QtBot, around: Surroundings) -> None:
    texts = [
        text.replace('code = "live"', 'code = "old"') if 'id = "NP-2011"' in text else text for text in rule_texts()
    ]
    records = [RuleSetRecord(id=f"r{number}", rev=1, toml=text) for number, text in enumerate(texts)]
    pull(around.workspace.account.store, *(upsert(n, r, "ruleset") for n, r in enumerate(records, 1)), scope="ref")
    opened = Opened(qtbot, around, "input")
    opened.choose("pathway", "live")
    opened.choose("year", "2025")
    assert opened.form.fields.pathway.code() == "live"
    assert opened.form.fields.fields["pathway"].error == ""
    opened.choose("year", "2021")
    assert opened.form.fields.pathway.code() == ""
    assert opened.form.fields.fields["pathway"].error == "请选择学时途径"


def test_the_reason_of_a_refusal_stays_in_sight_while_it_is_mended(qtbot: QtBot, around: Surroundings) -> None:
    refused = msgspec.structs.replace(COURSE, reason="证明材料不清晰")
    reason = find(Opened(qtbot, around, "input", refused).form, "formReason")
    assert isinstance(reason, QLabel)
    assert reason.text() == "不予确认：证明材料不清晰"
    assert Opened(qtbot, around, "output", WAITING).form.findChild(QLabel, "formReason") is None


def test_an_attachment_alone_is_a_change_to_be_kept(qtbot: QtBot, around: Surroundings, tmp_path: Path) -> None:
    opened = Opened(qtbot, around, "input")
    with qtbot.waitSignal(opened.form.fields.changed):
        opened.form.add_files([papers.pdf(tmp_path / "证明.pdf")])
    assert opened.form.is_changed


def test_what_is_wrong_goes_before_what_is_doubtful(qtbot: QtBot, around: Surroundings) -> None:
    opened = Opened(qtbot, around, "input", COURSE)
    assert opened.note("hours").startswith("1 学时")
    qtbot.keyClicks(opened.form.fields.hours, ".3")
    assert "0.5 的整数倍" in opened.note("hours")
    assert draft_of(COURSE).hours == 6.0


def test_a_sponsor_is_found_by_initials_and_by_both_mixed(qtbot: QtBot, around: Surroundings) -> None:
    opened = Opened(qtbot, around, "input")
    line = opened.form.fields.sponsor
    with qtbot.waitActive(opened.form):
        opened.form.activateWindow()
    line.setFocus()
    opened.count()
    qtbot.keyClicks(line, "jss")
    assert line.offered() == [COURSE.sponsor]
    compose(line, "注册kj")
    assert line.offered() == [COURSE.sponsor]
    qtbot.keyClicks(line, "q")
    assert line.offered() == []


def test_what_was_typed_before_the_names_were_ready_is_looked_up_again(
    qtbot: QtBot, around: Surroundings, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare, go_on = Sponsors.prepare, threading.Event()

    def later(sponsors: Sponsors) -> None:
        go_on.wait(30)
        prepare(sponsors)

    monkeypatch.setattr(Sponsors, "prepare", later)
    opened = Opened(qtbot, around, "input")
    line = opened.form.fields.sponsor
    with qtbot.waitActive(opened.form):
        opened.form.activateWindow()
    line.setFocus()
    qtbot.keyClicks(line, "jss")
    assert line.offered() == []
    go_on.set()
    qtbot.waitUntil(lambda: line.offered() == [COURSE.sponsor])
