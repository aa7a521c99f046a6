"""A plugin of pytest that says in its summary what was left out: one line for each reason, with how many tests."""

from collections import Counter
from typing import cast

from _pytest.terminal import TerminalReporter


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """Pytest: print the reasons, the most frequent first."""
    reasons = Counter(_reason(report.longrepr) for report in terminalreporter.getreports("skipped"))
    if reasons:
        terminalreporter.section(f"skipped: {reasons.total()}")
        for reason, count in reasons.most_common():
            terminalreporter.line(f"{count:5}  {reason}")


def _reason(told: object) -> str:
    """Pytest tells a skip as a tuple of file, line and words."""
    _, _, words = cast(tuple[str, int, str], told)
    return words.removeprefix("Skipped: ")
