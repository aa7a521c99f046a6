"""One sync: attachments up, commands up, changes down, attachments down. Plain Python with callbacks, no Qt."""

import threading
import time
from collections.abc import Sequence

from msgspec.structs import replace

from cpd_core.messages import News, Result, Session
from cpd_desktop.account import Account
from cpd_desktop.errors import Cancelled
from cpd_desktop.store import former
from cpd_desktop.store.blob_garbage import collect
from cpd_desktop.store.times import beijing_date
from cpd_desktop.sync import blobs
from cpd_desktop.sync.client import Resync, ServiceClient
from cpd_desktop.sync.pull import Pull
from cpd_desktop.sync.push import Push
from cpd_desktop.sync.results import tally
from cpd_desktop.sync.verify import mend
from cpd_desktop.views import Progress, ProgressCallback, SyncReport

COLLECTED = "collected"  # key in the journal: the service's date when attachments were last looked through
VERIFIED = "verified"  # key in the journal: the service's date when what is here was last compared


class Cycle:
    """One run. Whatever happens, what is stored stays whole: each chunk and each page is a transaction of its own."""

    def __init__(
        self,
        account: Account,
        client: ServiceClient,
        progress: ProgressCallback,
        cancel: threading.Event,
        budget: int,
    ) -> None:
        """``budget``: how many bytes of attachments may be on this machine."""
        self._account = account
        self._store = account.store
        self._client = client
        self._progress = progress
        self._cancel = cancel
        self._budget = budget
        self._news: dict[str, tuple[str, int]] = {}  # how far each scope has gone on; nothing of those not in it
        self.report = SyncReport()

    def run(self, verify: bool = False) -> SyncReport:
        """Run all stages; raises Offline, SignInNeeded, Refused or another Trouble.

        What is here is compared with the service once a day of the service's, or when ``verify`` asks for it.
        """
        begun = time.monotonic()
        try:
            self._round()
            self._verify(verify)
            self._blobs_down()
            self._collect()
        except Cancelled:
            self.report = replace(self.report, cancelled=True)
        self.report = replace(self.report, seconds=time.monotonic() - begun)
        return self.report

    def session(self) -> Session:
        """What the service says of this account now, with the token that we have; asked for where it has changed."""
        news, known = self._client.news(), self._account.session
        self._news = {scope.scope: (scope.epoch, scope.high) for scope in news.scopes}
        if _still_holds(known, news):
            return known
        return replace(self._client.session(), token=known.token)

    def _round(self) -> None:
        self._store.mirror.forget_other_scopes(self._account.session.scopes)
        self._blobs_up()
        in_step = self._push_in_step()
        if self._pull_all() or not in_step:  # the service was restored: what it had acknowledged goes once more
            for _ in range(2):  # the second time with the attachments that it says it has lost, too
                self._blobs_up()
                self._push()
            self._pull_all()

    # --- up ----------------------------------------------------------------------------------------------------

    def _blobs_up(self) -> None:
        for size in blobs.send_all(self._store.blobs, self._client, self._progress, self._between):
            sent, done = self.report.blobs_up + 1, self.report.bytes_up + size
            self.report = replace(self.report, blobs_up=sent, bytes_up=done)

    def _push_in_step(self) -> bool:
        """Push; False where the service was restored: what it has lost must go before what builds upon it."""
        try:
            self._push()
        except Resync:
            return False
        return True

    def _push(self) -> None:
        Push(self._account, self._client, self._progress, self._between, self._answered).run()

    def _answered(self, results: Sequence[Result]) -> None:
        self.report = tally(self.report, results)
        for scope in {result.ack_scope for result in results}:
            self._news.pop(scope, None)  # it has gone on since, by us

    # --- down --------------------------------------------------------------------------------------------------

    def _pull_all(self) -> bool:
        """Pull every scope that has news; returns whether the service has been restored since."""
        pull = Pull(self._account, self._client, self._progress, self._between)
        try:
            for scope in sorted(self._account.session.scopes, key=lambda scope: scope != "ref"):  # rules, names first
                if self._has_news(scope):
                    pull.scope(scope)
        finally:
            self.report = replace(self.report, pulled=self.report.pulled + pull.items)
        return pull.restored

    def _has_news(self, scope: str) -> bool:
        """Whether there is more than is here, as far as is known; what is known is used once."""
        here = self._store.mirror.cursor(scope)
        return here.resync or self._news.pop(scope, None) != (here.epoch, here.seq)

    def _verify(self, asked: bool) -> None:
        """A first load has nothing to be compared yet: that begins with the next day."""
        journal, today = self._store.journal, self._account.session.service_date
        last = journal.get(VERIFIED)
        if last and (asked or last != today):
            for scope in self._account.session.scopes:
                mended = mend(self._store.mirror, self._client, scope, self._account.judge(), self._between)
                self.report = replace(self.report, mended=self.report.mended + mended)
        if last != today:
            journal.put(VERIFIED, today)

    def _blobs_down(self) -> None:
        """What comes is counted at once, so that the report of a cancelled sync has it, too."""
        for size in blobs.fetch_ahead(self._store.blobs, self._client, self._budget, self._watch, self._between):
            come, done = self.report.blobs_down + 1, self.report.bytes_down + size
            self.report = replace(self.report, blobs_down=come, bytes_down=done)

    def _watch(self, now: Progress) -> None:
        self.report = replace(self.report, bytes_ahead=now.total)
        self._progress(now)

    def _collect(self) -> None:
        """Once a day of the service's, when all that refers to attachments is here; not yet after a first load."""
        journal, today = self._store.journal, self._account.session.service_date
        last = journal.get(COLLECTED)
        if not today or last == today:
            return
        if last:
            collected = collect(self._store.blobs, today)
            self.report = replace(self.report, collected=collected.count)
        former.forget(self._store.database.path, journal, today)
        journal.put(COLLECTED, today)

    def _between(self) -> None:
        """Between two steps: has the person had enough?"""
        if self._cancel.is_set():
            raise Cancelled("同步已取消", "已完成的部分已保存，下次从这里继续")


def _still_holds(session: Session, news: News) -> bool:
    """Whether a session is what the service would say now: the grants, its versions, its date."""
    told = (session.grant_version, session.protocol_min, session.protocol_max, session.service_date)
    return told == (news.grant_version, news.protocol_min, news.protocol_max, beijing_date(news.time))
