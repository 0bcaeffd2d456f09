"""Links to records in texts: who may follow them, and that the editor of texts keeps them."""

import json

import pytest
from django.contrib.auth.models import User
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.rich_text import expand_db_html

from kb.backlinks import backlinks
from kb.permissions import asking
from tests import factories as make

pytestmark = pytest.mark.django_db


def shown_to(user: User, html: str) -> str:
    """Return rich text as somebody reads it."""
    token = asking.set(user)
    try:
        return str(expand_db_html(html))
    finally:
        asking.reset(token)


def test_a_link_is_followed_by_whoever_may_see_the_record_and_else_only_read(
    reader: User, legal: User
) -> None:
    person = make.person("Hidden Canary", groups=[make.legal_group()])
    html = f'<p><a linktype="person" id="{person.pk}">she</a></p>'
    assert person.get_absolute_url() in shown_to(legal, html)
    assert shown_to(reader, html) == "<p><a>she</a></p>"


def test_a_merged_record_is_read_as_what_it_is_part_of(reader: User) -> None:
    here, other = make.person("Wang Min"), make.person("Min Wang")
    type(other).objects.filter(pk=other.pk).update(merged_into=here, live=False)
    html = f'<a linktype="person" id="{other.pk}">she</a>'
    assert here.get_absolute_url() in shown_to(reader, html)


def test_nonsense_in_place_of_a_number_leads_nowhere(reader: User) -> None:
    for key in ("", "x", "9" * 30, "-1"):
        assert shown_to(reader, f'<a linktype="person" id="{key}">she</a>') == "<a>she</a>"


def test_the_record_knows_which_page_links_to_it(reader: User) -> None:
    person = make.person("Wang Min")
    link = f'<p><a linktype="person" id="{person.pk}">she</a></p>'
    make.article("About her", body=make.stream(("text", link)))
    assert "About her" in [link.title for link in backlinks(person, reader)]


def test_the_editor_of_texts_gives_a_link_back_as_it_was(editor: User) -> None:
    person = make.person("Wang Min")
    converter = ContentstateConverter(features=["link"])
    html = f'<p>So <a linktype="person" id="{person.pk}">she</a> said, <a href="/x/">there</a>.</p>'
    token = asking.set(editor)
    state = converter.from_database_format(html)
    asking.reset(token)
    entities = json.loads(state)["entityMap"].values()
    assert person.get_absolute_url() in [one["data"].get("url") for one in entities]
    stored = converter.to_database_format(state)
    assert f'<a linktype="person" id="{person.pk}">she</a>' in stored or (
        f'<a id="{person.pk}" linktype="person">she</a>' in stored
    )
    assert '<a href="/x/">there</a>' in stored
