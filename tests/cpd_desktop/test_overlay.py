"""Whatever happens in whatever order, what is shown is the mirror with the outstanding commands replayed over it."""

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpd_core.applications import changes_between, draft_of
from cpd_core.columns import NAMES, shown_of, values_of
from cpd_core.commands import decide, decode_payload
from cpd_core.entities import Application
from cpd_core.messages import Change, Command, Confirm, Draft, Nothing, Reason, Result
from cpd_core.outcomes import Actor, Applied
from cpd_desktop.store import Store
from cpd_desktop.store.outbox import Act
from cpd_desktop.store.overlay import Judge
from tests.cpd_core.build import application, draft
from tests.cpd_desktop.material import OWN_SCOPE, command_of, judge, pull, staff, taken, upsert

IDS = ("a1", "a2", "a3")
Step = tuple[str, str, int]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["act", "act", "act", "pull", "pull", "gone", "answer", "undo", "again"]),
        st.sampled_from(IDS),
        st.integers(0, 5),
    ),
    max_size=25,
)


class World:
    """A store, played with, beside a simple account of what the service has said."""

    def __init__(self, store: Store, by: Judge) -> None:
        self.store = store
        self.by = by
        self.seq = 0
        self.rev_after: dict[str, int] = {}

    def step(self, what: str, id_: str, number: int) -> None:
        self.seq += 1
        match what:
            case "act":
                if act := self._act(id_, number):
                    self.store.outbox.perform(self.by, [act])
            case "pull":
                self._pull(upsert(self.seq, self._theirs(id_, number)))
            case "gone":
                self._pull(taken(self.seq, id_, "leave" if number % 2 else "tombstone"))
            case "answer":
                self._answer(number)
            case "undo":
                self.store.outbox.undo_delete(self.by, id_)
            case _:
                self.store.mirror.begin_resync(OWN_SCOPE)

    def _pull(self, item: Change) -> None:
        pull(self.store, item, by=self.by, epoch=f"e{self.seq // 12}")

    def _theirs(self, id_: str, number: int) -> Application:
        states = ("pending", "refused", "confirmed")
        return application(id_, rev=self.seq, state=states[number % 3], note=f"theirs {number}")

    def _act(self, id_: str, number: int) -> Act | None:
        now = self.store.records.entity(Application, id_)
        if self.by.member is None:
            words = Reason(reason=f"理由 {number}")
            acts = (
                Act("application.confirm", id_, Confirm(hours=number / 2 + 0.5)),
                Act("application.refuse", id_, words),
                Act("application.revoke", id_, words),
            )
            return acts[number % 3]
        if now is None:
            return Act("application.file", id_, draft(note=f"mine {number}"))
        if number == 0:
            return Act("application.delete", id_, Nothing())
        change = changes_between(draft_of(now), changed(draft_of(now), number))
        return Act("application.edit", id_, change) if change else None

    def _answer(self, number: int) -> None:
        """The service answers the oldest command; its effect, if any, will come at a later seq."""
        chunk = self.store.outbox.next_chunk(most=1)
        for _, command_id, _, _ in chunk:
            status = ("applied", "applied", "noop", "conflict", "rejected", "retry")[number]
            if status in ("applied", "noop"):
                self.rev_after[command_id] = self.seq
            result = Result(
                command_id=command_id, status=status, rev=self.seq, ack_scope=OWN_SCOPE, ack_seq=self.seq + number
            )  # type: ignore[arg-type]
            self.store.answers.take(self.by, [result])

    # --- what must be so ---------------------------------------------------------------------------------------

    def check(self) -> None:
        with self.store.database.read() as db:
            rows = db.execute(f"SELECT id, body, local, sync, {', '.join(NAMES)} FROM record").fetchall()
            outbox = db.execute("SELECT entity_id, bytes, state FROM outbox ORDER BY device_seq").fetchall()
            conflicts = {row[0] for row in db.execute("SELECT entity_id FROM conflict")}
        assert {row[0] for row in outbox} <= {row[0] for row in rows}, "an act without its row"
        for id_, body, local, sync, *columns in rows:
            waiting = [(command_of(raw), state) for entity_id, raw, state in outbox if entity_id == id_]
            expected = self._replayed(shown_application(body), [command for command, _ in waiting])
            assert (local is None) == (not waiting)
            assert body or waiting, "a row that nobody knows"
            assert self.store.records.entity(Application, id_) == expected
            if expected is None:
                assert columns[0] == 0, "a deleted one is listed"
            else:
                assert tuple(columns) == values_of("application", shown_of(local or body))
            unacknowledged = [command for command, state in waiting if state != "acked"]
            mark = "conflict" if id_ in conflicts else "unsent" if unacknowledged else "sent" if waiting else ""
            assert sync == mark

    def _replayed(self, current: Application | None, commands: list[Command]) -> Application | None:
        ids = {command.command_id for command in commands}
        for command in commands:
            after = command.base.after if isinstance(command.base.after, str) else ""
            rev = current.rev if current else 0
            if isinstance(command.base.rev, int):
                rev = command.base.rev
            elif after not in ids:
                rev = self.rev_after.get(after, rev)
            actor = Actor(self.by.name, command.client_time, self.by.member)
            payload = decode_payload(command.kind, command.payload)
            outcome = decide(command.kind, command.entity_id, payload, rev, current, actor, self.by.world)
            if isinstance(outcome, Applied):
                assert outcome.entity is None or isinstance(outcome.entity, Application)
                current = outcome.entity
        return current


def shown_application(body: str | None) -> Application | None:
    return msgspec.json.decode(body, type=Application) if body else None


def changed(before: Draft, number: int) -> Draft:
    return draft(note=f"mine {number}", hours=before.hours, sponsor=f"主办 {number % 2}")


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store's file with its schema, to be copied: making one takes half a second."""
    folder = tmp_path_factory.mktemp("empty")
    Store(folder).close()
    return folder / "cache.sqlite3"


@contextmanager
def fresh(empty: Path) -> Iterator[Store]:
    with TemporaryDirectory() as folder:
        shutil.copy(empty, folder)
        with closing(Store(Path(folder))) as store:
            yield store


@pytest.mark.parametrize("by", [judge(), staff()], ids=["member", "staff"])
@settings(max_examples=60, deadline=None)
@given(steps=STEPS)
def test_the_overlay_is_a_replay(empty: Path, by: Judge, steps: list[Step]) -> None:
    with fresh(empty) as store:
        world = World(store, by)
        for step in steps:
            world.step(*step)
            world.check()
