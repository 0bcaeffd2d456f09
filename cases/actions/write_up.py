"""Writing an incident up: a draft page filled from its records, and the link between the two."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.coreutils import find_available_slug
from wagtail.log_actions import log
from wagtail.models import Page, PageViewRestriction
from wagtail.permission_policies.pages import PagePermissionPolicy

from cases.actions.write_up_text import sections
from cases.models import Incident, WriteUp
from kb.language.codes import Language
from kb.language.reader import current_reader
from kb.models import CaseStudyPage, SectionPage
from kb.models.closed_pages import open_to
from kb.permissions import User, may_edit
from kb.records.base import Audience

SHELF = "case-studies"  # the slug of the section, where there is one


def may_write_up(user: User) -> bool:
    """Return whether somebody may add pages at all, as the buttons ask."""
    return may_edit(user, Incident) and bool(
        PagePermissionPolicy().user_has_permission(user, "add")
    )


def shelf(
    user: User, content: str, kind: type[Page] = CaseStudyPage, slug: str = SHELF
) -> SectionPage | None:
    """Return the section of a content language where this person may put a page of a kind."""
    sections = open_to(SectionPage.objects.filter(locale__language_code=content), user)
    alike = kind.objects.filter(locale__language_code=content)
    above = {path[: -Page.steplen] for path in alike.values_list("path", flat=True)}

    def order(section: SectionPage) -> tuple[bool, bool, str]:
        return not section.slug.startswith(slug), section.path not in above, section.path

    ordered: list[SectionPage] = sorted(sections, key=order)
    return next((one for one in ordered if one.permissions_for_user(user).can_add_subpage()), None)


@transaction.atomic
def write_up(incident: Incident, user: Any) -> CaseStudyPage:
    """Make a draft case study in the content language of the request, filled from an incident.

    Says only what all readers of the incident may know, and is restricted to its groups. Raises
    PermissionDenied for those who may not, ValidationError when there is no section to put it in.
    """
    if not may_write_up(user) or not _sees(incident, user):
        raise PermissionDenied
    reading = current_reader()
    parent = shelf(user, reading.content)
    if parent is None:
        raise ValidationError(_("There is no section for case studies in this language."))
    # One at a time for each section: two write-ups of one incident look for a free address.
    parent.hold()
    page = _new_page(incident, reading, parent)
    page.owner = user
    parent.add_child(instance=page)
    if incident.audience == Audience.GROUPS:
        restriction = PageViewRestriction.objects.create(
            page=page, restriction_type=PageViewRestriction.GROUPS
        )
        restriction.groups.set(incident.audience_groups.all())
    page.save_revision(user=user, log_action=True)
    link(page, incident, user)
    return page


def _new_page(incident: Incident, reading: Language, parent: SectionPage) -> CaseStudyPage:
    with override(reading.content):
        told = sections(incident, "zh" if reading.half == "zh" else "en")
    return CaseStudyPage(
        title=told.title,
        summary=told.summary,
        slug=find_available_slug(parent, incident.slug),
        locale=parent.locale,
        live=False,
        **told.streams,
    )


def _sees(incident: Incident, user: User) -> bool:
    return bool(Incident.objects.editable_by(user).filter(pk=incident.pk).exists())


def _demand_both(page: Any, incident: Incident, user: User) -> None:
    """Ask that somebody may edit both ends."""
    opened = open_to(Page.objects.filter(pk=page.pk), user).exists()
    if not opened or not page.permissions_for_user(user).can_edit() or not _sees(incident, user):
        raise PermissionDenied


@transaction.atomic
def link(page: Any, incident: Incident, user: Any) -> None:
    """Say that a page, in all its translations, writes an incident up; at once, on both ends."""
    _demand_both(page, incident, user)
    _made, is_new = WriteUp.objects.get_or_create(
        page_key=page.translation_key, incident=incident, defaults={"added_by": user}
    )
    if is_new:
        _log(page, incident, user, "cases.write_up")


@transaction.atomic
def unlink(page: Any, incident: Incident, user: Any) -> None:
    """Take that back."""
    _demand_both(page, incident, user)
    gone, _kinds = WriteUp.objects.filter(page_key=page.translation_key, incident=incident).delete()
    if gone:
        _log(page, incident, user, "cases.write_up.end")


def _log(page: Any, incident: Incident, user: Any, action: str) -> None:
    # Each history names its own side only: not everybody who reads one may see the other.
    for thing in (page, incident):
        log(instance=thing, action=action, user=user)
