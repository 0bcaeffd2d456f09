"""What was in the way of a bundle at its time, as somebody may read it today."""

from __future__ import annotations

from typing import Any

from cases.bundles.items import known_of
from cases.models import Bundle
from kb.attention_sources.things import title_of
from kb.language.codes import HONG_KONG, TRADITIONAL
from kb.language.reader import current_reader
from kb.permissions import User, is_administrator
from kb.records.publish_together import key_of


def problems_of(bundle: Bundle, user: User) -> list[tuple[Any, str]]:
    """Return titles and sentences, for those on whose behalf it was to be published, and who asked.

    What is about a thing that they may no longer work on is left out.
    """
    if not (user.pk in (bundle.asked_by_id, bundle.decided_by_id) or is_administrator(user)):
        return []
    titles: dict[str, Any] = {key_of(one): title_of(one) for one in known_of(bundle, user).things}
    code = current_reader().code
    code = TRADITIONAL.code if code == HONG_KONG.code else code
    return [
        (titles.get(one["thing"], ""), one["said"].get(code, ""))
        for one in bundle.problems
        if not one["thing"] or one["thing"] in titles
    ]
