"""Scripts ask who is named in texts, as far as one person may see."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import call_command

from cases.models import Alias, Organisation
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_names_that_everybody_may_see_are_found_with_their_records(tmp_path: Path) -> None:
    known = make.person(
        "Hugo Example · 胡例子",
        Alias(text="例", language="zh", matchable=False),
        Alias(text="例大师", language="zh"),
    )
    closed = make.organisation("Secret Works · 秘密工厂")
    Organisation.objects.filter(pk=closed.pk).update(audience="groups")
    file = tmp_path / "text.txt"
    file.write_text("胡例子、例大師與 Secret Works 秘密工厂", "utf-8")
    out = io.StringIO()
    call_command("find_mentions", str(file), stdout=out)
    found = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [(one["text"], one["start"], one["kind"], one["record"]) for one in found] == [
        ("胡例子", 0, "person", known.slug),
        ("例大師", 4, "person", known.slug),
    ]


def test_unknown_names_and_quotations_come_when_asked_for(tmp_path: Path) -> None:
    make.person("Hugo Example · 胡例子")
    file = tmp_path / "text.txt"
    file.write_text("胡例子表示，“我们一定会查清楚”。记者林杜撰在场。", "utf-8")
    out = io.StringIO()
    call_command("find_mentions", str(file), "--unknown", "--quotations", stdout=out)
    found = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [(one["kind"], one["text"], one["record"]) for one in found] == [
        ("person", "胡例子", "hugo-example"),
        ("quotation", "我们一定会查清楚", "hugo-example"),
        ("person", "林杜撰", None),
    ]
