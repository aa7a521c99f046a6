"""Where this user's data lives when nobody says otherwise."""

from pathlib import Path

from platformdirs import user_data_path

APPLICATION = "cpd-desktop"


def default_profile() -> Path:
    """The profile folder of this user: under AppData on Windows, under XDG's data folder elsewhere."""
    return user_data_path(APPLICATION, appauthor=False)
