"""What grows with a province: the same acts with 100,000 applications (--full: a million) and, as baseline, 10,000.

A ratio of 1 means that an act costs what it handles, however much lies beside it.
"""

from pathlib import Path

from bench import material, reviewer
from bench.harness import Figures, Size, Target

ROUNDS = 3
TARGETS = (
    Target("pull, per 1,000", "ms", 1.25),
    Target("1,000 changes", "ms", 1.25),
    Target("1,000 decisions", "ms", 1.25),
)
SMALL: dict[Size, int] = {"quick": 2_000, "usual": 10_000, "full": 10_000}
LARGE: dict[Size, int] = {"quick": 10_000, "usual": 100_000, "full": 1_000_000}
ACTS = 1_000


def prepare(work: Path, size: Size) -> None:
    """A small and a large service, and a profile of each."""
    for records in (SMALL[size], LARGE[size]):
        reviewer.make_profile(material.make_service(work, records))


def ours(work: Path, size: Size) -> Figures:
    """The large one."""
    return _measure(work, LARGE[size])


def baseline(work: Path, size: Size) -> Figures:
    """The small one."""
    return _measure(work, SMALL[size])


def _measure(work: Path, records: int) -> Figures:
    service = material.service(work, records)
    pulled = reviewer.first_load(service, records).records
    with reviewer.at_work(service, changes=ACTS) as workspace:
        changed = reviewer.sync(workspace, ACTS)
        decided = reviewer.confirm(workspace, ACTS)
    return {
        "pull, per 1,000": pulled * 1e6 / records,
        "1,000 changes": changed * 1000,
        "1,000 decisions": decided * 1000,
    }
