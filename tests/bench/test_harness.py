"""The harness: contenders alternate, medians are compared, and a missed target is told."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from bench import harness
from bench.harness import Side, Size, Target


class Pretence:
    """A bench whose runs are known beforehand."""

    ROUNDS = 3
    TARGETS = (
        Target("work", "s", 1.0),
        Target("rate", "/s", 100, "alone", more_is_better=True),
        Target("told", "MB"),
        Target("left out", "s", 1.0),
    )

    def prepare(self, work: Path, size: Size) -> None:
        (work / "prepared").write_text(size, "utf-8")


RUNS: dict[Side, list[Mapping[str, float]]] = {
    "ours": [{"work": 2.0, "rate": 90.0}, {"work": 90.0, "rate": 100.0}, {"work": 3.0, "rate": 101.0}],
    "baseline": [{"work": 2.0, "rate": 1.0}, {"work": 2.0, "rate": 1.0}, {"work": 9.0, "rate": 1.0}],
}


def test_contenders_alternate_and_medians_are_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[Side] = []

    def run(name: str, side: Side, work: Path, size: Size) -> Mapping[str, float]:
        order.append(side)
        return {**RUNS[side][order.count(side) - 1], "told": 5.0 if side == "ours" else 4.0}

    monkeypatch.setattr(harness, "MATERIAL", tmp_path)
    monkeypatch.setattr(harness, "load", lambda name: Pretence())
    monkeypatch.setattr(harness, "run_apart", run)

    lines = harness.measure("pretence", size="quick", rounds=None)

    assert order == ["ours", "baseline", "baseline", "ours", "ours", "baseline"]
    assert lines == [
        ("pretence", "work", "3 s", "2 s", "1.50 x", "≤ 1.00 x", "NO"),
        ("pretence", "rate", "100 /s", "1 /s", "100.00 x", "≥ 100 /s", "yes"),
        ("pretence", "told", "5 MB", "4 MB", "1.25 x", "", ""),
    ]
    assert (tmp_path / "quick" / "pretence" / "prepared").read_text("utf-8") == "quick"


def test_a_contender_that_fails_stops_the_bench(tmp_path: Path) -> None:
    with pytest.raises(harness.subprocess.CalledProcessError):
        harness.run_apart("no_such_bench", "ours", tmp_path, "quick")


def test_a_target_may_be_a_little_more_than_the_baseline() -> None:
    target = Target("lateness", "ms", 2, "plus")
    assert target.met(11.9, 10.0)
    assert not target.met(12.1, 10.0)
    assert str(target) == "≤ baseline + 2 ms"
