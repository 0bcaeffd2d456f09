"""The registry of names: what it knows, when it looks again, and what it costs."""

from collections.abc import Iterator

import pytest
from django.db import OperationalError

from kb.language import protected_terms
from kb.language.conversion import convert
from kb.language.protected_terms import ProtectedTerms, Term, current, reading_at
from kb.registry import Registry


class Names:
    """A provider whose names a test can change."""

    def __init__(self) -> None:
        self.names = ["范伟"]
        self.held: list[Term] = []
        self.stamp = "1"
        self.reads = 0
        self.looks = 0
        self.broken = False

    def terms(self) -> Iterator[Term]:
        self.reads += 1
        yield from (Term((name,), "person") for name in self.names)
        yield from self.held

    def version(self) -> str:
        self.looks += 1
        if self.broken:
            raise OperationalError("no such table")
        return self.stamp


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Names:
    made = Names()
    registry: Registry[ProtectedTerms] = Registry()
    registry.register(ProtectedTerms("names", made.terms, made.version))
    monkeypatch.setattr(protected_terms, "providers", registry)
    monkeypatch.setattr(protected_terms, "_known", protected_terms._Known())
    return made


def grow_old() -> None:
    protected_terms._known.checked_at -= protected_terms.MAX_AGE


def test_names_are_read_once_and_looked_at_once_per_period(names: Names) -> None:
    for _request in range(5):
        current()
    assert (names.reads, names.looks) == (1, 1)
    grow_old()
    current()
    assert (names.reads, names.looks) == (1, 2)


def test_a_change_in_another_process_is_noticed_after_the_period(names: Names) -> None:
    assert convert("范伟和于范", "zh-hant") == "范偉和於范"
    names.names.append("于范")
    names.stamp = "2"
    assert convert("范伟和于范", "zh-hant") == "范偉和於范"
    grow_old()
    assert convert("范伟和于范", "zh-hant") == "范偉和于範"


def test_the_same_names_keep_their_version_whatever_else_was_saved(names: Names) -> None:
    before = current().version
    names.stamp = "2"
    grow_old()
    assert current().version == before
    assert names.reads == 2


def test_without_tables_nothing_is_protected_and_nothing_breaks(names: Names) -> None:
    names.broken = True
    assert current().terms == ()
    assert convert("发展", "zh-hant") == "發展"
    names.broken = False
    grow_old()
    assert current().terms == (Term(("范伟",), "person"),)


def test_a_database_that_goes_away_leaves_what_was_known(names: Names) -> None:
    current()
    names.broken = True
    grow_old()
    assert current().terms == (Term(("范伟",), "person"),)


def test_what_holds_in_one_place_is_read_there_alone(names: Names) -> None:
    names.held = [Term(("软件",), says=(("zh-hant", "軟體"),), within="00010002")]
    everywhere = current()
    with reading_at("000100020001"):
        here = current()
        assert convert("软件", "zh-hant") == "軟體"
    assert convert("软件", "zh-hant") == "軟件"
    with reading_at("00010003"):
        assert current() is everywhere
    assert here.version != everywhere.version
    assert names.looks == 1
