"""Files of strangers, read in a process of its own that time and memory end: docs/importing.md."""

from kb.importing.bounded.reader import Reader, read_bounded

__all__ = ["Reader", "read_bounded"]
