"""Sync as the screen and the command line see it: run it, its state, and what was done."""

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

from cpd_core.messages import Session
from cpd_core.wording import Language
from cpd_desktop.errors import Refused, SignInNeeded, Trouble, said_of
from cpd_desktop.pack import is_pack
from cpd_desktop.sentences import Said
from cpd_desktop.store.times import utc_now
from cpd_desktop.views import ActivityEntry, Progress, ProgressCallback, Status, SyncReport

if TYPE_CHECKING:
    from cpd_desktop.sync.client import ServiceClient
    from cpd_desktop.workspace import Workspace

LAST_SYNC = "last_sync"  # key in the store's journal: when a sync last ended well


class SyncDesk:
    """One sync at a time, whichever thread asks."""

    def __init__(self, workspace: "Workspace") -> None:
        self._workspace = workspace
        self._running = threading.Lock()
        self._client: ServiceClient | None = None  # of the last sync, still connected

    def run(
        self,
        progress: ProgressCallback | None = None,
        cancel: threading.Event | None = None,
        verify: bool = False,
    ) -> SyncReport:
        """Send and fetch everything; raises Offline, SignInNeeded, Refused or another Trouble.

        ``progress`` is called in this thread. After ``cancel`` is set the run ends at the next chunk or page and
        says so in the report; what was done stays done. ``verify`` compares everything here with the service and mends
        what differs; without it that happens once a day.
        """
        if not self._running.acquire(blocking=False):
            raise Trouble("正在同步", "已有一次同步正在进行")
        try:
            return self._run(progress or _unseen, cancel or threading.Event(), verify)
        finally:
            self._running.release()
            if self._workspace.session is None:
                self.hang_up()  # it could not while we were at work

    def hang_up(self) -> None:
        """Let go of the connection; a sync that is under way does so itself when it ends."""
        if self._running.acquire(blocking=False):
            try:
                self._let_go()
            finally:
                self._running.release()

    def status(self) -> Status:
        """What waits here; works signed out, too."""
        server, session = self._workspace.server, self._workspace.session
        if session is None:
            return Status(0, 0, "", signed_in=False, signed_in_name="", server=server)
        store = self._workspace.account.store
        return Status(
            unsent=store.outbox.unsent(),
            conflicts=store.conflicts.count(),
            last_sync=store.journal.get(LAST_SYNC),
            signed_in=bool(session.token),
            signed_in_name=session.name,
            server=server,
            read_only=self._workspace.account.read_only,
        )

    def activity(self, limit: int = 100, language: Language = "zh") -> tuple[ActivityEntry, ...]:
        """What was done, the newest first; nothing before the first sign-in."""
        if self._workspace.session is None:
            return ()
        return self._workspace.account.store.journal.entries(limit, language)

    def note(self, kind: str, ok: bool, text: str | Sequence[Said]) -> None:
        """Add a line to the activity list, e.g. what an export came to; signed out there is none."""
        if self._workspace.session is not None:
            self._workspace.account.store.journal.note(kind, ok, text)

    def _run(self, progress: ProgressCallback, cancel: threading.Event, verify: bool) -> SyncReport:
        from cpd_desktop.sync.cycle import Cycle  # brings requests: not before the window is up
        from cpd_desktop.sync.results import in_words

        account = self._workspace.account
        if is_pack(account.session.account_id):
            raise Refused("审核包不与服务器同步", "处理完后写出处理结果，带回制作审核包的电脑导入")
        if not account.session.token:
            raise SignInNeeded("请重新登录", "登录后会继续发送；已保存的内容不受影响")
        journal = account.store.journal
        account.store.mirror.all_here()  # a crash may have left something to be done
        budget = self._workspace.profile.remembered.attachment_bytes
        cycle = Cycle(account, self._connected(account.session.token), progress, cancel, budget)
        try:
            self._renew(cycle.session())
            report = cycle.run(verify)
            account.store.reports.close()
            account.reference.sponsors.spell()
        except Trouble as trouble:
            journal.note("sync", False, said_of(trouble))
            raise
        journal.note("sync", not report.cancelled, in_words(report))
        if not report.cancelled:
            journal.put(LAST_SYNC, utc_now())
        return report

    def _connected(self, token: str) -> "ServiceClient":
        """The connection of the last sync, or a new one where server, token or proxy are others."""
        proxy = self._workspace.profile.remembered.proxy
        if self._client is None or not self._client.is_for(self._workspace.server, token, proxy):
            self._let_go()
            self._client = self._workspace.client()
        else:
            self._client.rest()
        return self._client

    def _let_go(self) -> None:
        if self._client:
            self._client.close()
            self._client = None

    def _renew(self, session: Session) -> None:
        if session != self._workspace.session:
            self._workspace.renew_session(session)


def _unseen(_progress: Progress) -> None:
    """Nobody watches."""
