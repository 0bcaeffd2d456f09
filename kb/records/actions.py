"""Changes of a record that no draft holds: each is checked, done and logged in one step."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from kb.editing.locks import demand_unlocked
from kb.permissions import ROLE_GROUPS, group_ids, is_administrator, may
from kb.records.base import Audience, Record, refresh_indexes
from kb.records.bilingual import Bilingual
from kb.records.slugs import RetiredSlug, free_slug


def audience_groups_of(user: Any) -> QuerySet[Group]:
    """Return the groups somebody may keep a record to: theirs (an administrator's: all), by name.

    Groups that say what a person does are no audiences.
    """
    groups = Group.objects.exclude(name__in=ROLE_GROUPS).order_by("name")
    return groups if is_administrator(user) else groups.filter(pk__in=group_ids(user))


def _demand_publisher(record: Record, user: Any) -> None:
    if (
        not may(user, "publish", type(record))
        or not type(record).objects.editable_by(user).filter(pk=record.pk).exists()
    ):
        raise PermissionDenied


def _done(record: Record, user: Any, action: str, fields: list[str], data: dict[str, Any]) -> None:
    record.save(update_fields=fields)
    log(instance=record, action=action, user=user, data=data)
    refresh_indexes(record)


@transaction.atomic
def set_audience(record: Record, user: Any, audience: str, groups: Iterable[Group] = ()) -> None:
    """Change who may know that a record exists, at once and for all its revisions.

    Raises PermissionDenied without the right to publish the kind; ValidationError when the
    person would lose sight of the record themselves.
    """
    _demand_publisher(record, user)
    chosen = list(groups) if audience == Audience.GROUPS else []
    mine = {group.pk for group in chosen} & group_ids(user)
    if audience == Audience.GROUPS and not mine and not is_administrator(user):
        raise ValidationError(_("Choose at least one group that you belong to."))
    before = [record.audience, sorted(record.audience_groups.values_list("name", flat=True))]
    record.audience = audience
    record.audience_groups.set(chosen)
    after = [audience, sorted(group.name for group in chosen)]
    _done(record, user, "kb.audience", ["audience"], {"before": before, "after": after})


@transaction.atomic
def keep_draft_to(record: Record, user: Any, groups: Iterable[Group]) -> None:
    """Keep a record that was never published to groups of its writer, or with none open it to all.

    Drafting is enough for that: nobody has read it yet. Groups of others stay. Raises
    PermissionDenied for a record that was published, and for groups the writer is not in.
    """
    mine, wanted = group_ids(user), {group.pk for group in groups}
    drafts = type(record).objects.editable_by(user).filter(first_published_at=None, live=False)
    if not drafts.filter(pk=record.pk).exists():
        raise PermissionDenied
    if not (wanted <= mine or is_administrator(user)):
        raise PermissionDenied
    before = dict(record.audience_groups.values_list("pk", "name"))
    others = set() if is_administrator(user) else set(before) - mine
    record.audience_groups.set(wanted | others)
    record.audience = Audience.GROUPS if wanted | others else Audience.ALL
    after = list(record.audience_groups.order_by("name").values_list("name", flat=True))
    data = {"before": sorted(before.values()), "after": after}
    _done(record, user, "kb.audience", ["audience"], data)


@transaction.atomic
def archive(record: Record, user: Any) -> None:
    """Hide a record from readers; it keeps its address and can be restored."""
    _demand_publisher(record, user)
    demand_unlocked(record, user)
    record.archived_at = timezone.now()
    _done(record, user, "kb.archive", ["archived_at"], {})


@transaction.atomic
def restore(record: Record, user: Any) -> None:
    """Show an archived record again; one that was merged comes back when the merge is undone."""
    _demand_publisher(record, user)
    if record.merged_into_id is not None:
        raise ValidationError(
            _("It was merged into “%(name)s”: undo that merge.") % {"name": record.merged_into}
        )
    demand_unlocked(record, user)
    record.archived_at = None
    _done(record, user, "kb.restore", ["archived_at"], {})


@transaction.atomic
def change_slug(record: Record, user: Any, slug: str) -> None:
    """Give a record another address; the old one redirects to it for ever.

    Raises ValidationError when the address is malformed, taken, or was another record's.
    """
    _demand_publisher(record, user)
    demand_unlocked(record, user)
    kind = record._meta.label_lower
    if slug != slugify(slug) or not slug:
        raise ValidationError(_("An address has only small letters, digits and hyphens."))
    RetiredSlug.objects.filter(kind=kind, slug=slug, object_id=record.pk).delete()
    if free_slug(type(record), Bilingual(en=slug)) != slug:
        raise ValidationError(_("This address is taken, or was another record's: choose another."))
    before, record.slug = record.slug, slug
    RetiredSlug.objects.create(kind=kind, slug=before, object_id=record.pk)
    _done(record, user, "kb.address", ["slug"], {"before": before, "after": slug})
