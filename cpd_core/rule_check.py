"""Looking a rule file over for whoever wrote it: every mistake that can be told, with its line and its field.

Reading a file for use stops at the first mistake (:mod:`cpd_core.rule_files`); here each key is looked at by itself.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Any, cast, get_args, get_origin

import msgspec
from msgspec import Struct
from msgspec.structs import fields

from cpd_core.messages import FieldError
from cpd_core.outcomes import error
from cpd_core.requirements import RuleBook
from cpd_core.rule_files import HouseFile, OverridesFile, Path, RuleFile, RulesError, RuleSetFile, mistakes

KINDS: dict[str, type[RuleFile]] = {"rule_set": RuleSetFile, "overrides": OverridesFile, "house": HouseFile}
_AT_LINE = re.compile(r" ?\(at line (\d+), column \d+\)| ?\(at end of document\)")
_KINDS = re.compile(r"Expected `([^`]*)`, got `([^`]*)`")
_HEADER = re.compile(r"\s*(\[\[?)\s*([^\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r'\s*([A-Za-z0-9_."\'-]+?)\s*=')


class Fault(Struct, frozen=True):
    """A mistake: the line that it stands in (0: none), and what is wrong with which field."""

    line: int
    error: FieldError


class Checked(Struct, frozen=True):
    """What a look came to: the file where it can be read, and its faults."""

    faults: tuple[Fault, ...]
    file: RuleFile | None = None


def check(text: str, others: Iterable[str]) -> Checked:
    """Look a rule file over by itself and beside the ``others`` in force, without the one that it replaces."""
    import tomllib

    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        at = _AT_LINE.search(str(problem))
        line = int(at[1]) if at and at[1] else len(text.splitlines()) if at else 0
        detail = _AT_LINE.sub("", str(problem))
        return Checked((Fault(line, error("toml", "rules.toml", detail=detail)),))
    lines = _lines(text)
    kind = KINDS.get(str(content.get("kind", "")))
    if kind is None:
        return Checked((_fault(lines, ("kind",), "import.choice", choices=", ".join(KINDS)),))
    found = [_fault(lines, path, code, **params) for path, code, params in _look({**content}, kind, (), tag=True)]
    if found:
        return Checked(tuple(sorted(found, key=lambda fault: fault.line)))
    file = msgspec.convert(content, RuleFile)
    told = [*mistakes(file)]
    try:
        if not told:
            RuleBook((*others, text))
    except RulesError as mistake:
        told.append(mistake if mistake.file == file.id else _elsewhere(mistake))
    faults = (_fault(lines, one.path, one.code, **one.params) for one in told)
    return Checked(tuple(faults), file)


def _elsewhere(mistake: RulesError) -> RulesError:
    """A mistake that shows in another file, or in none of them: this file does not go with the others."""
    return RulesError(str(mistake), "", (), "rules.others", detail=str(mistake))


def _look(value: Any, type_: Any, path: Path, tag: bool = False) -> Iterator[tuple[Path, str, dict[str, str]]]:
    """The mistakes of a value that should be of a type: keys that are unknown or missing, and what stands in them."""
    inner = _inner(type_)
    if isinstance(inner, type) and issubclass(inner, Struct) and isinstance(value, dict):
        known = {field.name: field for field in fields(inner)}
        entries = cast("dict[str, Any]", value)
        for name in entries:
            if name not in known and not (tag and name == "kind"):
                yield (*path, name), "rules.unknown", {"key": name}
        for name, field in known.items():
            if name in entries:
                yield from _look(entries[name], field.type, (*path, name))
            elif field.required:
                yield (*path, name), "field.missing", {}
    elif get_origin(inner) is list and isinstance(value, list) and value:
        items = cast("list[Any]", value)
        for place, item in enumerate(items):
            yield from _look(item, get_args(inner)[0], (*path, place))
    else:
        try:
            msgspec.convert(value, type_)
        except msgspec.ValidationError as problem:
            yield path, *_said(str(problem).split(" - at `")[0], inner)


def _said(detail: str, type_: Any) -> tuple[str, dict[str, str]]:
    """What msgspec says of a value, in our words where we have some."""
    if detail.endswith("multiple of 0.5"):
        return "hours.step", {}
    if detail.startswith("Invalid enum value"):
        return "import.choice", {"choices": ", ".join(str(choice) for choice in get_args(type_))}
    if kinds := _KINDS.fullmatch(detail):
        return "rules.type", {"expected": kinds[1], "got": kinds[2]}
    return "field.type", {"detail": detail}


def _inner(type_: Any) -> Any:
    """A type without its conditions, and without None where it may be absent; figures and texts as they are."""
    bare = get_args(type_)[0] if get_origin(type_) is Annotated else type_
    choices = [one for one in get_args(bare) if one is not type(None)]
    if type(None) in get_args(bare) and len(choices) == 1:
        return _inner(choices[0])
    return bare


def _fault(lines: Mapping[Path, int], path: Path, code: str, /, **params: str | int | float) -> Fault:
    near = path
    while near and near not in lines:
        near = near[:-1]
    return Fault(lines.get(near, 0), error(_spelt(path), code, **params))


def _spelt(path: Path) -> str:
    """A path as people write it: ``pathways[3].year_cap``."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return text.removeprefix(".") or "toml"


def _lines(text: str) -> dict[Path, int]:
    """On which line each table and key of a file stands; the file is known to be TOML.

    Keys within inline tables, and what stands in texts of several lines, are found by the key before them.
    """
    found: dict[Path, int] = {}
    places: dict[Path, int] = {}
    table: Path = ()
    quoted = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if quoted:
            quoted = "" if line.count(quoted) % 2 else quoted
            continue
        if header := _HEADER.match(line):
            table = _keys(header[2])
            if header[1] == "[[":
                places[table] = places.get(table, -1) + 1
                table = (*table, places[table])
            else:
                table = _within(table, places)
            found.setdefault(table, number)
        elif key := _KEY.match(line):
            path = (*table, *_keys(key[1]))
            for end in range(len(table) + 1, len(path) + 1):
                found.setdefault(path[:end], number)
        for sign in ('"""', "'''"):
            if line.count(sign) % 2:
                quoted = sign
    return found


def _keys(dotted: str) -> Path:
    return tuple(part.strip().strip("\"'") for part in dotted.split("."))


def _within(table: Path, places: Mapping[Path, int]) -> Path:
    """A table within the last entry of an array of tables: ``[[a]]`` and then ``[a.b]``."""
    for end in range(len(table) - 1, 0, -1):
        if table[:end] in places:
            return (*table[:end], places[table[:end]], *table[end:])
    return table
