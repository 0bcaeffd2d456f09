"""The pages and records of the knowledge base that have a history, and how they are published."""

from wagtail.models import Page

from kb.history.kinds import HistoryKind, PublishingAction, kinds, publishing
from kb.models import GlossaryTerm, Rule
from kb.models.closed_pages import open_to


def register() -> None:
    """Register pages, rules and terms, and Wagtail's two ways to publish."""
    kinds.register(PAGE)
    kinds.register(RULE)
    kinds.register(TERM)
    publishing.register(PublishingAction("wagtail.publish"))
    publishing.register(PublishingAction("wagtail.publish.scheduled"))


PAGE = HistoryKind("page", Page, lambda user: open_to(Page.objects.live(), user))
RULE = HistoryKind("rule", Rule, lambda user: Rule.objects.visible_to(user))
TERM = HistoryKind("term", GlossaryTerm, lambda user: GlossaryTerm.objects.visible_to(user))
