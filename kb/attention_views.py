"""What needs a person's attention, on the site: the list, one source of it, and putting off."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kb.attention import SHOWN, AttentionGroup, AttentionItem, group_for, groups_for, sources
from kb.models import Snooze

# How long an item may be put off, in days.
DAYS = (1, 7, 30)
PER_PAGE = 50


def attention(request: HttpRequest) -> HttpResponse:
    """All that waits for this person, by source, the most pressing of each."""
    put_off = Snooze.objects.keys_of(request.user)
    groups = groups_for(request.user, put_off)
    context = {
        "groups": [group for group in groups if group.items],
        "most": SHOWN,
        "total": sum(group.total for group in groups),
        "capped": any(group.is_capped for group in groups),
        "later": [
            (group.source, item, put_off[group.source.name, item.key])
            for group in groups
            for item in group.put_off
        ],
    }
    return render(request, "kb/attention/list.html", context)


def attention_summary(request: HttpRequest) -> HttpResponse:
    """How much waits, for the first page, which asks for it after it is shown."""
    groups = groups_for(request.user, Snooze.objects.keys_of(request.user))
    groups = [group for group in groups if group.items]
    return render(request, "components/attention_summary.html", {"groups": groups})


def attention_source(request: HttpRequest, name: str) -> HttpResponse:
    """Everything that one source has for this person."""
    group = _group(request, name)
    page = Paginator(group.items, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "kb/attention/source.html", {"group": group, "page_obj": page})


@require_POST
def snooze(request: Any, name: str) -> HttpResponse:
    """Put an item off for some days; only what waits for this person now can be put off."""
    item = _item(request, name, lambda group: group.items)
    days = request.POST.get("days", "")
    if days not in map(str, DAYS):
        messages.error(request, _("Choose a day, a week or a month."))
    else:
        until = timezone.localdate() + timedelta(days=int(days))
        Snooze.objects.filter(user=request.user, until__lte=timezone.localdate()).delete()
        Snooze.objects.update_or_create(
            user=request.user, source=name, key=item.key, defaults={"until": until}
        )
        messages.success(request, _("Put off. It stands at the end of the list until then."))
    return redirect("attention")


@require_POST
def wake(request: Any, name: str) -> HttpResponse:
    """Take an item back that was put off."""
    item = _item(request, name, lambda group: group.put_off)
    Snooze.objects.filter(user=request.user, source=name, key=item.key).delete()
    messages.success(request, _("Back on the list."))
    return redirect("attention")


def _group(request: HttpRequest, name: str) -> AttentionGroup:
    if name not in sources:
        raise Http404
    return group_for(sources[name], request.user, Snooze.objects.keys_of(request.user))


def _item(
    request: HttpRequest, name: str, side: Callable[[AttentionGroup], list[AttentionItem]]
) -> AttentionItem:
    """Return the item that a form names, on one side of the list; raises Http404."""
    key = request.POST.get("key", "")
    for item in side(_group(request, name)):
        if item.key == key:
            return item
    raise Http404
