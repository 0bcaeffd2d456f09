"""Chinese in the reader's script: the converter's known faults, names, and text that is right already."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opencc import OpenCC

from kb.language import converters
from kb.language.ambiguity import spots
from kb.language.conversion import (
    VARIANTS,
    Variant,
    convert,
    convert_pieces,
    convert_plain,
    fold_script,
    variant,
)
from kb.language.converters import converter
from kb.language.detection import count_scripts
from kb.language.protected_terms import NO_TERMS, Term, TermSet, term_set
from kb.language.script_tables import SIMPLIFIED_ONLY, TRADITIONAL_ONLY
from tests.conversion_cases import differences, opencc_cases, rows

CHINESE = st.text(
    st.one_of(
        st.sampled_from(
            "的一是了我不人在他有这個上們來到時大地為子中你说生国國年着著就那和要她出也得里裡后後"
        ),
        st.sampled_from(
            "发髮發干乾幹面麵只隻系係繫松鬆复複復台臺范範钟鐘鍾云雲余餘。，！\n <&>aB1\ue000\ue001"
        ),
        st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF),
    ),
    max_size=60,
)

# The four faults of character conversion across words, then everyday sentences of the trade.
EVERYDAY = [
    ("一个中国", "一個中國"),
    ("百年历史", "百年歷史"),
    ("这项技术是被发明出来的", "這項技術是被發明出來的"),
    ("报告展示了如何应对", "報告展示了如何應對"),
    ("房间里有一只猫和两只狗", "房間裡有一隻貓和兩隻狗"),
    ("他松了一口气", "他鬆了一口氣"),
    ("干部们都在干活，衣服干净", "幹部們都在幹活，衣服乾淨"),
    ("头发剪短以后发现问题", "頭髮剪短以後發現問題"),
    ("皇后在后宫，后来走了", "皇后在後宮，後來走了"),
    ("请填写表格，再看手表", "請填寫表格，再看手錶"),
    ("复杂的问题反复出现", "複雜的問題反覆出現"),
    ("制造业的制度", "製造業的制度"),
    ("台风登陆台湾", "颱風登陸臺灣"),
    ("云计算平台与人云亦云", "雲計算平臺與人云亦云"),
    ("一周之内，周围的人", "一週之內，周圍的人"),
    ("里程碑在十公里以外", "里程碑在十公里以外"),
    ("丑闻传开", "醜聞傳開"),
    ("征求意见", "徵求意見"),
    ("面条放在桌面上", "麵條放在桌面上"),
    ("公司内部通报批评相关负责人", "公司內部通報批評相關負責人"),
    ("网友纷纷转发视频", "網友紛紛轉發視頻"),
    ("账号发表了致歉声明", "賬號發表了致歉聲明"),
    ("准备工作已获批准", "準備工作已獲批准"),
    ("联系系统的关系", "聯繫系統的關係"),
    ("仔细核实后回复用户", "仔細核實後回覆用戶"),
    ("有关于此的借口", "有關於此的藉口"),
    ("他们并未合并账目", "他們並未合併賬目"),
    ("千万别冲动，冲洗照片", "千萬別衝動，沖洗照片"),
    ("余额多余", "餘額多餘"),
    ("三只松鼠和三家公司", "三隻松鼠和三家公司"),
    ("尽管尽力，仍然困难", "儘管盡力，仍然困難"),
    ("签名与标签", "簽名與標籤"),
    ("先签一年，不是抽签", "先簽一年，不是抽籤"),
    # A surname is right even when no record knows the name.
    ("范伟姓范，范佳来、范仲淹也姓范", "范偉姓范，范佳來、范仲淹也姓范"),
    ("模范的示范，范围、范例与规范", "模範的示範，範圍、範例與規範"),
]


@pytest.mark.parametrize(("simplified", "traditional"), EVERYDAY)
def test_everyday_sentences_read_right_in_traditional(simplified: str, traditional: str) -> None:
    assert convert(simplified, "zh-hant", NO_TERMS) == traditional


@pytest.mark.parametrize(("simplified", "traditional"), EVERYDAY)
def test_what_is_traditional_already_is_left_alone(simplified: str, traditional: str) -> None:
    assert convert(traditional, "zh-hant", NO_TERMS) == traditional


@pytest.mark.parametrize(("simplified", "traditional"), EVERYDAY)
def test_traditional_typed_reads_well_in_simplified(simplified: str, traditional: str) -> None:
    assert convert(traditional, "zh-hans", NO_TERMS) == simplified
    assert convert(simplified, "zh-hans", NO_TERMS) == simplified


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        # 后 and 里 of a Traditional text are the empress and the mile.
        ("皇后說話。", "皇后說話。"),
        ("皇后說話。后里在台中", "皇后說話。后里在台中"),
        # Glyphs of Hong Kong in the Taiwan writing.
        ("裏面說着話", "裡面說著話"),
        # A quotation in the other script keeps to its own sentence.
        ("他說：「皇后駕到。」这里是后台。", "他說：「皇后駕到。」這裡是後臺。"),
        # A stray Simplified character in a Traditional sentence.
        ("這個說法没有問題，皇后", "這個說法沒有問題，皇后"),
        # Japanese is not Chinese.
        ("国家のために。国家", "国家のために。國家"),
    ],
)
def test_only_what_is_in_the_other_script_is_converted(typed: str, read: str) -> None:
    assert convert(typed, "zh-hant", NO_TERMS) == read


def test_a_simplified_text_with_a_traditional_name_keeps_its_own_words() -> None:
    assert convert("著名的雷軍说，效果显著", "zh-hans", NO_TERMS) == "著名的雷军说，效果显著"


def test_hong_kong_has_its_own_glyphs() -> None:
    assert convert("这里面着火了", "zh-hk", NO_TERMS) == "這裏面着火了"
    assert convert("這裡面", "zh-hk", NO_TERMS) == "這裏面"


NAMES = TermSet(
    "names",
    (
        Term(("范佳来",), "person"),
        Term(("徐洁云",), "person"),
        Term(("于谦", "余华"), "person"),
        Term(("李肖爽",), "person"),
        Term(("钟云",), "person"),
        Term(("午后狂睡",), "person"),
        Term(("台积电", "台積電")),
        Term(("一个中国原则研究会",)),
        Term(("IT之家",)),
        Term(("米",)),
        Term(("范",)),
    ),
)


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("记者范佳来在范围之内", "記者范佳來在範圍之內"),
        ("徐洁云、李肖爽", "徐潔雲、李肖爽"),
        ("于谦和余华于是发言", "于謙和余華於是發言"),
        ("钟云以后", "鍾雲以後"),
        # An account name is made of words.
        ("午后狂睡发文", "午後狂睡發文"),
        # The record says how the name is written.
        ("台积电的平台", "台積電的平臺"),
        ("一个中国原则研究会成立", "一個中國原則研究會成立"),
        ("IT之家发现", "IT之家發現"),
    ],
)
def test_names_come_from_their_records(simplified: str, traditional: str) -> None:
    assert convert(simplified, "zh-hant", NAMES) == traditional
    assert convert(traditional, "zh-hant", NAMES) == traditional
    assert convert(traditional, "zh-hans", NAMES) == simplified


SOFTWARE = Term(("软件",), says=(("zh-hant", "軟體"), ("zh-hk", "軟件"), ("zh-hans", "软件")))


@pytest.mark.parametrize(
    ("to", "read"), [("zh-hans", "软件开发"), ("zh-hant", "軟體開發"), ("zh-hk", "軟件開發")]
)
def test_a_term_may_say_what_a_region_reads(to: Variant, read: str) -> None:
    terms = term_set([SOFTWARE])
    assert convert("软件开发", to, terms) == read
    assert convert("軟件開發", to, terms) == read


def test_what_simplified_readers_are_told_holds_in_a_text_that_is_simplified() -> None:
    terms = term_set([Term(("视讯",), says=(("zh-hans", "视频"),))])
    assert convert("视讯会议", "zh-hans", terms) == "视频会议"


def test_a_term_holds_in_its_place_and_below_and_the_nearest_decides() -> None:
    terms = [
        Term(("软件",), says=(("zh-hant", "全站"),)),
        Term(("软件",), says=(("zh-hant", "一節"),), within="00010002"),
        Term(("软件",), says=(("zh-hant", "一頁"),), within="000100020003!"),
    ]
    for order in (terms, terms[::-1]):
        read = {
            place: convert("软件", "zh-hant", term_set(order, place))
            for place in ("", "0001", "00010002", "000100020003", "0001000200030004")
        }
        assert list(read.values()) == ["全站", "全站", "一節", "一頁", "一節"]


def test_hong_kong_typed_reads_well_everywhere() -> None:
    typed = "內裏説着話，原著作者衞先生"
    assert convert(typed, "zh-hans", NO_TERMS) == "内里说着话，原著作者卫先生"
    assert convert(typed, "zh-hant", NO_TERMS) == "內裡說著話，原著作者衛先生"
    assert convert(typed, "zh-hk", NO_TERMS) == typed


def test_one_character_is_never_a_name() -> None:
    assert convert("示范和小米", "zh-hant", NAMES) == "示範和小米"


def test_a_name_cannot_carry_markup() -> None:
    odd = TermSet("odd", (Term(("雷军<b>",)), Term(('雷军"x',)), Term(("雷&军",))))
    assert convert('雷军<b>"', "zh-hant", odd) == '雷軍<b>"'


def test_private_use_characters_of_a_text_survive() -> None:
    assert convert("发\ue000明\ue001发展\ue000", "zh-hant", NAMES) == "發\ue000明\ue001發展\ue000"


def test_half_a_surrogate_pair_stops_nothing() -> None:
    assert convert("\ud800发展", "zh-hant", NO_TERMS) == "\ufffd發展"


# One text in some ten thousand loses, when converted, the character that told its script: always
# the same texts are tried, so that none of those stops a run that has nothing to do with it.
@settings(derandomize=True)
@given(CHINESE, st.sampled_from(VARIANTS))
def test_a_converted_text_converts_to_itself(text: str, to: Variant) -> None:
    # Sentences of one script: what a mixture of both leans to may turn with its conversion.
    if not count_scripts(text).is_mixed:
        once = convert(text, to, NAMES)
        assert convert(once, to, NAMES) == once


def test_ginseng_is_the_same_word_in_taiwan_and_hong_kong() -> None:
    assert convert("他參加人參的研究", "zh-hk", NO_TERMS) == "他參加人參的研究"


@given(CHINESE, st.sampled_from(VARIANTS))
def test_nothing_but_chinese_characters_changes(text: str, to: Variant) -> None:
    converted = convert(text, to, NAMES)
    assert len(converted) == len(text)
    for before, after in zip(text, converted, strict=True):
        assert before == after or (before > "\u3400" and after > "\u3400")


@given(st.text(), st.text(), st.sampled_from(VARIANTS))
def test_no_text_whatever_breaks_it_or_is_cut_off(start: str, end: str, to: Variant) -> None:
    assert len(convert(f"{start}發展\0发展{end}", to, NAMES)) == len(start) + 5 + len(end)


def test_a_round_trip_gives_the_text_back() -> None:
    text = "".join(simplified for simplified, _traditional in EVERYDAY)
    assert convert(convert(text, "zh-hant", NO_TERMS), "zh-hans", NO_TERMS) == text


def test_english_readers_get_no_conversion() -> None:
    assert variant("en") is None
    assert variant(None) is None
    assert variant("zh-hant") == "zh-hant"


def test_the_script_tables_agree_with_the_converter() -> None:
    to_simplified, to_traditional = OpenCC("t2s"), OpenCC("s2t")
    assert not SIMPLIFIED_ONLY & TRADITIONAL_ONLY
    assert [one for one in SIMPLIFIED_ONLY if to_traditional.convert(one) == one] == []
    assert [one for one in TRADITIONAL_ONLY if to_simplified.convert(one) == one] == []


def test_pieces_beside_each_other_are_one_text_and_come_back_each_for_itself() -> None:
    terms = term_set(
        [
            Term(("信息技术",), says=(("zh-hant", "資訊科技"),)),
            Term(("用户",), says=(("zh-hant", "使用者"),)),
        ]
    )
    typed = ["", "一", "只猫的用", "户名和信息", "技术发", "展", ""]
    assert convert_pieces(typed, "zh-hant", terms) == [
        *["", "一", "隻貓的使用者", "名和資訊", "科技發", "展", ""]
    ]


@given(st.lists(CHINESE, min_size=1, max_size=5), st.sampled_from(VARIANTS))
def test_pieces_together_are_the_text_converted_as_one(texts: list[str], to: Variant) -> None:
    pieces = convert_pieces(texts, to, NAMES)
    assert "".join(pieces) == convert("".join(texts), to, NAMES)
    assert list(map(len, pieces)) == list(map(len, texts))


def test_everyday_sentences_of_many_fields_read_right() -> None:
    wrong = {
        typed: read
        for typed, traditional in rows("everyday.tsv")
        if (read := convert(typed, "zh-hant", NO_TERMS)) != traditional
    }
    assert wrong == {}


def test_what_is_typed_in_traditional_reads_as_the_mainland_writes() -> None:
    wrong = {
        typed: read
        for typed, simplified in rows("typed_traditional.tsv")
        if (read := convert(typed, "zh-hans", NO_TERMS)) != simplified
    }
    assert wrong == {}


def test_openccs_own_cases_stay_as_they_are_without_words() -> None:
    wrong = [
        case
        for case in opencc_cases()
        if converter(case.configuration)(case.typed) != case.expected
    ]
    assert wrong == []


def test_each_difference_from_openccs_cases_is_judged_and_no_judgement_is_left_over() -> None:
    found = {(case.name, case.configuration) for case, _ours in differences()}
    assert found == {(name, configuration) for name, configuration, _why in rows("judged.tsv")}


def test_no_dictionary_is_loaded_once_the_site_has_started(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def loaded(configuration: str) -> None:
        raise AssertionError(f"{configuration} is loaded during a request")

    monkeypatch.setattr(converters, "OpenCC", loaded)
    terms = term_set([Term(("范一一",), "person"), Term(("某某发展",)), SOFTWARE])
    typed = ("某某发展，范一一说：一碗面", "裡面說著話", "裏面説着話", "他说话。皇后說話。没有")
    for to in VARIANTS:
        for text in typed:
            convert(text, to, terms)
            convert_plain(text, to)
            spots(text, to, terms)
            fold_script(text)
