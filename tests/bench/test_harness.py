"""The harness: contenders alternate, medians are compared, and a missed target is told."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from bench import harness
from bench.harness import Side, Target


class Pretence:
    """A bench whose runs are known beforehand."""

    ROUNDS = 3
    TARGETS = (Target("work", "s", 1.0), Target("rate", "/s", 100, absolute=True, more_is_better=True))

    def prepare(self, work: Path, quick: bool) -> None:
        (work / "prepared").write_text(str(quick), "utf-8")


RUNS: dict[Side, list[Mapping[str, float]]] = {
    "ours": [{"work": 2.0, "rate": 90.0}, {"work": 90.0, "rate": 100.0}, {"work": 3.0, "rate": 101.0}],
    "baseline": [{"work": 2.0, "rate": 1.0}, {"work": 2.0, "rate": 1.0}, {"work": 9.0, "rate": 1.0}],
}


def test_contenders_alternate_and_medians_are_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[Side] = []

    def run(name: str, side: Side, work: Path, quick: bool) -> Mapping[str, float]:
        order.append(side)
        return RUNS[side][order.count(side) - 1]

    monkeypatch.setattr(harness, "MATERIAL", tmp_path)
    monkeypatch.setattr(harness, "load", lambda name: Pretence())
    monkeypatch.setattr(harness, "run_apart", run)

    lines = harness.measure("pretence", quick=True, rounds=None)

    assert order == ["ours", "baseline", "baseline", "ours", "ours", "baseline"]
    assert lines == [
        ("pretence", "work", "3 s", "2 s", "1.50 x", "≤ 1.00 x", "NO"),
        ("pretence", "rate", "100 /s", "1 /s", "100.00 x", "≥ 100 /s", "yes"),
    ]
    assert (tmp_path / "pretence-quick" / "prepared").read_text("utf-8") == "True"


def test_a_contender_that_fails_stops_the_bench(tmp_path: Path) -> None:
    with pytest.raises(harness.subprocess.CalledProcessError):
        harness.run_apart("no_such_bench", "ours", tmp_path, True)
