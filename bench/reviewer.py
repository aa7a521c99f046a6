"""The client that the benches work with: a staff member of the grown province, on a profile of their own."""

import os
import shutil
import tempfile
import time
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

from bench import material
from cpd_desktop.views import ApplicationQuery, Progress
from cpd_desktop.workspace import Workspace
from devtools.service import running_service

BY_THE_FEED = ("--snapshot-min", "1000000000")  # the service prepares no snapshot, and none is being built meanwhile


def make_profile(service: Path) -> Path:
    """The profile of a staff member who has synced with the service; it is kept beside it once made."""
    directory = profile(service)
    if directory.exists():
        return directory
    half_made = directory.with_name(directory.name + "-half")
    shutil.rmtree(half_made, ignore_errors=True)
    with running_service(service, *BY_THE_FEED) as url, signed_in(half_made, service, url) as workspace:
        workspace.sync.run()
    half_made.rename(directory)
    return directory


def profile(service: Path) -> Path:
    """Where the profile of a service's staff member is kept."""
    return service.with_name(service.name.replace("service", "profile"))


@contextmanager
def signed_in(profile: Path, service: Path, url: str) -> Generator[Workspace]:
    """The province's staff member at work on a profile."""
    account = material.staff_account(service)
    with closing(Workspace(profile, url)) as workspace:
        workspace.sign_in("province_staff", account.login, account.password)
        yield workspace


@contextmanager
def at_work(service: Path, changes: int = 0) -> Generator[Workspace]:
    """The staff member on copies of service and profile, with as many changes that the profile has not seen."""
    with tempfile.TemporaryDirectory(dir=service.parent) as name:
        folder = Path(name)
        shutil.copytree(service, folder / "service")
        shutil.copytree(profile(service), folder / "profile")
        with (
            running_service(folder / "service") as url,
            signed_in(folder / "profile", folder / "service", url) as workspace,
        ):
            if changes:
                workspace.sync.run()  # what is done once a day is done, however old the profile is
                material.change(folder / "service", changes)
            yield workspace


class Loaded(NamedTuple):
    """Seconds from the beginning of a sync: until all records are stored and indexed, and to its end."""

    records: float
    whole: float


def first_load(service: Path, expected: int, *, prepared: bool = False) -> Loaded:
    """How long an empty profile takes to have everything, by the feed or from the prepared snapshot."""
    with (
        tempfile.TemporaryDirectory(dir=service.parent) as folder,
        running_service(service, *(() if prepared else BY_THE_FEED)) as url,
        signed_in(Path(folder), service, url) as workspace,
    ):
        return _load(workspace, expected)


def sync(workspace: Workspace, expected: int) -> float:
    """Seconds for a sync; raises RuntimeError unless at least the expected number of changes came."""
    return _load(workspace, expected).whole


def _load(workspace: Workspace, expected: int) -> Loaded:
    records = 0.0

    def watch(progress: Progress) -> None:
        nonlocal records
        if progress.stage == "pull":
            records = time.perf_counter() - begun

    begun = time.perf_counter()
    report = workspace.sync.run(watch)
    seconds = time.perf_counter() - begun
    if report.pulled < expected:
        raise RuntimeError(f"only {report.pulled} changes came")
    return Loaded(records, seconds)


def confirm(workspace: Workspace, count: int) -> float:
    """Seconds from the click to acknowledged, pulled and stored for as many pending applications."""
    ids = workspace.review.matching(ApplicationQuery(state="pending"))[:count]
    begun = time.perf_counter()
    batch = workspace.review.confirm(ids)
    report = workspace.sync.run()
    seconds = time.perf_counter() - begun
    if not batch.stored == report.applied == count:
        raise RuntimeError(f"{batch.stored} stored, {report.applied} applied of {count}")
    if workspace.sync.status().unsent:
        raise RuntimeError("something is still unsent")
    return seconds


def resident_megabytes() -> float:
    """The memory that this process holds now, in MB; 0 where the system does not tell it in a file."""
    told = Path("/proc/self/statm")
    return int(told.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6 if told.exists() else 0.0
