"""The window must be up first: the start imports nothing heavy."""

import subprocess
import sys
from pathlib import Path

from cpd_desktop.workspace import Workspace
from tests.cpd_desktop.material import offline_profile

HEAVY = ("sqlalchemy", "alembic", "requests", "urllib3", "PySide6", "openpyxl", "xlsxwriter", "reportlab", "ssl")
LOOK = f"""
import sys
{{work}}
print([name for name in {HEAVY!r} if name in sys.modules])
"""
START = """
from pathlib import Path
from cpd_desktop.views import ApplicationQuery
from cpd_desktop.workspace import Workspace
workspace = Workspace(Path({profile!r}))
desk = workspace.applications
desk.rows(desk.ids(ApplicationQuery()))
workspace.sync.status(), workspace.sync.activity(), workspace.conflicts.list()
workspace.close()
"""


def heavy_after(work: str) -> str:
    """The heavy modules that a fresh interpreter has after this work."""
    done = subprocess.run([sys.executable, "-c", LOOK.format(work=work)], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_importing_the_workspace_is_light() -> None:
    assert heavy_after("import cpd_desktop.workspace") == "[]"


def test_opening_a_profile_and_its_first_list_is_light(tmp_path: Path) -> None:
    profile = offline_profile(tmp_path / "profile")
    Workspace(profile).close()  # the first time makes the schema, which needs Alembic
    assert heavy_after(START.format(profile=str(profile))) == "[]"


def test_making_the_schema_does_need_them(tmp_path: Path) -> None:
    """The test above would find them: it is not blind."""
    profile = offline_profile(tmp_path / "profile")
    assert "sqlalchemy" in heavy_after(START.format(profile=str(profile)))
