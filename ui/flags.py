"""The flags (提示) of applications for the eye: one icon, a short word each, and the words of all of a row."""

from collections.abc import Sequence

from cpd_core.flags import FLAGS, Flag
from ui.language import tr as _tr
from ui.language import words
from ui.tables.columns import Mark


def word(flag: Flag) -> str:
    """A flag in a few signs."""
    match flag:
        case "same_file":
            return _tr("附件雷同")
        case "same_activity":
            return _tr("疑似重复")
        case "overlapping_dates":
            return _tr("日期重叠")
        case "over_pathway":
            return _tr("超过途径上限")
        case "unusual_hours":
            return _tr("学时异常")
        case "no_attachment":
            return _tr("没有附件")
        case "late":
            return _tr("逾期申报")


def all_words() -> list[tuple[Flag, str]]:
    """Every flag with its word, in their order."""
    return [(flag, word(flag)) for flag in FLAGS]


def in_words(flags: Sequence[Flag]) -> str:
    """All flags of a row, as they are read aloud."""
    return words().comma.join(map(word, flags))


def mark(flags: Sequence[Flag]) -> Mark | None:
    """The icon before the number of flags; None where there are none."""
    return Mark("flag", in_words(flags), "warning") if flags else None
