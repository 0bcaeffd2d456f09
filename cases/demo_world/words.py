"""What the demonstration world says: fragments in both languages, put together by dice."""

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from cases.demo_world.dice import Dice
from kb.language.converters import converter
from kb.records.bilingual import Bilingual

FILE = Path(__file__).with_name("words.toml")


@lru_cache(maxsize=1)
def words() -> dict[str, Any]:
    """Return the tables of fragments, read once."""
    return tomllib.loads(FILE.read_text("utf-8"))


def pair(dice: Dice, table: list[list[str]]) -> Bilingual:
    """Return one of the pairs of a table."""
    en, zh = dice.choice(table)[:2]
    return Bilingual(en, zh)


def joined(first: Bilingual, then: Bilingual) -> Bilingual:
    """Return two texts one after the other."""
    return Bilingual(f"{first.en} {then.en}", f"{first.zh}{then.zh}")


def filled(pattern: list[str], word: Bilingual) -> Bilingual:
    """Return a pair of patterns with a word in its place."""
    return Bilingual(pattern[0].format(word.en), pattern[1].format(word.zh))


def typed(text: Bilingual, traditional: bool) -> Bilingual:
    """Return a text as an author types it whose Chinese is Traditional, or Simplified."""
    return Bilingual(text.en, _traditional(text.zh)) if traditional else text


@lru_cache(maxsize=20_000)
def _traditional(text: str) -> str:
    return converter("s2twp")(text)
