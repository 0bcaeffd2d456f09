"""Links to records in authored text: `<a linktype="person" id="12">`, with the records' own door.

Whoever may not see the record reads the words without a link. A record that was merged is read as
what it is part of now. The reference index knows these links, so that the record's page names the
text among what links there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

from django.contrib.auth.models import AnonymousUser
from django.utils.html import format_html
from draftjs_exporter.dom import DOM
from wagtail.admin.rich_text.converters.contentstate import link_entity
from wagtail.admin.rich_text.converters.html_to_contentstate import (
    ExternalLinkElementHandler,
    LinkElementHandler,
    PageLinkElementHandler,
)
from wagtail.rich_text import LinkHandler

from kb.permissions import asking
from kb.records.merged import final_keys

Attributes = dict[str, str]


class OpenRecordLink(LinkHandler):
    """A link to a record of one kind that whoever asks may see."""

    model: ClassVar[Any]

    @classmethod
    def get_model(cls) -> Any:
        """Return the kind of record."""
        return cls.model

    @classmethod
    def get_many(cls, attrs_list: list[Attributes]) -> list[Any]:
        """Return the record of each link, None for one that is not shown."""
        keys = [_key(attrs) for attrs in attrs_list]
        now = final_keys(cls.model, {key for key in keys if key})
        person = asking.get() or AnonymousUser()
        wanted = {now.get(key, key) for key in keys if key}
        there = cls.model.objects.visible_to(person).in_bulk(wanted)
        return [there.get(now.get(key, key)) for key in keys]

    @classmethod
    def expand_db_attributes(cls, attrs: Attributes) -> str:
        """Return the opening tag of one link."""
        return cls.expand_db_attributes_many([attrs])[0]

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[Attributes]) -> list[str]:
        """Return the opening tag of each link, without an address for one that is not shown."""
        return [
            format_html('<a href="{}">', record.get_absolute_url()) if record else "<a>"
            for record in cls.get_many(attrs_list)
        ]

    @classmethod
    def extract_references(cls, attrs: Attributes) -> Iterator[tuple[Any, str, str, str]]:
        """Yield what the reference index keeps of a link."""
        if key := _key(attrs):
            yield cls.model, str(final_keys(cls.model, [key]).get(key, key)), "", ""


def _key(attrs: Attributes) -> int:
    told = str(attrs.get("id", ""))
    return int(told) if told.isascii() and told.isdecimal() and len(told) < 10 else 0


class _InEditor(LinkElementHandler):
    """Reads a link to a record for the editor: it keeps which record, beside its address."""

    def __init__(self, handler: type[OpenRecordLink]) -> None:
        super().__init__("LINK")
        self._handler = handler

    def get_attribute_data(self, attrs: Attributes) -> dict[str, Any]:
        """Return what the editor keeps of a link."""
        (record,) = self._handler.get_many([attrs])
        url = record.get_absolute_url() if record else ""
        return {"url": url, "record": f"{self._handler.identifier}-{_key(attrs)}"}


def _from_editor(props: dict[str, Any]) -> Any:
    """Return a link as it is stored: to a record, or as Wagtail has it."""
    kind, _dash, key = str(props.get("record") or "").partition("-")
    if kind.isidentifier() and key.isdecimal():
        return DOM.create_element("a", {"linktype": kind, "id": key}, props["children"])
    return link_entity(props)


def register_record_links(features: Any, models: Iterable[Any]) -> None:
    """Let texts link to records of these kinds; for the hook of rich text, after Wagtail's own."""
    read: dict[str, Any] = {
        "a[href]": ExternalLinkElementHandler("LINK"),
        'a[linktype="page"]': PageLinkElementHandler("LINK"),
    }
    for model in models:
        name = str(model._meta.model_name)
        handler = type(
            f"Link{name.title()}", (OpenRecordLink,), {"identifier": name, "model": model}
        )
        features.register_link_type(handler)
        read[f'a[linktype="{name}"]'] = _InEditor(handler)
    features.register_converter_rule(
        "contentstate",
        "link",
        {
            "from_database_format": read,
            "to_database_format": {"entity_decorators": {"LINK": _from_editor}},
        },
    )
