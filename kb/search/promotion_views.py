"""The admin of promoted answers: Wagtail's own, but what somebody may not see is not listed there.

They stand at the addresses of Wagtail's views, before them (`kb/urls.py`).
"""

from typing import Any

from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.http import Http404
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.auth import require_admin_access
from wagtail.contrib.search_promotions import forms, views
from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.log_actions import log

from kb.language.reader import current_reader
from kb.search.promotions import answers


class OwnPicks:
    """Knows which promoted answers this person may see."""

    request: Any
    object: Any

    @cached_property
    def own_picks(self) -> QuerySet[SearchPromotion]:
        """Return the promoted answers of pages and records this person may see."""
        reader = current_reader()
        shown = answers(SearchPromotion.objects.all(), self.request.user, reader, self.request)
        own: QuerySet[SearchPromotion] = SearchPromotion.objects.filter(
            pk__in=[pick.pk for pick, _answer in shown]
        )
        return own

    @cached_property
    def searchpicks_formset(self) -> Any:
        """Return the forms of this person's answers; others stay as they are."""
        data = self.request.POST if self.request.method == "POST" else None
        return forms.SearchPromotionsFormSet(data, instance=self.object, queryset=self.own_picks)

    def get_object(self, *args: Any, **kwargs: Any) -> Any:
        """Return the query, if this person may see something that is promoted for it."""
        found = super().get_object(*args, **kwargs)  # type: ignore[misc]
        if not self.own_picks.filter(query=found).exists():
            raise Http404
        return found


class WordsForm(forms.QueryForm):
    """The words of a promoted answer, described as they are compared here."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["query_string"].help_text = _(
            "All words of the search, no more and no fewer; script, case and form do not matter."
        )


class PromotionList(OwnPicks, views.IndexView):
    """What is promoted for which words."""

    def get_base_queryset(self) -> Any:
        """Keep the words for which something is promoted that this person may see."""
        own = self.own_picks
        kept = super().get_base_queryset().filter(pk__in=own.values("query")).prefetch_related(None)
        return kept.prefetch_related(Prefetch("editors_picks", queryset=own.select_related("page")))


class PromotionCreate(OwnPicks, views.CreateView):
    """Promotes an answer; the words may come with the address."""

    form_class = WordsForm
    template_name = "kb/admin/promotion_add.html"

    def get_initial(self) -> dict[str, Any]:
        """Fill in the words that found nothing."""
        initial: dict[str, Any] = super().get_initial()
        return initial | {"query_string": self.request.GET.get("query_string", "")}


class PromotionEdit(OwnPicks, views.EditView):
    """Changes what is promoted for some words."""

    form_class = WordsForm


class PromotionDelete(OwnPicks, views.DeleteView):
    """Promotes nothing any more for some words, as far as this person sees it."""

    def delete_action(self) -> None:
        """Delete this person's answers; others stay."""
        with transaction.atomic():
            for pick in self.own_picks.filter(query=self.object):
                log(pick, "wagtail.delete")
                pick.delete()


def _at(address: str, view: Any) -> URLPattern:
    found: URLPattern = path(f"admin/searchpicks/{address}", require_admin_access(view))
    return found


urls: list[Any] = [
    _at("", PromotionList.as_view()),
    _at("results/", PromotionList.as_view(results_only=True)),
    _at("add/", PromotionCreate.as_view()),
    _at("<int:query_id>/", PromotionEdit.as_view()),
    _at("<int:query_id>/delete/", PromotionDelete.as_view()),
]
