"""``python -m cpd_service`` is ``cpd-service``."""

import sys

from cpd_service.cli import main

sys.exit(main())
