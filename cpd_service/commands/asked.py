"""Reading a chunk: every command decoded down to its payload, or a problem that names the field."""

import hashlib

import msgspec
from msgspec import Struct

from cpd_core.commands import ENTITY_OF, decode_payload
from cpd_core.messages import MAX_CHUNK, Command, CommandChunk, FieldError, Payload
from cpd_core.outcomes import error
from cpd_service.problems import ProblemError, malformed
from cpd_service.store.writer import PLAIN_ID, Key

_chunk = msgspec.json.Decoder(CommandChunk)
_command = msgspec.json.Decoder(Command)
_asks = msgspec.json.Encoder()


class Asked(Struct, frozen=True):
    """One command as it was asked, upon the entity ``key``; ``detail`` is its payload as JSON.

    ``sha256`` covers what it asks for, not how the JSON was spaced.
    """

    index: int
    command: Command
    key: Key
    payload: Payload
    detail: str
    sha256: str


class Chunk(Struct, frozen=True):
    """A chunk as it was asked, and the epoch of the copy that its commands were made upon ("": not known)."""

    commands: tuple[Asked, ...]
    epoch: str = ""


def read_chunk(body: bytes) -> Chunk:
    """Decode the body of ``POST /v1/commands``; raises :class:`ProblemError` naming e.g. ``commands[3].payload.hours``.

    One malformed command refuses the chunk: nothing of it is applied.
    """
    try:
        chunk = _chunk.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError) as failure:
        raise malformed(failure) from failure
    if len(chunk.commands) > MAX_CHUNK:
        raise ProblemError(
            413, "TOO_LARGE", error("commands", "commands.many", max=MAX_CHUNK), params={"max": MAX_CHUNK}
        )
    return Chunk(tuple(_read(index, raw) for index, raw in enumerate(chunk.commands)), chunk.epoch)


def _read(index: int, raw: msgspec.Raw) -> Asked:
    try:
        command = _command.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError) as failure:
        raise malformed(failure, f"commands[{index}]") from failure
    try:
        payload = decode_payload(command.kind, command.payload)
    except (msgspec.DecodeError, UnicodeDecodeError) as failure:
        raise malformed(failure, f"commands[{index}].payload") from failure
    if wrong := _check(command, index):
        raise ProblemError(422, "MALFORMED", wrong)
    detail = _asks.encode(payload)
    asks = _asks.encode((command.kind, command.entity_id, command.base, msgspec.Raw(detail)))
    key = ENTITY_OF[command.kind], command.entity_id
    return Asked(index, command, key, payload, detail.decode(), hashlib.sha256(asks).hexdigest())


def _check(command: Command, index: int) -> FieldError | None:
    for name, value in (("command_id", command.command_id), ("entity_id", command.entity_id)):
        if not PLAIN_ID.fullmatch(value):
            return error(f"commands[{index}].{name}", "id.form")
    if (command.base.rev is msgspec.UNSET) == (command.base.after is msgspec.UNSET):
        return error(f"commands[{index}].base", "base.one")
    if command.payload_version != 1:
        return error(f"commands[{index}].payload_version", "payload.version", version=1)
    return None
