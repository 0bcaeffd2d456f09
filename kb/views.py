"""Reader pages of the knowledge base's own records: firewall rules and glossary terms."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kb.backlinks import backlinks
from kb.models import GlossaryTerm, Rule
from kb.records.reading import Moved, readable_or_redirect


def rule_list(request: HttpRequest) -> HttpResponse:
    """All firewall rules this reader may see."""
    rules = Rule.objects.visible_to(request.user).prefetch_related("severities")
    return render(request, "kb/rules/list.html", {"rules": rules})


def _detail(
    request: HttpRequest, model: Any, slug: str, template: str, related: str
) -> HttpResponse:
    found = readable_or_redirect(model, slug, request.user)
    if isinstance(found, Moved):
        return redirect(found, permanent=found.is_permanent)
    context = {
        "object": found,
        related: getattr(found, related).all(),
        "backlinks": backlinks(found, request.user),
    }
    return render(request, template, context)


def rule(request: HttpRequest, slug: str) -> HttpResponse:
    """One firewall rule, with what refers to it."""
    return _detail(request, Rule, slug, "kb/rules/detail.html", "severities")


def term(request: HttpRequest, slug: str) -> HttpResponse:
    """One glossary term, with what refers to it."""
    return _detail(request, GlossaryTerm, slug, "kb/glossary/term.html", "aliases")
