"""A queue goes to a machine that never goes online and comes back, by windows, dialogs and keys; then it is sent."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from cpd_core.entities import Application
from cpd_desktop.views import ApplicationQuery
from tests.journeys.person import Person
from tests.support.demo import account
from tests.support.service import ServiceProcess
from ui import theme

PASSPHRASE = "correct horse battery"
WAITING = ApplicationQuery(state="pending", descending=False)
KEY = Qt.Key


def tell_passphrase(person: Person, *fields: str) -> None:
    """Type it where the window asks, and press Enter."""
    person.until(lambda: person.sees("passphrase"), "the passphrase is asked for")
    for field in fields:
        person.type(field, PASSPHRASE)
    person.key(fields[-1], KEY.Key_Return)
    person.until(lambda: not person.sees("passphrase"), "it is done")
    person.settle()


def decide(person: Person, key: Qt.Key) -> None:
    """Press a key on the row under the cursor."""
    person.activate()
    person.key("reviewTable", key)
    person.settle()


@pytest.mark.usefixtures("qapp")
def test_a_machine_without_a_network_decides_and_the_service_hears_of_it(
    tmp_path: Path, service: ServiceProcess
) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.install(app)
    pack, back = tmp_path / "队列.cpdpack", tmp_path / "结果.cpdback"
    here = Person(tmp_path / "here", service.url)
    here.sign_in(account(service.directory, "province_staff", "32"))
    here.open_tab("学时确认")
    here.until(lambda: here.table("reviewTable").rows.ids, "the queue is there")
    waiting = here.workspace.review.matching(WAITING)
    with here.answering_file_dialog(pack):
        here.trigger("packMake")
    tell_passphrase(here, "passphrase", "passphraseAgain")
    here.until(pack.exists, "the pack is written")

    away = Person(tmp_path / "away", "")
    with away.answering_file_dialog(pack):
        away.trigger("openPack")
    tell_passphrase(away, "passphrase")
    away.until(lambda: away.window.frame is not None, "the pack is open")
    away.open_tab("学时确认")
    away.until(lambda: len(away.table("reviewTable").rows.ids) == len(waiting), "the queue is here, too")
    assert away.workspace.server == ""
    assert away.workspace.review.matching(WAITING) == waiting
    away.table("reviewTable").setCurrentIndex(away.table("reviewTable").model().index(0, 0))
    decided = [row.id for row in away.workspace.applications.rows(away.table("reviewTable").rows.ids[:2])]
    for _ in range(2):
        decide(away, KEY.Key_A)
    assert set(away.workspace.review.matching(WAITING)) == set(waiting) - set(decided)
    with away.answering_file_dialog(back):
        away.trigger("packReturn")
    tell_passphrase(away, "passphrase", "passphraseAgain")
    away.close()

    here.activate()
    with here.answering_file_dialog(back):
        here.trigger("packApply")
    tell_passphrase(here, "passphrase")
    go = next(each for each in here.window.findChildren(QPushButton) if each.text() == "导入 2 条")
    QTest.mouseClick(go, Qt.MouseButton.LeftButton)
    here.settle()
    here.sync()
    states = {each.id: each.state for each in here.workspace.account.store.records.entities(Application)}
    assert [states[id_] for id_ in decided] == ["confirmed", "confirmed"]
    assert here.workspace.sync.status().unsent == 0
    here.open_tab("统计")
    here.until(lambda: here.sees("overviewWaiting"), "the figures are there")
    here.settle()
    assert here.workspace.overview.waiting().count == len(waiting) - 2
    here.close()
