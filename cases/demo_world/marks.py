"""How everything of the demonstration world is marked, and how it is found again."""

from typing import Any

from kb.records.bilingual import Bilingual

# No title gives such an address: proposed ones never have two hyphens in a row.
PREFIX = "demo--"
MARK = Bilingual("Demo", "演示")
# A domain that is never given to anybody (RFC 2606).
SITE = "https://example.invalid/demo/"


def slug_of(number: int) -> str:
    """Return the address of the demonstration record of this number, counted from one."""
    return f"{PREFIX}{number:06}"


def number_of(slug: str) -> int:
    """Return the number in the address of a demonstration record."""
    return int(slug.removeprefix(PREFIX))


def is_demo(record: Any) -> bool:
    """Return whether a record belongs to the demonstration world."""
    return str(record.slug).startswith(PREFIX)


def of_demo(model: type[Any]) -> Any:
    """Return the records of a kind that belong to the demonstration world, whatever their state."""
    return model._base_manager.filter(slug__startswith=PREFIX)


def marked(text: Bilingual) -> Bilingual:
    """Return a title or name with the mark before it in both writings."""
    return Bilingual(f"{MARK.en} {text.en}", f"{MARK.zh}{text.zh}")
