"""The door to the client without a screen: a profile folder, its signed-in account, and the desks."""

import threading
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from cpd_core.messages import Session, UserType
from cpd_desktop.account import Account
from cpd_desktop.desks.home import HomeDesk
from cpd_desktop.desks.sync import SyncDesk
from cpd_desktop.errors import SignInNeeded, Trouble
from cpd_desktop.late import late
from cpd_desktop.platform import policy
from cpd_desktop.platform.lock import ProfileLock
from cpd_desktop.platform.profile import Profile
from cpd_desktop.store import Store
from cpd_desktop.views import Check
from cpd_desktop.words import CHINESE, Words

if TYPE_CHECKING:
    from cpd_core.account_messages import SignInProof
    from cpd_desktop.desks.applications import ApplicationDesk
    from cpd_desktop.desks.attachments import AttachmentDesk
    from cpd_desktop.desks.attendance import AttendanceDesk
    from cpd_desktop.desks.certificates import CertificateDesk
    from cpd_desktop.desks.conflicts import ConflictDesk
    from cpd_desktop.desks.drafts import DraftDesk
    from cpd_desktop.desks.exports import ExportDesk
    from cpd_desktop.desks.hours import HoursDesk
    from cpd_desktop.desks.lessons import LessonDesk
    from cpd_desktop.desks.national import NationalDesk
    from cpd_desktop.desks.overview import OverviewDesk
    from cpd_desktop.desks.own_account import OwnAccountDesk
    from cpd_desktop.desks.packs import PackDesk
    from cpd_desktop.desks.queue import QueueDesk
    from cpd_desktop.desks.review import ReviewDesk
    from cpd_desktop.desks.study import StudyDesk
    from cpd_desktop.desks.workbooks import WorkbookDesk
    from cpd_desktop.sync.client import ServiceClient
    from cpd_desktop.sync.reach import Step


