"""LibreOffice, where it is installed: what a spreadsheet program makes of a workbook of ours."""

import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest

SOFFICE = shutil.which("soffice")
SECONDS = 120
needs_office = pytest.mark.skipif(
    SOFFICE is None, reason="LibreOffice (soffice) is not installed here: nobody has opened the workbook with it"
)


def resaved(path: Path, folder: Path) -> openpyxl.Workbook:
    """The workbook as LibreOffice has understood and saved it again; off screen it refuses what it would repair."""
    assert SOFFICE
    folder.mkdir()
    profile = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    command = [SOFFICE, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(folder), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    written = folder / path.name
    assert written.exists(), done.stderr
    return openpyxl.load_workbook(written)
