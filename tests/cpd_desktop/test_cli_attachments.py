"""``cpd-cli attachments``: what they take of the disk, and a budget that is kept in the profile."""

from contextlib import closing
from pathlib import Path

import pytest

from cpd_desktop.cli.console import size_text
from cpd_desktop.workspace import Workspace
from tests.cpd_desktop.material import offline_profile
from tests.cpd_desktop.shell import Shell
from tests.cpd_desktop.test_cli import keys_in


def test_the_budget_is_kept_and_what_is_here_is_said(tmp_path: Path) -> None:
    shell = Shell(offline_profile(tmp_path))
    with closing(Workspace(tmp_path)) as workspace:
        workspace.account.store.blobs.keep(b"%PDF-1.4".ljust(2048), "application/pdf")

    said = shell.ok("attachments", "--budget", "1.5GB").out
    assert "1.5 GB" in said
    assert "1 个，2.0 KB" in said

    use = shell.json("attachments")
    assert (use["count"], use["bytes"], use["budget"]) == (1, 2048, 3 * 2**29)
    page = Path("docs/command-line.md").read_text("utf-8")
    (row,) = [line for line in page.splitlines() if line.startswith("| attachments |")]
    assert keys_in(use) == set(row.split("|")[2].partition("（")[0].split())
    with closing(Workspace(tmp_path)) as workspace:
        assert workspace.attachments.budget == 3 * 2**29


@pytest.mark.parametrize("text", ["much", "-1", "2 TB", ""])
def test_what_is_no_size_is_wrong_use(tmp_path: Path, text: str) -> None:
    shell = Shell(offline_profile(tmp_path))
    assert shell.run("attachments", f"--budget={text}").status == 2
    assert shell.json("attachments")["budget"] == 2 * 2**30


@pytest.mark.parametrize(
    ("size", "text"),
    [(0, "0 字节"), (1023, "1023 字节"), (1536, "1.5 KB"), (2**20, "1.0 MB"), (5 * 2**40, "5120.0 GB")],
)
def test_sizes_are_said_for_people(size: int, text: str) -> None:
    assert size_text(size) == text
