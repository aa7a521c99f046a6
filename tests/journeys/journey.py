"""The main job from end to end, in real windows against a real service process.

A member files offline; the province decides offline in a batch, is cut off by a kill -9, and syncs; one application was
edited by its member in between; hours and certificate come back. ``dev.py tour`` plays the same with pictures.
"""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.journeys import member, reviewer
from tests.journeys.person import Person, Shot
from tests.support.demo import account
from tests.support.service import ServiceProcess
from ui import language, theme


@dataclass(frozen=True)
class Summary:
    """What came of the journey."""

    filed_offline: int
    confirmed_in_a_batch: int
    refused: int
    unsent_after_kill: int
    changed_since_review: int
    applied_at_once: int
    counted_hours: float
    missing_hours: float
    applications_workbook: Path
    hours_workbook: Path
    certificate: Path


def play(directory: Path, shot: Shot) -> Summary:
    """Play the journey in ``directory``; ``shot(name, picture)`` gets every step's window. Any failure raises."""
    app = QApplication.instance() or QApplication([])
    if isinstance(app, QApplication):
        theme.install(app)
        language.speak("zh")
    home = directory / "service"
    subprocess.run(
        [
            *(sys.executable, "-m", "cpd_service", "demo", str(home)),
            *("--members", "60", "--applications", "400", "--seed", "7"),
        ],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    service = ServiceProcess.start(home)
    try:
        return _play(directory, home, service.url, shot)
    finally:
        service.stop()


def _play(directory: Path, home: Path, url: str, shot: Shot) -> Summary:
    wang = Person(directory / "member", url)
    shot("sign-in", wang.picture())
    wang.sign_in(account(home, "non_practising", "32"))
    shot("study", wang.picture())
    filed = member.file_offline(wang, directory, shot)
    wang.sync()

    decided = reviewer.decide_and_be_killed(directory, home, url, shot)

    member.edit_what_is_under_review(wang, filed.input_id)
    wang.sync()

    staff = Person(directory / "reviewer", "")
    unsent = reviewer.find_decisions_after_kill(staff, decided, shot)
    result = reviewer.sync_and_decide_again(staff, filed.input_id, shot)
    staff.close()

    wang.sync()
    outcome = member.take_hours_and_certificate(wang, filed, directory, shot)
    wang.close()
    return Summary(
        filed_offline=filed.count,
        confirmed_in_a_batch=decided.confirmed,
        refused=decided.refused,
        unsent_after_kill=unsent,
        changed_since_review=result.changed,
        applied_at_once=result.applied,
        counted_hours=outcome.counted,
        missing_hours=outcome.missing,
        applications_workbook=outcome.applications_workbook,
        hours_workbook=outcome.hours_workbook,
        certificate=outcome.certificate,
    )
