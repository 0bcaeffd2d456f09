"""Suggestions of one database; `tests.benchmarks.suggestions` runs it for both."""

import os
import random
import shutil
import statistics
from io import BytesIO
from pathlib import Path
from time import monotonic
from urllib.parse import urlencode

import django

django.setup()  # models can be imported only after it

from django.contrib.contenttypes.models import ContentType  # noqa: E402
from django.core.handlers.wsgi import WSGIHandler  # noqa: E402
from django.db import connection  # noqa: E402

from cases.models import Person  # noqa: E402
from kb.language.romanise import romanise_name  # noqa: E402
from kb.records.base import Audience  # noqa: E402
from kb.search import indexing  # noqa: E402
from kb.search.backends import engine  # noqa: E402
from kb.search.indexable import indexable  # noqa: E402
from kb.search.sources import SearchSource, SearchText, sources  # noqa: E402
from tests import cast  # noqa: E402
from tests import factories as make  # noqa: E402
from tests.benchmarks.processor_time import processor_time  # noqa: E402
from tests.database import build  # noqa: E402
from tests.temporary import temporary_folder  # noqa: E402

NAMES = 30_000
CHUNK = 1_000
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任雷"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华建国文辉玲红梅鹏飞云天海峰雪琴志远思雨欣怡子涵浩宇"
TYPED = (
    *("l", "w", "le", "zh", "lj", "zw", "wan", "lei", "wang", "zhang", "leijun", "zhangwei"),
    *("zhang wei", "wei zhang", "王", "军", "王伟", "張偉", "雷jun", "qqqq"),
)


def names() -> list[Person]:
    """Make people whose names are as frequent as drawing them makes them."""
    pick = random.Random(7)
    legal = make.legal_group()
    made = []
    for number in range(NAMES):
        name = pick.choice(SURNAMES) + "".join(pick.choices(GIVEN, k=pick.choice((1, 2, 2))))
        closed = number % 10 == 0
        made.append(
            Person(
                slug=f"name-{number}",
                name_en=romanise_name(name),
                name_zh=name,
                live=True,
                audience=Audience.GROUPS if closed else Audience.ALL,
            )
        )
    created: list[Person] = Person._base_manager.bulk_create(made, batch_size=CHUNK)
    through = Person.audience_groups.through
    through._base_manager.bulk_create(
        [
            through(person_id=person.pk, group_id=legal.pk)
            for person in created
            if person.audience == Audience.GROUPS
        ],
        batch_size=CHUNK,
    )
    return created


def index(people: list[Person]) -> None:
    """Write their entries, from their names alone."""

    def text(person: Person) -> SearchText:
        parts = person.name.parts("name")
        return SearchText(title=parts, names=parts)

    known = sources["person"]
    source = SearchSource(known.name, known.label, known.model, known.visible_to, text)
    content_type = ContentType.objects.get_for_model(Person)
    for first in range(0, len(people), CHUNK):
        rows = [(indexable(one, source), None) for one in people[first : first + CHUNK]]
        indexing._write(engine(), content_type, rows)
    engine().refresh()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # as the server does by itself before long


def main() -> None:
    """Measure the database that the environment names."""
    folder = Path(temporary_folder("casebook-suggestions-"))
    database = build(folder, f"suggestions_{os.getpid()}")
    cast.create_cast()
    make.home()
    began = monotonic()
    index(names())
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM kb_suggestionkey")
        (keys,) = cursor.fetchone()
    print(f"{connection.vendor}: {NAMES} names, {keys} keys, made in {monotonic() - began:.0f} s")
    cookie = "; ".join(
        f"{one.key}={one.value}" for one in cast.client_of("reader").cookies.values()
    )
    connection.settings_dict["CONN_MAX_AGE"] = 60  # as on the site
    handler = WSGIHandler()

    def request(typed: str) -> None:
        environ = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": "/en/search/suggest/",
            "QUERY_STRING": urlencode({"q": typed}),
            "HTTP_COOKIE": cookie,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "wsgi.input": BytesIO(),
            "wsgi.url_scheme": "http",
        }
        status = []
        response = handler(environ, lambda line, _headers: status.append(line))
        b"".join(response)
        response.close()
        assert status == ["200 OK"], status

    totals = []
    for typed in TYPED:
        time = processor_time(lambda typed=typed: request(typed), times=60, warm_up=10)  # type: ignore[misc]
        totals.append(time.total)
        print(f"  {typed:<10} {time}")
    print(f"  median {statistics.median(totals):.2f} ms, most {max(totals):.2f} ms", flush=True)
    database.remove()
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
