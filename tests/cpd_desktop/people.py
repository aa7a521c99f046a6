"""The demo's people at work on machines of their own."""

from pathlib import Path

import msgspec

from cpd_core.entities import Attachment
from cpd_core.messages import Draft
from cpd_desktop.workspace import Workspace
from tests.support.demo import DemoAccount, account

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


class Desk:
    """Opens workspaces of the demo's people and closes them at the end."""

    def __init__(self, folder: Path, demo: Path) -> None:
        self.folder = folder
        self.demo = demo
        self._opened: list[Workspace] = []

    def open(self, who: DemoAccount, url: str, name: str) -> Workspace:
        workspace = Workspace(self.folder / name, server=url)
        self._opened.append(workspace)
        workspace.sign_in(who.user_type, who.login, who.password)  # type: ignore[arg-type]
        workspace.sync.run()
        return workspace

    def member(self, url: str, name: str = "member") -> Workspace:
        return self.open(account(self.demo, "non_practising", "32"), url, name)

    def staff(self, url: str, index: int = 0, name: str = "") -> Workspace:
        return self.open(account(self.demo, "province_staff", "32", index), url, name or f"staff-{index}")

    def close(self) -> None:
        for workspace in self._opened:
            workspace.close()


def proof(workspace: Workspace, name: str = "证明.pdf") -> Attachment:
    path = workspace.profile.folder / name
    path.write_bytes(PDF + name.encode())
    return workspace.applications.add_file(path)


def draft(workspace: Workspace, **fields: object) -> Draft:
    pathway = workspace.applications.pathways("input", 2026)[0].code
    sound = Draft(
        kind="input", year=2026, sponsor="江苏省注协", pathway=pathway, hours=4.0, attachments=(proof(workspace),)
    )
    return msgspec.structs.replace(sound, **fields)
