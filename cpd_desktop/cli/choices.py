"""What people type for codes and filters: the Chinese word or the code, and ``field=value`` lists."""

import argparse
import shlex
from collections.abc import Callable, Mapping

from msgspec.structs import replace

from cpd_desktop.labels import FLAGS, KINDS, STATES, SYNC_MARKS, USER_TYPES
from cpd_desktop.views import ApplicationQuery

SORTS = (
    *("filed_at", "year", "kind", "sponsor", "pathway", "hours", "confirmed_hours", "state"),
    *("member_name", "member_no", "attachments", "flags"),
)


def code_of(words: Mapping[str, str]) -> Callable[[str], str]:
    """An argparse type that takes a code or its Chinese word and returns the code."""
    codes = {word: code for code, word in words.items() if code} | {code: code for code in words if code}

    def parse(text: str) -> str:
        try:
            return codes[text.strip()]
        except KeyError:
            known = "、".join(f"{code}（{word}）" for code, word in words.items() if code)
            raise argparse.ArgumentTypeError(f"“{text}”不在可选范围：{known}") from None

    return parse


kind = code_of(KINDS)
state = code_of(STATES)
sync_mark = code_of(SYNC_MARKS)
user_type = code_of(USER_TYPES)
flag = code_of(FLAGS)


_FILTER_FIELDS: dict[str, Callable[[str], object]] = {
    "kind": kind,
    "year": int,
    "state": state,
    "sync": sync_mark,
    "pathway": str,
    "sponsor": str,
    "text": str,
    "hours_min": float,
    "hours_max": float,
    "batch_id": str,
}


def query_of(text: str) -> ApplicationQuery:
    """An argparse type: ``year=2026 kind=input sponsor="江苏省注协" state=pending`` as a query."""
    query = ApplicationQuery()
    try:
        words = shlex.split(text)
    except ValueError as open_quote:
        raise argparse.ArgumentTypeError(f"引号没有成对：{text}") from open_quote
    for word in words:
        name, equals, value = word.partition("=")
        if not equals or name not in _FILTER_FIELDS:
            raise argparse.ArgumentTypeError(f"“{word}”不是 字段=值；可用字段：{'、'.join(_FILTER_FIELDS)}")
        try:
            query = replace(query, **{name: _FILTER_FIELDS[name](value)})
        except ValueError:
            raise argparse.ArgumentTypeError(f"“{word}”的值不是数字") from None
    return query
