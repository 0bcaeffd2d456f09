"""What all registries share: `kb` declares a question, apps register answers when ready."""

from collections.abc import Iterator
from typing import Generic, Protocol, TypeVar


class Named(Protocol):
    @property
    def name(self) -> str: ...


Entry = TypeVar("Entry", bound=Named)


class Registry(Generic[Entry]):
    """Entries by name, in the order they were registered."""

    def __init__(self) -> None:
        self._entries: dict[str, Entry] = {}

    def register(self, entry: Entry) -> None:
        """Add an entry; registering the very same one again changes nothing.

        Raises ValueError when another entry has the name.
        """
        if self._entries.setdefault(entry.name, entry) != entry:
            raise ValueError(f"{entry.name!r} is registered already: choose another name.")

    def __iter__(self) -> Iterator[Entry]:
        return iter(list(self._entries.values()))

    def __getitem__(self, name: str) -> Entry:
        return self._entries[name]

    def __contains__(self, name: str) -> bool:
        return name in self._entries
