"""A world told in one language alone, so that every word of another one is the interface's.

What is authored cannot be told from what the interface says by looking at a page. So the starter
content is told anew in the database: in a Chinese world no authored text, name or label has a
Latin letter left, in an English world none has a Chinese character. In the Chinese world each text
is typed in one of the scripts and has a character that the other one writes otherwise: what is not
converted for its reader is found as well. New models and fields are found by themselves.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, Literal
from zlib import crc32

from django.apps import apps
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.db import models
from wagtail import blocks
from wagtail.blocks.stream_block import StreamValue
from wagtail.fields import StreamField
from wagtail.models import Page, Revision, RevisionMixin

from kb.language.conversion import convert
from kb.language.protected_terms import NO_TERMS

Language = Literal["en", "zh"]
Script = Literal["zh-hans", "zh-hant"]
Tell = Callable[[str], str]
SCRIPTS: tuple[Script, ...] = ("zh-hans", "zh-hant")

AUTHORED = {"kb", "cases", "wagtailcore", "wagtailimages", "wagtaildocs", "auth"}
# Rows that code finds by name, or that are made from others.
NOT_AUTHORED = {"Permission", "Entry", "EntryText", "EntryFacet", "EntryName", "EntryPrefix"}
NOT_AUTHORED |= {"SuggestionCard", "SuggestionKey", "WorkerPulse", "RetiredSlug", "Locale"}
NOT_AUTHORED |= {"Revision", "ReferenceIndex", "Site", "Snooze"}
# Fields that hold a key, an address or a code.
KEYS = {"slug", "path", "url_path", "key", "code", "codename", "username", "password", "email"}
KEYS |= {"scheme", "address", "file", "file_hash", "language", "language_code", "kind", "unit"}
KEYS |= {"content_type", "sort_order", "privacy_code", "action", "object_id"}
SPLIT = re.compile(r"<[^>]*>|&#?\w+;")
LATIN = re.compile(r"[A-Za-zÀ-ɏ]+(?:['’][a-z]+)?")
HAN = re.compile(r"[㐀-鿿豈-﫿、。「」『』《》！？，：；（）]+")
# Words of the mainland in authored texts, which are shown as they are: only the interface changes them.
MAINLAND = re.compile(
    "搜索|用户|用戶|设置|設置|登录|登錄|链接|鏈接|默认|默認|信息|数据|數據|保存|菜单|菜單"
)


def in_chinese(text: str) -> str:
    """Return a text in which every Latin word is a Chinese one, said in every region."""
    return _outside_tags(text, lambda part: MAINLAND.sub("文字", LATIN.sub("文字", part)))


def in_one_script(text: str, script: Script | None = None) -> str:
    """Return a Chinese text in one script, with a character in each part that the other writes
    otherwise, so that whoever reads the other must get it converted.

    Half of all texts are typed in Traditional, half in Simplified, unless a script is named.
    """
    script = script or ("zh-hant" if crc32(text.encode()) % 2 else "zh-hans")
    mark = "說" if script == "zh-hant" else "说"

    def type_in(part: str) -> str:
        if not HAN.search(part):
            return part
        typed = convert(part, script, NO_TERMS)
        ends = re.search(r"\s*$", typed)
        assert ends is not None
        return typed[: ends.start()] + mark + ends[0]

    return _outside_tags(text, type_in)


def in_english(text: str) -> str:
    """Return a text in which every run of Chinese is an English word."""
    return _outside_tags(text, lambda part: HAN.sub(" words ", part)).strip()


def _outside_tags(text: str, tell: Tell) -> str:
    pieces, place = [], 0
    for tag in SPLIT.finditer(text):
        pieces += [tell(text[place : tag.start()]), tag[0]]
        place = tag.end()
    return "".join([*pieces, tell(text[place:])])


def tell_in(language: Language) -> None:
    """Tell everything authored in the database in one language, drafts and search index too."""
    tell = in_chinese if language == "zh" else in_english
    for model in apps.get_models():
        if model._meta.app_label in AUTHORED and model.__name__ not in NOT_AUTHORED:
            fields = list(_text_fields(model))
            for row in model._base_manager.all() if fields else ():
                _retell(row, fields, language, tell)
    for user in User.objects.all():
        user.first_name, user.last_name = tell(user.first_name), tell(user.last_name)
        user.save()
    # A draft is told in its revision: each thing has one again, of what it says now.
    Revision.objects.all().delete()
    for model in apps.get_models():
        if issubclass(model, RevisionMixin) and model is not Page:
            for thing in model._base_manager.all():
                revision = thing.save_revision(clean=False, changed=False)
                if getattr(thing, "live", False):
                    type(thing)._base_manager.filter(pk=thing.pk).update(live_revision=revision)
    call_command("rebuild_search", verbosity=0)


def _text_fields(model: type[models.Model]) -> Iterator[Any]:
    if model in (User,):
        return
    for field in model._meta.local_concrete_fields:
        is_text = isinstance(field, (models.CharField, models.TextField, StreamField))
        is_key = field.name in KEYS or isinstance(field, (models.SlugField, models.URLField))
        if is_text and not is_key and not field.choices and not field.primary_key:
            yield field


def _retell(row: Any, fields: list[Any], language: Language, tell: Tell) -> None:
    told = {
        field.attname: _told(field, row, _tell_of(field, row, language, tell)) for field in fields
    }
    other = "_en" if language == "zh" else "_zh"
    for name in [name for name in told if name.endswith(other)]:
        twin = name.removesuffix(other) + ("_zh" if language == "zh" else "_en")
        if twin in told:
            # What is written in one half only goes over to the other one.
            told[twin] = told[twin] or told[name]
            told[name] = ""
    if isinstance(row, Group):
        told["name"] = f"{told['name']}{row.pk}"  # which must be there once only
    type(row)._base_manager.filter(pk=row.pk).update(**told)


def _tell_of(field: Any, row: Any, language: Language, tell: Tell) -> Tell:
    """Return how a field is told: labels with a field for each script keep to it.

    Names of groups are nobody's text.
    """
    if language == "en" or isinstance(row, Group):
        return tell
    script = next((one for one in SCRIPTS if field.name.endswith(one.replace("-", "_"))), None)
    return lambda text: in_one_script(tell(text), script)


def _told(field: Any, row: Any, tell: Tell) -> Any:
    value = field.value_from_object(row)
    if isinstance(field, StreamField):
        raw = _stream(value.stream_block, value.get_prep_value(), tell)
        return StreamValue(value.stream_block, raw, is_lazy=True)
    return tell(value)[: field.max_length] if value else value


def _stream(block: Any, value: Any, tell: Tell) -> Any:
    if isinstance(block, blocks.StreamBlock):
        return [
            child | {"value": _stream(block.child_blocks[child["type"]], child["value"], tell)}
            for child in value
            if child["type"] in block.child_blocks
        ]
    if isinstance(block, blocks.StructBlock):
        return {
            name: _stream(block.child_blocks[name], inner, tell)
            for name, inner in value.items()
            if name in block.child_blocks
        }
    if isinstance(block, blocks.ListBlock):
        return [
            item | {"value": _stream(block.child_block, item["value"], tell)}
            if isinstance(item, dict) and "value" in item and "type" in item
            else _stream(block.child_block, item, tell)
            for item in value
        ]
    is_text = isinstance(block, (blocks.CharBlock, blocks.TextBlock, blocks.RichTextBlock))
    return tell(value) if is_text and isinstance(value, str) else value
