"""Cases to be published as a whole, on the list of what needs attention."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.templatetags.wagtailadmin_tags import user_display_name

from cases.bundles.items import all_publishable
from cases.choices import BundleState
from cases.models import Bundle
from kb.attention import AttentionItem, AttentionSource, sources
from kb.attention_sources.things import works_at_the_desk
from kb.permissions import User

# So many are looked through for those that somebody may publish all of.
MOST_LOOKED_AT = 300


def find_to_review(user: User, most: int) -> Iterator[AttentionItem]:
    """Yield the bundles that wait for a review and that this person may publish all of."""
    if not works_at_the_desk(user):
        return
    waiting = Bundle.objects.visible_to(user).filter(state=BundleState.REVIEW)
    waiting = waiting.select_related("incident", "asked_by").prefetch_related("items")
    looked = list(waiting.order_by("asked_at", "pk")[:MOST_LOOKED_AT])
    for bundle in all_publishable(looked, user)[:most]:
        name = user_display_name(bundle.asked_by) or _("Somebody")
        reason = _("%(name)s asks for a review.") % {"name": name}
        yield _item(bundle, f"{reason} “{bundle.note}”" if bundle.note else reason, bundle.asked_at)


def find_returned(user: User, most: int) -> Iterator[AttentionItem]:
    """Yield the bundles of this person that were sent back, or not published at their time."""
    if not works_at_the_desk(user):
        return
    back = Bundle.objects.visible_to(user).answered_for(user)
    back = back.select_related("incident", "decided_by").order_by("pk")
    for bundle in back[:most]:
        if bundle.state == BundleState.FAILED:
            yield _item(bundle, _("Nothing of it was published at its time."), bundle.finished_at)
            continue
        name = user_display_name(bundle.decided_by) or _("A reviewer")
        told = _("%(name)s asks for changes.") % {"name": name}
        yield _item(bundle, f"{told} “{bundle.reason}”", bundle.decided_at)


def _item(bundle: Bundle, reason: str, since: Any) -> AttentionItem:
    return AttentionItem(
        key=f"bundle-{bundle.pk}-{since:%Y%m%d%H%M%S}",
        kind=bundle._meta.verbose_name or "",
        title=bundle.incident.title,
        url=reverse("wagtailsnippets_cases_incident:bundle", args=[bundle.incident_id]),
        reason=reason,
        since=since,
        weight=bundle.incident.severity or 0,
    )


def register() -> None:
    """Name both directions."""
    sources.register(
        AttentionSource(
            "bundles-to-review",
            gettext_lazy("Cases to review as a whole"),
            gettext_lazy("Look at what goes out together; approve all of it, or send it back."),
            find_to_review,
        )
    )
    sources.register(
        AttentionSource(
            "bundles",
            gettext_lazy("Cases that were not published"),
            gettext_lazy("Mend what is in the way, and try again or give it up."),
            find_returned,
        )
    )
