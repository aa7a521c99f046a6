"""The console program, cpd-cli."""

import sys

from cpd_desktop.cli import main

sys.exit(main())
