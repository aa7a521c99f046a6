"""``cpd-service directory``: sponsors, accounting institutes and provinces."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from cpd_core.national import DirectoryKind
from cpd_service.cli.options import Commands, action

if TYPE_CHECKING:
    from cpd_core.national import DirectoryEntry


def add_directory(parser: argparse.ArgumentParser) -> None:
    """Add the actions of ``directory``."""
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    listing = _of_kind(actions, "list", _list, "what there is, by name")
    listing.add_argument("--text", default="", help="part of the name")
    add = _of_kind(actions, "add", _add, "add one")
    add.add_argument("name", metavar="NAME")
    add.add_argument("--id", default="", help="of a province: its two digits")
    add.add_argument("--institute-name", default="", help="of a province: the name of its institute")
    rename = _of_kind(actions, "rename", _rename, "give one another name")
    rename.add_argument("id", metavar="ID")
    rename.add_argument("name", metavar="NAME")
    for name, run, says in (
        ("retire", _retire, "offer it no more; what refers to it stays readable"),
        ("return", _return, "offer it again"),
    ):
        _of_kind(actions, name, run, says).add_argument("id", metavar="ID")
    merge = action(actions, "merge", _merge, "let sponsors lead to one that stands for all of them")
    merge.add_argument("into", metavar="INTO", help="the id of the sponsor that stays")
    merge.add_argument("ids", nargs="+", metavar="ID", help="the ids of those that go")
    taking = action(actions, "import", _import, "sponsors from an Excel workbook: all rows or none")
    taking.add_argument("file", type=Path, metavar="FILE.xlsx")
    taking.add_argument("--apply", action="store_true", help="do it; without this only say what it comes to")


def _of_kind(actions: Commands, name: str, run: object, says: str) -> argparse.ArgumentParser:
    parser = action(actions, name, run, says)
    parser.add_argument("kind", choices=get_args(DirectoryKind))
    return parser


def _list(options: argparse.Namespace) -> int:
    from cpd_service.cli.desk import reading
    from cpd_service.national import directory

    with reading(options) as connection:
        after = ""
        while True:
            page = directory.page(connection, options.kind, options.text, after)
            for one in page.entries:
                _print(one)
            if not (after := page.next):
                return 0


def _add(options: argparse.Namespace) -> int:
    from cpd_core.national import DirectoryAdd
    from cpd_service.cli.desk import acting
    from cpd_service.national import directory

    asked = DirectoryAdd(name=options.name, id=options.id, institute_name=options.institute_name)
    with acting(options) as office:
        added = directory.add(office, options.kind, asked)
    _print(added)
    return 0


def _rename(options: argparse.Namespace) -> int:
    return _change(options, name=options.name)


def _retire(options: argparse.Namespace) -> int:
    return _change(options, retired=True)


def _return(options: argparse.Namespace) -> int:
    return _change(options, retired=False)


def _change(options: argparse.Namespace, **wanted: object) -> int:
    from msgspec.structs import replace

    from cpd_core.national import DirectoryChange
    from cpd_service.cli.desk import acting
    from cpd_service.national import directory

    with acting(options) as office:
        now = directory.find(office.connection, options.kind, options.id)
        same = DirectoryChange(rev=now.rev, name=now.name, institute_name=now.institute_name, retired=now.retired)
        changed = directory.change(office, options.kind, options.id, replace(same, **wanted))
    _print(changed)
    return 0


def _merge(options: argparse.Namespace) -> int:
    from cpd_core.national import SponsorMerge
    from cpd_service.cli.desk import acting
    from cpd_service.national import directory

    with acting(options) as office:
        into = directory.merge(office, SponsorMerge(ids=tuple(options.ids), into=options.into))
    print(f"{len(options.ids)} sponsors lead to {into.name} now")
    return 0


def _import(options: argparse.Namespace) -> int:
    from cpd_service.cli.desk import taken_in
    from cpd_service.national import sponsors

    return taken_in(options, sponsors.take_in, sponsors.COLUMNS)


def _print(one: "DirectoryEntry") -> None:
    state = f"merged into {one.merged_name}" if one.merged_into else "retired" if one.retired else "in use"
    print(f"{one.id}\t{one.name}\t{state}")
