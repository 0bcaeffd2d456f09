"""The form of a glossary term: what is said in each script, and where."""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Page

from kb.models.closed_pages import open_to
from kb.models.glossary import GlossaryTerm, Scope
from kb.records.forms import RecordForm

# What cannot stand in a text that is put into HTML, or ends a word.
NOT_WORDS = re.compile(r"[<>&\"'\s]")
WORDINGS = ("in_traditional", "in_hong_kong", "in_simplified")


class GlossaryTermForm(RecordForm):
    """Asks for a page where the scope needs one, and for words that can be exchanged."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        page = Page.objects.filter(pk=self.instance.scope_page_id)
        if self.for_user and page.exists() and not open_to(page, self.for_user).exists():
            # The page is kept from whoever edits: its place stays, unnamed.
            self.fields.pop("scope_page", None)
            self.fields.pop("scope", None)

    def clean(self) -> dict[str, Any]:
        """Say what is missing or does not go together."""
        cleaned = super().clean()
        said = [name for name in WORDINGS if cleaned.get(name)]
        for name in said:
            if NOT_WORDS.search(cleaned[name]):
                self.add_error(name, _("Write words only, without spaces, quotes or brackets."))
        if said and len(cleaned.get("term_zh") or "") < 2:
            self.add_error(
                "term_zh", _("Only a term of two characters or more is exchanged in texts.")
            )
        if "scope_page" in self.fields and "scope" in cleaned:
            if cleaned["scope"] == Scope.SITE:
                cleaned["scope_page"] = None
            elif not cleaned.get("scope_page"):
                self.add_error("scope_page", _("Choose the page."))
        return cleaned

    def save(self, commit: bool = True) -> Any:
        """Save, and keep who adds the term."""
        term: GlossaryTerm = self.instance
        if term.pk is None and term.added_by_id is None and self.for_user is not None:
            term.added_by = self.for_user
        return super().save(commit=commit)
