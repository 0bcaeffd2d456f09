"""What somebody brought in: an import, its files, and the raw documents that were in them."""

from __future__ import annotations

import hashlib
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kb.importing.read_text import ReadText
from kb.permissions import User, group_ids, is_administrator, may_edit
from kb.records.base import Audience


class ImportQuerySet(models.QuerySet[Any]):
    """The question every list of imports starts from."""

    def visible_to(self, user: User) -> Self:
        """Keep the imports that this person may work on: who may import, in their audience."""
        if is_administrator(user):
            return self
        if not may_edit(user, Import):
            return self.none()
        shared = Import.audience_groups.through.objects.filter(group_id__in=group_ids(user))
        return self.filter(Q(audience=Audience.ALL) | Q(pk__in=shared.values("import_id")))


class Import(models.Model):
    """Files that came together, for an audience that all that is made of them starts with."""

    class State(models.TextChoices):
        GOING = "going", _("Going on")
        DONE = "done", _("All is read")
        CANCELLED = "cancelled", _("Cancelled")

    title = models.CharField(_("title"), max_length=200)
    state = models.CharField(max_length=9, choices=State, default=State.GOING, editable=False)
    audience = models.CharField(
        _("audience"), max_length=6, choices=Audience.choices, default=Audience.ALL
    )
    audience_groups = models.ManyToManyField(
        Group, verbose_name=_("groups"), blank=True, related_name="+"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    made_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Any] = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.title


class RawContent(models.Model):
    """Bytes as they came, kept once however often they come. Read through a raw document only."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    data = models.BinaryField()

    def __str__(self) -> str:
        return self.sha256

    @classmethod
    def kept(cls, data: bytes) -> RawContent:
        """Return these bytes as kept, now or before."""
        found, _is_new = cls.objects.defer("data").get_or_create(
            sha256=hashlib.sha256(data).hexdigest(), defaults={"data": data}
        )
        return found


class ImportedFileQuerySet(models.QuerySet[Any]):
    """The questions asked of files."""

    def visible_to(self, user: User) -> Self:
        """Keep the files of imports that this person may work on."""
        return self.filter(batch__in=Import.objects.visible_to(user).values("pk"))

    def waiting(self) -> Self:
        """Keep what is still to be read, of imports that go on."""
        return self.filter(read_at=None, batch__state=Import.State.GOING)


class ImportedFile(models.Model):
    """One file of an import: waiting, or read as a whole."""

    batch = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="files")
    # From 1, in the order they came.
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=300)
    size = models.PositiveBigIntegerField()
    content = models.ForeignKey(RawContent, on_delete=models.PROTECT, related_name="+")
    read_at = models.DateTimeField(null=True, db_index=True)
    # How often a process has begun to read it, written before it does.
    attempts = models.PositiveSmallIntegerField(default=0)

    objects: ClassVar[Any] = ImportedFileQuerySet.as_manager()

    class Meta:
        ordering = ["batch", "number"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="imported_file_once")
        ]

    def __str__(self) -> str:
        return self.name


class RawDocumentQuerySet(models.QuerySet[Any]):
    """The question every list of raw documents starts from."""

    def visible_to(self, user: User) -> Self:
        """Keep the documents of imports that this person may work on."""
        imports = Import.objects.visible_to(user)
        return self.filter(file__batch__in=imports.values("pk"))

    def readable(self) -> Self:
        """Keep what has a text of its own: neither refused, nor a picture, nor there before."""
        return self.filter(problem__isnull=True, first=None).exclude(text="")

    def original(self) -> Self:
        """Keep what did not come before: with a text of its own, or a picture."""
        own = ~Q(text="") | Q(is_picture=True)
        return self.filter(own, problem__isnull=True, first=None)


class RawDocument(models.Model):
    """A document as it came, and as it was read; all else is told from these anew.

    Its cleaned text is `kb.importing.document.taken_apart(document.as_read(), document.refused)`.
    """

    file = models.ForeignKey(ImportedFile, on_delete=models.CASCADE, related_name="documents")
    # From 1, in the order of an archive; a file that is none holds one.
    number = models.PositiveIntegerField(default=1)
    name = models.CharField(max_length=400)
    content = models.ForeignKey(RawContent, on_delete=models.PROTECT, related_name="documents")
    text = models.TextField(blank=True)
    encoding = models.CharField(max_length=20, blank=True)
    # A picture (PNG, JPEG, GIF, WebP) has no text; it is evidence of what it came with.
    is_picture = models.BooleanField(default=False)
    # What the file says of itself: title, outlet, author, published, url, as far as it does.
    said = models.JSONField(default=dict)
    # Why it could not be read: `key` of kb.importing.failures.MESSAGES, and `values`.
    problem = models.JSONField(null=True)
    # The same bytes came before, to an audience at least as wide: work goes on there.
    first = models.ForeignKey(
        "self", null=True, on_delete=models.SET_NULL, related_name="came_again"
    )
    # The repairs that editors refused, by their keys.
    refused = models.JSONField(default=list)
    # What editors wrote over its title, outlet, author, published and url, by the key of a part.
    mended = models.JSONField(default=dict)

    objects: ClassVar[Any] = RawDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("raw document")
        verbose_name_plural = _("raw documents")
        ordering = ["file", "number"]
        constraints = [models.UniqueConstraint(fields=["file", "number"], name="raw_document_once")]

    def __str__(self) -> str:
        return self.name

    def as_read(self) -> ReadText:
        """Return what the reader gave of it."""
        return ReadText(name=self.name, text=self.text, encoding=self.encoding, **self.said)


class RepairChange(models.Model):
    """Repairs of a raw document that somebody refused, or accepted again, in one go."""

    document = models.ForeignKey(
        RawDocument, on_delete=models.CASCADE, related_name="repair_changes"
    )
    refused = models.BooleanField()
    # Of one rule; empty for several.
    rule = models.CharField(max_length=20, blank=True)
    number = models.PositiveIntegerField()
    keys = models.JSONField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("change of repairs")
        verbose_name_plural = _("changes of repairs")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.document}: {self.number}"
