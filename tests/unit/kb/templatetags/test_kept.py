"""Parts of a page that are rendered once for each language."""

from django.template import Context, engines
from django.utils.translation import override

django = engines["django"].engine  # type: ignore[attr-defined]


def test_a_kept_part_sees_nothing_of_the_page() -> None:
    template = django.from_string("{% load kept %}{% kept %}for {{ name }}{% endkept %}{{ name }}")
    assert template.render(Context({"name": "Ann"})) == "for Ann"
    assert template.render(Context({"name": "Bob"})) == "for Bob"


def test_a_kept_part_is_kept_for_each_language() -> None:
    part = "{% load i18n kept %}{% kept %}{% translate 'Search' %}{% endkept %}"
    template = django.from_string(part)
    with override("en"):
        english = template.render(Context())
    with override("zh-hant"):
        assert template.render(Context()) == "搜尋"
    with override("en"):
        assert template.render(Context()) == english == "Search"


def test_a_kept_part_may_include_another_template() -> None:
    part = '{% load kept %}{% kept %}{% include "components/icon.html" with name="menu" %}{% endkept %}'
    template = django.from_string(part)
    assert "#menu" in template.render(Context()) == template.render(Context())
