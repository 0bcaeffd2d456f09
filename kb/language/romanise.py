"""Chinese as plain Latin letters: for addresses, and for people without a Latin name."""

import re
import unicodedata

from pypinyin import Style, lazy_pinyin

from kb.language.names import split_surname

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")

# Surnames that are read otherwise than the same character elsewhere.
READ_AS_SURNAME = {
    "单": "shan", "單": "shan", "曾": "zeng", "解": "xie", "仇": "qiu", "任": "ren", "朴": "piao",
    "查": "zha", "盖": "ge", "蓋": "ge", "区": "ou", "區": "ou", "尹": "yin", "乐": "yue",
    "樂": "yue", "覃": "qin", "缪": "miao", "繆": "miao", "冼": "xian", "翟": "zhai", "葛": "ge",
    "尉迟": "yu chi", "尉遲": "yu chi", "长孙": "zhang sun", "長孫": "zhang sun",
    "万俟": "mo qi", "萬俟": "mo qi", "宓": "mi", "晁": "chao", "种": "chong", "佴": "nai",
}  # fmt: skip


def romanise(text: str) -> str:
    """Return a text as lower-case ASCII words joined by single spaces, Chinese in toneless pinyin.

    A character is a word; what has no Latin form is left out. `小米SU7` gives `xiao mi su7`.
    """
    spaced = _HAN.sub(lambda run: f" {' '.join(_pinyin(run[0]))} ", text)
    plain = unicodedata.normalize("NFKD", spaced).encode("ascii", "ignore").decode()
    return " ".join(re.findall(r"[a-z0-9]+", plain.lower().replace("'", "")))


def romanise_name(name: str) -> str:
    """Return a Chinese personal name as Hanyu Pinyin writes it: `徐洁云` gives `Xu Jieyun`."""
    surname, given = split_surname(name)
    read = READ_AS_SURNAME.get(surname) or " ".join(_pinyin(surname))
    return f"{read.replace(' ', '').capitalize()} {''.join(_pinyin(given)).capitalize()}".strip()


def _pinyin(text: str) -> list[str]:
    read: list[str] = lazy_pinyin(text, style=Style.NORMAL, errors="ignore")
    return read
