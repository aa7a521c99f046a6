"""What is selected, decided in one go: looked at in a worker, stated in its panel, stored as one batch."""

from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QObject

from cpd_desktop.desks.drafts import KeptWords
from cpd_desktop.desks.dry_run import Deed, DryRun
from cpd_desktop.errors import Trouble
from cpd_desktop.store.mirror import Cursor
from cpd_desktop.views import ApplicationQuery, Batch
from ui.language import words
from ui.pages.review_dry_run import DryRunPanel, Wanted, title_of
from ui.pages.review_filter_words import parts_of
from ui.tasks import Latest, Task

if TYPE_CHECKING:
    from ui.pages.review_decide import Decisions


class _Looked(Struct, frozen=True):
    """A dry run, and where the copy of the queue and the outbox stood; None where nothing has changed since."""

    run: DryRun | None
    stood: tuple[Cursor, int]


class Batches(QObject):
    """The panel's other half: reads for it, and does what it asks for."""

    def __init__(self, decisions: "Decisions") -> None:
        super().__init__(decisions)
        self._decisions = decisions
        self._workspace = decisions.context.workspace
        self._looking = Latest(decisions.context.tasks, decisions.table)
        self._ids: tuple[str, ...] = ()
        self._stood: tuple[Cursor, int] | None = None
        self._first: DryRun | None = None  # what the person began with: whatever has changed since then is split off
        self.panel = DryRunPanel(self._offered, decisions.reasons.open_it)
        self.panel.go_asked.connect(self._go)
        self.panel.look_asked.connect(self._look_at)
        self.panel.left.connect(self._left)

    @property
    def is_open(self) -> bool:
        """Whether a batch is being put together."""
        return not self.panel.isHidden()

    def typed(self) -> KeptWords | None:
        """The reason that is being written."""
        reason = self.panel.typed_reason()
        return KeptWords("", reason) if reason else None

    def confirm(self) -> None:
        """Confirm all undecided ones that are selected, each as asked."""
        self._begin("confirm", self._decisions.bar.chosen.open)

    def refuse(self) -> None:
        """Refuse all undecided ones that are selected, for one reason."""
        self._begin("refuse", self._decisions.bar.chosen.open)

    def revoke(self) -> None:
        """Take back the decisions on all decided ones that are selected, for one reason."""
        self._begin("revoke", self._decisions.bar.chosen.decided)

    def leave(self) -> bool:
        """Put the panel away; False where there is none."""
        was_open = self.is_open
        if was_open:
            self.panel.leave()
        return was_open

    def go(self) -> None:
        """Do what the panel states."""
        if self.is_open:
            self.panel.go()

    def look_again(self) -> None:
        """A sync may have brought something: what has changed since is split off, too."""
        if self.is_open and self._first is not None:
            self._look(self.panel.deed)

    def _begin(self, deed: Deed, ids: tuple[str, ...]) -> None:
        if not ids:
            return
        kept = self._workspace.drafts.kept_words("reason")
        self._ids, self._stood, self._first = ids, None, None
        self.panel.begin(deed, len(ids), self._name(deed), kept.text if kept and not kept.about else "")
        self._decisions.bar.hide()
        self._look(deed)

    def _look(self, deed: Deed) -> None:
        ids, stood, first, workspace = self._ids, self._stood, self._first, self._workspace

        def work(task: Task) -> _Looked:
            store, home = workspace.account.store, workspace.account.session.scopes[0]
            stands = store.mirror.cursor(home), store.outbox.unsent()
            if stands == stood:
                return _Looked(None, stands)
            before = first.revs if first else None
            run = workspace.review.dry_run(deed, ids, before, lambda done, total: task.report((done, total)))
            return _Looked(run, stands)

        self._looking.run(work, self._show, self._failed, self.panel.show_progress)

    def _show(self, looked: _Looked) -> None:
        self._stood = looked.stood
        if looked.run is not None and self.is_open:
            self._first = self._first or looked.run
            self.panel.show_run(looked.run)

    def _failed(self, trouble: Trouble) -> None:
        self.panel.leave()
        self._decisions.message.show_trouble(trouble)

    def _look_at(self, application_id: str) -> None:
        """Put the cursor on it, so that everything beside the list is about it; the keyboard is there."""
        rid = self._workspace.applications.rid_of(application_id)
        table = self._decisions.table
        if rid is None or not table.go_to_id(rid):  # another filter was chosen meanwhile
            self._decisions.query_asked.emit(ApplicationQuery(ids=(application_id,)))
        table.setFocus()

    def _left(self) -> None:
        self._decisions.bar.show()
        self._decisions.table.setFocus()

    def _go(self, wanted: Wanted) -> None:
        review, reason, deed = self._workspace.review, wanted.reason, wanted.run.deed
        revs = wanted.run.revs

        def work() -> Batch:
            match deed:
                case "confirm":
                    return review.confirm(wanted.ids, name=wanted.name, seen=revs)
                case "refuse":
                    return review.refuse(wanted.ids, reason, wanted.name, seen=revs)
                case "revoke":
                    return review.revoke(wanted.ids, reason, seen=revs, name=wanted.name)

        done = {"confirm": self.tr("已确认"), "refuse": self.tr("已不予确认"), "revoke": self.tr("已撤销")}[deed]
        self._decisions.decide(work, done, chosen=True, reason=reason)

    def _name(self, deed: Deed) -> str:
        """What it is of: the filter in words, else only what is done."""
        query, account = self._decisions.shown_query(), self._workspace.account
        pathway = account.pathway_name(query.pathway, query.year or account.this_year())
        parts = parts_of(query, words().pathway(query.pathway, pathway) if query.pathway else "")
        return " · ".join((title_of(deed), *(part.text for part in parts if part.key not in ("ids", "state"))))

    def _offered(self, text: str) -> list[str]:
        return [reason for reason in self._workspace.review.reasons.offered() if text in reason]
