"""Dates in text mean what a colleague would say they mean, as precisely as they are known."""

from datetime import date, datetime

import pytest

from kb.importing.dates import find_dates
from kb.importing.dates.resolving import PARTS_OF_DAY, PARTS_OF_MONTH
from kb.records import spans
from tests.gold import the_five
from tests.mention_figures import dates_of, phrases_of

WRITTEN = date(2026, 1, 7)  # a Wednesday


def read(text: str, reference: date | None = WRITTEN, language: str = "") -> list[str]:
    return [
        f"{one.text}={one.from_}{'' if one.from_ == one.to else f'..{one.to}'} {one.precision}"
        for one in find_dates(text, reference, language)
    ]


def test_written_dates_in_three_writings_are_read_as_labelled() -> None:
    right, wrong = phrases_of("work")
    assert wrong == []
    assert right > 90


def test_dates_of_the_five_documents_are_found() -> None:
    if not (documents := the_five()):
        pytest.skip("The five documents do not lie beside the repository.")
    hit, false, missed = dates_of(documents)
    assert hit / (hit + false) >= 0.95
    assert hit / (hit + missed) >= 0.95


def test_parts_of_days_and_months_are_those_of_records() -> None:
    assert PARTS_OF_DAY == spans.PARTS_OF_DAY
    assert PARTS_OF_MONTH == spans.PARTS_OF_MONTH


def test_without_a_reference_only_full_dates_are_found() -> None:
    assert read("昨天, 1月5日, 2024年3月5日", None) == ["2024年3月5日=2024-03-05 day"]


def test_a_dateline_tells_the_day_for_the_rest_of_its_line() -> None:
    assert read("1月3日消息,在今晚的直播中\n今晚") == [
        "1月3日=2026-01-03 day",
        "今晚=2026-01-03T18:00..2026-01-03T23:59 part_of_day",
        "今晚=2026-01-07T18:00..2026-01-07T23:59 part_of_day",
    ]


def test_a_time_of_day_alone_is_on_the_day_told_before_in_the_line() -> None:
    assert (
        read("1月5日,有人爆料。晚上8时许,公司回应")[1]
        == "晚上8时许=2026-01-05T20:00..2026-01-05T20:59 hour"
    )


def test_an_impossible_date_is_no_part_of_a_date() -> None:
    for text in ("2月30日", "2025年13月5日", "30 February 2024", "1月7日25时", "2023-02-29"):
        assert read(text) == [], text


def test_what_only_looks_like_a_date_is_none() -> None:
    text = (
        "版本3.12.1,第2008页,每周一例会,一周一次,登上月球,目前天气,以前天为例,今日头条,2.5日,15日内,"
        "100年历史,3月球,周边,5号楼。They may 5 times march on; Theresa May; page 2008; every Monday; "
        "https://a.example/2024/03/05/x.html Q1: why? OFFICE2016, 2024-5678, $2,024."
    )
    assert read(text) == []


def test_the_order_of_digits_is_asked_of_the_language_alone() -> None:
    assert read("3/5/2024") == []
    assert read("3/5/2024", language="en-US") == ["3/5/2024=2024-03-05 day"]
    assert read("3/5/2024", language="en-GB") == ["3/5/2024=2024-05-03 day"]


def test_hours_ago_need_the_time_of_the_text() -> None:
    assert read("2小时前") == []
    assert read("2小时前", datetime(2026, 1, 7, 15, 7)) == [
        "2小时前=2026-01-07T13:00..2026-01-07T13:59 hour"
    ]


def test_time_grows_with_length_only() -> None:
    for piece in ("1月", "二〇", "2026-", "Jan 5-", "上上", "年初年底", "on the morning of "):
        find_dates(piece * 800, WRITTEN)


def test_places_hold_in_the_text_as_typed() -> None:
    text = "㈱於２０２６年１月６日發布，週五晚間更新"
    found = find_dates(text, WRITTEN)
    assert [text[one.start : one.end] for one in found] == ["２０２６年１月６日", "週五晚間"]
