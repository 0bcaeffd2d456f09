"""Mails about bundles: to those who may review one, and to whoever has one back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name

from cases.bundles.items import all_publishable
from cases.bundles.told import problems_of
from cases.choices import BundleState
from cases.models import Bundle, Incident
from kb.language.reader import current_reader
from kb.language.reading import read
from kb.mails import mail_to


def tell_reviewers(pk: int) -> None:
    """Write to each who may approve all of a bundle, but for whoever asked."""
    bundle = Bundle.objects.select_related("incident", "asked_by").get(pk=pk)
    for user in _publishers().exclude(pk=bundle.asked_by_id):
        mine = Bundle.objects.visible_to(user).filter(pk=pk)
        if all_publishable(mine.prefetch_related("items"), user) and mine.exists():
            _send(user, bundle, lambda: _question(bundle))


def _question(bundle: Bundle) -> Iterator[str]:
    name = get_user_display_name(bundle.asked_by) if bundle.asked_by else _("Somebody")
    yield _("%(name)s asks for a review.") % {"name": name}
    if bundle.note:
        yield bundle.note


def tell_asker(pk: int) -> None:
    """Write to whoever put a bundle together, and set its time, that it came back and why."""
    bundle = Bundle.objects.select_related("incident", "asked_by", "decided_by").get(pk=pk)
    people = {bundle.asked_by}
    if bundle.state == BundleState.FAILED:
        people.add(bundle.decided_by)
    for user in people:
        if user and Bundle.objects.visible_to(user).filter(pk=pk).exists():
            _send(user, bundle, partial(_why, bundle, user))


def _why(bundle: Bundle, user: User) -> Iterator[str]:
    if bundle.state == BundleState.SENT_BACK:
        yield bundle.reason
        return
    for title, sentence in problems_of(bundle, user):
        named = read(title, current_reader()).text if title else ""
        yield f"{named}: {sentence}" if named else sentence


def _publishers() -> QuerySet[User]:
    name = f"publish_{Incident._meta.model_name}"
    named = Q(groups__permissions__codename=name) | Q(user_permissions__codename=name)
    return User.objects.filter(named | Q(is_superuser=True), is_active=True).distinct()


def _send(user: User, bundle: Bundle, why: Callable[[], Iterable[str]]) -> None:
    def write() -> tuple[str, str]:
        title = read(bundle.incident.title, current_reader()).text
        address = reverse("wagtailsnippets_cases_incident:bundle", args=[bundle.incident_id])
        subject = _("%(state)s: “%(title)s”, with what belongs to it")
        lines = [
            *why(),
            _("Look at it: %(address)s")
            % {"address": f"{settings.WAGTAILADMIN_BASE_URL}{address}"},
        ]
        told = {"state": bundle.get_state_display(), "title": title}
        return subject % told, "\n\n".join(lines)

    mail_to(user, write)
