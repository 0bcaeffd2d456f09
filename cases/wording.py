"""The words of statements in plain Python: what has to be filled in, and filling it in."""

import re
from collections.abc import Mapping

from kb.records.bilingual import Bilingual

# What stands in square brackets has to be filled in, in either writing.
PLACEHOLDER = re.compile(r"\[([^\[\]\n]{1,80})\]")


def placeholders(text: str) -> list[str]:
    """Return what a text leaves to be filled in, in order, each once."""
    return list(dict.fromkeys(match.strip() for match in PLACEHOLDER.findall(text)))


def unfilled(words: Bilingual) -> list[str]:
    """Return what is left to be filled in, in either writing."""
    return list(dict.fromkeys([*placeholders(words.en), *placeholders(words.zh)]))


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return a text with what was given for its placeholders; the others stay as they are."""

    def given(match: re.Match[str]) -> str:
        return values.get(match.group(1).strip(), "") or match.group(0)

    return PLACEHOLDER.sub(given, text)
