"""The base of every root record: address, drafts, audience, archive, refusable publication."""

from __future__ import annotations

import copy
import uuid
from collections.abc import Iterator
from typing import Any, ClassVar, Self

from django.contrib.auth.models import Group
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel, get_all_child_relations
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    ReferenceIndex,
    Revision,
    RevisionMixin,
    WorkflowMixin,
)
from wagtail.search import index

from kb import readiness
from kb.editing.archived_lock import ArchivedLock, MergedLock
from kb.editing.indexing import indexed_later, references_kept
from kb.editing.previews import ReadInLanguages
from kb.editing.publication import RefusablePublication
from kb.permissions import User, group_ids, is_administrator, is_signed_in, may_edit
from kb.records.bilingual import Bilingual
from kb.records.merged import STEPS, draft_steps
from kb.records.previews import preview
from kb.records.publish_together import neighbours, publish_together
from kb.records.slugs import MAX_LENGTH, free_slug


class Audience(models.TextChoices):
    """Who may know that a record exists."""

    ALL = "all", _("Everybody who is signed in")
    GROUPS = "groups", _("Only the groups named")


class RecordQuerySet(models.QuerySet[Any]):
    """The two questions every list of records starts from."""

    def admitted(self, user: User) -> Self:
        """Keep the records whose audience admits this person, drafts and archived ones too."""
        if is_administrator(user):
            return self
        if not is_signed_in(user):
            return self.none()
        through = self.model.audience_groups.through
        of_groups = through._base_manager.filter(group_id__in=group_ids(user)).values(
            f"{self.model._meta.model_name}_id"
        )
        return self.filter(Q(audience=Audience.ALL) | Q(pk__in=of_groups))

    def published(self) -> Self:
        """Keep what is live and not archived."""
        return self.filter(live=True, archived_at__isnull=True)

    def visible_to(self, user: User) -> Self:
        """Keep what this person may read: published, not archived, of an audience they are in."""
        return self.published().admitted(user)

    def editable_by(self, user: User) -> Self:
        """Keep what this person may work on, drafts and archived ones too, given rights on it."""
        if is_administrator(user) or may_edit(user, self.model):
            return self.admitted(user)
        return self.none()


