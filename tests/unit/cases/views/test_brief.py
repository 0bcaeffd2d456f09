"""The brief of an incident: in the reader's writing or both, with sources, as text and for Word."""

import re
from io import BytesIO
from typing import Any

import pytest
from docx import Document

from cases.models import Incident
from tests import factories as make
from tests.cast import client_of

pytestmark = pytest.mark.django_db


def _incident(**how: Any) -> Incident:
    return make.incident(
        "A quarrel · 一场争论",
        make.event("It began · 开始", "2026-01-05", kind="trigger"),
        make.response("They apologised · 他们道歉", "2026-01-08"),
        make.outcome("A fine · 罚款", "2026-02-07"),
        make.lesson("Answer sooner · 尽早回应"),
        **how,
    )


def _brief(path: str, persona: str = "reader") -> str:
    answer = client_of(persona).get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def _words(path: str, persona: str = "reader") -> str:
    answer = client_of(persona).get(path)
    assert answer.status_code == 200
    return "\n".join(one.text for one in Document(BytesIO(answer.content)).paragraphs)


def test_the_brief_tells_what_happened_and_how_it_ended_with_numbered_sources() -> None:
    html = _brief(f"/en/incidents/{_incident().slug}/brief/")
    for words in ("A quarrel", "It began", "They apologised", "A fine", "Answer sooner", "[1]"):
        assert words in html


def test_traditional_readers_get_traditional_everywhere() -> None:
    path = f"/zh-hant/incidents/{_incident().slug}/brief"
    page, words = _brief(f"{path}/"), _words(f"{path}.docx")
    for found in (page, words):
        assert "一場爭論" in found
        assert "他們道歉" in found


def test_in_both_writings_the_same_facts_stand_in_each() -> None:
    path = f"/en/incidents/{_incident().slug}/brief"
    for found in (_brief(f"{path}/?both=1"), _words(f"{path}.docx?both=1")):
        for words in ("They apologised", "他们道歉", "What happened", "A fine", "罚款"):
            assert words in found


def test_the_text_to_copy_is_plain_and_ends_with_the_address() -> None:
    incident = _incident()
    html = _brief(f"/en/incidents/{incident.slug}/brief/")
    text = re.search(r"<textarea[^>]*>(.*?)</textarea>", html, re.DOTALL)
    assert text is not None
    assert "- 5 January 2026 It began[1]" in text[1]
    assert text[1].rstrip().endswith(f"/en/incidents/{incident.slug}/")


def test_the_document_has_a_title_headings_and_a_name() -> None:
    incident = _incident()
    answer = client_of("reader").get(f"/en/incidents/{incident.slug}/brief.docx")
    assert re.search(rf'"{incident.slug}-\d{{4}}-\d\d-\d\d\.docx"', answer["Content-Disposition"])
    made = Document(BytesIO(answer.content))
    styles: list[tuple[str, Any]] = [(one.text, one.style) for one in made.paragraphs]
    headings = [text for text, style in styles if style.name == "Heading 1"]
    assert headings[:3] == ["What happened", "What was said and done", "How it ended"]
    assert styles[0][1].name == "Title"


def test_what_one_may_not_see_is_in_no_form_of_the_brief() -> None:
    hidden = make.source("Hidden report")
    incident = make.incident(
        "Open", make.event("Hidden event", "2026-01-06", sources=[hidden]), make.event("Seen")
    )
    hidden.audience_groups.set([make.legal_group()])
    type(hidden).objects.filter(pk=hidden.pk).update(audience="groups")
    path = f"/en/incidents/{incident.slug}/brief"
    for found in (_brief(f"{path}/"), _words(f"{path}.docx")):
        assert "Seen" in found
        assert "Hidden" not in found
    assert "Hidden event" in _brief(f"{path}/", "legal")
    assert "not everybody may see" in _brief(f"{path}/", "legal")
    assert "not everybody may see" not in _brief(f"{path}/")


def test_a_hidden_incident_has_no_brief() -> None:
    hidden = _incident(groups=[make.legal_group()])
    for ending in ("brief/", "brief.docx"):
        path = f"/en/incidents/{hidden.slug}/{ending}"
        assert client_of("reader").get(path).status_code == 404
        assert client_of("legal").get(path).status_code == 200
