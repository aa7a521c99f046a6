"""Six devices of five people and one service: whatever is done in whatever order, over whatever network, all converge.

Two members of one province (one of them on two devices), two reviewers of it, one reviewer of another province. What
must hold at the end is in :mod:`tests.property.verdict`.
"""

from collections import Counter
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, contextmanager

import msgspec
import pytest
import requests
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from cpd_core.applications import draft_of
from cpd_core.entities import Member
from cpd_core.messages import Draft, Enter
from cpd_desktop.errors import Invalid, Trouble
from cpd_desktop.views import ApplicationQuery, ConflictView
from cpd_desktop.workspace import Workspace
from tests.property.ledger import Ledger
from tests.property.town import CLOCKS, DEVICES, MEMBERS, REVIEWERS, Town
from tests.property.verdict import judge_town, outbox_is_empty
from tests.support.proxy import HARMLESS, Exchange, Fault

EXAMPLES, LONG_EXAMPLES = 15, 600
STEPS = 50
YEAR = 2025

members, reviewers, devices = (st.sampled_from(names) for names in (MEMBERS, REVIEWERS, DEVICES))
places = st.integers(0, 3)  # which of the newest
hours = st.integers(1, 16).map(lambda halves: halves / 2)
faults = st.sampled_from([fault for fault in Fault if fault not in (Fault.PASS, Fault.NOT_READY_202)])


UNNOTICED = (*HARMLESS, Fault.GARBLED_REPLY)  # the one byte may be in what the client does not read, e.g. a snapshot


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    built = Town(tmp_path_factory.mktemp("town"))
    yield built
    built.close()


