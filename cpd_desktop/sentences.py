"""Sentences of the client that can be said in either language.

A sentence is written down as its Chinese text with ``{names}`` to fill, or as a code of :mod:`cpd_core.wording`; the
English is looked up by it in :mod:`cpd_desktop.sentences_en`. What is stored or raised keeps the parts, and becomes
words only where somebody reads it: one list of activities or one trouble can be read in both languages.
"""

from collections.abc import Mapping, Sequence

import msgspec

from cpd_core import wording
from cpd_core.wording import Language
from cpd_desktop.sentences_en import ENGLISH

Param = str | int | float | bool


class Said(msgspec.Struct, frozen=True):
    """A sentence with what fills it; a value may be a sentence, too."""

    source: str
    params: Mapping[str, "Param | Said"] = {}

    def text(self, language: Language = "zh") -> str:
        """The sentence in words."""
        shown = {key: _shown(value, language) for key, value in self.params.items()}
        if self.source in wording.TEXTS:
            return wording.say(self.source, shown, language)
        english = ENGLISH.get(self.source)
        if english is None:  # what somebody else has put into words: it may hold anything, braces, too
            return self.source
        return (self.source if language == "zh" else english).format_map(shown)


def joined(parts: Sequence[Said], language: Language) -> str:
    """Several sentences as one line."""
    return ("，" if language == "zh" else ", ").join(part.text(language) for part in parts)


def _shown(value: "Param | Said", language: Language) -> Param:
    if isinstance(value, Said):
        return value.text(language)
    return wording.hours_text(value) if isinstance(value, float) else value
