"""Converted texts, kept in the process by what they were made from."""

import threading
from collections import OrderedDict
from collections.abc import Hashable


class TextCache:
    """Texts by key, at most `limit` characters of them; the ones not used for longest go first.

    A key starts with the text it was made from, which counts as well.
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.size = 0
        self._texts: OrderedDict[tuple[str, *tuple[Hashable, ...]], str] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._texts)

    def get(self, key: tuple[str, *tuple[Hashable, ...]]) -> str | None:
        """Return the text of a key, if it is still there."""
        with self._lock:
            found = self._texts.get(key)
            if found is not None:
                self._texts.move_to_end(key)
            return found

    def set(self, key: tuple[str, *tuple[Hashable, ...]], text: str) -> None:
        """Keep a text; one that would fill a tenth of the cache is not kept."""
        size = len(key[0]) + len(text)
        if size > self.limit // 10:
            return
        with self._lock:
            if key in self._texts:
                return
            self._texts[key] = text
            self.size += size
            while self.size > self.limit:
                (source, *_rest), gone = self._texts.popitem(last=False)
                self.size -= len(source) + len(gone)

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._texts.clear()
            self.size = 0
