"""Icons, styles, translations, fonts, rules and demo material, found the same way in a checkout and frozen."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent


def path(*parts: str) -> Path:
    """Return the path of a resource, e.g. ``path("fonts", "NotoSansSC_400Regular.ttf")``."""
    return ROOT.joinpath(*parts)


def guide(*parts: str) -> Path:
    """Return the path of a part of the user guide: beside the packages in a checkout and frozen, else among these."""
    beside = ROOT.parent / "docs" / "guide"
    return (beside if beside.is_dir() else ROOT / "guide").joinpath(*parts)
