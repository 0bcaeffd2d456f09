"""Addresses of records: ASCII, from the English half, else from pinyin; never used twice."""

from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from kb.language.romanise import romanise
from kb.records.bilingual import Bilingual

MAX_LENGTH = 80
# What stands at the place of a slug in addresses of the site.
RESERVED = {"new", "to-confirm", "desk"}


class RetiredSlug(models.Model):
    """An address a record once had: it redirects to the record and is given to no other."""

    kind = models.CharField(max_length=100)
    slug = models.SlugField(max_length=MAX_LENGTH)
    object_id = models.BigIntegerField()
    retired_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="one_retired_slug")]
        verbose_name = _("retired address")

    def __str__(self) -> str:
        return f"{self.kind}/{self.slug}"


def proposed_slug(title: Bilingual) -> str:
    """Return the slug of a title before numbers are added; "record" when nothing ASCII is left."""
    words = slugify(title.en) or slugify(romanise(title.zh))
    return words[:MAX_LENGTH].strip("-") or "record"


def free_slug(model: type[models.Model], title: Bilingual) -> str:
    """Return a slug that no record of the kind has or ever had, numbered when taken."""
    base = proposed_slug(title)
    kind = model._meta.label_lower
    taken = (
        RESERVED
        | set(model._base_manager.filter(slug__startswith=base[:70]).values_list("slug", flat=True))
        | set(
            RetiredSlug.objects.filter(kind=kind, slug__startswith=base[:70]).values_list(
                "slug", flat=True
            )
        )
    )
    number, slug = 1, base
    while slug in taken:
        number += 1
        slug = f"{base[:70]}-{number}"
    return slug
