"""Plain texts: encodings that lie, invisible characters, and bait for every pattern there is."""

import re
from collections.abc import Iterator
from random import Random

_CHINESE = "晨星电器发布公告，宣布召回部分烤箱；公司表示用户可以选择退款或者换新。\n"
_TRADITIONAL = "晨星電器發布公告，宣布召回部分烤箱；公司表示用戶可以選擇退款或者換新。\n"

# What some pattern begins with, goes on with, or waits for.
BAITS = (
    " ", "\t", "\n", "\u3000", "\xa0", "1", "12", "0.", "1.", "1、", "a", "A", "Ab ", "AB", "a b", "A. ",
    "(", "（", "(a", "（一", "((", ")", "[", "[1", "[1]", "[1] ", "[1,", "[1]: a\n", "{", "<", "<a", "&lt;",
    "“", "”", "“a", "「", "「汉", "『", '"', '"a ', "'", "’s ", "《", "-", "--", "—", "–", " - ", "=", "_", "_a",
    "_汉字", "|", "｜", "| a ", "·", "•", "- a\n", "* ", "#", "# a\n", "...", "…", "。", "，", "；", "：", "、", "！",
    ".", ",", ";", ":", "?", "!", "??汉A", "??", "汉", "汉 ", "汉字", "汉字 ", "汉,", "汉, ", "汉(", "汉(hàn)", "汉(汉)汉",
    "(汉字", "漢(zhàn)", "的", "于", "後", "采于并", "公司", "某某公司", "某公司说", "某集团有限公司", "Inc ", "Foo Inc ",
    "Mr ", "Mr Lee ", "Lee said ", "Lee Lee ", "CEO ", "总", "王总", "先生", "记者", "来源：", "作者：", "时间：", "By ",
    "甲：", "问：", "答：", "问：答：", "Q: ", "Q: A: ", "解决方案：", "优点：", "缺点：", "实施步骤：", "第一章", "一、", "（一）",
    "1.1 ", "1.1.1", "3.1a", "年", "月", "日", "1年", "1月", "1日", "2020年", "2020年1月", "2020年1月1日", "1月1日", "2020-",
    "2020-01-01", "2020/1/", "1/2/", "1:", "12:30", "下午", "下午3点", "上午1时", "昨天", "昨", "今晚", "去年", "年底", "上旬", "周一",
    "上周", "星期", "三天前", "两周", "十", "百", "二〇", "民国", "民國97年", "农历", "农历汉", "上世纪", "90年代", "Q1 ", "Q1", "1-", "1至",
    "1—", "1~2", "1-2月", "1日至", "1月1日至", "2019-2021年", "Jan ", "Jan 1", "Jan 1, ", "January ", "May ", "mid-", "early ", "late ",
    "the ", "the first ", "last ", "last week ", "three ", "twenty ", "3 days ", "3 days ago ", "a week ", "Monday ", "on Monday ", "1st ",
    "of ", "1 of ", "from 1 ", "between ", "1990s ", "fiscal ", "half of ", "noon ", "3 pm ", "3pm", "at 3 ", "BC ", "http://", "http://a",
    "https://a.b/c ", "www.", "www.a", "www.www.", "a@", "@", "a@b.", "/", "//", "\\", "a/", "%E4", "C:\\", "a.b", "a.B", "word.Word", "e.g. ",
    "上一篇", "下一篇：", "相关推荐\n", "评论\n", "点赞 ", "分享\n", "(0)", "阅读 1", "第1页\n", "1/9\n", "版权", "©", "登录\n", "Login\n", "Home > ",
    "Copyright ", "举报\n", "3 6 Ke ", "a  b", "a   ", "汉  汉", "ﷺ", "e\u0301", "\u0301", "\u200b", "\u200f", "\ufeff", "😀", "\U00020000",
    "ß", "İ", "K", "½", "①", "Ⅳ", "０", "Ａ", "1,000", "1,", "%", "1%", "$1", "¥", "万", "1万", "3.5亿", "+1", "1+", "1°", "№", "---\n", "===\n",
    "标题\n正文。\n", "a\n\n", "汉字\n\n", "来源：汉字 2020-01-01\n", "汉 2020-01-01\n汉\n", "Title\nBy A\n", "A: b\n", "1. a 2. b ", "答1", "图1", "表1",
    "日前", "近日", "月底", "初", "号", "1号", "时", "分", "秒", "点", "半", "刻", "前", "后", "內", "内", "以来", "起", "止", "期间", "左右", "许",
)  # fmt: skip


