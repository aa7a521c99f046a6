"""`dev.py translate`: bring the English texts up to date with the sources, and compile them.

What is new stands in resources/translations/cpd_desktop_en.ts as unfinished: translate it there (docs/glossary.md has
the words of the field), then run this once more. The compiled file is kept beside it and committed: a test makes it
anew and compares, so that neither an outdated nor a missing one gets by.
"""

import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from devtools.bootstrap import ROOT

FOLDER = ROOT / "resources" / "translations"
TS = FOLDER / "cpd_desktop_en.ts"
QM = TS.with_suffix(".qm")


def main() -> int:
    """Update and compile; returns 1 where something still waits for its English."""
    update(TS)
    compile_to(QM)
    waiting = unfinished(TS)
    for source in waiting:
        print(f"no English yet: {source}")
    print(f"{TS.relative_to(ROOT)}: {len(sources(TS))} texts, {len(waiting)} to translate")
    return 1 if waiting else 0


def update(ts: Path) -> None:
    """Bring a .ts file to what the sources say; what is translated stays, what is gone goes."""
    files = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "ui").rglob("*.py"))
    options = ["-no-obsolete", "-locations", "none", "-tr-function-alias", "tr+=_tr"]
    languages = ["-source-language", "zh_CN", "-target-language", "en_US"]
    _run("pyside6-lupdate", *options, *languages, *files, "-ts", str(ts))


def compile_to(qm: Path) -> None:
    """Make the file that the program loads."""
    _run("pyside6-lrelease", str(TS), "-qm", str(qm))


def outdated() -> list[str]:
    """Texts of the sources that the .ts file lacks, and texts in it that the sources no longer have."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(shutil.copy2(TS, folder))
        update(fresh)
        return sorted(sources(fresh) ^ sources(TS))


def sources(ts: Path) -> set[str]:
    """All texts of a file, each with its context."""
    contexts = ElementTree.parse(ts).getroot().iter("context")
    return {f"{c.findtext('name')}: {m.findtext('source')}" for c in contexts for m in c.iter("message")}


def pairs(ts: Path) -> list[tuple[str, str]]:
    """Every text with its English."""
    messages = ElementTree.parse(ts).getroot().iter("message")
    return [(m.findtext("source") or "", m.findtext("translation") or "") for m in messages]


def unfinished(ts: Path) -> list[str]:
    """The texts that have no English yet."""
    return [source for source, english in pairs(ts) if not english.strip()]


def _run(program: str, *arguments: str) -> None:
    command = [str(Path(sys.executable).with_name(program)), "-silent", *arguments]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(main())
