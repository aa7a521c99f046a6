"""``python -m cpd_desktop.cli``."""

import sys

from cpd_desktop.cli.app import main

sys.exit(main())
