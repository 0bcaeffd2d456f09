"""What there is already of a raw document's parts: outlets and sources that one person may see."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from cases.importing.parts import Part
from cases.models import Organisation, Source
from cases.querysets.naming import spellings
from kb.language.conversion import fold_script
from kb.permissions import User


def _folded(name: str) -> str:
    return fold_script(name).strip().lower()


def known_outlets(parts: Iterable[Part], user: User) -> dict[str, Any]:
    """Return the organisations that outlets of parts name, by the outlet as it is written."""
    wanted = {part.outlet for part in parts if part.outlet}
    if not wanted:
        return {}
    spelled = {one for name in wanted for one in spellings(name)}
    lower = Q()
    for name in spelled:
        if name.isascii():
            lower |= Q(name_en__iexact=name) | Q(aliases__text__iexact=name)
    matching = (
        Q(name_zh__in=spelled) | Q(name_en__in=spelled) | Q(aliases__text__in=spelled) | lower
    )
    by_name: dict[str, Any] = {}
    rows = Organisation.objects.visible_to(user).filter(matching).distinct().order_by("pk")
    for organisation in rows.prefetch_related("aliases"):
        aliases = [alias.text for alias in organisation.aliases.all()]
        for name in (organisation.name.zh, organisation.name.en, *aliases):
            if name:
                by_name.setdefault(_folded(name), organisation)
    return {name: by_name[_folded(name)] for name in wanted if _folded(name) in by_name}


def known_sources(parts: Iterable[Part], user: User) -> dict[str, Any]:
    """Return the sources of the same address or the same text, by the key of the part."""
    parts = list(parts)
    addresses = {part.url for part in parts if part.url}
    texts = {part.text for part in parts}
    rows = (
        Source.objects.editable_by(user)
        .filter(archived_at=None)
        .filter(Q(address__in=addresses) | Q(text__in=texts))
        .order_by("-live", "pk")
    )
    by_address: dict[str, Any] = {}
    by_text: dict[str, Any] = {}
    for source in rows:
        if source.address:
            by_address.setdefault(source.address, source)
        by_text.setdefault(source.text, source)
    found = {
        part.key: (by_address.get(part.url) if part.url else None) or by_text.get(part.text)
        for part in parts
    }
    return {key: source for key, source in found.items() if source is not None}
