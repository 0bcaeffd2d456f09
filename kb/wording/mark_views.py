"""The window of "in Traditional say …", and how the paragraph under the cursor reads."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import unquote

from django import forms
from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, path
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin.auth import require_admin_access
from wagtail.admin.modal_workflow import render_modal_workflow
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.models import Page

from kb.blocks.text import FEATURES
from kb.language import protected_terms
from kb.language.ambiguity import Spot, spots
from kb.language.codes import tag
from kb.language.conversion import VARIANTS, Variant, convert
from kb.language.detection import has_han
from kb.language.marks import SAYS
from kb.language.rich_text import convert_html, passages
from kb.models.base import editable_pages

# A page of text; the preview is asked for a paragraph or some.
LONGEST = 20_000


class WordsForm(forms.Form):
    """What readers of each script get instead of the marked words."""

    text = forms.CharField(widget=forms.HiddenInput, max_length=500)
    zh_hant = forms.CharField(label=_("In Traditional say"), max_length=120, required=False)
    zh_hk = forms.CharField(
        label=_("In Hong Kong say"),
        max_length=120,
        required=False,
        help_text=_("Empty: the same as in Traditional."),
    )
    zh_hans = forms.CharField(
        label=_("In Simplified say"),
        max_length=120,
        required=False,
        help_text=_("For words typed in Traditional."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        text = self["text"].value() or ""
        for to in VARIANTS:
            field = self.fields[to.replace("-", "_")]
            field.widget.attrs |= {"placeholder": convert(text, to), "lang": tag(to)}

    def clean(self) -> dict[str, Any]:
        """Ask for one of them at least."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not words_of(cleaned):
            self.add_error("zh_hant", _("Write what these readers get, or take the mark off."))
        return cleaned


def words_of(cleaned: dict[str, Any]) -> dict[str, str]:
    """Return the words for each script, by its code, without those left empty."""
    return {to: word for to in SAYS if (word := cleaned.get(to.replace("-", "_")))}


@require_admin_access
def mark(request: HttpRequest) -> JsonResponse:
    """Ask for the words, and hand them to the editor."""
    if request.method == "POST":
        form = WordsForm(request.POST)
        if "remove" in request.POST:
            return _chosen(request, {})
        if form.is_valid():
            return _chosen(request, words_of(form.cleaned_data))
    else:
        typed = request.GET.get("text", "").strip()[:500]
        words = {to.replace("-", "_"): request.GET.get(to, "")[:120] for to in SAYS}
        form = WordsForm(initial={"text": typed, **words})
    window: JsonResponse = render_modal_workflow(
        request,
        "kb/admin/wording/mark.html",
        None,
        {
            "form": form,
            "typed": form["text"].value(),
            "marked": request.GET.get("marked") == "1" or "marked" in request.POST,
        },
        json_data={"step": "words"},
    )
    return window


def _chosen(request: HttpRequest, words: dict[str, str]) -> JsonResponse:
    answer = {"step": "chosen", "words": words}
    chosen: JsonResponse = render_modal_workflow(request, None, json_data=answer)
    return chosen


@require_POST
@require_admin_access
def preview(request: HttpRequest) -> JsonResponse:
    """Return how the paragraphs posted, as the editor keeps them, read in each script."""
    try:
        posted = json.loads(request.body[: LONGEST * 4])
        html = ContentstateConverter(FEATURES).to_database_format(json.dumps(posted["content"]))
        address = str(posted.get("address", ""))
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError):
        return JsonResponse({"error": str(_("This is no text of the editor."))}, status=400)
    if not has_han(html) or len(html) > LONGEST:
        return JsonResponse({"rows": []})
    with protected_terms.reading_at(place(request, address)):
        rows = [row for to in VARIANTS if (row := _row(html, to))]
    return JsonResponse({"rows": rows})


def _row(html: str, to: Variant) -> dict[str, Any] | None:
    """Return a paragraph in one script; None for the one it is typed in."""
    converted = convert_html(html, to)
    if converted == html and to == "zh-hans":
        return None
    doubts = [doubt for text in passages(html, to) for doubt in _doubts(text, to)]
    return {"to": to, "lang": tag(to), "pieces": list(_pieces(_text(converted), doubts))}


def _doubts(text: str, to: Variant) -> Iterator[tuple[str, Spot]]:
    """Yield the doubtful spots of a passage, each with what is read before it."""
    for spot in spots(unescape(text), to):
        lead = convert(text[max(0, spot.start - 2) : spot.start], to)
        yield lead.rpartition("\n")[2], spot


def _pieces(text: str, doubts: list[tuple[str, Spot]]) -> Iterator[dict[str, str]]:
    """Yield a text with its doubtful spots apart; one that is not found again stays unmarked."""
    end = 0
    for lead, spot in doubts:
        start = text.find(lead + spot.written, max(0, end - len(lead)))
        if start < 0:
            continue
        start += len(lead)
        stop = start + len(spot.written)
        yield {"text": text[end:start]}
        yield {"text": text[start:stop], "kind": "doubt", "title": " · ".join(spot.others)}
        end = stop
    yield {"text": text[end:]}


def _text(html: str) -> str:
    return unescape(strip_tags(re.sub(r"<br/?>|</p>|</li>", "\n", html))).strip()


def place(request: HttpRequest, address: str) -> str:
    """Return the place in the tree of the page whose editor has this address, else nothing."""
    found = re.search(r"/pages/(?:add/\w+/\w+/)?(\d+)/", unquote(address))
    if found is None:
        return ""
    page = editable_pages(Page.objects.filter(pk=found[1]), request.user).first()
    return page.path if page else ""


urls: list[URLPattern] = [
    path("wording/mark/", mark, name="wording_mark"),
    path("wording/preview/", preview, name="wording_preview"),
]
