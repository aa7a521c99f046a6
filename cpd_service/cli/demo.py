"""``cpd-service demo``."""

import argparse
import sys
from pathlib import Path


def add_demo(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``demo``."""
    parser.add_argument("directory", type=Path, metavar="DIR")
    parser.add_argument("--members", type=int, default=60)
    parser.add_argument("--applications", type=int, default=400)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument(
        "--shared-papers",
        action="store_true",
        help="all members hand in the same few files: quicker to make and to send",
    )
    parser.set_defaults(run=_demo)


def _demo(options: argparse.Namespace) -> int:
    from cpd_service.demo.applications import DemoError
    from cpd_service.demo.build import build

    try:
        built = build(
            options.directory, options.members, options.applications, options.seed, shared=options.shared_papers
        )
    except DemoError as failure:
        print(f"cpd-service: {failure}", file=sys.stderr)
        return 1
    print(f"{built.members} members, {built.applications} applications and {built.files} files in {options.directory}")
    return 0
