"""Pinyin initials of Chinese words, to find them by typing on any keyboard: 学时申请 is xssq."""

import os
from functools import lru_cache

Letters = tuple[str, ...]
"""For each sign what it may begin with: 重 is "cz"."""


@lru_cache(maxsize=4096)
def initials(text: str) -> Letters:
    """The letters of a text, lower case; what is not Chinese stands for itself, spaces are left out."""
    return tuple(letters_of(sign) for sign in "".join(text.split()).lower())


@lru_cache(maxsize=4096)
def letters_of(sign: str) -> str:
    """What one sign may begin with, in alphabetical order; what is not Chinese stands for itself.

    The first call loads the dictionary of signs (0.1 s); that of phrases (0.3 s and 40 MB) is not needed where every
    reading of a sign is accepted.
    """
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin import Style, pinyin

    return "".join(sorted(set(pinyin(sign, style=Style.FIRST_LETTER, heteronym=True)[0])))


def begins_with(letters: Letters, typed: str, start: int = 0) -> bool:
    """Whether what was typed may be the initials from ``start`` on."""
    part = letters[start : start + len(typed)]
    return len(part) == len(typed) and all(letter in sign for letter, sign in zip(typed, part, strict=True))


def has(letters: Letters, typed: str) -> bool:
    """Whether what was typed may be initials anywhere in the words."""
    return any(begins_with(letters, typed, start) for start in range(len(letters)))
