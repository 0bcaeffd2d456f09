"""The first page tells of pages that changed and of those to be reviewed, and of no closed one."""

from datetime import date, timedelta

from django.contrib.auth.models import Group, User
from django.template import Context
from django.test import RequestFactory
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import Page

from kb.templatetags.front_page import changed_pages, pages_to_review
from tests import factories as make


def context(user: User) -> Context:
    request = RequestFactory().get("/")
    request.user = user
    return Context({"request": request})


def titles(pages: list[Page]) -> list[str]:
    return [page.title for page in pages]


def test_pages_published_this_week_are_told_newest_first(reader: User) -> None:
    old, first, second = (make.article(title) for title in ("Old", "First", "Second"))
    ago = timezone.now() - timedelta(days=8)
    Page.objects.filter(pk=old.pk).update(last_published_at=ago)
    Page.objects.filter(pk=first.pk).update(last_published_at=ago + timedelta(days=5))
    make.translated(second, "第二篇", slug="di-er")
    with override("en"):
        assert titles(changed_pages(context(reader))) == ["Second", "First"]
        assert titles(changed_pages(context(reader), most=1)) == ["Second"]
    with override("zh-hant"):
        assert titles(changed_pages(context(reader))) == ["第二篇"]


def test_a_restricted_page_is_no_news_to_others(reader: User, legal: User) -> None:
    make.guidance("Advice", groups=[Group.objects.get(name="Legal")], review_date=date(2026, 1, 1))
    for told in (changed_pages, pages_to_review):
        assert titles(told(context(reader))) == []
        assert titles(told(context(legal))) == ["Advice"]


def test_what_is_most_overdue_comes_first(reader: User) -> None:
    make.guidance("Later", review_date=date(2030, 1, 1))
    make.playbook("Overdue", review_date=date(2020, 1, 1))
    make.guidance("Whenever")
    assert titles(pages_to_review(context(reader))) == ["Overdue", "Later"]
