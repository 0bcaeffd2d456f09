"""A pair of pages written by hand, taken over into translating passage by passage.

wagtail-localize knows only what was begun with it. Here its strings are filled with the words that
stand in the translation already, so that its editor and PO files work for such a page as well.
Nothing of either page changes; the next publication makes the translation anew from its strings,
so all that it says must be among them.
"""

import json
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.fields import StreamField
from wagtail.log_actions import log
from wagtail.models import Page
from wagtail_localize.models import (
    SegmentOverride,
    StringTranslation,
    Translation,
    TranslationSource,
)
from wagtail_localize.segments import OverridableSegmentValue, StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from kb.editing.held_row import hold
from kb.editing.locks import demand_unlocked
from kb.translation.notices import label_of
from kb.translation.steps import State, Step

Pair = tuple[StringSegmentValue, StringSegmentValue]


@transaction.atomic
def adopt(step: Step, user: Any) -> Translation:
    """Begin to translate a page passage by passage, with the translation that it has.

    Raises ValidationError, with nothing changed, when the translation is not in step, a page has a
    draft, or the two do not have one passage for each other; PermissionDenied for those who may not
    work on the translation.
    """
    target: Any = step.target
    if target is None or not target.permissions_for_user(user).can_edit():
        raise PermissionDenied
    demand_unlocked(target, user)
    hold(Page, target.pk)
    if step.state != State.COMPLETE:
        raise ValidationError(_("Only a translation that is in step can be taken over."))
    if target.has_unpublished_changes or step.source.has_unpublished_changes:
        raise ValidationError(_("One of the two pages has a draft: publish it first."))
    if Translation.objects.filter(source__object_id=step.key, enabled=True).exists():
        raise ValidationError(_("It is translated passage by passage already."))
    mine, theirs = (list(extract_segments(one.specific)) for one in (step.source, target))
    pairs = _pairs(step, mine, theirs)
    source, _made = TranslationSource.update_or_create_from_instance(step.source.specific)
    made: Translation
    made, _new = Translation.objects.update_or_create(
        source=source, target_locale=target.locale, defaults={"enabled": True}
    )
    _fill(source, target, pairs, user)
    _keep_own(source, target, theirs, user)
    log(instance=target, action="kb.translation.adopted", user=user, data={"passages": len(pairs)})
    return made


# --- What corresponds ---------------------------------------------------------


def _pairs(step: Step, mine: list[Any], theirs: list[Any]) -> list[Pair]:
    """Return each string of the source with the one of the translation; raises ValidationError.

    Each place must have as many strings on both sides, with the same links and the same records.
    """
    own, other = _places(step, mine), _places(step, theirs)
    found: list[Pair] = []
    wrong = []
    for zone in dict.fromkeys((*own, *other)):
        these, those = own.get(zone, []), other.get(zone, [])
        if [_shape(one) for one in these] != [_shape(one) for one in those]:
            wrong.append(zone)
            continue
        strings = [(a, b) for a, b in zip(these, those, strict=True) if _is_string(a)]
        if _says_two_things(strings):
            wrong.append(zone)
        found += strings
    if wrong:
        model: Any = step.source.specific_class
        names = dict.fromkeys(label_of(model, zone) or zone for zone in wrong)
        raise ValidationError(
            _("The two pages do not have one passage for each other here: %(fields)s.")
            % {"fields": ", ".join(names)}
        )
    return found


def _is_string(segment: Any) -> bool:
    return isinstance(segment, StringSegmentValue)


def _places(step: Step, segments: list[Any]) -> dict[str, list[Any]]:
    """Return the strings and records of a page by field; blocks may have other keys there."""
    model: Any = step.source.specific_class
    found: dict[str, list[Any]] = {}
    for segment in segments:
        zone, _dot, inside = segment.path.partition(".")
        # A link stands in its string as well; a field without blocks is kept as it is.
        is_link = segment.path.endswith("'")
        is_record = isinstance(segment, OverridableSegmentValue) and inside and not is_link
        if _is_string(segment) or is_record:
            is_stream = isinstance(model._meta.get_field(zone), StreamField)
            segment.place = _without_keys(segment.path) if is_stream else segment.path
            found.setdefault(zone, []).append(segment)
    return found


def _without_keys(path: str) -> str:
    return ".".join(part for part in path.split(".") if part.isidentifier())


def _shape(segment: Any) -> tuple[str, list[Any]]:
    """Return what must be the same on both sides: the place, and links or record."""
    if not _is_string(segment):
        return segment.place, [segment.data]
    links = (segment.attrs or {}).values()
    return segment.place, [_link(attributes) for attributes in links]


def _link(attributes: dict[str, str]) -> tuple[str, str]:
    """Return what a link leads to; a page is the same in every language."""
    key = attributes.get("id", "")
    if attributes.get("linktype") == "page" and key.isdigit():
        page = Page.objects.filter(pk=key).first()
        return "page", str(page.translation_key) if page else key
    return attributes.get("linktype", ""), attributes.get("href") or key


def _says_two_things(strings: list[Pair]) -> bool:
    """Return whether one string, twice at one place, is translated in two ways: it cannot be."""
    said: dict[tuple[str, str], str] = {}
    return any(
        said.setdefault((a.path, a.string.data), b.string.data) != b.string.data for a, b in strings
    )


# --- What is written ----------------------------------------------------------


def _fill(source: TranslationSource, target: Page, pairs: list[Pair], user: Any) -> None:
    """Write the strings of the translation beside those of the source."""
    rows = source.stringsegment_set.select_related("string", "context")
    segments = {(row.context.path, row.string.data): row for row in rows}
    for mine, theirs in pairs:
        row = segments[mine.path, mine.string.data]
        StringTranslation.objects.update_or_create(
            translation_of=row.string,
            locale=target.locale,
            context=row.context,
            defaults={
                "data": theirs.string.data,
                "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
                "tool_name": "",
                "last_translated_by": user,
                "has_error": False,
                "field_error": "",
            },
        )


def _keep_own(source: TranslationSource, target: Page, theirs: list[Any], user: Any) -> None:
    """Let fields without words, such as the owner, stay what they are in the translation."""
    own = {
        one.path: one.data
        for one in theirs
        if isinstance(one, OverridableSegmentValue) and "." not in one.path
    }
    for row in source.overridablesegment_set.select_related("context"):
        path = row.context.path
        if path in own and own[path] != row.data:
            SegmentOverride.objects.update_or_create(
                locale=target.locale,
                context=row.context,
                defaults={"data_json": json.dumps(own[path]), "last_translated_by": user},
            )
