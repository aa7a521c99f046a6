"""Both programs, which share one archive of modules; the name that it was started by says which one is meant."""

import sys
from pathlib import Path

if Path(sys.executable).stem.lower() == "cpd-cli":
    from cpd_desktop.cli import main
else:
    from ui.app import main

sys.exit(main())
