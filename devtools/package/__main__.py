"""`dev.py package`: what people install, made from this commit, tried, and packed. docs/packaging.md tells the rest."""

import argparse
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from devtools.bootstrap import BUILD, ROOT, Unready, say
from devtools.package import archive, build, installing, nsis, smoke, windows
from devtools.package.facts import PROGRAM, Facts, facts_of
from devtools.package.parts import Unknown
from devtools.package.trial import Failed
from devtools.package.wine import Wine

OUT = BUILD / "package" / "out"


def main(arguments: Sequence[str] | None = None) -> int:
    """Build, try and pack; returns the exit status."""
    options = _parser().parse_args(arguments)
    facts = facts_of(ROOT)
    if facts.changed:
        say("files differ from the commit: this bundle is for trials, nobody can make it again")
    try:
        if options.twice:
            return _twice(facts)
        return _windows(facts, options) if options.windows else _here(facts, options)
    except (Unready, Unknown, Failed) as trouble:
        say(str(trouble))
    except subprocess.CalledProcessError as trouble:
        say(f"{trouble.cmd[0]} ended with {trouble.returncode}")
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dev.py package", description=__doc__)
    parser.add_argument("--smoke", action="store_true", help="only try what was built before")
    parser.add_argument("--windows", action="store_true", help="on Linux: the Windows bundle and installer, by Wine")
    parser.add_argument("--sign", metavar="COMMAND", default="", help="what signs the file that it is given")
    parser.add_argument("--twice", action="store_true", help="build in two folders and compare file by file")
    return parser


def _here(facts: Facts, options: argparse.Namespace) -> int:
    begun = time.perf_counter()
    bundle = build.HERE.bundle if options.smoke else build.build(facts)
    _say_size(bundle, time.perf_counter() - begun)
    smoke.try_out(smoke.native(bundle), OUT / "pictures")
    if sys.platform == "win32" and not options.smoke:
        _make_installer(bundle, facts, options.sign)
    if sys.platform == "linux" and not options.smoke:
        OUT.mkdir(parents=True, exist_ok=True)
        packed = archive.pack(bundle, OUT / f"{PROGRAM}-{facts.version}-linux-x86_64.tar.gz", facts.epoch)
        print(f"{packed}: {packed.stat().st_size / 1e6:.1f} MB, sha256 {archive.sha256_of(packed)}")
    return 0


def _windows(facts: Facts, options: argparse.Namespace) -> int:
    """The Windows bundle by Wine, tried there, and its installer, tried, too."""
    begun = time.perf_counter()
    bundle = windows.WINDOWS.bundle if options.smoke else windows.make(facts)
    _say_size(bundle, time.perf_counter() - begun)
    prefix = BUILD / "package" / "trial"
    wine = Wine(prefix).make()
    try:
        smoke.try_out(windows.programs(bundle, wine), OUT / "pictures-windows")
    finally:
        wine.stop()
    made = _installer(facts)
    if not (options.smoke and made.exists()):
        _make_installer(bundle, facts, options.sign)
    installing.try_out(bundle, made, facts, prefix, OUT / "pictures-windows")
    return 0


def _installer(facts: Facts) -> Path:
    return OUT / f"{PROGRAM}-{facts.version}-windows-x64.exe"


def _make_installer(bundle: Path, facts: Facts, sign: str) -> None:
    begun = time.perf_counter()
    made = nsis.make(bundle, facts, _installer(facts), sign)
    said = f"{made.stat().st_size / 1e6:.1f} MB after {time.perf_counter() - begun:.0f} s"
    print(f"{made}: {said}, sha256 {archive.sha256_of(made)}", flush=True)


def _twice(facts: Facts) -> int:
    """Two builds of one commit, each in a folder of its own: whatever depends on a place or on chance shows."""
    bundles = [build.build(facts, build.Places(BUILD / "package" / name)) for name in ("twice-1", "twice-2")]
    found = archive.differences(*bundles)
    print("\n".join(found) or f"alike: {len(archive.contents(bundles[0]))} files")
    return 1 if found else 0


def _say_size(bundle: Path, seconds: float) -> None:
    print(f"{bundle}: {archive.size_of(bundle) / 1e6:.1f} MB after {seconds:.0f} s", flush=True)


if __name__ == "__main__":
    sys.exit(main())
