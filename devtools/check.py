"""`dev.py test`: lint, types, import rules, then the tests; all of them run even if one fails."""

import argparse
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from devtools.bootstrap import ROOT

BIN = Path(sys.executable).parent
STEPS = {
    "lint": ("ruff", "check", "."),
    "format": ("ruff", "format", "--check", "--quiet", "."),
    "types": ("basedpyright",),
    "imports": ("lint-imports", "--no-logo"),
}

# Two at a time, each with its services and its PostgreSQL; tests of a file stay together and so share what they start.
PYTEST = ("-n", "2", "--dist", "worksteal", "-p", "devtools.skips")


def main(arguments: Sequence[str] | None = None) -> int:
    """Check everything; arguments that are not ours go to pytest, whose closing line comes last."""
    parser = argparse.ArgumentParser(prog="dev.py test", description=__doc__)
    parser.add_argument("--long", action="store_true", help="the long forms as well")
    options, for_pytest = parser.parse_known_args(arguments)
    failed = [name for name, command in STEPS.items() if not passes(name, command)]
    if failed:
        print(f"== failed so far: {', '.join(failed)}", flush=True)
    long_forms = ("-m", "") if options.long else ()
    print("== tests", flush=True)
    command = [sys.executable, "-m", "pytest", *PYTEST, *long_forms, *for_pytest]
    tests = subprocess.run(command, cwd=ROOT, check=False)
    return 1 if failed else tests.returncode


def passes(name: str, command: Sequence[str]) -> bool:
    """Run one step and print its result; its output only if it failed."""
    begun = time.perf_counter()
    program = BIN / command[0]
    done = subprocess.run([str(program), *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False)
    word = "failed" if done.returncode else "ok"
    print(f"== {name}: {word} ({time.perf_counter() - begun:.1f} s)", flush=True)
    if done.returncode:
        print(done.stdout + done.stderr, flush=True)
    return not done.returncode


if __name__ == "__main__":
    sys.exit(main())
