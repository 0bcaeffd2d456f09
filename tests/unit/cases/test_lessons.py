"""Every target of a lesson shows its cases for and against, to those who may see them."""

from django.contrib.auth.models import User
from django.test import Client

from cases.lessons import cases_of_measures, cases_of_page
from kb.models import PlaybookMeasure
from tests import factories as make


def test_guidance_says_at_once_what_speaks_against_it(reader_client: Client) -> None:
    page = make.guidance("Say it early")
    against = make.lesson("It was too early", stance="contradicts", page_key=page.translation_key)
    make.incident("A hasty answer", against, make.outcome("It went to court"))
    make.incident("Secret", make.lesson(page_key=page.translation_key), groups=[make.legal_group()])
    answer = reader_client.get(page.url).content.decode()
    line, precedents = answer.index("1 case against"), answer.index('id="precedents"')
    assert line < precedents
    for words in ("A hasty answer", "It was too early", "It went to court", "Read so by"):
        assert words in answer[precedents:]
    assert "cases for it" not in answer
    assert "Secret" not in answer


def test_a_measure_shows_its_cases_in_the_other_language_too(
    reader_client: Client, reader: User
) -> None:
    page = make.playbook()
    measure = PlaybookMeasure.objects.get(phase__page=page)
    make.incident("A fire", make.lesson(measure_key=measure.translation_key))
    for number in range(6):
        make.incident(f"No {number}", make.lesson(measure_key=measure.translation_key))
    cases = cases_of_measures([measure.translation_key], reader)[measure.translation_key]
    assert (cases.number_for, len(cases.supports), cases.number_against) == (7, 5, 0)
    answer = reader_client.get(page.url).content.decode()
    assert "7 cases for it" in answer
    assert f"about=measure:{measure.translation_key}" in answer


def test_the_list_of_lessons_is_narrowed_by_what_they_name(reader_client: Client) -> None:
    rule = make.rule("T01", title="Stay calm")
    hidden = make.rule("T02", title="Hidden", groups=[make.legal_group()])
    make.incident("Loud", make.lesson("Shouting helps nobody", rule=rule, stance="contradicts"))
    make.incident("Quiet", make.lesson("Silence costs", rule=hidden), make.lesson("Plain"))

    def listed(query: str = "") -> str:
        return reader_client.get(f"/en/lessons/{query}").content.decode()

    assert "3 lessons" in listed()
    assert "Stay calm" in listed()
    assert "Hidden" not in listed()
    assert "1 lesson<" in listed("?kind=rule")
    assert "Silence" not in listed("?kind=rule")
    assert "Shouting" in listed(f"?about=rule:{rule.slug}&stance=contradicts")
    for strange in ("?about=rule:t02", "?about=page:x", "?kind=1", "?about=measure:%00"):
        assert "it was left out" in listed(strange)
        assert "3 lessons" in listed(strange)


def test_nobody_reads_a_page_by_its_lessons_who_may_not_see_it(reader: User, legal: User) -> None:
    page = make.guidance()
    secret = make.lesson(page_key=page.translation_key)
    make.incident("Secret", secret, groups=[make.legal_group()])
    assert not cases_of_page(page.translation_key, reader)
    assert cases_of_page(page.translation_key, legal).number == 1
