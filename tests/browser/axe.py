"""What axe finds on a page, and how the look of a page is measured."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page

GRAVE = ("serious", "critical")
PHONE, DESK = {"width": 360, "height": 800}, {"width": 1280, "height": 900}


def found_by_axe(page: Page, within: str | None = None) -> dict[str, list[str]]:
    """Return the rules that are broken, "impact: rule", each with the elements that break it."""
    violations = Axe().run(page, context=within).response["violations"]
    return {
        f"{one['impact']}: {one['id']}": [
            f"{' '.join(node['html'].split())[:160]}  {why(node)}" for node in one["nodes"]
        ]
        for one in violations
    }


def why(node: dict[str, Any]) -> str:
    """Return what axe says about an element, in one line."""
    return " ".join(node.get("failureSummary", "").split("\n")[1:]).strip()


def grave(page: Page, within: str | None = None) -> dict[str, list[str]]:
    """Return those that keep somebody out."""
    return {
        rule: elements
        for rule, elements in found_by_axe(page, within).items()
        if rule.startswith(GRAVE)
    }


def beyond(page: Page) -> int:
    """Return the pixels by which a page is wider than its window."""
    wider: int = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return max(wider, 0)
