"""The profile folder: which service, which device, who was here last. No password is ever written.

<profile>/profile.json                          what is remembered of this device
<profile>/accounts/<account>/session.json       the last session, with its token, mode 0600
<profile>/accounts/<account>/cache.sqlite3      the store
<profile>/accounts/<account>/blobs/             attachments
"""

import re
import uuid
from pathlib import Path
from typing import TypeVar

import msgspec

from cpd_core.messages import Session, UserType
from cpd_desktop.errors import StoreTrouble
from cpd_desktop.platform.files import write_durably

T = TypeVar("T")
SAFE_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")


class Remembered(msgspec.Struct, frozen=True, kw_only=True):
    """What a device remembers between two starts."""

    device_id: str
    server: str = ""
    proxy: str = ""  # "": as the system says
    account_id: str = ""
    user_type: UserType = "non_practising"
    login: str = ""
    hidden: tuple[str, ...] = ()  # accounts that somebody took off the list of the sign-in; their data stays
    attachment_bytes: int = 2 * 1024**3  # how much of the disk attachments may take, for each account


class KeptSession(msgspec.Struct, frozen=True, kw_only=True):
    """A session on disk; its token is meant for one service only."""

    server: str
    session: Session


class Profile:
    """Reads and writes the small files of a profile folder."""

    def __init__(self, folder: Path) -> None:
        """Open or make the folder; raises StoreTrouble when what is there cannot be read."""
        self.folder = folder
        self._path = folder / "profile.json"
        if self._path.exists():
            self.remembered = _read(self._path, Remembered)
        else:
            self.remembered = Remembered(device_id=str(uuid.uuid4()))
            self._write()

    def remember(
        self,
        *,
        server: str | None = None,
        proxy: str | None = None,
        account_id: str | None = None,
        user_type: UserType | None = None,
        login: str | None = None,
        attachment_bytes: int | None = None,
    ) -> None:
        """Change what is remembered; None leaves a field as it is."""
        given: dict[str, str | int | None] = {
            "server": server,
            "proxy": proxy,
            "account_id": account_id,
            "user_type": user_type,
            "login": login,
            "attachment_bytes": attachment_bytes,
        }
        changed = msgspec.structs.replace(self.remembered, **{k: v for k, v in given.items() if v is not None})
        if account_id:
            changed = msgspec.structs.replace(changed, hidden=tuple(x for x in changed.hidden if x != account_id))
        if changed != self.remembered:
            self.remembered = changed
            self._write()

    def people(self) -> tuple[Session, ...]:
        """Who has signed in on this device and was not taken off the list; who was here last comes first."""
        found = (each for each in self.sessions() if each.account_id not in self.remembered.hidden)
        last = (self.remembered.user_type, self.remembered.login)
        return tuple(sorted(found, key=lambda each: ((each.user_type, each.login) != last, each.name)))

    def hide(self, account_id: str) -> None:
        """Take an account off the list; what is stored of it stays, and signing in brings it back."""
        hidden = dict.fromkeys((*self.remembered.hidden, account_id))
        self.remembered = msgspec.structs.replace(self.remembered, hidden=tuple(hidden))
        self._write()

    def account_folder(self, account_id: str) -> Path:
        """The folder of an account; an id that is no plain file name is hashed."""
        if SAFE_NAME.fullmatch(account_id):
            return self.folder / "accounts" / account_id
        from hashlib import sha256  # brings OpenSSL, 6 ms that nearly no start needs

        return self.folder / "accounts" / sha256(account_id.encode()).hexdigest()

    def session(self) -> Session | None:
        """The last account's session. Without a token when it was made with another service."""
        path = self.account_folder(self.remembered.account_id) / "session.json"
        if not self.remembered.account_id or not path.exists():
            return None
        return self._usable(_read(path, KeptSession))

    def sessions(self) -> tuple[Session, ...]:
        """The last session of every account that has signed in on this device."""
        paths = sorted(self.folder.glob("accounts/*/session.json"))
        return tuple(self._usable(_read(path, KeptSession)) for path in paths)

    def keep_session(self, session: Session) -> None:
        """Write a session, readable by this user alone."""
        kept = KeptSession(server=self.remembered.server, session=session)
        path = self.account_folder(session.account_id) / "session.json"
        write_durably(path, msgspec.json.encode(kept), mode=0o600)

    def _usable(self, kept: KeptSession) -> Session:
        other = kept.server != self.remembered.server
        return msgspec.structs.replace(kept.session, token="") if other else kept.session

    def _write(self) -> None:
        write_durably(self._path, msgspec.json.format(msgspec.json.encode(self.remembered)))


def _read(path: Path, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind)
    except msgspec.DecodeError as damaged:
        raise StoreTrouble(
            "本机数据不可用",
            "文件 {path} 已损坏（{problem}），请联系技术支持",
            path=str(path),
            problem=str(damaged),
        ) from damaged
