"""What is looked for, and what is found."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Name:
    """Somebody or something with a record: its kind and slug, and all that it may be called.

    `kind` is "person", "organisation", "channel" or "term"; spellings that are too common to mean
    only this are left out by whoever gives the names.
    """

    kind: str
    record: str
    spellings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where a name stands: characters `start` (inclusive) to `end` of the text."""

    start: int
    end: int
    text: str
    kind: str
    record: str
    reason: str | Promise = ""
