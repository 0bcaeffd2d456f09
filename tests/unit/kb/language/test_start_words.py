"""What Wagtail words while the site starts is worded again for whoever reads."""

import json

import pytest
from django.contrib.auth.models import User
from django.test import Client, RequestFactory
from django.utils.translation import override
from wagtail.admin.views.i18n import localized_js_catalog
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.users.models import UserProfile

from kb.models import Rule
from kb.records.viewset import UPDATED
from kb.records.widgets import RecordChooser


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["Search", "Choose firewall rule", "Updated"]),
        ("zh-hans", ["搜索", "选择防火墙规则", "更新时间"]),
        ("zh-hant", ["搜尋", "選擇防火牆規則", "更新時間"]),
    ],
)
def test_labels_made_at_the_start_follow_the_reader(language: str, words: list[str]) -> None:
    chooser = RecordChooser(model=Rule)
    with override(language):
        said = [ChooserViewSet.search_tab_label, chooser.choose_one_text, UPDATED.label]
        assert [str(one) for one in said] == words


@pytest.mark.parametrize(("language", "said"), [("zh-hans", "拆分内容块"), ("zh-hant", "分割區塊")])
def test_the_scripts_of_the_admin_have_the_words_that_wagtail_lacks(
    language: str, said: str
) -> None:
    request = RequestFactory().get("/admin/jsi18n/")
    request.user = User()
    with override(language):
        catalogue = localized_js_catalog(request).content.decode()
    assert json.dumps(said) in catalogue


@pytest.mark.django_db
def test_what_the_admin_does_not_find_is_said_in_the_language_of_its_reader(
    editor_client: Client, editor: User
) -> None:
    profile = UserProfile.get_for_user(editor)
    profile.preferred_language = "zh-hant"
    profile.save()
    for address in ("/admin/no-such-page/", "/admin/snippets/cases/incident/edit/777/"):
        page = editor_client.get(address, headers={"accept-language": "en"}).content.decode()
        assert "沒有找到頁面" in page or "這裡什麼也沒有" in page, page[:2000]
