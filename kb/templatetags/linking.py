"""What links here, as pages show it."""

from collections.abc import Iterable

from django import template

from kb.backlinks import Backlink, LinkingKind, by_kind

register = template.Library()


@register.filter
def linking_kinds(links: Iterable[Backlink]) -> list[LinkingKind]:
    """Return links by kind, each thing once with all its reasons."""
    return by_kind(links)