class Record(
    RefusablePublication,
    ReadInLanguages,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    index.Indexed,
    ClusterableModel,
):
    """A root: what has an address, drafts, an audience and a history of its own.

    Slug, audience, archive and merge belong to the record, not to a draft: they change at once,
    by an action of their own, and publishing an older revision does not bring older ones back.
    """

    search_auto_update = False  # `kb.search.signal_handlers` follows what is saved
    # A draft until somebody publishes it, also when code saves it.
    live = models.BooleanField(_("live"), default=False, editable=False)
    slug = models.SlugField(_("address"), max_length=MAX_LENGTH, unique=True, editable=False)
    audience = models.CharField(
        _("audience"),
        max_length=6,
        choices=Audience.choices,
        default=Audience.ALL,
        editable=False,
        db_index=True,
    )
    # Plain, not Parental: no revision holds it. Groups with none left means administrators only.
    audience_groups = models.ManyToManyField(
        Group, verbose_name=_("groups"), blank=True, related_name="+", editable=False
    )
    archived_at = models.DateTimeField(_("archived"), null=True, blank=True, editable=False)
    merged_into = models.ForeignKey(
        "self",
        verbose_name=_("merged into"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="merged_from",
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects: ClassVar[Any] = RecordQuerySet.as_manager()

    # Every root has a name in two writings; `naming` says which attribute it is.
    naming: ClassVar[str] = "title"
    # What a draft never decides.
    kept_from_drafts: ClassVar[tuple[str, ...]] = (
        "slug",
        "audience",
        "archived_at",
        "merged_into",
        "created_at",
    )

    search_fields: ClassVar[list[Any]] = [
        index.FilterField("id"),
        index.FilterField("audience"),
        index.FilterField("live"),
        index.FilterField("archived_at"),
    ]

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.named) or self.slug

    @property
    def named(self) -> Bilingual:
        """The record's title or name in both writings."""
        value: Bilingual = getattr(self, self.naming)
        return value

    @property
    def is_archived(self) -> bool:
        """Whether the record is hidden until somebody restores it."""
        return self.archived_at is not None

    def get_lock(self) -> Any:
        """Return what keeps this record from being changed: that it was merged, or is archived."""
        if self.merged_into_id is not None:
            return MergedLock(self)
        return ArchivedLock(self) if self.is_archived else super().get_lock()

    # --- Address ----------------------------------------------------------------

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        if not self.slug:
            self.slug = free_slug(type(self), self.named)
        super().full_clean(*args, **kwargs)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, choosing a free address for a new record even when two are made at once."""
        if self.pk and self.slug:
            super().save(*args, **kwargs)
            return
        for attempt in range(20):
            if attempt or not self.slug:
                self.slug = free_slug(type(self), self.named)
            try:
                with transaction.atomic():
                    super().save(*args, **kwargs)
                return
            except IntegrityError:
                # Another process took the address between the look and the save.
                if not type(self)._base_manager.filter(slug=self.slug).exists():
                    raise
        raise IntegrityError(f"No free address for {self.named}.")

    # --- Drafts -----------------------------------------------------------------

    def with_content_json(self, content: dict[str, Any]) -> Self:
        """Return the draft in this content, with what belongs to the record kept as it is now.

        Parts get the primary key of the live row with their `key`: Wagtail drops a part, and the
        citations inside it, whose row has another key by now.
        """
        content = copy.deepcopy(content)
        for step in draft_steps:
            step.bring(self, content)
        for model, parts in _parts_by_model(type(self), content):
            rows = dict(
                model._base_manager.filter(key__in=[part["key"] for part in parts]).values_list(
                    "key", "pk"
                )
            )
            for part in parts:
                part["pk"] = rows.get(uuid.UUID(str(part["key"])))
        draft: Self = super().with_content_json(content)
        for name in self.kept_from_drafts:
            setattr(draft, name, getattr(self, name))
        return draft

    def serializable_data(self) -> dict[str, Any]:
        """Return the content of a version, with how far the merges are done in it."""
        content: dict[str, Any] = super().serializable_data()
        if steps := sum(step.steps() for step in draft_steps):
            content[STEPS] = steps
        return content

    def previewed(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Return the page for readers of this draft, in the language that is active."""
        return preview(self, request)

    # --- Publication ------------------------------------------------------------

    def publishing_problems(self) -> list[str]:
        """Return, as sentences for the editor, what keeps this draft from being published."""
        return readiness.problems(self)

    def publish_approved(self, revision: Revision, user: Any) -> None:
        """Publish what a review has approved, with those of the drafts it names that may go out."""
        named = neighbours(revision.as_object(), user) if user else []
        along = [one.record for one in named if not one.obstacles]
        publish_together(self, revision, user, along)

    def bring_out(self, revision: Revision, *args: Any, **kwargs: Any) -> None:
        """Publish what is ready, and write the indexes once its parts are there."""
        with indexed_later(self), references_kept():
            super().bring_out(revision, *args, **kwargs)
        refresh_indexes(self)


def refresh_indexes(record: models.Model) -> None:
    """Write a record's rows of the reference and search index again, from the database.

    Wagtail writes both when the record itself is saved, before its parts are, and follows only
    the first of a part's parents.
    """
    fresh = type(record)._base_manager.get(pk=record.pk)
    ReferenceIndex.create_or_update_for_object(fresh)
    index.insert_or_update_object(fresh)


def _parts_by_model(
    model: type[models.Model], content: dict[str, Any]
) -> Iterator[tuple[type[models.Model], list[dict[str, Any]]]]:
    """Yield each kind of keyed part with its rows in a revision's content, outer kinds first."""
    for relation in get_all_child_relations(model):
        child = relation.related_model
        rows = content.get(relation.get_accessor_name()) or []
        keyed = [row for row in rows if row.get("key")]
        if keyed:
            yield child, keyed
        for row in rows:
            yield from _parts_by_model(child, row)
