"""Two contenders, run alternately, a fresh process each; what is compared are the medians.

A bench is a module with ``TARGETS``, ``ROUNDS`` and the functions ``prepare(work, size)``, ``ours(work, size)`` and
``baseline(work, size)``. The last two run in a process of their own and return figures by name; one that both leave
out (too large, or no PostgreSQL here) has no line. Only the ratios travel from machine to machine, so most targets
are ones where the baseline is what it is compared with; where nobody has named a target, the figure stands alone.
"""

import importlib
import json
import statistics
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol, cast

from devtools.bootstrap import BUILD, ROOT

MATERIAL = BUILD / "bench"
Side = Literal["ours", "baseline"]
Size = Literal["quick", "usual", "full"]
Figures = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Target:
    """What a figure should reach, at most or at least: ``limit`` times the baseline, that much more, or just that much.

    Without a limit the figure is only told.
    """

    figure: str
    unit: str
    limit: float | None = None
    rule: Literal["times", "plus", "alone"] = "times"
    more_is_better: bool = False

    def met(self, ours: float, baseline: float) -> bool:
        """Whether the medians reach it."""
        if self.limit is None:
            return True
        value = {"times": ours / baseline, "plus": ours - baseline, "alone": ours}[self.rule]
        return value >= self.limit if self.more_is_better else value <= self.limit

    def __str__(self) -> str:
        if self.limit is None:
            return ""
        sign = "≥" if self.more_is_better else "≤"
        if self.rule == "times":
            return f"{sign} {self.limit:.2f} x"
        return f"{sign} {'baseline + ' if self.rule == 'plus' else ''}{number(self.limit)} {self.unit}"


class Bench(Protocol):
    """A module of this folder that measures something."""

    TARGETS: tuple[Target, ...]
    ROUNDS: int

    def prepare(self, work: Path, size: Size) -> None:
        """Make what both contenders need, once; it is kept for the next time."""
        ...

    def ours(self, work: Path, size: Size) -> Figures:
        """Measure ours."""
        ...

    def baseline(self, work: Path, size: Size) -> Figures:
        """Measure what it is compared with."""
        ...


def load(name: str) -> Bench:
    """The bench of that name."""
    return cast(Bench, importlib.import_module(f"bench.{name}"))


def measure(name: str, *, size: Size, rounds: int | None) -> list[tuple[str, ...]]:
    """Run a bench and give the lines of its table, one for each target."""
    bench = load(name)
    work = MATERIAL / size / name
    work.mkdir(parents=True, exist_ok=True)
    note(f"{name}: preparing")
    bench.prepare(work, size)
    taken: dict[Side, list[Figures]] = {"ours": [], "baseline": []}
    total = rounds or bench.ROUNDS
    for done in range(total):
        order: tuple[Side, Side] = ("ours", "baseline") if done % 2 == 0 else ("baseline", "ours")
        for side in order:
            note(f"{name}: round {done + 1} of {total}, {side}")
            taken[side].append(run_apart(name, side, work, size))
    return [_line(name, target, taken) for target in bench.TARGETS if target.figure in taken["ours"][0]]


def run_apart(name: str, side: Side, work: Path, size: Size) -> Figures:
    """Run one contender in a fresh process."""
    command = [sys.executable, "-m", "bench.harness", name, side, str(work), size]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def note(text: str) -> None:
    """Say what is being done, apart from the table."""
    print(text, file=sys.stderr, flush=True)


def number(value: float) -> str:
    """A figure with three digits that mean something."""
    if value == 0:
        return "0"
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def _line(name: str, target: Target, taken: Mapping[Side, Sequence[Figures]]) -> tuple[str, ...]:
    ours, baseline = (statistics.median(run[target.figure] for run in taken[side]) for side in ("ours", "baseline"))
    figures = [f"{number(value)} {target.unit}" for value in (ours, baseline)]
    word = "" if target.limit is None else "yes" if target.met(ours, baseline) else "NO"
    return (name, target.figure, *figures, f"{ours / baseline:.2f} x", str(target), word)


def _main(name: str, side: Side, work: str, size: Size) -> None:
    bench = load(name)
    contender = bench.ours if side == "ours" else bench.baseline
    print(json.dumps(dict(contender(Path(work), size))))


if __name__ == "__main__":
    _main(sys.argv[1], cast(Side, sys.argv[2]), sys.argv[3], cast(Size, sys.argv[4]))
