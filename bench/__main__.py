"""`dev.py bench [NAME ...]`: run the benches and print their table."""

import argparse
import shutil
import sys

from bench.harness import MATERIAL, measure
from devtools.table import text_table

BENCHES = (
    *(
        "start",
        "frozen",
        "pull",
        "snapshot",
        "delta",
        "push",
        "wire",
        "page",
        "rush",
        "crowd",
        "growth",
        "frames",
        "table",
    ),
    *("decide", "filter", "queue", "certificates", "export", "workbook", "typing", "ledger", "overview"),
)
HEAD = ("bench", "figure", "ours", "baseline", "ratio", "target", "met")


def main() -> int:
    """Measure what was asked for, everything by default. A target that is missed is told, not punished."""
    parser = argparse.ArgumentParser(prog="dev.py bench", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*BENCHES, []], metavar="NAME", help=", ".join(BENCHES))
    sizes = parser.add_mutually_exclusive_group()
    sizes.add_argument("--quick", dest="size", action="store_const", const="quick", help="a tenth of the size")
    sizes.add_argument(
        "--full", dest="size", action="store_const", const="full", help="a million records where it counts"
    )
    parser.add_argument("--rounds", type=int, help="how often each contender runs")
    parser.add_argument("--fresh", action="store_true", help="make the material anew, e.g. after a change of a schema")
    options = parser.parse_args()
    if options.fresh:
        shutil.rmtree(MATERIAL, ignore_errors=True)
    lines: list[tuple[str, ...]] = []
    for name in options.names or BENCHES:
        lines += measure(name, size=options.size or "usual", rounds=options.rounds)
    print(text_table(HEAD, lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
