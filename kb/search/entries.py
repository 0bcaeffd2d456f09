"""The search table: one narrow row for each page or record, its texts, its names, its beginnings.

What a database searches in stands beside these tables and is made by the migration: on SQLite the
full-text table `kb_searchwords`, on PostgreSQL two columns of token codes on `kb_entrytext`.
Only `kb.search.indexing` writes here.
"""

from typing import ClassVar

from django.contrib.contenttypes.models import ContentType
from django.db import models

# Stands in place of the version of the analysis in an entry that is to be made anew.
MARKED = 0


class Entry(models.Model):
    """One page or record that can be found.

    `kind` is the name of its search source, empty for what only the admin searches; `openness`
    says who may know of a record, so that a change reaches what else depends on it. `year` is set
    for what lies within one year; what spans several has them as rows of `EntryFacet`.
    """

    class Language(models.TextChoices):
        ENGLISH = "en"
        CHINESE = "zh"
        BOTH = "both"
        UNKNOWN = ""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, db_index=False)
    object_id = models.BigIntegerField()
    kind = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=4, choices=Language.choices, blank=True)
    day = models.DateField(null=True)
    day_end = models.DateField(null=True)
    year = models.PositiveSmallIntegerField(null=True)
    length = models.PositiveIntegerField()
    openness = models.CharField(max_length=200, blank=True)
    analysis_version = models.PositiveSmallIntegerField(db_index=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["content_type", "object_id"], name="one_search_entry"),
        ]

    def __str__(self) -> str:
        return f"{self.kind or self.content_type_id} {self.object_id}"


class EntryText(models.Model):
    """The units of an entry, stored so that a split gives them back; and the text to quote from."""

    entry = models.OneToOneField(
        Entry, on_delete=models.CASCADE, primary_key=True, related_name="text"
    )
    title = models.TextField(blank=True)
    body = models.TextField(blank=True)
    shown = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.title.strip()


class EntryFacet(models.Model):
    """A value that an entry is counted under: somebody involved, an outcome, a strategy, a year.

    People and organisations stand by their primary key, vocabularies by their key.
    """

    entry = models.ForeignKey(
        Entry, on_delete=models.CASCADE, related_name="facets", db_index=False
    )
    name = models.CharField(max_length=40)
    value = models.CharField(max_length=100)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["entry", "name", "value"], name="one_value_of_a_facet"),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.value}"


class EntryName(models.Model):
    """A spelling that means this very thing; `key` is its units, `text` as it was written."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="names")
    key = models.CharField(max_length=200, db_index=True)
    text = models.CharField(max_length=200)
    language = models.CharField(max_length=2)

    def __str__(self) -> str:
        return self.text


class EntryPrefix(models.Model):
    """A word of an entry's title, or the rest of a Han run from any character on."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="prefixes")
    key = models.CharField(max_length=24, db_index=True)

    def __str__(self) -> str:
        return self.key


class SearchChange(models.Model):
    """A change of what somebody may find, added in its own transaction.

    Number and newest key together say which state of the table an answer belongs to: a row that
    another transaction adds later, with a lower key, changes the number.
    """

    def __str__(self) -> str:
        return str(self.pk)
