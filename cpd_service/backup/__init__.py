"""Backup and restore: one file that holds the tables of either database and, where wanted, the attachments."""


class BackupError(Exception):
    """A backup that cannot be made or restored; the text says why and what to do."""
