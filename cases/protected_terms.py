"""The names of people and organisations, which no converter may touch."""

from collections.abc import Iterator

from cases.models.organisations import Alias, Organisation
from cases.models.people import Person
from kb.language import protected_terms
from kb.language.protected_terms import ProtectedTerms, Term
from kb.protected_terms import stamp_of


def _terms() -> Iterator[Term]:
    for person in Person._base_manager.prefetch_related("aliases"):
        yield Term(_spellings(person), "person")
    for organisation in Organisation._base_manager.prefetch_related("aliases"):
        yield Term(_spellings(organisation))


def _spellings(named: Person | Organisation) -> tuple[str, ...]:
    """Return the Chinese name and the aliases that mean only this person or organisation."""
    aliases = [
        alias.text for alias in named.aliases.all() if alias.language == "zh" and alias.matchable
    ]
    return tuple(filter(None, [named.name.zh, *aliases]))


def _version() -> str:
    return stamp_of(Person, Organisation, Alias)


def register() -> None:
    """Tell the converter of everybody's names."""
    protected_terms.register(ProtectedTerms("names", _terms, _version), Person, Organisation, Alias)
