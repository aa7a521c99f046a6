"""The national desk: what 中注协 looks after. Online only: nothing of it is kept here, and nothing waits to be sent.

Each act goes with a key of its own, so that one that is sent again after a time-out is not done again.
"""

import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar

from msgspec import Struct, structs

from cpd_core.national import (
    AccountAdd,
    AccountChange,
    AccountEntry,
    AccountPage,
    AccountSecret,
    AuditEntry,
    AuditPage,
    DirectoryAdd,
    DirectoryChange,
    DirectoryEntry,
    DirectoryKind,
    DirectoryPage,
    ExportNote,
    ImportReport,
    MemberMove,
    MemberPage,
    MoveDone,
    NoWords,
    Overview,
    Rehearsal,
    RehearsalChanges,
    RehearsalRequest,
    RuleBack,
    RuleCheck,
    RuleFile,
    RuleList,
    RulePublish,
    RuleText,
    SponsorMerge,
)
from cpd_desktop.errors import Offline, Refused, Trouble
from cpd_desktop.exports.files import replacing
from cpd_desktop.late import learn
from cpd_desktop.words import CHINESE, Words

if TYPE_CHECKING:
    from cpd_desktop.sync.client import ServiceClient
    from cpd_desktop.workspace import Workspace

ImportKind = Literal["members", "sponsors"]
FILE_MAX = 8 * 1024 * 1024  # bytes of a workbook; the service takes no larger one
RULES_MAX = 1024 * 1024
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EXPORTED_MAX = 100_000  # entries of the trail in one workbook
Answer = TypeVar("Answer")


class AuditQuery(Struct, frozen=True):
    """What is looked for in the trail; empty fields do not filter. Times are ISO 8601 in UTC."""

    where: Literal["office", "decisions"] = "office"
    who: str = ""
    what: str = ""
    entity: str = ""
    device: str = ""
    since: str = ""
    until: str = ""
    words: str = ""


