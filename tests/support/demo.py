"""The accounts of a demo folder, as its accounts.json lists them."""

import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """A login that works on the demo."""

    user_type: str
    login: str
    password: str
    name: str
    province: str
    note: str


def accounts(directory: Path) -> list[DemoAccount]:
    """All accounts that the demo lists, in its order."""
    return [DemoAccount(**entry) for entry in json.loads((directory / "accounts.json").read_text("utf-8"))]


def account(directory: Path, user_type: str, province: str = "", index: int = 0) -> DemoAccount:
    """The n-th account of a user type and province; the national office has province ``""``."""
    found = [one for one in accounts(directory) if (one.user_type, one.province) == (user_type, province)]
    return found[index]