class Convergence(RuleBasedStateMachine):
    """The rules are what people and networks do; :meth:`teardown` is what must have become of it."""

    def __init__(self, town: Town, counts: Counter[str]) -> None:
        super().__init__()
        self.town = town
        self.counts = counts
        self._stack = ExitStack()
        self.devices = self._stack.enter_context(town.example())
        self.ledger = Ledger()

    # --- members -----------------------------------------------------------------------------------------------

    @rule(name=members, hours=hours)
    def file(self, name: str, hours: float) -> None:
        self.file_for(name, hours, YEAR)

    @rule(name=members, hours=hours)
    def file_for_the_year_of_the_own_clock(self, name: str, hours: float) -> None:
        """By a clock of 2099 the client lets a year pass that the service refuses: as a mistake of form."""
        with self.devices[name].in_use() as workspace:
            self.file_for(name, hours, workspace.account.this_year())

    @rule(name=members, place=places, field=st.sampled_from(["note", "sponsor"]), hours=st.none() | hours)
    def edit(self, name: str, place: int, field: str, hours: float | None) -> None:
        with self.using(name) as workspace:
            if ids := newest(workspace, place, 1):
                current = draft_of(workspace.applications.detail(ids[0]).application)
                to: dict[str, object] = {field: self.ledger.new_words()} | ({"hours": hours} if hours else {})
                changed = msgspec.structs.replace(current, **to)
                attempt(workspace, lambda: workspace.applications.edit(ids[0], changed))

    @rule(name=members, place=places)
    def delete(self, name: str, place: int) -> None:
        with self.using(name) as workspace:
            if ids := newest(workspace, place, 1):
                attempt(workspace, lambda: workspace.applications.delete(ids[0]))

    @precondition(lambda self: self.ledger.deletions())
    @rule(place=places)
    def undo_delete(self, place: int) -> None:
        deletions = self.ledger.deletions()
        chosen = deletions[-1 - place % len(deletions)]
        with self.using(chosen.device) as workspace:
            if workspace.applications.undo_delete(chosen.entity_id):
                self.ledger.undo(chosen.device, chosen.entity_id)

    # --- reviewers ---------------------------------------------------------------------------------------------

    @rule(name=reviewers, place=places, number=st.integers(1, 3))
    def confirm(self, name: str, place: int, number: int) -> None:
        with self.using(name) as workspace:
            workspace.review.confirm(newest(workspace, place, number))

    @rule(name=reviewers, place=places)
    def confirm_fewer(self, name: str, place: int) -> None:
        with self.using(name) as workspace:
            workspace.review.confirm(newest(workspace, place, 1), hours=0.5)

    @rule(name=reviewers, place=places, own_words=st.booleans())
    def refuse(self, name: str, place: int, own_words: bool) -> None:
        """In words of one's own, or in those that everybody uses: then two reviewers agree."""
        with self.using(name) as workspace:
            reason = self.ledger.new_words() if own_words else "材料不全"
            workspace.review.refuse(newest(workspace, place, 1), reason)

    @rule(name=reviewers, place=places)
    def revoke(self, name: str, place: int) -> None:
        with self.using(name) as workspace:
            workspace.review.revoke(newest(workspace, place, 1), self.ledger.new_words())

    @rule(name=reviewers, place=places, hours=hours, day=st.integers(1, 2), with_note=st.booleans())
    def enter(self, name: str, place: int, hours: float, day: int, with_note: bool) -> None:
        """From an attendance list; of two trainings only, so that colleagues enter the same people."""
        with self.using(name) as workspace:
            people = workspace.account.store.records.entities(Member)
            proof = workspace.applications.add_file(self.town.paper(f"list-{day}"))
            entry = Enter(
                member_id=people[place % len(people)].id,
                year=YEAR,
                sponsor="省注协",
                pathway="face_to_face",
                title="专题培训",
                held_on=f"{YEAR}-06-0{day}",
                hours=hours,
                note=self.ledger.new_words() if with_note else "",
                attachments=(proof,),
            )
            workspace.review.enter([entry], "专题培训")

    @rule(name=reviewers, place=places, number=st.integers(1, 3))
    def claim(self, name: str, place: int, number: int) -> None:
        with self.using(name) as workspace:
            workspace.review.claim(newest(workspace, place, number))

    @rule(name=reviewers, place=places, number=st.integers(1, 3))
    def release(self, name: str, place: int, number: int) -> None:
        with self.using(name) as workspace:
            workspace.review.release(newest(workspace, place, number))

    # --- conflicts ---------------------------------------------------------------------------------------------

    @precondition(lambda self: self.waiting())
    @rule(place=places)
    def apply_again(self, place: int) -> None:
        name, chosen = self.waiting()[place % len(self.waiting())]
        if not chosen.can_apply_again:
            return
        with self.using(name) as workspace:
            if attempt(workspace, lambda: workspace.conflicts.apply_again(chosen.command_id)):
                self.ledger.commands[chosen.command_id].settled = True
                self.counts["conflicts applied again"] += 1

    @precondition(lambda self: self.waiting())
    @rule(place=places)
    def discard(self, place: int) -> None:
        name, chosen = self.waiting()[place % len(self.waiting())]
        with self.using(name) as workspace:
            workspace.conflicts.discard(chosen.command_id)
            self.ledger.commands[chosen.command_id].settled = True
            self.counts["conflicts discarded"] += 1

    # --- machines and networks ---------------------------------------------------------------------------------

    @rule(names=st.lists(devices, min_size=1, max_size=3, unique=True))
    def sync(self, names: list[str]) -> None:
        for name in names:
            with self.using(name) as workspace:
                workspace.sync.run()
                outbox_is_empty(workspace)

    @rule(name=devices)
    def sync_with_a_lost_reply(self, name: str) -> None:
        self.sync_over(name, Fault.DROP_REPLY, "POST /v1/commands", 0)

    @rule(name=devices, fault=faults, asks=st.sampled_from(["", "P", "GET /v1/scopes"]), after=st.integers(0, 1))
    def sync_over_a_bad_network(self, name: str, fault: Fault, asks: str, after: int) -> None:
        self.sync_over(name, fault, asks, after)

    @precondition(lambda self: self.chunks_taken())
    @rule(place=places)
    def repeat_a_request(self, place: int) -> None:
        """The network delivers an old chunk once more: the same bytes, the same answer, no effect."""
        old = self.chunks_taken()[-1 - place % len(self.chunks_taken())]
        again = requests.post(self.town.proxy.upstream + old.path, data=old.body, headers=old.headers, timeout=60)
        assert again.status_code == 200
        assert again.content == old.answer
        self.counts["requests repeated"] += 1

    @rule(name=st.sampled_from([*DEVICES, "service"]))
    def restart(self, name: str) -> None:
        if name == "service":
            self.town.restart_service()
        else:
            self.devices[name].restart()

    @rule(name=devices, clock=st.sampled_from(sorted(CLOCKS)))
    def set_the_clock(self, name: str, clock: str) -> None:
        self.devices[name].clock = CLOCKS[clock]

    # --- the end -----------------------------------------------------------------------------------------------

    def teardown(self) -> None:
        with self._stack:
            self.sync([*DEVICES, *DEVICES])
            self.counts += judge_town(self.town, self.devices, self.ledger)
            self.counts["examples"] += 1

    # --- helpers -----------------------------------------------------------------------------------------------

    @contextmanager
    def using(self, name: str) -> Generator[Workspace]:
        """A device at work; what is stored there meanwhile is written down."""
        with self.devices[name].in_use() as workspace:
            try:
                yield workspace
            finally:  # a sync that ends in trouble may have brought conflicts, too
                self.ledger.take(name, workspace.account.store)

    def waiting(self) -> list[tuple[str, ConflictView]]:
        """The conflicts of all devices, with the device's name."""
        desks = [(name, device.workspace.conflicts) for name, device in self.devices.items()]
        return [(name, conflict) for name, desk in desks for conflict in desk.list()]

    def chunks_taken(self) -> list[Exchange]:
        """The chunks of commands that the service has taken."""
        return [one for one in self.town.proxy.arrived("POST /v1/commands") if one.status == 200]

    def file_for(self, name: str, hours: float, year: int) -> None:
        words = self.ledger.new_words()
        with self.using(name) as workspace:
            proof = workspace.applications.add_file(self.town.paper(words))
            workspace.applications.file(
                Draft(
                    kind="input",
                    year=year,
                    sponsor="省注协",
                    pathway="face_to_face",
                    hours=hours,
                    note=words,
                    attachments=(proof,),
                )
            )

    def sync_over(self, name: str, fault: Fault, asks: str, after: int) -> None:
        """Sync while one request meets a fault: it did not matter, or was asked again, or there is trouble in words."""
        proxy = self.town.proxy
        met, before = proxy.counts[fault], len(proxy.exchanges)
        proxy.fail_once(fault, asks, after)
        try:
            with self.using(name) as workspace:
                workspace.sync.run()
                harmless = fault in UNNOTICED or proxy.counts[fault] == met
                assert harmless or asked_again(proxy.exchanges[before:], fault)
        except Trouble:  # in words, never a traceback
            self.counts["syncs broken"] += 1
        finally:
            proxy.heal()


