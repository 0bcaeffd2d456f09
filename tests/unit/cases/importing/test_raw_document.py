"""The page of one raw document is for those who may work on its import."""

import pytest
from django.test import Client

from tests import factories as make
from tests.cast import client_of

pytestmark = pytest.mark.django_db


def test_it_shows_the_repaired_text_to_an_editor(editor_client: Client) -> None:
    found = make.raw_document("標題：公司召回烤箱\n公司表示,本周召回烤箱。")
    page = editor_client.get(f"/en/imports/documents/{found.pk}/").content.decode()
    assert "公司表示，本周召回烤箱" in page


@pytest.mark.parametrize("persona", ["reader", "editor"])
def test_nobody_outside_its_groups_learns_of_it(persona: str) -> None:
    found = make.raw_document("公司召回烤箱。", groups=[make.legal_group()])
    assert client_of(persona).get(f"/en/imports/documents/{found.pk}/").status_code == 404
