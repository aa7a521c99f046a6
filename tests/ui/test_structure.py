"""No page changes unseen: its structure is compared with the one that was last accepted.

After a change that is wanted: ``python dev.py structure``, and look at the difference before it is committed.
"""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui import structure
from tests.ui.rooms import opened
from tests.ui.walk import Visitor


@pytest.mark.parametrize("role", ["member", "staff", "national"])
def test_every_page_is_built_as_it_was(
    role: str, tmp_path: Path, dressed: QApplication, request: pytest.FixtureRequest
) -> None:
    workspace = opened(request.getfixturevalue(f"{role}_profile"), tmp_path)
    with structure.shipped_font(dressed):
        visitor = Visitor(workspace, tmp_path / "profile")
        try:
            found = {f"{role}-{place}.txt": structure.dump(top) for place, top in visitor.places()}
        finally:
            visitor.close()
            workspace.close()
    accepted = {path.name: path.read_text("utf-8") for path in structure.FOLDER.glob(f"{role}-*.txt")}
    assert found.keys() == accepted.keys()
    for name, text in found.items():
        assert text == accepted[name], name
