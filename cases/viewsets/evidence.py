"""The screen that takes pictures and files for a source: pasted, dropped or chosen."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.actions.add_evidence import add_evidence
from kb.permissions import User
from kb.records.action_views import RecordActionView
from kb.records.bilingual import Bilingual
from kb.records.forms import TypedTimeField
from kb.records.many_files import ManyFilesField
from kb.records.spans import as_typed, now


class EvidenceForm(forms.Form):
    """The files, when they were taken, and what they show."""

    evidence = ManyFilesField(
        label=_("Images and files"),
        required=False,
        help_text=_(
            "Choose several, drop them here, or paste a screenshot. At most 20 files of 10 MB: "
            "pictures, PDF, text, mail, Office files, sound, MP4."
        ),
    )
    taken = TypedTimeField(label=_("Taken"), initial=lambda: as_typed(now()))
    caption_en = forms.CharField(label=_("Caption (English)"), max_length=200, required=False)
    caption_zh = forms.CharField(label=_("Caption (Chinese)"), max_length=200, required=False)


class EvidenceView(RecordActionView):
    """Adds evidence to a source."""

    name = "evidence"
    label = _("Add images or files")
    icon = "image"
    permission_required = "change"
    template_name = "cases/admin/evidence.html"
    question = _(
        "They become attachments of a new draft, each with its time; only those who may work on "
        "the source see them until it is published, then those who may read it."
    )
    button = _("Add")
    done = _("Added to the draft.")
    form_class = EvidenceForm

    def act(self, user: User, cleaned: dict[str, Any]) -> None:
        """Keep them."""
        caption = Bilingual(cleaned["caption_en"], cleaned["caption_zh"])
        add_evidence(self.object, user, cleaned["evidence"], cleaned["taken"], caption)
