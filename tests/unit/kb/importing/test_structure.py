"""A text is taken apart: languages, items, head, halves, measures and headings."""

import pytest

from kb.importing.document import Document, taken_apart
from kb.importing.read_text import ReadText
from kb.importing.structure.bylines import Byline, byline
from kb.importing.structure.languages import passages

DIGEST = """晨星电器召回烤箱_本地新闻_都市观察网
都市观察6月3日消息,晨星电器发布公告,召回三千台烤箱,并承诺全额退款。公司负责人在电话里对记者表示,召回从下周一开始,门店同时接受退货,用户不需要提供...
...电器召回事件背后:门铰链为何松动
业内人士分析,门铰链的松动与供应商更换有关。今年以来,已有两家企业因为类似原因召回产品,专家建议消费者查看铭牌上的生产日期,如果发现...
烤箱召回,用户怎么说 | 生活频道
烤箱召回,用户怎么说 记者走访了三家门店。多数用户对退款表示满意,也有人抱怨客服电话打不通,希望公司能在网上公布处理进度,让大家心里有数...
"""
BLOCKS = """Recall digest, week 23

1. Morningstar recalls ovens
Morningstar Appliances recalled three thousand ovens on Monday after hinges came loose in several kitchens.
City Observer · 3 June 2024

2. Why hinges fail
Engineers say that a change of supplier explains the failures, and that the label shows which ones are meant.
Trade Weekly · 4 June 2024

3. Customers wait for answers
Most people whom we met at three shops were content with the refund; some could not reach the hotline.
https://example.com/customers
"""
TWICE = """晨星电器,召回背后的三个问题
都市观察· 2024-06-04 10:20
Core Viewpoint - The recall shows how fast a supplier's change becomes a matter of trust, and that the first day decides what people remember of it.
晨星电器：召回背后的三个问题
都市观察 2024-06-03 08:51
召回公告发出的第二天，门店里排起了队。一位店员说，大家最关心的不是退款，而是家里那台还能不能用。公司没有料到这一点。
"""
ARTICLE = """面包店的三条经验

先说发生了什么

上个星期二，店里的电话响了四十多次。店主没有解释配方，而是先问对方感觉怎么样。

再说谁受影响

三位顾客起了疹子，没有人住院。公告里写了人数，也写了怎么联系店里。

最后说改什么

黑麦面包停售三天，供应商换了一家。店主说，这是最贵的一课。
"""
PLAN = """一、现场
1.1 通知顾客
解决办法：在门口贴出告示，说明停电时间。
利弊分析：优势在于简单直接；劣势是雨天看不清。
实施步骤：
- 打印告示。
- 每小时更新。
二、之后
3.1 复盘
对策：当天写下三句话。
优点：记得清楚。
缺点：大家都累了。
步骤：
1. 店长召集。
2. 记录员整理。
附录
"""


def apart(text: str, **said: str) -> Document:
    return taken_apart(ReadText("a.txt", text, "utf-8", **said))


def test_a_digest_of_cut_excerpts_is_split() -> None:
    found = apart(DIGEST)
    assert [(item.title, item.outlet, item.date) for item in found.items] == [
        ("晨星电器召回烤箱", "都市观察", "6月3日"),
        ("[…]电器召回事件背后：门铰链为何松动", "", ""),
        ("烤箱召回，用户怎么说", "生活频道", ""),
    ]
    assert found.items[2].text.startswith("记者走访")  # without the title that it repeats
    assert all(found.text[item.start : item.end] == item.text for item in found.items)
    assert found.head.title == ""


def test_a_digest_of_blocks_is_split() -> None:
    found = apart(BLOCKS).items
    assert [(item.title, item.outlet, item.date, item.url) for item in found] == [
        ("Morningstar recalls ovens", "City Observer", "3 June 2024", ""),
        ("Why hinges fail", "Trade Weekly", "4 June 2024", ""),
        ("Customers wait for answers", "", "", "https://example.com/customers"),
    ]


def test_one_article_in_two_languages_under_two_bylines_is_two_items() -> None:
    found = apart(TWICE).items
    assert [(item.outlet, item.date) for item in found] == [
        ("都市观察", "2024-06-04 10:20"),
        ("都市观察", "2024-06-03 08:51"),
    ]
    assert found[0].title_key == found[1].title_key
    assert apart(TWICE).head.title == found[0].title


def test_an_article_with_headings_is_no_digest() -> None:
    found = apart(ARTICLE)
    assert found.items == []
    assert [heading.text for heading in found.headings] == [
        "先说发生了什么",
        "再说谁受影响",
        "最后说改什么",
    ]
    assert found.head.title == "面包店的三条经验"


