"""The door of the desktop program, `cpd-desktop [--profile DIR] [--server URL]`: made for a quick start.

What it does first saves a fifth of the time until the window is painted; docs/decisions/0045 has the figures.
"""

import builtins
import gc
import importlib
import sys
from collections.abc import Sequence

from ui.kept_code import kept_code


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program until its window is closed; returns the exit status."""
    gc.disable()  # among what is only being loaded there is nothing to collect
    pythons_import = builtins.__import__
    with kept_code():
        importlib.import_module("PySide6.QtWidgets")
    builtins.__import__ = pythons_import  # PySide's own, for `from __feature__ import`, reads every module's source
    from ui.program import start

    gc.freeze()  # what is loaded stays: collecting never looks at it again
    gc.enable()
    return start(sys.argv[1:] if argv is None else argv)


if __name__ == "__main__":
    sys.exit(main())
