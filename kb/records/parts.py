"""What every part of a record shares: a key that outlives drafts, and a place in the order."""

import uuid

from django.db import models
from wagtail.models import Orderable


class Part(Orderable):
    """A row that lives in its root's draft; `key` names it in addresses, graphs and siblings."""

    key = models.UUIDField(default=uuid.uuid4, db_index=True)

    class Meta(Orderable.Meta):
        abstract = True
