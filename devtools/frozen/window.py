"""The windowed program, cpd-desktop."""

import sys

from ui.app import main

sys.exit(main())