def files(dice: Random) -> Iterator[tuple[str, str, bytes]]:
    """Yield kind, name and bytes."""
    for data in (b"", b" ", b"\n\r\t", b"\xef\xbb\xbf", b"\xff\xfe", b"\0", b"\0" * 5_000):
        yield "empty", "empty.txt", data
    for codec in (
        "utf-8",
        "gb18030",
        "utf-16-le",
        "utf-16-be",
        "utf-7",
        "utf-32",
        "shift-jis",
        "cp1252",
    ):
        data = _CHINESE.encode(codec, "ignore") * 50
        other = _TRADITIONAL.encode(dice.choice(("big5", "utf-8", "utf-16-le", "gb18030"))) * 50
        yield "mixed encodings", f"{codec}.txt", data + other
        yield "cut encoding", f"{codec}.txt", data[: -dice.randrange(1, 4)]
        yield "wrong encoding", f"{codec}.txt", b"\xff\xfe" + data[1:]
        yield "wrong encoding", f"{codec}.html", b'<html><meta charset="no-such">' + data
    for size in (10, 5_000, 3_000_000):
        yield "noise", "noise.txt", dice.randbytes(size)
        yield "noise", "noise.html", dice.randbytes(size)
        yield "noise", "noise.md", dice.randbytes(size)
    for piece in ("\0", "\u202e", "\u2066", "\x1b[31m", "\b", "\x7f", "\u200d", "\ufeff", "\u0301"):
        yield "controls", "controls.txt", (_CHINESE + piece * 3).encode() * 200
        yield "controls", "many.txt", piece.encode() * 100_000
        yield "controls", "wide.txt", (_CHINESE + piece * 3).encode("utf-16") * 100
    yield "controls", "surrogates.txt", b"\xff\xfe" + b"\x00\xd8a\x00" * 5_000
    yield "huge text", "100mb.txt", b"The bakery. " * 8_400_000
    yield "huge text", "19mb.txt", b"x" * 19_000_000
    yield "huge text", "emoji.txt", "😀".encode() * 4_900_000
    yield "huge text", "gbk.txt", _CHINESE.encode("gb18030") * 250_000
    yield "huge text", "utf16.txt", _CHINESE.encode("utf-16") * 200_000
    yield "huge line", "line.txt", (_CHINESE.replace("\n", "") * 9_000).encode()
    yield "huge line", "english.txt", b"The bakery pulled its rye loaf in March 2021. " * 21_000
    yield "huge line", "letters.txt", b"x" * 990_000
    yield "huge text", "lines.txt", b"\n" * 990_000
    yield "huge text", "short.txt", b"a\n" * 490_000
    yield "huge text", "chinese.txt", (_CHINESE * 26_000).encode()
    yield "huge text", "other.txt", (_TRADITIONAL * 26_000).encode()
    for bait in BAITS:
        yield "pattern bait", f"{_named(bait)}.txt", (bait * (99_000 // len(bait))).encode()
    for _ in range(100):
        unit = "".join(dice.choices(BAITS, k=dice.choice((2, 2, 3, 4))))
        yield "pattern bait", f"{_named(unit)}.txt", (unit * (99_000 // len(unit))).encode()
    for bait in dice.sample(BAITS, 60):
        yield "long pattern bait", f"{_named(bait)}.txt", (bait * (990_000 // len(bait))).encode()


def _named(bait: str) -> str:
    return re.sub(r"[^\w]", lambda found: f"{ord(found[0]):x}", bait)[:40]
