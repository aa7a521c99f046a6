"""Typing in the sponsor box with 20,000 names: each key stroke, from the key to the paint, within a frame (16 ms).

Half of the strokes are Chinese signs, as an input method commits them, half are pinyin initials; some find thousands of
names, some none. Ours is the form over a member's store. Both have worked out the letters before anybody types; how
long it takes until one can type is told apart.

Baseline: what one writes first, a QCompleter in its popup over what a Python loop finds among all names; it gets two
of the texts, as it is slow.
"""

import os
import random
import shutil
import sqlite3
import statistics
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCompleter, QLineEdit, QListView, QListWidget, QVBoxLayout, QWidget

from bench import material
from bench.harness import Figures, Size, Target
from cpd_desktop.initials import has, initials
from cpd_desktop.workspace import Workspace
from devtools.run import has_display
from devtools.service import demo_accounts, running_service

ROUNDS = 3
FRAME = 16.0  # ms
TARGETS = (
    Target("key stroke, p95", "ms", FRAME, "alone"),
    Target("key stroke, longest", "ms", FRAME, "alone"),
    Target("work of a stroke, p95", "ms", FRAME, "alone"),  # of a processor: the same on a busy machine
    Target("ready to type", "ms"),
)
NAMES = 20_000
APPLICATIONS = 200  # of the member: some decades
TYPED = (
    *("江苏省注册会计师协会", "会计", "国家会计学院", "信永中和", "鑫", "注协", "重庆市", "没有的名字"),
    *("jsszckjsxh", "kj", "gjkjxy", "xyzh", "cqs", "zzzzzz", "qkqkqk", "swssws"),
)
PLACES = ("北京市", "天津市", "上海市", "重庆市", "江苏省", "浙江省", "广东省", "四川省", "长沙市", "厦门市", "深圳市")
SIGNS = "华信中天立大同瑞诚永正众环致远长和兴业公勤德衡会重行乐单曾鑫淼盛泰安康宁"
KINDS = (
    "会计师事务所（特殊普通合伙）",
    "注册会计师协会",
    "税务师事务所有限公司",
    "财经大学继续教育学院",
    "国家会计学院",
)

_SPONSOR = """
INSERT INTO record (kind, id, scope, rev, name, body)
VALUES ('sponsor', :1, 'ref', 1, :2, json_object('id', :1, 'rev', 1, 'name', :2))
"""
_COPIES = """
WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < :count)
INSERT INTO record (id, body, {columns})
SELECT 'bench-' || n, json_set(body, '$.id', 'bench-' || n), {columns} FROM number
JOIN (SELECT body, {columns} FROM record WHERE kind = 'application' LIMIT 1)
"""


def prepare(work: Path, size: Size) -> None:
    """The profile of a member with 200 applications and 20,000 sponsors in the reference data; opened once since."""
    if (work / "member").exists():
        return
    half_made, service = work / "half-made", material.make_service(work, 1_000)
    shutil.rmtree(half_made, ignore_errors=True)
    who = next(each for each in demo_accounts(service) if each.user_type == "non_practising")
    with running_service(service) as url, closing(Workspace(half_made, url)) as workspace:
        workspace.sign_in("non_practising", who.login, who.password)
        workspace.sync.run()
    with closing(sqlite3.connect(next(half_made.glob("accounts/*/cache.sqlite3")))) as db, db:
        db.executemany(_SPONSOR, [(f"bench-{number}", name) for number, name in enumerate(_names())])
        columns = [row[1] for row in db.execute("PRAGMA table_info(record)") if row[1] not in ("rid", "id", "body")]
        db.execute(_COPIES.format(columns=", ".join(columns)), {"count": APPLICATIONS})
    with closing(Workspace(half_made)) as workspace:
        workspace.applications.prepare_sponsors()
    half_made.rename(work / "member")


def ours(work: Path, size: Size) -> Figures:
    """The form: with each stroke it also checks what is typed, and works out in a worker what would count."""
    _start_qt()
    from ui.forms.application_form import ApplicationForm
    from ui.tasks import Tasks

    with closing(Workspace(work / "member")) as workspace:
        begun = time.perf_counter()
        workspace.applications.prepare_sponsors()
        ready = _milliseconds(begun)
        tasks = Tasks()
        form = ApplicationForm(workspace.applications, tasks, "input")
        _show(form, form.fields.sponsor)
        while tasks.busy:
            QApplication.processEvents()
        line = form.fields.sponsor

        def paint() -> None:
            line.repaint()
            for offered in form.findChildren(QListWidget):
                offered.viewport().repaint()

        figures = _typed(line, TYPED * 2, paint)
        tasks.close()
    return {**figures, "ready to type": ready}


def baseline(work: Path, size: Size) -> Figures:
    """The popup over a loop."""
    _start_qt()
    begun = time.perf_counter()
    names = _names()
    letters = {name: initials(name) for name in names}
    ready = _milliseconds(begun)
    edit, model, popup = QLineEdit(), QStringListModel(), QListView()
    completer = QCompleter(model)
    completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
    completer.setPopup(popup)
    edit.setCompleter(completer)

    def look(typed: str) -> None:
        model.setStringList([name for name in names if typed in name or has(letters[name], typed)])
        completer.complete()

    edit.textEdited.connect(look)
    window = QWidget()
    QVBoxLayout(window).addWidget(edit, 0, Qt.AlignmentFlag.AlignTop)
    _show(window, edit)

    def paint() -> None:
        edit.repaint()
        popup.viewport().repaint()

    return {**_typed(edit, TYPED[::8], paint), "ready to type": ready}


def _typed(edit: QLineEdit, texts: Sequence[str], paint: Callable[[], None]) -> Figures:
    """Type everything, each stroke until it is painted."""
    strokes: list[float] = []
    work: list[float] = []
    for text in texts:
        edit.clear()
        for sign in text:
            begun, used = time.perf_counter(), time.process_time()
            _stroke(edit, sign)
            QApplication.processEvents()
            paint()
            strokes.append(_milliseconds(begun))
            work.append((time.process_time() - used) * 1000)
    return {
        "key stroke, p95": statistics.quantiles(strokes, n=20)[-1],
        "key stroke, longest": max(strokes),
        "work of a stroke, p95": statistics.quantiles(work, n=20)[-1],
    }


def _stroke(target: QWidget, sign: str) -> None:
    if sign.isascii():
        QTest.keyClicks(target, sign)
        return
    committed = QInputMethodEvent()
    committed.setCommitString(sign)
    QApplication.sendEvent(target, committed)


def _names() -> Sequence[str]:
    chance = random.Random(7)
    names: dict[str, None] = {}
    while len(names) < NAMES:
        own = "".join(chance.choice(SIGNS) for _ in range(chance.randint(2, 4)))
        names[chance.choice(PLACES) + own + chance.choice(KINDS)] = None
    return list(names)


def _show(window: QWidget, edit: QLineEdit) -> None:
    window.resize(480, 640)
    window.show()
    window.activateWindow()
    edit.setFocus()
    QApplication.processEvents()


def _start_qt() -> None:
    if not has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    if QApplication.instance() is None:
        QApplication([])


def _milliseconds(begun: float) -> float:
    return (time.perf_counter() - begun) * 1000
