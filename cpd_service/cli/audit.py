"""``cpd-service audit``: search the trail, and check that it is whole."""

import argparse

from cpd_service.cli.options import action

FILTERS = ("who", "what", "kind", "entity", "account", "device", "since", "until", "words")


def add_audit(parser: argparse.ArgumentParser) -> None:
    """Add the actions of ``audit``."""
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    search = action(actions, "search", _search, "what was done, the newest first")
    search.add_argument("--where", choices=("office", "decisions"), default="office")
    for name in FILTERS:
        search.add_argument(f"--{name}", default="")
    search.add_argument("--limit", type=int, default=100)
    verify = action(actions, "verify", _verify, "check the chain: every row that was changed or is missing is named")
    verify.add_argument("--quiet", action="store_true", help="do not print where each lane ends")


def _search(options: argparse.Namespace) -> int:
    from cpd_service.audit import trail
    from cpd_service.cli.desk import reading

    query = trail.Query(where=options.where, **{name: getattr(options, name) for name in FILTERS})
    with reading(options) as connection:
        page = trail.page(connection, query, limit=options.limit)
    for one in page.entries:
        row = f"{one.lane} {one.number}" if one.lane else str(one.id)
        print(f"{row}\t{one.at}\t{one.who or '-'}\t{one.what}\t{one.kind} {one.entity_id}\t{one.detail}")
    return 0


def _verify(options: argparse.Namespace) -> int:
    from cpd_service.audit import chain
    from cpd_service.cli.desk import reading

    breaks = 0
    with reading(options) as connection:
        for said in chain.verify(connection):
            print(said)
            breaks += 1
        ends = chain.ends(connection)
    if not options.quiet:
        for lane, number, digest in ends:  # to be kept elsewhere: who rewrites everything cannot rewrite that
            print(f"{lane} ends at {number} with {digest}")
    print(f"{breaks} breaks" if breaks else "the trail is whole")
    return 1 if breaks else 0
