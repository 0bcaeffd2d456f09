"""Records, whose texts stand in both writings, as two sides; what a field pairs is known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model
from django.urls import resolve
from django.utils.translation import override

from kb.language.codes import ENGLISH
from kb.permissions import User
from kb.records.bilingual import BilingualText
from kb.records.reading import readable_or_redirect
from kb.side_by_side.kinds import Moved, TwoSidedKind, TwoSides
from kb.side_by_side.passages import Passage, in_language, told
from kb.side_by_side.streams import text_passages


@dataclass(frozen=True)
class Part:
    """Texts below one heading; each is the name of its place, its kind, and its two writings."""

    heading: Any
    texts: Sequence[tuple[str, str, Any]]


Parts = Callable[[Any, User], Iterable[Part]]


@dataclass
class _Sides:
    """Both sides while they are made; labels are told in the language of each."""

    chinese_code: str
    english: list[Passage] = field(default_factory=list)
    chinese: list[Passage] = field(default_factory=list)

    def add(self, path: str, kind: str, value: Any) -> None:
        """Add both halves of a text, as far as they are there."""
        self.english += [in_language(one, "en") for one in text_passages(value.en, path, kind)]
        self.chinese += [in_language(one, "zh") for one in text_passages(value.zh, path, kind)]

    def tell(self, words: Any, kind: str, path: str) -> None:
        """Add wording of the interface to both sides."""
        with override(ENGLISH.code):
            self.english.append(told(str(words), kind, path))
        with override(self.chinese_code):
            self.chinese.append(told(str(words), kind, path))


def texts_of(model: type[Model]) -> dict[str, BilingualText]:
    """Return the texts in two writings that a kind of record has, in the order of its fields."""
    return {
        name: value
        for parent in reversed(model.__mro__)
        for name, value in vars(parent).items()
        if isinstance(value, BilingualText)
    }


def record_kind(name: str, model: type[Model], parts: Parts | None = None) -> TwoSidedKind:
    """Return a kind of record to register; `parts` gives what else belongs to one of them."""

    def find(key: str, user: User, chinese: str) -> TwoSides | None:
        record: Any = readable_or_redirect(model, key, user)
        if isinstance(record, str):
            raise Moved(resolve(record).kwargs["slug"])
        sides = _Sides(chinese)
        naming = record.naming
        sides.add(naming, "h1", getattr(record, naming))
        for text, declared in texts_of(model).items():
            value = getattr(record, text)
            if text != naming and (value.en or value.zh):
                sides.tell(declared.label or text, "label", text)
                sides.add(text, "p", value)
        for number, part in enumerate(parts(record, user) if parts else ()):
            if part.texts:
                sides.tell(part.heading, "h2", f"part{number}")
            for path, kind, value in part.texts:
                sides.add(path, kind, value)
        manager: Any = model._default_manager
        return TwoSides(
            key=str(record.pk),
            title=record.named,
            address=record.get_absolute_url(),
            english=sides.english,
            chinese=sides.chinese,
            things=[record],
            editable=manager.editable_by(user).filter(pk=record.pk).exists(),
        )

    def key_of(record: Any) -> str:
        if not isinstance(record, model):
            return ""
        thing: Any = record
        values = [getattr(thing, text) for text in texts_of(model)]
        return str(thing.slug) if any(value.en and value.zh for value in values) else ""

    return TwoSidedKind(name, find, key_of)
