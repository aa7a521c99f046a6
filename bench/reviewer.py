"""The client that the benches work with: a staff member of the grown province, on a profile of their own."""

import os
import shutil
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path

from bench.material import staff_account
from cpd_desktop.workspace import Workspace
from devtools.service import running_service


def make_profile(directory: Path, service: Path) -> None:
    """The profile of a staff member of the province, synced with the service; kept once made."""
    if directory.exists():
        return
    half_made = directory.with_name(directory.name + "-half")
    shutil.rmtree(half_made, ignore_errors=True)
    with running_service(service) as url, signed_in(half_made, service, url) as workspace:
        workspace.sync.run()
    half_made.rename(directory)


@contextmanager
def signed_in(profile: Path, service: Path, url: str) -> Generator[Workspace]:
    """The province's staff member at work on a profile."""
    account = staff_account(service)
    with closing(Workspace(profile, url)) as workspace:
        workspace.sign_in("province_staff", account.login, account.password)
        yield workspace


def resident_megabytes() -> float:
    """The memory that this process holds now, in MB; 0 where the system does not tell it in a file."""
    told = Path("/proc/self/statm")
    return int(told.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6 if told.exists() else 0.0
