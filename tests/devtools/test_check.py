"""`dev.py test` runs every step, says which failed, and fails if one did."""

import sys
from pathlib import Path

import pytest

from devtools import check

PASSING_TEST = "def test_it() -> None:\n    assert True\n"


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dict[str, tuple[str, ...]]:
    (tmp_path / "test_one.py").write_text(PASSING_TEST, "utf-8")
    python = Path(sys.executable).name
    steps = {"good": (python, "-c", "pass"), "bad": (python, "-c", "print('what is wrong'); raise SystemExit(3)")}
    monkeypatch.setattr(check, "STEPS", steps)
    monkeypatch.setattr(check, "ROOT", tmp_path)
    return steps


def test_a_failed_step_fails_the_whole_but_the_tests_still_run(
    steps: dict[str, tuple[str, ...]], capfd: pytest.CaptureFixture[str]
) -> None:
    assert check.main(["-q"]) == 1
    said = capfd.readouterr().out
    assert "== good: ok" in said
    assert "== bad: failed" in said
    assert "what is wrong" in said
    assert said.splitlines()[-1].startswith("1 passed")


def test_all_well_is_0_and_a_failing_test_is_not(steps: dict[str, tuple[str, ...]], tmp_path: Path) -> None:
    del steps["bad"]
    assert check.main(["-q", "-n", "0"]) == 0
    (tmp_path / "test_two.py").write_text(PASSING_TEST.replace("True", "False"), "utf-8")
    assert check.main(["-q", "-n", "0"]) == 1


SKIPPING_TESTS = """
import pytest

@pytest.mark.parametrize("n", range(3))
def test_base(n: int) -> None:
    pytest.skip("no PostgreSQL here: apt install it")

@pytest.mark.skipif(True, reason="no moon tonight")
def test_moon() -> None: ...
"""


def test_what_is_left_out_is_counted_by_reason(
    steps: dict[str, tuple[str, ...]], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    steps.clear()
    (tmp_path / "test_two.py").write_text(SKIPPING_TESTS, "utf-8")
    assert check.main([]) == 0
    lines = capfd.readouterr().out.splitlines()
    said = next(n for n, line in enumerate(lines) if "skipped: 4" in line)
    assert [line.split(maxsplit=1) for line in lines[said + 1 : said + 3]] == [
        ["3", "no PostgreSQL here: apt install it"],
        ["1", "no moon tonight"],
    ]
    assert "1 passed, 4 skipped" in lines[-1]