class NationalDesk:
    """Everything that the national office does in the window. Each call asks the service; raises Offline, Refused."""

    def __init__(self, workspace: "Workspace") -> None:
        self._workspace = workspace

    def overview(self) -> Overview:
        """What waits where, accounts, rules in force."""
        return self._ask("/overview", Overview)

    # --- directory ---------------------------------------------------------------------------------------------

    def directory(self, kind: DirectoryKind, text: str = "") -> DirectoryPage:
        """The first entries whose name has ``text`` in it."""
        return self._ask(f"/directory/{kind}", DirectoryPage, text=text)

    def add_entry(self, kind: DirectoryKind, asked: DirectoryAdd) -> DirectoryEntry:
        """Add a sponsor, an institute or a province."""
        return self._act("POST", f"/directory/{kind}", asked, DirectoryEntry)

    def change_entry(self, kind: DirectoryKind, entry_id: str, asked: DirectoryChange) -> DirectoryEntry:
        """Rename it, let it retire or come back."""
        return self._act("PUT", f"/directory/{kind}/{entry_id}", asked, DirectoryEntry)

    def merge(self, asked: SponsorMerge) -> DirectoryEntry:
        """Let sponsors lead to one that stands for all of them."""
        return self._act("POST", "/sponsors/merge", asked, DirectoryEntry)

    # --- accounts ----------------------------------------------------------------------------------------------

    def accounts(self, text: str = "", province: str = "") -> AccountPage:
        """The first accounts of staff."""
        return self._ask("/accounts", AccountPage, text=text, province=province)

    def add_account(self, asked: AccountAdd) -> AccountSecret:
        """Add an account; its password is said once."""
        return self._act("POST", "/accounts", asked, AccountSecret)

    def change_account(self, account_id: str, asked: AccountChange) -> AccountEntry:
        """Rename, lock, unlock, or give other provinces."""
        return self._act("PUT", f"/accounts/{account_id}", asked, AccountEntry)

    def reset_password(self, account_id: str) -> AccountSecret:
        """Give an account another password, which is said once."""
        return self._act("POST", f"/accounts/{account_id}/password", NoWords(), AccountSecret)

    # --- members -----------------------------------------------------------------------------------------------

    def members(self, text: str = "", province: str = "") -> MemberPage:
        """The first members whose number or name has ``text`` in it."""
        return self._ask("/members", MemberPage, text=text, province=province)

    def move(self, number: str, province: str) -> MoveDone:
        """Move a member with all that is theirs."""
        return self._act("POST", f"/members/{number}/move", MemberMove(province=province), MoveDone)

    def look(self, kind: ImportKind, path: Path) -> ImportReport:
        """What a workbook comes to; nothing is done."""
        return self._send_file(kind, path, "")

    def take_in(self, kind: ImportKind, path: Path, token: str) -> ImportReport:
        """Do what a look at the same workbook has said."""
        return self._send_file(kind, path, token)

    def template(self, kind: ImportKind, path: Path) -> None:
        """Save an empty workbook to fill in."""
        with self._online() as client:
            data = client.fetch(f"/v1/national/templates/{kind}")
        with replacing(path) as file:
            file.write(data)

    # --- rules -------------------------------------------------------------------------------------------------

    def rules(self) -> RuleList:
        """Rule files in force, and all versions."""
        return self._ask("/rules", RuleList)

    def read_rules(self, path: Path) -> str:
        """The text of a rule file on this machine; raises Refused for one that cannot be one."""
        data = _read(path, RULES_MAX)
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError as problem:
            raise Refused("不是规则文件", "“{name}”不是 UTF-8 文本，请另存后重试", name=path.name) from problem

    def check(self, toml: str) -> RuleCheck:
        """Look a rule file over: each mistake with its line and field."""
        return self._act("POST", "/rules/check", RuleText(toml=toml), RuleCheck)

    def version(self, ruleset_id: str, rev: int) -> RuleFile:
        """The text of a version."""
        return self._ask(f"/rules/{ruleset_id}/versions/{rev}", RuleFile)

    def publish(self, toml: str, rev: int, note: str) -> RuleList:
        """Put a rule file in force for everybody."""
        return self._act("POST", "/rules", RulePublish(toml=toml, rev=rev, note=note), RuleList)

    def take_back(self, ruleset_id: str, rev: int, note: str) -> RuleList:
        """Let the version before hold again."""
        return self._act("POST", f"/rules/{ruleset_id}/back", RuleBack(rev=rev, note=note), RuleList)

    def rehearse(self, toml: str, year: int) -> Rehearsal:
        """Begin a rehearsal on the service."""
        return self._act("POST", "/rehearsals", RehearsalRequest(toml=toml, year=year), Rehearsal)

    def rehearsal(self, rehearsal_id: str) -> Rehearsal:
        """How far a rehearsal is."""
        return self._ask(f"/rehearsals/{rehearsal_id}", Rehearsal)

    def stop_rehearsal(self, rehearsal_id: str) -> Rehearsal:
        """Stop it; what it has found stays."""
        return self._act("DELETE", f"/rehearsals/{rehearsal_id}", b"", Rehearsal)

    def rehearsal_changes(self, rehearsal_id: str, after: int = 0) -> RehearsalChanges:
        """Members whose result changes, and why."""
        return self._ask(f"/rehearsals/{rehearsal_id}/changes", RehearsalChanges, after=str(after))

    # --- audit -------------------------------------------------------------------------------------------------

    def audit(self, query: AuditQuery, before: int = 0, limit: int = 200) -> AuditPage:
        """A page of what was done, the newest first."""
        return self._ask("/audit", AuditPage, **_given(query), before=str(before), limit=str(limit))

    def export_audit(
        self, query: AuditQuery, path: Path, progress: Callable[[int, int], None], words: Words = CHINESE
    ) -> int:
        """Save what was found as a workbook; returns how many entries. That it was taken out is written down, too."""
        from cpd_desktop.exports import audit

        told = "; ".join(f"{name}={value}" for name, value in _given(query).items())
        self._act("POST", "/exports", ExportNote(what="audit", filter=told[:1000]), ExportNote)
        return audit.write(path, self._entries(query, progress), words)

    def _entries(self, query: AuditQuery, progress: Callable[[int, int], None]) -> Iterator[AuditEntry]:
        before, count = 0, 0
        while count < EXPORTED_MAX:
            page = self.audit(query, before, 1000)
            yield from page.entries
            count += len(page.entries)
            progress(count, 0)
            if not (before := page.next):
                return

    # --- asking ------------------------------------------------------------------------------------------------

    def _ask(self, path: str, type_: type[Answer], **query: str) -> Answer:
        learn(type_)
        with self._online() as client:
            return client.ask(f"/v1/national{path}", type_, {name: value for name, value in query.items() if value})

    def _act(
        self, method: str, path: str, body: Struct | bytes, type_: type[Answer], media_type: str = "", **query: str
    ) -> Answer:
        learn(type_)
        with self._online() as client:
            return client.act(method, f"/v1/national{path}", body, type_, str(uuid.uuid4()), media_type, query)

    def _send_file(self, kind: ImportKind, path: Path, token: str) -> ImportReport:
        query = {"token": token} if token else {}
        return self._act("POST", f"/{kind}/import", _read(path, FILE_MAX), ImportReport, WORKBOOK, **query)

    def _online(self) -> "_Online":
        return _Online(self._workspace.client())


class _Online:
    """A connection for one question; without one it says that these things are done online only."""

    def __init__(self, client: "ServiceClient") -> None:
        self._client = client

    def __enter__(self) -> "ServiceClient":
        return self._client

    def __exit__(self, _kind: type[BaseException] | None, error: BaseException | None, _trace: object) -> None:
        self._client.close()
        if isinstance(error, Offline):
            raise Offline("未连接到服务器", "这里的内容只在服务器上，须联网办理；请检查网络后重试") from error


def _given(query: AuditQuery) -> dict[str, str]:
    return {name: value for name, value in structs.asdict(query).items() if value}


def _read(path: Path, limit: int) -> bytes:
    try:
        if path.stat().st_size > limit:
            most = limit // (1024 * 1024)
            raise Refused("文件过大", "“{name}”超过 {most} MB，请分成几个文件", name=path.name, most=most)
        return path.read_bytes()
    except OSError as error:
        problem = error.strerror or str(error)
        raise Trouble(
            "无法读取文件", "“{name}”读不出来（{problem}），请检查后重选", name=path.name, problem=problem
        ) from error
