#!/usr/bin/env python3
"""Everything a developer does, each one command: a thin file over uv. It needs Python 3.11 or later, and nothing else.

python dev.py run [--fresh]              the window, with an embedded service full of demo data
python dev.py test [--long] [ARG ...]    lint, types, import rules and tests; ARGs go to pytest
python dev.py bench [NAME ...] [--quick] every figure beside its baseline; --full: a million records, too
python dev.py tour [DIR]                 every page without a display; pictures into DIR (build/tour)
python dev.py tour --guide               the pictures of docs/guide and the README, made anew
python dev.py structure                  accept how the pages are built now, for the test that compares
python dev.py translate                  bring the English texts up to date, and compile them
python dev.py package [--smoke] [--windows] [--twice]  what people install, into build/package; docs/packaging.md
"""

import sys

COMMANDS = {
    "run": "devtools.run",
    "test": "devtools.check",
    "bench": "bench",
    "tour": "devtools.tour",
    "structure": "devtools.structure",
    "translate": "devtools.translate",
    "package": "devtools.package",
}
WITH_DATABASE = ("test", "bench")  # these start a PostgreSQL of their own, where there is one
WITH_OFFICE = ("test",)  # has LibreOffice open workbooks, where there is one


def main(arguments: "list[str]") -> int:  # quoted: an old Python must be able to read this far
    """Make the environment and hand over to the module behind the command."""
    if sys.version_info < (3, 11):
        found = ".".join(map(str, sys.version_info[:3]))
        print(f"This program needs Python 3.11 or later; {sys.executable} is {found}", file=sys.stderr)
        print("Run it with a newer one, for example: python3.11 dev.py run", file=sys.stderr)
        return 2
    if not arguments or arguments[0] not in COMMANDS:
        asked = bool(arguments) and arguments[0] in ("-h", "--help", "help")
        print(__doc__, file=sys.stdout if asked else sys.stderr)
        return 0 if asked else 2
    from devtools import bootstrap

    command, *rest = arguments
    with_database, with_office = command in WITH_DATABASE, command in WITH_OFFICE
    return bootstrap.run_module(COMMANDS[command], rest, database=with_database, office=with_office)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
