"""A form opened before somebody else's change never overwrites it, unless one says so."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.utils import quote
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.templatetags.wagtailadmin_tags import user_display_name
from wagtail.log_actions import log

from kb.editing.differences import Difference, differences

# The field of the refused page by which somebody chooses to save over the newer version.
OVERWRITE = "overwrite_newer"


def stamp(revision: Any) -> str:
    """Return what names one state of a version: automatic saves write into the same one again."""
    return f"{revision.pk}@{revision.created_at.isoformat()}"


class FreshForm:
    """Mixin of the edit views of pages and records, inside a transaction that holds the row.

    Wagtail checks this only for automatic saves; a plain POST would lose the newer version. What
    is refused is shown again as it was typed, beside the newer version, still out of date.
    """

    request: HttpRequest
    latest_revision: Any
    newer: dict[str, Any] | None = None

    @property
    def edited(self) -> Any:
        """The page or record in the form."""
        return self.object  # type: ignore[attr-defined]

    def comparing_panel(self) -> Any:
        """Return the edit handler that knows how the fields compare."""
        raise NotImplementedError

    @cached_property
    def overwrites(self) -> bool:
        """Whether somebody was shown the newest version and chose to save over it."""
        chosen = self.request.POST.get(OVERWRITE)
        return bool(self.latest_revision) and chosen == stamp(self.latest_revision)

    @cached_property
    def is_out_of_date(self) -> bool:
        """Return whether a newer version exists than the one that this form was made from."""
        posted = self.request.POST
        if self.overwrites and not self._asks_for_json:
            return False
        if self.latest_revision and not (
            posted.get("loaded_revision_id") or posted.get("overwrite_revision_id")
        ):
            return self.request.method == "POST" and not self._is_ones_own_first
        newer: bool = super().is_out_of_date  # type: ignore[misc]
        return newer

    @property
    def _is_ones_own_first(self) -> bool:
        """Whether nobody has saved but oneself, once: as after the first automatic save.

        The page of a new thing learns only a moment later which version it is made from.
        """
        own = bool(self.latest_revision.user_id == self.request.user.pk)
        return own and bool(self.edited.revisions.count() == 1)

    @property
    def must_refuse(self) -> bool:
        """Whether this is a plain POST of a form that is out of date."""
        return self.is_out_of_date and not self._asks_for_json

    @property
    def _asks_for_json(self) -> bool:
        wanted: bool = self.expects_json_response  # type: ignore[attr-defined]
        return wanted

    def refuse(self, form: Any) -> None:
        """Keep what was typed on the page, say who saved meanwhile, and show the difference."""
        newest = self.latest_revision
        self.newer = {
            "stamp": stamp(newest),
            "by": user_display_name(newest.user) or _("somebody"),
            "at": newest.created_at,
            "differences": self._differences(form),
            "field": OVERWRITE,
        }
        form.add_error(None, _("A newer version exists."))
        self._say_who_saved()
        self._stay_out_of_date()

    def form_valid(self, form: Any) -> Any:
        """Save, and write down what was saved over."""
        response = super().form_valid(form)  # type: ignore[misc]
        if self.overwrites and not self._asks_for_json:
            newest = self.latest_revision
            data = {"revision": newest.pk, "by": user_display_name(newest.user)}
            log(instance=self.edited, action="kb.overwrite", user=self.request.user, data=data)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the newer version, when there is one."""
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        return context | {"newer": self.newer}

    def _differences(self, form: Any) -> list[Difference]:
        """Return what is typed against the newer version; what cannot be saved yet is left out."""
        newer, opened = self.latest_revision.as_object(), self._opened_with()
        # An automatic save writes into the same version again: what it said before is not kept.
        known = opened is not None and opened.pk != self.latest_revision.pk
        base = opened.as_object() if known else newer
        form.defer_required_fields()
        mine = form.save(commit=False) if form.is_valid() else base
        form.restore_required_fields()
        panel = self.comparing_panel()
        return differences(panel, self.request, base if known else None, newer, mine)

    def _opened_with(self) -> Any:
        posted = self.request.POST.get("loaded_revision_id", "")
        return (posted.isdigit() and self.edited.revisions.filter(pk=posted).first()) or None

    def _say_who_saved(self) -> None:
        opened = self._opened_with()
        compare = reverse(
            self.revisions_compare_url_name,  # type: ignore[attr-defined]
            args=[quote(self.edited.pk), opened.pk if opened else "earliest", "latest"],
        )
        newest = self.get_edit_url()  # type: ignore[attr-defined]
        messages.error(
            self.request,
            _(
                "Not saved: %(name)s saved a newer version while this form was open. "
                "What you typed is still on this page."
            )
            % {"name": user_display_name(self.latest_revision.user) or _("somebody")},
            buttons=[
                messages.button(compare, _("See what changed"), new_window=True),
                messages.button(newest, _("Open the newer version"), new_window=True),
            ],
        )

    def _stay_out_of_date(self) -> None:
        # The page shown again must not pass for one made from the newest version.
        versions = self.edited.revisions.order_by("pk")
        self.edited.latest_revision = self._opened_with() or versions.first()
        self.latest_revision_created_at = self.request.POST.get("loaded_revision_created_at", "")


def opened_now(revision: Any) -> dict[str, str]:
    """Return the hidden fields of a page that was just saved by itself: what it is made from now.

    Wagtail tells the page of the version it saved into, but not for its next plain POST.
    """
    return {
        "loaded_revision_id": str(revision.pk),
        "loaded_revision_created_at": revision.created_at.isoformat(),
    }
