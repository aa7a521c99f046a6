"""Changes down: a first load from the prepared file where there is one, then page after page of the feed."""

from collections.abc import Callable, Generator
from contextlib import closing

from cpd_desktop.account import Account
from cpd_desktop.sentences import Said
from cpd_desktop.store.mirror import Cursor, PageForm, Stored, page_of
from cpd_desktop.store.prepared import Unusable
from cpd_desktop.sync.ahead import ahead
from cpd_desktop.sync.client import UNREADABLE, Resync, ServiceClient, not_understood
from cpd_desktop.sync.snapshot import Snapshot
from cpd_desktop.views import Progress, ProgressCallback

PAGE = 5000  # changes; SQLite stores a page in some 0.1 s, which is as long as anyone waits for the write lock


class Pull:
    """Pulls the scopes of an account. ``items`` counts what has come, ``restored`` says whether the service was."""

    def __init__(
        self, account: Account, client: ServiceClient, progress: ProgressCallback, between: Callable[[], None]
    ) -> None:
        self._account = account
        self._mirror = account.store.mirror
        self._client = client
        self._progress = progress
        self._between = between
        self._judge = account.judge()
        self._want_blobs = not account.is_member
        self.items = 0
        self.restored = False

    def scope(self, scope: str) -> None:
        """Bring one scope up to date; a prepared file as a whole, or each page with its cursor."""
        self._between()
        before = self.items
        try:
            self._scope(scope)
        finally:
            self._mirror.all_here()
        if come := self.items - before:
            self._progress(Progress("pull", come, come))  # with the indexes, which take a while after a first load

    def _scope(self, scope: str) -> None:
        self._judge = self._account.judge()  # the rules may have come just now
        cursor = self._mirror.cursor(scope)
        if cursor.seq == 0 and self._mirror.holds(scope):
            cursor = self._mirror.begin_resync(scope)  # a load was broken off: some of it may be gone by now
        prepared = True
        for last in (False, False, True):  # of what is here, of a file that is too old, then by the feed alone
            if cursor.seq == 0 and prepared:
                prepared = False
                cursor = self._first_load(cursor)
            try:
                return self._pages(cursor)
            except Resync:
                if last:
                    raise  # from scratch is what we asked for
                cursor = self._mirror.begin_resync(scope)

    def _first_load(self, cursor: Cursor) -> Cursor:
        """Load the prepared file; the cursor stays where it is when there is none or it is of no use."""
        snapshot = Snapshot(self._account.store, cursor.scope)
        if not snapshot.fetch(self._client, self._progress, self._between):
            return cursor
        self._between()
        try:
            stored = snapshot.load(cursor, self._want_blobs, self._between)
        except Unusable as useless:
            said = Said("预先准备的数据不完整，改为逐页接收（{problem}）", {"problem": str(useless)})
            self._account.store.journal.note("sync", False, [said])
            return cursor
        self._count(stored)
        self._progress(Progress("pull", stored.items, stored.items))
        return stored.cursor

    def _pages(self, cursor: Cursor) -> None:
        start = cursor
        with closing(ahead(self._fetch(cursor))) as pages:
            for page in pages:
                if not cursor.seq:
                    self._mirror.expect(page.high)
                try:
                    stored = self._mirror.store_page(cursor, page, self._judge, self._want_blobs)
                except UNREADABLE as error:
                    raise not_understood(str(error)) from error
                self._count(stored)
                cursor = stored.cursor
                self._progress(Progress("pull", cursor.seq - start.seq, max(stored.high, cursor.seq) - start.seq))
                self._between()

    def _fetch(self, cursor: Cursor) -> Generator[PageForm]:
        """The pages after the cursor. One that does not move although there is more would go on forever."""
        since, epoch, began, more = cursor.seq, cursor.epoch, 0, True
        while more:
            raw = self._client.changes(cursor.scope, since, epoch if since else "", PAGE, began)
            try:
                page = page_of(raw)
            except UNREADABLE as error:
                raise not_understood(str(error)) from error
            if page.more and page.next <= since:
                raise not_understood(f"{cursor.scope} {page.next}")
            if not since:
                began = page.high
            since, epoch, more = page.next, page.epoch, page.more
            yield page

    def _count(self, stored: Stored) -> None:
        self.items += stored.items
        self.restored = self.restored or stored.new_epoch
