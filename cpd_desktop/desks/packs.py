"""审核包: out to a machine that never goes online, and back. Local, no network."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cpd_desktop.pack import applying, making, opening, returning
from cpd_desktop.pack.applying import AppliedReturn, Checked
from cpd_desktop.pack.forms import Manifest, ReturnHead
from cpd_desktop.pack.opening import Opened
from cpd_desktop.pack.sealed import Cost
from cpd_desktop.words import CHINESE, Words

if TYPE_CHECKING:
    from cpd_desktop.workspace import Workspace

Tell = Callable[[int, int], None]


class PackDesk:
    """The four steps of a pack; each leaves everything as it was where it fails. Usable from any thread."""

    def __init__(self, workspace: "Workspace") -> None:
        self._workspace = workspace
        self.cost = Cost()
        """What a guess of a passphrase costs, in files that are written here."""

    def make(
        self, ids: Sequence[str], path: Path, passphrase: str, with_files: bool = False, tell: Tell | None = None
    ) -> Manifest:
        """Write a pack of these applications, with the attachments that are here; raises Trouble."""
        return making.make(self._workspace.account, ids, path, passphrase, self.cost, with_files, tell or _unheard)

    def unpack(self, path: Path, passphrase: str, tell: Tell | None = None) -> Opened:
        """Make an account of a pack, beside the one that is open; raises PackTrouble, StoreTrouble."""
        return opening.open_pack(self._workspace.profile, path, passphrase, tell or _unheard)

    def open(self, path: Path, passphrase: str, tell: Tell | None = None) -> Opened:
        """Make an account of a pack and go on with it; raises PackTrouble, StoreTrouble."""
        opened = self.unpack(path, passphrase, tell)
        self._workspace.go_on_offline(opened.account_id)
        return opened

    def write_return(self, path: Path, passphrase: str) -> ReturnHead:
        """Write what was decided in the pack that is open; raises PackTrouble."""
        return returning.write_return(self._workspace.account, path, passphrase, self.cost)

    def read_return(self, path: Path, passphrase: str) -> Checked:
        """Check what came back and say what is in it; nothing is stored. Raises PackTrouble."""
        return applying.read_return(self._workspace.account, path, passphrase)

    def apply(self, checked: Checked, words: Words = CHINESE) -> AppliedReturn:
        """Store it as one batch that can be undone until it is sent; raises Trouble."""
        name = words.say("审核包处理结果：{name} {day}", name=checked.head.name, day=words.day(checked.head.made_at))
        return applying.apply_return(self._workspace.account, checked, name)


def _unheard(done: int, total: int) -> None:
    return
