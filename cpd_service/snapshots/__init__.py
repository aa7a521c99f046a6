"""Prepared snapshots: a scope in one packed file for a first load; the feed goes on from its ``high``."""
