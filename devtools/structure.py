"""`dev.py structure`: accept how the pages are built now; tests/ui/test_structure.py compares with it."""

import importlib
import os
import shutil
import sys
import tempfile
from pathlib import Path

from devtools.pages import dress, make_profiles, visiting

ROLES = {"member": "member", "reviewer": "staff", "national": "national"}
"""Our names of the roles, and the tests'."""


def main() -> int:
    """Write every page's structure anew; what changed is for `git diff` to show."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtWidgets import QApplication

    from devtools.tour import drop_what_off_screen_always_says
    from ui import theme

    drop_what_off_screen_always_says()
    structure = importlib.import_module("tests.ui.structure")
    folder: Path = structure.FOLDER
    app = QApplication(sys.argv[:1])
    theme.install(app)
    dress("zh", dark=False)
    with tempfile.TemporaryDirectory() as name, structure.shipped_font(app):
        make_profiles(Path(name), "few")
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        for ours, theirs in ROLES.items():
            with visiting(Path(name) / "few" / ours) as visitor:
                for place, top in visitor.places():
                    (folder / f"{theirs}-{place}.txt").write_text(structure.dump(top), encoding="utf-8")
    print(f"{len(list(folder.iterdir()))} pages in {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
