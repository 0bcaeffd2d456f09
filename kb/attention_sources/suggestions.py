"""Changes that readers suggest of what a person may work on, and that nobody has answered."""

from collections.abc import Iterator
from datetime import datetime, time

from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.templatetags.wagtailadmin_tags import user_display_name

from kb.attention import AttentionItem, AttentionSource, sources
from kb.attention_sources.things import kind_of, title_of, works_at_the_desk
from kb.models import Suggestion
from kb.permissions import User
from kb.suggested_changes.things import with_things


def find(user: User, most: int) -> Iterator[AttentionItem]:
    """Yield open suggestions, the oldest first; one query for each kind of thing."""
    if not works_at_the_desk(user):
        return
    waiting = Suggestion.objects.answerable_by(user).open().select_related("by")
    for one, thing in with_things(waiting[:most], user):
        name = user_display_name(one.by) if one.by else _("Without a name")
        yield AttentionItem(
            key=f"suggestion-{one.pk}",
            kind=kind_of(thing),
            title=title_of(thing),
            url=one.get_absolute_url(),
            reason=_("%(name)s: “%(text)s”")
            % {"name": name, "text": Truncator(one.text).chars(160)},
            since=timezone.make_aware(datetime.combine(one.said_on, time.min)),
        )


def register() -> None:
    """Name suggestions."""
    sources.register(
        AttentionSource(
            "suggestions",
            gettext_lazy("Suggested changes"),
            gettext_lazy("Take them up, or say why not."),
            find,
        )
    )
