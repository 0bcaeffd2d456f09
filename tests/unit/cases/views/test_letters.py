"""A long list of names is in the order of its reader's language, with an index by letter."""

import re

import pytest
from django.test import Client

from cases.models import Person

pytestmark = pytest.mark.django_db

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗"


@pytest.fixture(autouse=True)
def hundreds_of_people() -> None:
    rows = [(f"Äda {n:03}", f"{SURNAMES[n % 20]}甲{n}") for n in range(400)]
    rows += [("Zeng Li", "曾丽"), ("3M", "36号"), ("bo", "单文"), ("", "解一")]
    Person.objects.bulk_create(
        Person(name_en=english, name_zh=chinese, slug=f"p{n}", live=True)
        for n, (english, chinese) in enumerate(rows)
    )


def page(client: Client, language: str, query: str = "") -> str:
    return client.get(f"/{language}/people/{query}").content.decode()


def names(html: str) -> list[str]:
    titles = re.findall(r'result__title"><a href="[^"]*">(.*?)</a>', html)
    return [re.sub(r"<[^>]*>", "", title) for title in titles]


@pytest.mark.parametrize(
    ("language", "letters"),
    [("en", "ABXZ#"), ("zh-hans", "CGHLMSWXYZ#"), ("zh-hant", "CGHLMSWXYZ#")],
)
def test_letters_lead_to_the_page_where_each_begins(
    reader_client: Client, language: str, letters: str
) -> None:
    html = page(reader_client, language)
    links = re.findall(r'letters__link" href="([^"#]*)#letter-(\w+)">(.)<', html)
    assert "".join(letter for _url, _anchor, letter in links) == letters
    for url, anchor, letter in (links[1], links[-2], links[-1]):
        there = reader_client.get(url).content.decode()
        assert f'id="letter-{anchor}">{letter}<' in there


def test_every_name_is_met_once_whichever_language_orders_them(reader_client: Client) -> None:
    for language in ("en", "zh-hant"):
        met = [
            name
            for number in range(1, 18)
            for name in names(page(reader_client, language, f"?page={number}"))
        ]
        assert len(met) == len(set(met)) == 404
    # Surnames are read as such: 单 with S, 解 with X, 曾 with Z.
    assert met.index("羅甲399") < met.index("單文") < met.index("孫甲391")
    assert met.index("解一") < met.index("徐甲390")
    assert met.index("曾麗") < met.index("張甲382")
    assert met[-1] == "36號"
