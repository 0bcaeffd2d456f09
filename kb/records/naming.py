"""Records at the desk: by the name its reader reads, and in the order of those names."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from kb.language.collation import OTHER, first_letter, half_of, sort_key
from kb.language.reader import current_reader
from kb.language.reading import in_script
from kb.records.bilingual import Bilingual


def shown_name(record: Any) -> str:
    """Return a record's name in the reader's writing, then the other one: "雷軍 · Lei Jun"."""
    name, reader = record.named, current_reader()
    if reader.half == "en" or not name.zh or name.zh == name.en:
        return str(record)
    chinese = in_script(name.zh, reader)
    # What a kind puts before its name (the code of a rule) stays there.
    return str(record).replace(str(name), f"{chinese} · {name.en}" if name.en else chinese)


@dataclass(frozen=True)
class ByName:
    """Records in the order of their names: their keys, and at which place each letter begins."""

    keys: list[int]
    letters: dict[str, int]

    def letter_at(self, key: int) -> str:
        """Return the letter that begins with this record, empty for one in the middle of it."""
        return self._first.get(key, "")

    @cached_property
    def _first(self) -> dict[int, str]:
        return {self.keys[place]: letter for letter, place in self.letters.items()}


def by_name(records: Any) -> ByName:
    """Return records in the order of the name this reader sees; one query."""
    reader, naming = current_reader(), records.model.naming
    personal = records.model._meta.model_name == "person"
    rows = records.order_by("pk").values_list("pk", f"{naming}_en", f"{naming}_zh")
    keyed = []
    for pk, english, chinese in rows:
        key = sort_key(half_of(Bilingual(english, chinese), reader), personal=personal)
        letter = first_letter(key)
        keyed.append((letter == OTHER, letter, key, pk))
    keyed.sort()
    letters: dict[str, int] = {}
    for place, (_is_other, letter, _key, _pk) in enumerate(keyed):
        letters.setdefault(letter, place)
    return ByName([row[-1] for row in keyed], letters)


class InNameOrder:
    """Records by name, fetched a page at a time."""

    def __init__(self, records: Any) -> None:
        self.model = records.model
        self._records = records

    @cached_property
    def _keys(self) -> list[int]:
        return by_name(self._records).keys

    def __len__(self) -> int:
        return len(self._keys)

    def __iter__(self) -> Iterator[Any]:
        return iter(self[:])

    def __getitem__(self, place: slice) -> list[Any]:
        keys = self._keys[place]
        found = self._records.in_bulk(keys)
        return [found[key] for key in keys if key in found]
