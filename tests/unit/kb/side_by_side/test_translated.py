"""Pages that were translated here: their pairs come from the translation, and it tells its age."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from kb.side_by_side.kinds import find_page
from tests import factories as make
from tests.unit.kb.side_by_side.test_page import get, rows
from tests.unit.kb.translation.test_steps import CHINESE, ENGLISH, publish

pytestmark = pytest.mark.django_db

# Said so freely that no word tells which answers which.
WORDS = {"Some words.": "甲乙丙丁戊己庚辛。", "Other words.": "子丑寅卯。"}


def test_strings_that_still_stand_on_both_pages_pair_them(reader: Any) -> None:
    page = make.article(
        "Given", body=make.stream(("text", "<p>Some words.</p><p>Other words.</p>"))
    )
    source, _made = TranslationSource.update_or_create_from_instance(page)
    translation = Translation.objects.create(source=source, target_locale=make.locale("zh-hans"))
    make.translated(page.get_parent().specific, "文库", slug="wen-ku")
    for segment in source.stringsegment_set.select_related("string"):
        if words := WORDS.get(segment.string.data):
            StringTranslation.objects.create(
                translation_of=segment.string,
                locale=translation.target_locale,
                context=segment.context,
                data=words,
            )
    translation.save_target(publish=False)
    translation.get_target_instance().save_revision().publish()
    found = find_page(str(page.translation_key), reader, "zh-hans")
    assert found is not None
    pairs = [
        (found.english[bead.english[0]].text, found.chinese[bead.chinese[0]].text)
        for bead in found.known
    ]
    assert pairs == list(WORDS.items())


def test_a_passage_whose_source_has_moved_on_says_so(reader_client: Client) -> None:
    page = make.article("Two days", body=make.stream(*ENGLISH))
    make.translated(page, "两天", body=make.stream(*CHINESE))
    assert "has changed here" not in get(reader_client, page)
    publish(page, "two days", "three days")
    marked = [row for row in rows(get(reader_client, page)) if "has changed here" in row]
    assert len(marked) == 1
    assert "three days" in marked[0]


@pytest.mark.usefixtures("terms_known_once")
def test_a_long_page_takes_as_many_queries_as_a_short_one(reader_client: Client) -> None:
    source = make.source("A letter · 信")
    cited = (
        "citations",
        [{"type": "item", "value": {"source": source.pk, "quote": "q", "note": "n"}}],
    )

    def queries(many: int) -> int:
        text = ("text", f'<p>Words. <a linktype="page" id="{make.home().pk}">home</a></p>')
        page = make.article(f"Page {many}", body=make.stream(*[text, cited] * many))
        make.translated(page, "页", slug=f"ye-{many}", body=make.stream(*[text, cited] * many))
        address = reverse("side_by_side", args=["page", page.translation_key])
        reader_client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert reader_client.get(address).status_code == 200
        return len(captured)

    assert queries(2) == queries(20)
