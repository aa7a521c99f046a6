"""The installer: NSIS over installer/cpd-desktop.nsi, with the list of files written out in an order."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path, PureWindowsPath

from devtools.bootstrap import ROOT
from devtools.package.archive import size_of
from devtools.package.facts import PROGRAM, Facts, settled

SCRIPT = ROOT / "installer" / f"{PROGRAM}.nsi"


def make(bundle: Path, facts: Facts, target: Path, sign: str = "", quick: bool = False) -> Path:
    """Pack a Windows bundle; ``sign``: the command that signs the file named after it. Raises CalledProcessError.

    ``quick``: large and soon made, for a trial.
    """
    for program in sorted(bundle.glob("*.exe")) if sign else ():
        subprocess.run(f'{sign} "{program}"', check=True, shell=os.name != "nt")
    target.parent.mkdir(parents=True, exist_ok=True)
    contents = target.with_suffix(".nsh")
    contents.write_text("\n".join(lines(bundle, facts.epoch)) + "\n", "utf-8")
    definitions = (
        {
            "VERSION": facts.version,
            "NUMBERS": ".".join(map(str, facts.numbers)),
            "SIZE": str(size_of(bundle) // 1024),
            "OUTPUT": str(target),
            "CONTENTS": str(contents),
        }
        | ({"SIGN": sign} if sign else {})
        | ({"QUICK": ""} if quick else {})
    )
    flag = "/" if os.name == "nt" else "-"
    named = [f"{flag}D{name}={value}" for name, value in definitions.items()]
    command = ["makensis", f"{flag}V2", f"{flag}INPUTCHARSET", "UTF8", *named, str(SCRIPT)]
    subprocess.run(command, cwd=SCRIPT.parent, env={**os.environ, **settled(facts)}, check=True)
    contents.unlink()
    return target


def lines(bundle: Path, epoch: int) -> Iterator[str]:
    """The lines that put every file in its place; each gets the time of the commit, which NSIS writes down."""
    folder, known = None, dict[int, str]()
    for path in sorted(bundle.rglob("*"), reverse=True):  # cpd-desktop.pkg before its second name
        if not path.is_file():
            continue
        os.utime(path, (epoch, epoch))
        inner = path.parent.relative_to(bundle)
        if inner != folder:
            folder = inner
            yield f'SetOutPath "{PureWindowsPath("$INSTDIR", "new", inner)}"'
        first = known.setdefault(path.stat().st_ino, path.name)
        yield f'File "{path}"' if first == path.name else f'!insertmacro Link "{path.name}" "{first}"'
