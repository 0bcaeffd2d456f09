"""The choices of a facet as HTML."""

from types import SimpleNamespace

from kb.templatetags.facets import facet_choices


def facet(**of_choice: object) -> SimpleNamespace:
    choice = {"value": "a", "label": "A", "count": 1, "chosen": False} | of_choice
    return SimpleNamespace(name="kind", choices=[SimpleNamespace(**choice)])


def test_labels_and_values_are_escaped() -> None:
    html = facet_choices(facet(value='"><script>', label="<b>"))
    assert "<script>" not in html
    assert "<b>" not in html
    assert "&lt;b&gt;" in html


def test_a_chosen_choice_is_checked_and_belongs_to_its_form() -> None:
    assert ' form="search-form" checked>' in facet_choices(facet(chosen=True), "search-form")


def test_a_choice_that_leaves_nothing_says_so() -> None:
    assert "facet__choice--none" in facet_choices(facet(count=0))
    assert "facet__choice--none" not in facet_choices(facet(count=0, chosen=True))


def test_a_choice_below_another_is_indented() -> None:
    assert "facet__choice--child" in facet_choices(facet(child=True))
