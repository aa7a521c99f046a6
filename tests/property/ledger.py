"""What was done on which device, written down as it was stored there: the other side of the account."""

import re
from dataclasses import dataclass, field
from itertools import count

import msgspec

from cpd_core.applications import set_fields
from cpd_core.commands import DECISIONS, decode_payload
from cpd_core.messages import Command, Draft, Edit, Enter, Payload, Reason
from cpd_desktop.store import Store

WORDS = re.compile(r"words-\d{4}")


@dataclass
class Done:
    """A command that a device has stored."""

    device: str
    command_id: str
    kind: str
    entity_id: str
    raw: bytes
    words: frozenset[str]
    undone: bool = False
    settled: bool = False  # the person has chosen: applied again or discarded


@dataclass
class Ledger:
    """All commands of all devices, in the order in which they were stored."""

    commands: dict[str, Done] = field(default_factory=dict)
    _seen: dict[str, int] = field(default_factory=dict)
    _kept: dict[str, dict[str, str]] = field(default_factory=dict)  # conflicts of a device: command and entity
    _numbers: "count[int]" = field(default_factory=lambda: count(1))

    def new_words(self) -> str:
        """Words that nobody has typed before."""
        return f"words-{next(self._numbers):04d}"

    def take(self, device: str, store: Store) -> None:
        """Write down what has been added to a device's outbox, and which conflicts that has settled."""
        with store.database.read() as db:
            found = db.execute(
                "SELECT device_seq, command_id, kind, entity_id, bytes FROM outbox WHERE device_seq > ? ORDER BY 1",
                (self._seen.get(device, 0),),
            ).fetchall()
            kept = dict(db.execute("SELECT command_id, entity_id FROM conflict").fetchall())
        for seq, command_id, kind, entity_id, raw in found:
            assert command_id not in self.commands
            self.commands[command_id] = Done(device, command_id, kind, entity_id, raw, typed_words(raw))
            self._seen[device] = seq
        decided = {entity_id for _, _, kind, entity_id, _ in found if kind in DECISIONS}
        for command_id, entity_id in self._kept.get(device, {}).items():
            if command_id not in kept and entity_id in decided:  # a new decision settles the one without effect
                self.commands[command_id].settled = True
        self._kept[device] = kept

    def deletions(self) -> list[Done]:
        """All deletions, but those that were taken back."""
        return [d for d in self.commands.values() if d.kind == "application.delete" and not d.undone]

    def undo(self, device: str, entity_id: str) -> None:
        """The last thing that a device did to an entity has been taken back; it must have been a deletion."""
        standing = [d for d in self.commands.values() if not d.undone]
        last = [d for d in standing if (d.device, d.entity_id) == (device, entity_id)][-1]
        assert last.kind == "application.delete"
        last.undone = True


def typed_words(raw: bytes) -> frozenset[str]:
    """The words that a person typed for this command."""
    command = msgspec.json.decode(raw, type=Command)
    texts = _texts(decode_payload(command.kind, command.payload))
    return frozenset(words for text in texts for words in WORDS.findall(text))


def _texts(payload: Payload) -> list[str]:
    match payload:
        case Draft():
            return [payload.sponsor, payload.note]
        case Edit():
            return [value for value in set_fields(payload.to).values() if isinstance(value, str)]
        case Reason():
            return [payload.reason]
        case Enter():
            return [payload.note]
        case _:
            return []
