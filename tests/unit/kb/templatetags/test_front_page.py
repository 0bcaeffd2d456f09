"""The first page tells of pages that changed and of those to be reviewed, and of no closed one."""

from datetime import date

from django.contrib.auth.models import Group, User
from django.template import Context
from django.test import RequestFactory
from wagtail.models import Page

from kb.templatetags.front_page import guidance_to_review
from tests import factories as make


def context(user: User) -> Context:
    request = RequestFactory().get("/")
    request.user = user
    return Context({"request": request})


def titles(pages: list[Page]) -> list[str]:
    return [page.title for page in pages]


def test_a_restricted_page_is_no_news_to_others(reader: User, legal: User) -> None:
    make.guidance("Advice", groups=[Group.objects.get(name="Legal")], review_date=date(2026, 1, 1))
    assert titles(guidance_to_review(context(reader))) == []
    assert titles(guidance_to_review(context(legal))) == ["Advice"]


def test_what_is_most_overdue_comes_first(reader: User) -> None:
    make.guidance("Later", review_date=date(2030, 1, 1))
    make.playbook("Overdue", review_date=date(2020, 1, 1))
    make.guidance("Whenever")
    assert titles(guidance_to_review(context(reader))) == ["Overdue", "Later"]
