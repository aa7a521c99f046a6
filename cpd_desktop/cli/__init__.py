"""``cpd-cli``: everything that the window does with records, from a terminal or a script; the same code, no Qt.

Exit status: 0 done; 1 the service, the rules or the data said no (what and what to do is on standard error);
2 wrong use; 130 interrupted. Data goes to standard output (``--json``: UTF-8, the keys are those of
:mod:`cpd_desktop.views`), progress and messages to standard error.
"""

from cpd_desktop.cli.app import main

__all__ = ["main"]
