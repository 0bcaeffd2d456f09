"""Which texts come in several writings, and where each stands in the form of its record."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from modelcluster.models import get_all_child_relations

from kb.models.vocabulary import Vocabulary
from kb.permissions import User, may_edit
from kb.records.base import Record
from kb.records.bilingual import bilingual_texts


@dataclass(frozen=True)
class Text:
    """A bilingual text of a kind of record, or of a kind of part.

    `path` leads from the part to its root in a query, `route` from the root to the part in a draft;
    both are empty for the root's own.
    """

    root: type[models.Model]
    model: type[models.Model]
    name: str
    path: str = ""
    route: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """What the text is called in addresses: `title`, `events.what`."""
        return ".".join((*self.route, self.name))

    @property
    def label(self) -> str:
        """What it is called on the page: "Title", "Event: what happened"."""
        label = str(getattr(self.model, self.name).label)
        if not self.route:
            return capfirst(label)
        part = str(self.model._meta.verbose_name)
        return capfirst(_("%(part)s: %(text)s") % {"part": part, "text": label})


def kinds(user: User) -> list[type[models.Model]]:
    """Return the kinds of record and vocabulary that somebody works on."""
    return [
        model
        for model in apps.get_models()
        if issubclass(model, (Record, Vocabulary)) and may_edit(user, model)
    ]


def texts_of(root: type[models.Model]) -> list[Text]:
    """Return the bilingual texts of a kind of record and of its parts, the root's own first."""
    own = [Text(root, root, name) for name in bilingual_texts(root)]
    return [*own, *_of_parts(root, root, "", ())]


def _of_parts(
    root: type[models.Model], model: Any, path: str, route: tuple[str, ...]
) -> Iterator[Text]:
    for relation in get_all_child_relations(model):
        part = relation.related_model
        up = f"{relation.field.name}__{path}" if path else relation.field.name
        down = (*route, relation.get_accessor_name())
        for name in bilingual_texts(part):
            yield Text(root, part, name, up, down)
        yield from _of_parts(root, part, up, down)
