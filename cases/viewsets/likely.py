"""The quiet panel of the desk's forms: what is typed may be there already."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.panels import HelpPanel

from cases.duplicates.asking import FIELDS, SEEN, Like, likely, typed, unseen
from cases.models import LikelyPair
from kb.attention_sources.things import editor_of
from kb.records.viewset import RecordCreateView, RecordEditView


class LikelyPanel(HelpPanel):
    """Names likely records beside the names that are typed."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs["template"] = "cases/admin/likely_panel.html"
        super().__init__(**kwargs)

    class BoundPanel(HelpPanel.BoundPanel):
        """Knows the form and the record."""

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Add where to ask, which fields to send, and what was found when it was sent."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            kind = str(self.panel.model._meta.model_name)
            found: list[Like] = getattr(self.form, "likely", [])
            return context | {
                "url": reverse("likely_now", args=[kind]),
                "fields": ",".join(FIELDS[kind]),
                "pk": self.instance.pk or "",
                "found": with_addresses(found),
                "shown": ",".join(str(like.record.pk) for like in found),
            }


def with_addresses(found: list[Like]) -> list[tuple[Like, str]]:
    """Return what was found with the addresses where it is edited."""
    return [(like, editor_of(like.record)) for like in found]


class LikelyWarning:
    """Mixin of the views that save what is typed: asks once, without scripts, whether it is new.

    It does not stand in the way: the form comes back with all that was typed, says what it may be,
    and is saved when it is sent again. What was shown while it was typed is not asked again.
    """

    request: HttpRequest
    model: Any
    expects_json_response: bool
    produced_error_message: Any

    def is_valid(self, form: Any) -> bool:
        """Return whether to save; False, with the form marked, when likely records are unseen."""
        if not super().is_valid(form):  # type: ignore[misc]
            return False
        if self.expects_json_response or not self._renames(form):
            return True
        found = self._found(form)
        new = unseen(found, self.request.POST.get(SEEN, ""))
        if not new:
            return True
        form.likely = found
        self.produced_error_message = None
        self.produced_error_code = "likely_duplicate"
        names = "; ".join(str(like.record) for like in new)
        messages.warning(
            self.request,
            _(
                "Not saved yet: it may be the same as %(names)s. Press the button again to save it "
                "anyway."
            )
            % {"names": names},
        )
        return False

    def _renames(self, form: Any) -> bool:
        changed = set(form.changed_data)
        return bool(changed & set(FIELDS[str(self.model._meta.model_name)]))

    def _found(self, form: Any) -> list[Like]:
        kind, pk = str(self.model._meta.model_name), form.instance.pk or 0
        profile = typed(kind, self.request.POST.dict(), pk=pk)
        found = likely(profile, self.model.objects.editable_by(self.request.user))
        if not pk:
            return found
        # What somebody has decided about is not asked again when a word is changed.
        known = LikelyPair.objects.about(kind, pk).values_list("first", "second")
        beside = {number for pair in known for number in pair}
        return [like for like in found if like.record.pk not in beside]


class LikelyCreateView(LikelyWarning, RecordCreateView):
    """Adds a record, asking whether it is there already."""


class LikelyEditView(LikelyWarning, RecordEditView):
    """Edits a record, asking whether its new name is another's."""