def asked_again(exchanges: list[Exchange], fault: Fault) -> bool:
    """Whether the first question of a sync broke on a connection that had rested and was put once more on a new one."""
    first, second = exchanges[:2]
    return first.fault == fault and first.method == "GET" and (second.fault, second.path) == (Fault.PASS, first.path)


def newest(workspace: Workspace, place: int, number: int) -> list[str]:
    """Some of the applications that a list shows: what came last, and before it."""
    desk = workspace.applications
    rids = sorted(desk.ids(ApplicationQuery()))  # by row, not by time: a clock may be wrong
    return [row.id for row in desk.rows(rids[: len(rids) - place][-number:])]


def attempt(workspace: Workspace, act: Callable[[], None]) -> bool:
    """Do what the rules may refuse; then nothing is stored."""
    before = workspace.sync.status()
    try:
        act()
    except Invalid:
        assert workspace.sync.status() == before
        return False
    return True


@pytest.mark.parametrize("examples", [EXAMPLES, pytest.param(LONG_EXAMPLES, marks=pytest.mark.long)])
def test_whatever_is_done_all_converge_and_nothing_is_lost(town: Town, examples: int) -> None:
    counts: Counter[str] = Counter()
    town.proxy.counts.clear()
    run_state_machine_as_test(
        lambda: Convergence(town, counts),
        settings=settings(
            max_examples=examples,
            stateful_step_count=STEPS,
            deadline=None,
            derandomize=examples == EXAMPLES,
            suppress_health_check=list(HealthCheck),
        ),
    )
    print("\n" + ", ".join(f"{number} {what}" for what, number in counts.items()))
    print(f"requests: {town.proxy.figures()}")
    assert counts["applied"]
    assert counts["conflict"]