def test_measures_of_a_plan_have_their_parts() -> None:
    first, second = apart(PLAN).plan.measures
    assert (first.section, first.number, first.title) == ("现场", "1.1", "通知顾客")
    assert first.solution == "在门口贴出告示，说明停电时间。"
    assert (first.advantages, first.drawbacks) == ("优势在于简单直接", "劣势是雨天看不清。")
    assert first.steps == ("打印告示。", "每小时更新。")
    assert (second.section, second.advantages, second.drawbacks) == (
        "之后",
        "记得清楚。",
        "大家都累了。",
    )
    assert second.steps == ("店长召集。", "记录员整理。")


def test_questions_have_their_answers() -> None:
    text = "Q1: 退款要多久? A: 三天之内。 Q2: 要带发票吗? A: 不用。"
    assert apart(text).plan.questions == [("退款要多久?", "三天之内。"), ("要带发票吗?", "不用。")]


def test_halves_of_a_bilingual_text_are_paired() -> None:
    english = "Say what happened first. Then say who was harmed. Then stop."
    found = apart(f"{english}\n\n先说清楚发生了什么。再说谁受到了伤害。然后停下。").halves
    assert found is not None
    assert found.english == english
    assert [(bead.english, bead.chinese) for bead in found.aligned.beads] == [
        ((0,), (0,)),
        ((1,), (1,)),
        ((2,), (2,)),
    ]
    assert apart(ARTICLE).halves is None


def test_languages_are_told_passage_by_passage() -> None:
    text = "A short apology.\n简短的道歉。\n簡短的道歉與說明。\n再說一次。"
    assert [(text[p.start : p.end], p.language.tag) for p in passages(text)] == [
        ("A short apology.", "en"),
        ("简短的道歉。", "zh-Hans"),
        ("簡短的道歉與說明。\n再說一次。", "zh-Hant"),
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("都市观察 · 2024-06-03 09:44", Byline("都市观察", "", "2024-06-03 09:44")),
        ("2024年6月3日 10:20 来源：都市观察", Byline("都市观察", "", "2024年6月3日 10:20")),
        ("发布时间：2024/6/3 作者：陈一鸣", Byline("", "陈一鸣", "2024/6/3")),
        ("By Jane Moore | 4 March 2024", Byline("", "Jane Moore", "4 March 2024")),
        ("4 2 Daily· 2024-06-03 08:51", Byline("42 Daily", "", "2024-06-03 08:51")),
        ("公司在2024年6月3日宣布召回三千台烤箱并且退款。", None),
        ("没有日期的一行", None),
    ],
)
def test_bylines(line: str, said: Byline | None) -> None:
    assert byline(line) == said


def test_a_document_says_where_it_comes_from() -> None:
    found = apart(
        "晨星电器召回烤箱 - 都市观察\n2024年6月3日 10:20 作者：陈一鸣\n"
        "晨星电器宣布召回三千台烤箱，并且承诺全额退款，门店从周一开始接受退货。\n"
        "原创文章,作者:someone,如若转载,请注明出处:https://example.com/1.html"
    ).head
    assert (found.title, found.outlet, found.author) == ("晨星电器召回烤箱", "都市观察", "陈一鸣")
    assert (found.date, found.date_from) == ("2024年6月3日 10:20", "byline")
    assert found.url == "https://example.com/1.html"


def test_what_the_file_says_comes_first() -> None:
    found = apart("一行。\n两行。", title="召回公告_都市观察", published="2024-06-03").head
    assert (found.title, found.outlet, found.date, found.date_from) == (
        *("召回公告_都市观察", "", "2024-06-03"),
        "file",
    )


def test_dates_are_counted_from_the_day_of_publication() -> None:
    found = apart("召回公告\n都市观察 2024-06-04 10:20\n昨天公司发布公告。6月1日前购买的可以退款。")
    assert found.published is not None
    assert (found.published.from_, found.published.precision) == ("2024-06-04T10:20", "minute")
    assert [(d.text, d.from_) for d in found.dates][1:] == [
        ("昨天", "2024-06-03"),
        ("6月1日", "2024-06-01"),
    ]


def test_a_text_without_a_day_of_its_own_tells_no_yesterday() -> None:
    found = apart(
        "召回公告\n昨天公司发布公告。投诉始于2024年5月。5月6日的帖子最早，见2024年的记录。"
    )
    assert found.published is None
    assert [(d.text, d.from_) for d in found.dates] == [
        ("2024年5月", "2024-05-01"),
        ("5月6日", "2024-05-06"),
        ("2024年", "2024-01-01"),
    ]


def test_a_computers_date_is_a_minute_of_local_time() -> None:
    found = apart("召回公告\n正文。", published="2024-06-03T01:30:00Z").published
    assert found is not None
    assert (found.from_, found.precision) == ("2024-06-03T09:30", "minute")
