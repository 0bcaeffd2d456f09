"""What is damaged is repaired, what is not stays as it is, and every difference is told."""

from pathlib import Path

import pytest

from kb.importing.repairs.cleaning import Cleaned, clean
from kb.importing.repairs.edit import REASONS

DATA = Path(__file__).parents[3] / "data" / "importing"
CLEAN = sorted((DATA / "clean").iterdir())
DAMAGED = sorted(DATA.glob("damaged/*.expected.txt"))


@pytest.mark.parametrize("file", CLEAN, ids=lambda file: file.name)
def test_a_clean_document_comes_out_unchanged(file: Path) -> None:
    text = file.read_text()
    assert clean(text) == Cleaned(text, ())


@pytest.mark.parametrize("file", DAMAGED, ids=lambda file: file.name)
def test_a_damaged_document_comes_out_as_it_should(file: Path) -> None:
    raw = file.with_name(file.name.replace(".expected", "")).read_text()
    cleaned = clean(raw)
    assert cleaned.text.strip("\n") == file.read_text().strip("\n")
    assert clean(cleaned.text).repairs == ()
    assert {repair.reason for repair in cleaned.repairs} <= set(REASONS)


@pytest.mark.parametrize("file", DAMAGED, ids=lambda file: file.name)
def test_with_every_repair_refused_the_raw_text_is_there_again(file: Path) -> None:
    raw = file.with_name(file.name.replace(".expected", "")).read_text()
    refused: set[str] = set()
    for _ in range(9):  # what is refused may let another rule see the same spot
        repairs = clean(raw, refused).repairs
        refused |= {repair.key for repair in repairs}
        if not repairs:
            break
    assert clean(raw, refused).text == raw


def test_repairs_say_where_in_the_raw_text_they_are() -> None:
    raw = "目標(biāo)是讓客戶(hù)滿意,服務(wù)是根本,并且不斷改進"
    repairs = clean(raw).repairs
    assert [(r.rule, raw[r.start : r.end], r.after) for r in repairs] == [
        ("pinyin", "(biāo)", ""),
        ("pinyin", "(hù)", ""),
        ("pinyin", "(wù)", ""),
        ("wrong_traditional", "并", "並"),
        ("punctuation", ",", "，"),
        ("punctuation", ",", "，"),
    ]


def test_one_repair_can_be_refused() -> None:
    raw = "目標(biāo)是讓客戶(hù)滿意"
    first = clean(raw).repairs[0]
    assert clean(raw, {first.key}).text == "目標(biāo)是讓客戶滿意"


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        # Between Chinese characters and nowhere else.
        ("公司表示,会退款", "公司表示，会退款"),
        ("比分3:2,共1,000人", "比分3:2,共1,000人"),
        ("价格(含税)不变", "价格（含税）不变"),
        ("指标(KPI)不变", "指标(KPI)不变"),
        ("作者:admin", "作者:admin"),
        ("他说,“好”", "他说，“好”"),
        ("结束了!", "结束了!"),
        ("见https://example.com/wiki/危机:公关 一页", "见https://example.com/wiki/危机:公关 一页"),
        ("写信到a@example.com,收件人,主任", "写信到a@example.com,收件人，主任"),
        # Readings.
        ("品牌戰(zhàn)略", "品牌戰略"),
        ("品牌戰(lüè)略", "品牌戰(lüè)略"),
        ("字母米(mi)", "字母米(mi)"),
        ("此处重读作重(chóng)", "此处重读作重(chóng)"),
        # Bytes read late.
        ("獲得市場??焖贁U張", "獲得市場。快速擴張"),
        ("??我不信A", "??我不信A"),
        ("真的吗??当然", "真的吗??当然"),
        # Traditional: by words, not characters.
        ("後來由于氣候，採訪延後", "後來由於氣候，採訪延後"),
        ("說明會于6月19日舉行，結果于次月公布", "說明會於6月19日舉行，結果於次月公布"),
        ("總經理于先生與皇后飯店", "總經理于先生與皇后飯店"),
        ("關系與聯系都須維護", "關係與聯繫都須維護"),
        ("系統與控制造成的結果", "系統與控制造成的結果"),
        ("特制定本辦法，監制度完善", "特制定本辦法，監制度完善"),
        ("機制作用明顯，與此無關系統", "機制作用明顯，與此無關系統"),
        ("由于关系复杂", "由于关系复杂"),
        # English full stops.
        ("It was late.Nobody came back.", "It was late. Nobody came back."),
        ("It ended on March 11.The rest is known.", "It ended on March 11. The rest is known."),
        ("We use Node.js and example.Com today.", "We use Node.js and example.Com today."),
        ("The U.S.A. won a.B case.", "The U.S.A. won a.B case."),
        # Marks of notes.
        ("It failed [3][30]. It rose again [31].", "It failed. It rose again."),
        ("See note [3].", "See note [3]."),
        ("In 2023 [11]. In the end [12].", "In 2023. In the end."),
        ("x = a[1] + b[2].", "x = a[1] + b[2]."),
    ],
)
def test_a_line(raw: str, wanted: str) -> None:
    assert clean(raw).text == wanted


@pytest.mark.parametrize(
    "line",
    [
        "上一篇：北岸乳業停售",
        "下一篇 2024年3月2日 下午4:05",
        "Previous post: Ten loaves",
        "已阅读3页，还剩12页未读",
        "《手册》_第3页",
        "原创文章，作者：someone，如若转载，请注明出处",
        "版权所有：都市观察",
        "© 2024 Hartwell Media",
        "(12)",
        "阅读 1.2万",
        "0/150",
        "網友評論（3）",
        "發表評論",
        "Share this article",
    ],
)
def test_a_line_of_the_page_below_the_text_goes(line: str) -> None:
    text = "面包店的星期二：一个小店怎样用三句话结束一场风波。"
    assert clean(f"{text}\n{line}").text == text


@pytest.mark.parametrize(
    "line", ["分享", "评论", "温馨提示", "上一篇文章谈过成本。", "相关推荐", "(3)", "Menu"]
)
def test_a_heading_inside_the_text_stays(line: str) -> None:
    text = "面包店的星期二：一个小店怎样用三句话结束一场风波，值得每个人读。"
    whole = f"{text}\n\n{line}\n\n{text}"
    assert clean(whole).text == whole


def test_words_of_the_interface_before_a_line_go() -> None:
    text = "City Observer · 2024-06-03 08:15\nNobody was hurt when the ovens came loose, said the firm."
    assert clean(f"Share  icon  Search documents  {text}").text == text
