"""全部保存: every attachment under its own name, nothing overwritten, what is not here is fetched or named."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from cpd_core.entities import Attachment
from cpd_desktop.desks.saving import file_name, save_all
from cpd_desktop.errors import Cancelled, Trouble
from cpd_desktop.workspace import Workspace
from tests.cpd_core.build import PROOF
from tests.cpd_desktop.material import offline_profile


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    opened = Workspace(offline_profile(tmp_path / "profile"))
    yield opened
    opened.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "证明"
    made.mkdir()
    return made


def unheard(_done: int, _total: int) -> None:
    return None


def pdf(workspace: Workspace, name: str, words: str) -> Attachment:
    return workspace.applications.add_data(name, b"%PDF-1.7\n" + words.encode())


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes()[9:] for file in folder.iterdir()}


def test_all_are_saved_with_progress_and_names_never_clash(workspace: Workspace, folder: Path) -> None:
    one, two = pdf(workspace, "证明.pdf", "1"), pdf(workspace, "证明.pdf", "2")
    (folder / "证明.pdf").write_bytes(b"%PDF-1.7\nmine")
    told: list[tuple[int, int]] = []
    saved = save_all(workspace.applications, (one, two), folder, lambda *step: told.append(step))
    assert [path.name for path in saved.files] == ["证明 (2).pdf", "证明 (3).pdf"]
    assert contents(folder) == {"证明.pdf": b"mine", "证明 (2).pdf": b"1", "证明 (3).pdf": b"2"}
    assert told == [(0, 2), (1, 2), (2, 2)]
    assert (saved.missing, saved.why) == ((), None)


def test_saving_twice_makes_no_second_copies(workspace: Workspace, folder: Path) -> None:
    both = pdf(workspace, "证明.pdf", "1"), pdf(workspace, "证明.pdf", "2")
    for _ in range(2):
        save_all(workspace.applications, both, folder, unheard)
    assert contents(folder) == {"证明.pdf": b"1", "证明 (2).pdf": b"2"}


def test_what_cannot_be_fetched_is_named_and_the_rest_is_saved(workspace: Workspace, folder: Path) -> None:
    away = msgspec.structs.replace(PROOF, name="不在本机.pdf")
    saved = save_all(workspace.applications, (away, pdf(workspace, "证明.pdf", "1")), folder, unheard)
    assert contents(folder) == {"证明.pdf": b"1"}
    assert saved.missing == ("不在本机.pdf",)
    assert saved.why


def test_a_cancel_leaves_whole_files_only(workspace: Workspace, folder: Path) -> None:
    def stop(done: int, _total: int) -> None:
        if done:
            raise Cancelled("保存", "已取消")

    both = pdf(workspace, "一.pdf", "1"), pdf(workspace, "二.pdf", "2")
    with pytest.raises(Cancelled):
        save_all(workspace.applications, both, folder, stop)
    assert contents(folder) == {"一.pdf": b"1"}


def test_a_folder_that_is_gone_says_so(workspace: Workspace, folder: Path) -> None:
    with pytest.raises(Trouble, match="文件夹不存在"):
        save_all(workspace.applications, (pdf(workspace, "证明.pdf", "1"),), folder / "none", unheard)


@pytest.mark.parametrize(
    ("name", "saved"),
    [("../../上级.pdf", "上级.pdf"), ("发票.exe", "发票.exe.pdf"), ("NUL.pdf", "_NUL.pdf"), ("证明.PDF", "证明.PDF")],
)
def test_a_name_from_elsewhere_leads_nowhere_else(name: str, saved: str) -> None:
    assert file_name(msgspec.structs.replace(PROOF, name=name)) == saved
