"""``cpd-service rules``: look a rule file over, rehearse it, publish it, take it back."""

import argparse
import sys
from pathlib import Path

from cpd_service.cli.options import action


def add_rules(parser: argparse.ArgumentParser) -> None:
    """Add the actions of ``rules``."""
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    action(actions, "list", _list, "the rule files in force, and the versions that were")
    check = action(actions, "check", _check, "look a rule file over: each mistake with its line and field")
    check.add_argument("file", type=Path, metavar="FILE.toml")
    rehearse = action(actions, "rehearse", _rehearse, "who would pass a year by this file, and who would not")
    rehearse.add_argument("file", type=Path, metavar="FILE.toml")
    rehearse.add_argument("--year", type=int, required=True)
    publish = action(actions, "publish", _publish, "put a rule file in force for everybody")
    publish.add_argument("file", type=Path, metavar="FILE.toml")
    publish.add_argument("--note", default="", help="why, for the list of versions")
    back = action(actions, "back", _back, "let the version before the one in force hold again")
    back.add_argument("id", metavar="ID")
    back.add_argument("--note", default="", help="why, for the list of versions")


def _list(options: argparse.Namespace) -> int:
    from cpd_service.cli.desk import reading
    from cpd_service.national import rules

    with reading(options) as connection:
        page = rules.page(connection)
    for one in page.rules:
        print(f"{one.id}\t{one.kind}\t{one.rule_id}\trevision {one.rev}\tin force")
    for version in page.versions:
        state = "in force" if version.in_force else "removed" if version.removed else "was"
        print(f"{version.id}\trevision {version.rev}\t{version.at}\t{version.by or '-'}\t{state}\t{version.note}")
    return 0


def _check(options: argparse.Namespace) -> int:
    from cpd_core.wording import say_error
    from cpd_service.cli.desk import reading
    from cpd_service.national import rules

    with reading(options) as connection:
        found = rules.check(connection, options.file.read_text("utf-8"))
    for fault in found.faults:
        print(f"line {fault.line}, {fault.error.field}: {say_error(fault.error, 'en')}")
    if not found.faults:
        same = "as it is in force" if found.same else f"replaces revision {found.rev}" if found.rev else "new"
        print(f"{found.rule_id}: no mistakes; {same}")
    return 1 if found.faults else 0


def _rehearse(options: argparse.Namespace) -> int:
    from contextlib import closing

    from cpd_core.national import RehearsalRequest
    from cpd_core.wording import say_error
    from cpd_service.audit.chain import OPERATOR
    from cpd_service.national import rehearsals
    from cpd_service.national.office import acting
    from cpd_service.store.database import Database

    asked = RehearsalRequest(toml=options.file.read_text("utf-8"), year=options.year)
    with closing(Database(options.database_url)) as database:
        with acting(database, OPERATOR) as office:
            begun = rehearsals.begin(office, asked)
        rehearsals.run(database, begun.id, _progress)
        with database.reading() as connection:
            done = rehearsals.find(connection, begun.id)
            changes = rehearsals.changes(connection, begun.id, limit=done.listed + 1)
    print(f"{done.total} members, {done.seconds} s, {done.changed} with another result")
    for group in done.groups:
        figures = f"{group.passed_before} -> {group.passed_after} of {group.members}"
        print(f"{group.province}\t{group.member_type}\tpass {figures}\tgained {group.gained}, lost {group.lost}")
    for one in changes.entries:
        why = "; ".join(say_error(reason, "en") for reason in one.why)
        print(f"{one.no}\t{one.province}\t{one.before} -> {one.after}\t{why}")
    return 0


def _progress(done: int, total: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{done} of {total}", end="", file=sys.stderr, flush=True)


def _publish(options: argparse.Namespace) -> int:
    from cpd_core.national import RulePublish
    from cpd_service.cli.desk import acting
    from cpd_service.national import rules

    toml = options.file.read_text("utf-8")
    with acting(options) as office:
        found = rules.check(office.connection, toml)
        rules.publish(office, RulePublish(toml=toml, rev=found.rev, note=options.note))
    print(f"{found.rule_id} is in force")
    return 0


def _back(options: argparse.Namespace) -> int:
    from cpd_core.national import RuleBack
    from cpd_service.cli.desk import acting
    from cpd_service.national import rules

    with acting(options) as office:
        now = rules.records(office.connection).get(options.id)
        rules.take_back(office, options.id, RuleBack(rev=now.rev if now else 0, note=options.note))
    print(f"{options.id}: the version before holds again")
    return 0
