"""The screen of the notes on a record."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from kb.permissions import User
from kb.records.action_views import RecordActionView
from kb.records.notes import notes_of, settle_note, write_note


class NoteForm(forms.Form):
    """A new note."""

    text = forms.CharField(
        label=_("New note"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class NotesView(RecordActionView):
    """Lists the notes on a record, takes a new one, and settles those that are answered."""

    name = "notes"
    label = _("Notes")
    icon = "comment"
    question = _("For those who work on it. Readers never see them.")
    button = _("Write the note")
    done = _("Written.")
    permission_required = "change"
    template_name = "kb/admin/record_notes.html"
    form_class = NoteForm

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Settle a note, or write one."""
        if not (key := request.POST.get("settle", "")):
            answer: HttpResponse = super().post(request, *args, **kwargs)
            return answer
        if not key.isdigit():
            raise Http404
        note = get_object_or_404(notes_of(self.object).filter(settled_at=None), pk=key)
        settle_note(self.object, request.user, note)
        messages.success(request, str(_("Settled.")))
        return redirect(request.path)

    def act(self, user: User, cleaned: dict[str, Any]) -> None:
        """Write it."""
        write_note(self.object, user, cleaned["text"])

    def get_success_url(self) -> str:
        """Stay with the notes."""
        return str(self.request.path)

    def form_valid(self, form: Any) -> HttpResponse:
        """Write it, and stay with the notes."""
        self.act(self.request.user, form.cleaned_data)
        messages.success(self.request, str(self.done))
        return redirect(self.get_success_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the notes."""
        return super().get_context_data(**kwargs) | {"notes": notes_of(self.object)}
