"""Every figure that is quoted anywhere, measured beside its baseline in the same run. See :mod:`bench.harness`."""
