"""The desktop program behind its door (:mod:`ui.app`): from the command line to the end of the window."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCommandLineOption, QCommandLineParser
from PySide6.QtWidgets import QApplication

from cpd_desktop.errors import AlreadyOpen, StoreTrouble
from cpd_desktop.workspace import Workspace
from ui import faults, language, theme
from ui.first_paint import FirstPaint, say_and_quit
from ui.main_window import MainWindow
from ui.tasks import Tasks

if TYPE_CHECKING:
    from ui.shell.update_line import UpdateWatch

LAST_WAIT = 1.0  # seconds, for queries of the local store
PROFILE, SERVER, QUIT = "profile", "server", "quit-after-paint"


def start(arguments: Sequence[str]) -> int:
    """Run the program until its window is closed; returns the exit status."""
    app = QApplication([sys.argv[0], *theme.arguments()])
    app.setApplicationName("cpd-desktop")
    app.setDesktopFileName("cpd-desktop")  # whose badge says what is unsent
    asked = _asked(arguments)
    profile = Path(asked.value(PROFILE)) if asked.isSet(PROFILE) else _usual_profile()
    faults.log_to(profile)
    theme.install(app)
    language.speak(language.chosen(profile))
    app.setApplicationDisplayName(language.tr("继续教育"))
    try:
        workspace = Workspace(profile, server=asked.value(SERVER))
    except AlreadyOpen as trouble:
        return _go_to_the_first(profile, trouble)
    except StoreTrouble as trouble:
        return _say_no_more(trouble)
    return run(app, workspace, profile, quit_after_paint=asked.isSet(QUIT))


def run(app: QApplication, workspace: Workspace, profile: Path, *, quit_after_paint: bool = False) -> int:
    """Show the window and work until it is closed."""
    tasks = Tasks(app)
    caught = faults.Faults(app)
    caught.install()
    window = MainWindow(workspace, tasks, profile)
    caught.happened.connect(window.say_unexpected)
    painted = FirstPaint(window).painted
    if quit_after_paint:
        painted.connect(say_and_quit)
    else:
        painted.connect(lambda: _answer_the_door(profile, window))
    watching: list[UpdateWatch] = []
    painted.connect(lambda: watching.extend(watch_for_updates(workspace, tasks, window)))
    window.show()
    try:
        return app.exec()
    finally:
        tasks.close()
        if tasks.wait_idle(LAST_WAIT):
            workspace.close()  # otherwise the end of the process closes it: nobody waits for the network
        for watch in watching:
            watch.install()


def _answer_the_door(profile: Path, window: MainWindow) -> None:
    from ui.instance import Doorbell  # brings Qt's network: not before the window is up

    Doorbell(profile, window).rung.connect(window.come_to_front)


def watch_for_updates(workspace: Workspace, tasks: Tasks, window: MainWindow) -> "list[UpdateWatch]":
    """One that watches, where this installation may update itself at all."""
    from cpd_desktop.platform import policy, updates

    if not updates.may_update(policy.current()):
        return []
    from ui.shell.update_line import UpdateWatch

    return [UpdateWatch(workspace, tasks, lambda: window.frame, window)]


def _go_to_the_first(profile: Path, trouble: AlreadyOpen) -> int:
    """The profile is open already: show that window, or say where to look when it does not answer."""
    from ui import instance

    if instance.ring(profile):
        if sys.stderr:  # a program without a console has none
            sys.stderr.write(language.tr("程序已经打开，已切换到原来的窗口") + "\n")
        return 0
    return _say_no_more(trouble)


def _say_no_more(trouble: StoreTrouble) -> int:
    """There will be no window to say it in."""
    from PySide6.QtWidgets import QMessageBox

    words = language.words()
    QMessageBox.critical(None, words.title(trouble), words.advice(trouble))
    return 1


def _asked(arguments: Sequence[str]) -> QCommandLineParser:
    """What the command line says; Qt reads it, as argparse would take 20 ms of every start."""
    parser = QCommandLineParser()
    parser.addHelpOption()
    hidden = QCommandLineOption([QUIT])  # for benches and trials
    hidden.setFlags(QCommandLineOption.Flag.HiddenFromHelp)
    parser.addOption(QCommandLineOption([PROFILE], "本机数据所在的文件夹", "DIR"))
    parser.addOption(QCommandLineOption([SERVER], "服务器地址，例如 https://cpd.example.cn", "URL"))
    parser.addOption(hidden)
    parser.process(["cpd-desktop", *arguments])
    return parser


def _usual_profile() -> Path:
    from platformdirs import user_data_path

    return user_data_path("cpd-desktop", appauthor=False)
