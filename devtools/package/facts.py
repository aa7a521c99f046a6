"""What a build is called and dated by: the version, the commit, and the time of that commit. Standard library only."""

import os
import shutil
import subprocess
import tomllib
from dataclasses import dataclass
from pathlib import Path

PROGRAM = "cpd-desktop"
COMPANY = "cpd-desktop"
TITLE = "中国注册会计师继续教育"
COMMIT = "CPD_COMMIT"  # for a build that has no git at hand
EPOCH = "SOURCE_DATE_EPOCH"  # reproducible-builds.org: what every tool of a build takes for its time


@dataclass(frozen=True, slots=True)
class Facts:
    """``epoch`` in seconds of Unix time; ``changed``: whether files differ from the commit."""

    version: str
    commit: str
    epoch: int
    changed: bool = False

    @property
    def numbers(self) -> tuple[int, int, int, int]:
        """The version as Windows wants it: four numbers."""
        found = [int(part) for part in self.version.split(".") if part.isdecimal()]
        major, minor, patch, build = (*found, 0, 0, 0, 0)[:4]
        return major, minor, patch, build


def facts_of(root: Path) -> Facts:
    """Read pyproject.toml and ask git; a tree without git takes SOURCE_DATE_EPOCH, or the beginning of 1980."""
    version: str = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    said = _git(root, "log", "-1", "--format=%H %ct").split()
    commit, time = said if len(said) == 2 else (os.environ.get(COMMIT, ""), "315532800")  # as early as zip can say
    return Facts(version, commit, int(os.environ.get(EPOCH, time)), bool(_git(root, "status", "--porcelain", "-uno")))


def settled(facts: Facts) -> dict[str, str]:
    """The environment in which the same commit gives the same bytes: one time, one order of what is hashed."""
    return {
        EPOCH: str(facts.epoch),
        COMMIT: facts.commit,
        "PYTHONHASHSEED": "0",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "PYTHONUTF8": "1",
    }


def _git(root: Path, *arguments: str) -> str:
    """What git says; "" where there is none, or no repository."""
    if shutil.which("git") is None:
        return ""
    done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else ""
