"""Reading back documents that the store itself has written."""

from typing import TypeVar

import msgspec

from cpd_core.commands import decode_payload
from cpd_core.messages import Command, Payload
from cpd_desktop.errors import StoreTrouble
from cpd_desktop.late import learn

T = TypeVar("T")
UNREADABLE = (
    "本机数据读不出来",
    "请升级本程序后再试；如仍不行，请保留数据文件夹并联系技术支持，尚未发送的内容仍在其中",
)


def read_back(decoder: "msgspec.json.Decoder[T]", document: str | bytes) -> T:
    """Decode a stored document; raises StoreTrouble, for what was written can be read unless the file is damaged."""
    try:
        return decoder.decode(document)
    except (msgspec.DecodeError, UnicodeDecodeError) as damage:
        raise StoreTrouble(*UNREADABLE) from damage


def read_rows(rows: object, type_: type[T]) -> T:
    """Columns of a table, whose types SQLite does not hold anybody to; raises StoreTrouble where they are damaged."""
    learn(type_)
    try:
        return msgspec.convert(rows, type_)
    except msgspec.ValidationError as damage:
        raise StoreTrouble(*UNREADABLE) from damage


def payload_of(command: Command) -> Payload:
    """Decode the payload of a stored command; raises StoreTrouble."""
    try:
        return decode_payload(command.kind, command.payload)
    except msgspec.ValidationError as damage:
        raise StoreTrouble(*UNREADABLE) from damage
