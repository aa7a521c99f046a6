"""Threads meet signals: results, troubles and mistakes arrive in the screen's thread, and nowhere once it is gone."""

import gc
import logging
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QThread
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cpd_desktop.errors import Offline, Trouble
from ui.tasks import Latest, Task, Tasks


@pytest.fixture
def tasks(qapp: object) -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.close()


def test_a_result_arrives_in_the_screens_thread(qtbot: QtBot, tasks: Tasks) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    got: list[tuple[int, QThread]] = []
    worker: list[threading.Thread] = []

    def work(_task: Task) -> int:
        worker.append(threading.current_thread())
        return 7

    tasks.run(owner, work, lambda value: got.append((value, QThread.currentThread())))
    qtbot.waitUntil(lambda: bool(got))
    assert got == [(7, owner.thread())]
    assert worker[0] is not threading.main_thread()
    assert tasks.busy == 0


def test_a_trouble_goes_to_its_starter_or_to_the_shell(qtbot: QtBot, tasks: Tasks) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    offline = Offline("无法连接", "请稍后再试")

    def work(_task: Task) -> None:
        raise offline

    mine: list[Trouble] = []
    ended: list[str] = []
    tasks.run(owner, work, None, mine.append, ended=lambda: ended.append("mine"))
    with qtbot.waitSignal(tasks.trouble) as shell:
        tasks.run(owner, work, ended=lambda: ended.append("shell"))
    qtbot.waitUntil(lambda: len(ended) == 2)
    assert mine == [offline]
    assert shell.args == [offline]


def test_a_mistake_is_logged_and_announced_and_the_button_comes_back(
    qtbot: QtBot, tasks: Tasks, caplog: pytest.LogCaptureFixture
) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    ended: list[bool] = []
    failed: list[Trouble] = []

    def work(_task: Task) -> None:
        raise KeyError("hours")

    with caplog.at_level(logging.ERROR), qtbot.waitSignal(tasks.unexpected) as said:
        tasks.run(owner, work, None, failed.append, ended=lambda: ended.append(True))
    assert isinstance(said.args[0], KeyError)
    assert failed == []
    qtbot.waitUntil(lambda: ended == [True])
    assert "KeyError" in caplog.text
    caplog.clear()


def test_a_result_for_a_widget_that_is_gone_is_dropped(qtbot: QtBot, tasks: Tasks) -> None:
    owner = QWidget()
    go_on = threading.Event()
    got: list[object] = []

    def work(_task: Task) -> str:
        assert go_on.wait(10)
        return "late"

    tasks.run(owner, work, got.append, ended=lambda: got.append("ended"))
    with qtbot.waitSignal(owner.destroyed):
        owner.deleteLater()
    go_on.set()
    qtbot.waitUntil(lambda: tasks.busy == 0)
    assert got == []


def test_a_worker_never_drops_the_last_reference_to_a_widget(qtbot: QtBot, tasks: Tasks) -> None:
    """A widget that dies in a worker thread takes the program with it."""
    go_on = threading.Event()
    died_in: list[threading.Thread] = []

    def start() -> None:
        owner = QWidget()
        weakref.finalize(owner, lambda: died_in.append(threading.current_thread()))
        tasks.run(owner, lambda _task: go_on.wait(10) and owner.objectName())

    start()
    go_on.set()
    qtbot.waitUntil(lambda: tasks.busy == 0)
    gc.collect()
    assert died_in == [threading.main_thread()]


def test_progress_is_the_newest_figure_and_cancel_reaches_the_work(qtbot: QtBot, tasks: Tasks) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    shown: list[int] = []
    done: list[int] = []

    def work(task: Task) -> int:
        for number in range(10_000):
            task.report(number)
        assert task.cancelled.wait(10)
        return 9_999

    task = tasks.run(owner, work, done.append, progressed=shown.append)
    qtbot.waitUntil(lambda: bool(shown) and shown[-1] == 9_999)
    assert len(shown) < 10_000, "one event at a time: the screen is not flooded"
    task.cancel()
    qtbot.waitUntil(lambda: done == [9_999])


def test_only_the_newest_of_a_kind_is_delivered(qtbot: QtBot, tasks: Tasks) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    gates = [threading.Event(), threading.Event()]
    got: list[int] = []
    latest = Latest(tasks, owner)

    def wait(number: int) -> int:
        assert gates[number].wait(10)
        return number

    first = latest.run(lambda _task: wait(0), got.append)
    latest.run(lambda _task: wait(1), got.append)
    assert first.cancelled.is_set()
    gates[1].set()
    qtbot.waitUntil(lambda: got == [1])
    gates[0].set()
    qtbot.waitUntil(lambda: tasks.busy == 0)
    assert got == [1]


def test_slow_work_does_not_keep_the_rest_waiting(qtbot: QtBot, tasks: Tasks) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    network = threading.Event()
    got: list[int] = []
    for _ in range(3):
        tasks.run(owner, lambda _task: network.wait(10))
    tasks.run(owner, lambda _task: 1, got.append)
    qtbot.waitUntil(lambda: got == [1])
    network.set()
    qtbot.waitUntil(lambda: tasks.busy == 0)


def test_after_closing_nothing_arrives(qtbot: QtBot) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    tasks = Tasks()
    go_on, over = threading.Event(), threading.Event()
    got: list[object] = []

    def work(_task: Task) -> None:
        assert go_on.wait(10)
        over.set()

    tasks.run(owner, work, got.append, ended=lambda: got.append("ended"))
    tasks.close()
    go_on.set()
    qtbot.waitUntil(over.is_set)
    assert got == []
    assert tasks.busy == 0
