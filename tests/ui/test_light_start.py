"""The window is painted from the cache before anything heavy is imported and before any network."""

import shutil
import subprocess
import sys
from pathlib import Path

HEAVY = ("requests", "sqlalchemy", "alembic", "reportlab", "openpyxl", "xlsxwriter", "PySide6.QtPdf",
         "PySide6.QtNetwork", "PySide6.QtMultimedia")  # fmt: skip
PROGRAM = f"""
import sys
from ui import app
status = app.main(["--profile", sys.argv[1], "--quit-after-paint"])
print([name for name in {HEAVY!r} if name in sys.modules])
sys.exit(status)
"""


def test_nothing_heavy_before_the_first_paint(member_profile: Path, tmp_path: Path) -> None:
    profile = Path(shutil.copytree(member_profile, tmp_path / "profile"))
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(profile)], capture_output=True, text=True, check=False, timeout=120
    )
    assert (done.returncode, done.stdout.splitlines()) == (0, ["painted", "[]"]), done.stderr
