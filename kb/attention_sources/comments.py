"""Comments that wait for an answer, on pages a person owns, follows or has spoken on."""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.templatetags.wagtailadmin_tags import user_display_name
from wagtail.models import Comment

from kb.attention import AttentionItem, AttentionSource, sources
from kb.attention_sources.things import editable_pages, works_at_the_desk
from kb.permissions import User


def find(user: User, most: int) -> Iterator[AttentionItem]:
    """Yield unresolved comments whose last word is somebody else's, the oldest first."""
    if not works_at_the_desk(user):
        return
    follows = Q(page__subscribers__user=user, page__subscribers__comment_notifications=True)
    concerns = Q(page__owner=user) | Q(user=user) | Q(replies__user=user) | follows
    keys = Comment.objects.filter(concerns, resolved_at=None).values("pk")
    comments = Comment.objects.filter(pk__in=keys, page__in=editable_pages(user).values("pk"))
    comments = comments.select_related("page__content_type", "user").order_by("created_at")
    # One's own words wait for others: some rows more, so that they do not crowd out the rest.
    found = 0
    for comment in comments.prefetch_related("replies__user")[: most * 2]:
        replies = sorted(comment.replies.all(), key=lambda reply: reply.created_at)
        last = replies[-1] if replies else comment
        if last.user_id == user.pk or found == most:
            continue
        found += 1
        page = comment.page
        yield AttentionItem(
            key=f"comment-{comment.pk}-{len(replies)}",
            kind=page.specific_class._meta.verbose_name,
            title=page.draft_title,
            url=f"{reverse('wagtailadmin_pages:edit', args=[page.pk])}#comments",
            reason=_("%(name)s: “%(text)s”")
            % {"name": user_display_name(last.user), "text": Truncator(last.text).chars(160)},
            since=last.created_at,
        )


def register() -> None:
    """Name comments."""
    sources.register(
        AttentionSource(
            "comments",
            gettext_lazy("Comments"),
            gettext_lazy("Answer, or mark them as resolved."),
            find,
        )
    )