class Workspace:
    """A profile folder and its signed-in account: the store, the desks, the sync. Usable from any thread.

    A desk is loaded when it is first asked for: a window needs one of them to be painted, a command one to be done.
    """

    def __init__(self, profile: Path, server: str = "") -> None:
        """Open a profile; ``server`` is remembered. Raises StoreTrouble when it is open elsewhere or unusable."""
        profile.mkdir(parents=True, exist_ok=True)
        self._lock = ProfileLock(profile)
        self._account: Account | None = None
        self._mending = threading.Lock()
        try:
            self.profile = Profile(profile)
            if server:
                self.profile.remember(server=server.rstrip("/"))
            policy.apply(policy.current(), self.profile)
            session = self.profile.session()
            if session:
                self._open(session)
        except BaseException:
            self._lock.release()
            raise
        self.sync = SyncDesk(self)
        self.home = HomeDesk(self)

    @late
    def applications(self) -> "ApplicationDesk":
        """Applications: list, write, delete."""
        from cpd_desktop.desks.applications import ApplicationDesk

        return ApplicationDesk(self)

    @late
    def attachments(self) -> "AttachmentDesk":
        """The files of applications that are on this machine."""
        from cpd_desktop.desks.attachments import AttachmentDesk

        return AttachmentDesk(self)

    @late
    def review(self) -> "ReviewDesk":
        """What staff decide."""
        from cpd_desktop.desks.review import ReviewDesk

        return ReviewDesk(self)

    @late
    def queue(self) -> "QueueDesk":
        """What staff have before them: flags, groups, saved filters, what was put aside."""
        from cpd_desktop.desks.queue import QueueDesk

        return QueueDesk(self)

    @late
    def conflicts(self) -> "ConflictDesk":
        """What did not take effect."""
        from cpd_desktop.desks.conflicts import ConflictDesk

        return ConflictDesk(self)

    @late
    def hours(self) -> "HoursDesk":
        """Years and their ledgers."""
        from cpd_desktop.desks.hours import HoursDesk

        return HoursDesk(self)

    @late
    def overview(self) -> "OverviewDesk":
        """Figures of the province."""
        from cpd_desktop.desks.overview import OverviewDesk

        return OverviewDesk(self)

    @late
    def packs(self) -> "PackDesk":
        """Packs for machines that never go online."""
        from cpd_desktop.desks.packs import PackDesk

        return PackDesk(self)

    @late
    def certificates(self) -> "CertificateDesk":
        """The 学时证明 and their files."""
        from cpd_desktop.desks.certificates import CertificateDesk

        return CertificateDesk(self)

    @late
    def study(self) -> "StudyDesk":
        """Courses, choices and ratings."""
        from cpd_desktop.desks.study import StudyDesk

        return StudyDesk(self)

    @late
    def lessons(self) -> "LessonDesk":
        """One course: what is played of it, notes, its quiz, its files on this machine."""
        from cpd_desktop.desks.lessons import LessonDesk

        return LessonDesk(self)

    @late
    def own_account(self) -> "OwnAccountDesk":
        """Password, mail, second factor, devices."""
        from cpd_desktop.desks.own_account import OwnAccountDesk

        return OwnAccountDesk(self)

    @late
    def drafts(self) -> "DraftDesk":
        """What is typed and not saved."""
        from cpd_desktop.desks.drafts import DraftDesk

        return DraftDesk(self)

    @late
    def national(self) -> "NationalDesk":
        """What the national office looks after; online only."""
        from cpd_desktop.desks.national import NationalDesk

        return NationalDesk(self)

    @late
    def exports(self) -> "ExportDesk":
        """Excel workbooks of what is here."""
        from cpd_desktop.desks.exports import ExportDesk

        return ExportDesk(self)

    @late
    def attendance(self) -> "AttendanceDesk":
        """Attendance lists of trainings."""
        from cpd_desktop.desks.attendance import AttendanceDesk

        return AttendanceDesk(self)

    @late
    def workbooks(self) -> "WorkbookDesk":
        """The queue in Excel, there and back."""
        from cpd_desktop.desks.workbooks import WorkbookDesk

        return WorkbookDesk(self)

    @property
    def server(self) -> str:
        """The service's address, "" where none has been given yet."""
        return self.profile.remembered.server

    @property
    def session(self) -> Session | None:
        """The session of the last sign-in, offline, too."""
        return self._account.session if self._account else None

    @property
    def account(self) -> Account:
        """The open account; raises SignInNeeded. A store that was found damaged is mended before it is used again."""
        account = self._account
        if account is None:
            raise SignInNeeded("请先登录", "首次使用需要联网登录一次，之后可以离线使用")
        return self._mended(account) if account.store.database.damaged else account

    def sign_in(self, user_type: UserType, login: str, password: str, proof: "SignInProof | None" = None) -> Session:
        """Sign in with the service; the password is not kept. Raises Offline, Refused (its errors name the fields).

        ``proof``: a picture code or one of a second factor, where the service asked for it.
        """
        remembered = self.profile.remembered
        with self.client() as client:
            session = client.sign_in(user_type, login, password, remembered.device_id, proof)
        self.profile.keep_session(session)
        self.profile.remember(account_id=session.account_id, user_type=user_type, login=login)
        if self._account and self._account.session.account_id == session.account_id:
            self._account.session = session
        else:
            self._close_account()
            self._open(session)
        return session

    def go_on_offline(self, account_id: str) -> Session:
        """Open what is stored of an account that has signed in here before; raises SignInNeeded where none has."""
        known = next((each for each in self.profile.sessions() if each.account_id == account_id), None)
        if known is None:
            raise SignInNeeded("请先登录", "首次使用需要联网登录一次，之后可以离线使用")
        self.profile.remember(account_id=account_id, user_type=known.user_type, login=known.login)
        if self._account is None or self._account.session.account_id != account_id:
            self._close_account()
            self._open(known)
        return known

    def sign_out(self) -> None:
        """Forget the token here and, where it can be reached, on the service. What is stored stays."""
        if self._account is None:
            return
        session = self._account.session
        self.profile.keep_session(msgspec.structs.replace(session, token=""))
        self.profile.remember(account_id="")
        self._close_account()
        if session.token:
            try:
                with self.client(session.token) as client:
                    client.sign_out()
            except Trouble:
                return  # the token is gone from this machine; on the service it runs out by itself

    def renew_session(self, session: Session) -> None:
        """Keep what the service says of this account now: its scopes, its date."""
        self.profile.keep_session(session)
        self.account.session = session

    def client(self, token: str = "") -> "ServiceClient":
        """A connection to the service, to be closed; without ``token`` the open account's."""
        from cpd_desktop.sync.client import ServiceClient  # requests costs 0.07 s: not before the window is up

        if not self.server:
            raise SignInNeeded("没有服务地址", "请先在网络设置中填写服务地址")
        if not token and self._account:
            token = self._account.session.token
        return ServiceClient(self.server, token, self.profile.remembered.proxy)

    def knock(self, server: str) -> bool:
        """Whether a service answers at this address. Network, no account needed."""
        from cpd_desktop.sync.client import ServiceClient

        try:
            with ServiceClient(server, proxy=self.profile.remembered.proxy) as client:
                client.date()
        except Trouble:
            return False
        return True

    def test_connection(self, server: str, proxy: str) -> "tuple[Step, ...]":
        """Go the way to a service step by step and say where it ends. Network, no account needed."""
        from cpd_desktop.sync import reach

        return reach.examine(server, proxy)

    def doctor(self, words: Words = CHINESE) -> tuple[Check, ...]:
        """Look at everything that can be wrong and say what to do."""
        from cpd_desktop import doctor

        return doctor.examine(self, words)

    def help_report(self, path: Path) -> None:
        """Look at everything and write it down for the help desk, without personal data; raises StoreTrouble."""
        from cpd_desktop import help_report

        help_report.write(self, path, self.doctor())

    def close(self) -> None:
        """Close the store and let other instances in. Never waits for the network."""
        self._close_account()
        self._lock.release()

    def _mended(self, account: Account) -> Account:
        with self._mending:  # several threads may have met the damage
            if self._account is account:
                account.store.database.retire()
                self._open(account.session, damaged=True)
        return self.account

    def _open(self, session: Session, damaged: bool = False) -> None:
        store = Store(self.profile.account_folder(session.account_id), damaged, session.account_id)
        account = Account(session, store)
        if store.rescued:
            store.outbox.lay_all(account.judge())
        self._account = account

    def _close_account(self) -> None:
        if self._account:
            self._account.store.close()
            self._account = None
            self.sync.hang_up()
