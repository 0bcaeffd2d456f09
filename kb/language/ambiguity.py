"""Where a conversion had a choice: what an editor may want to look at.

Simplified writes with one character what Traditional tells apart (发: 發 or 髮), seldom the other
way round. In a word of several characters the word decides. What stands alone is decided by rules,
and where two methods disagree (phrases within words, phrases anywhere), one of them is wrong.
"""

# ruff: noqa: E501

from dataclasses import dataclass

import rjieba

from kb.language import protected_terms
from kb.language.codes import SIMPLIFIED, TRADITIONAL
from kb.language.conversion import Variant, convert_in_pairs, convert_plain, within_traditional
from kb.language.detection import script_of
from kb.language.protected_terms import TermSet

# Simplified characters with the Traditional ones they may stand for, rare ones left out.
_FORMS = """
    面面麵 里里裡 谷谷穀 苏蘇甦 胡胡鬍 脏髒臟 获獲穫 范范範 蒙蒙矇濛 舍舍捨 表表錶 致致緻 准准準 几幾几
    出出齣 历歷曆 划劃划 别別彆 刮刮颳 制制製 卜卜蔔 占占佔 卷卷捲 发發髮 只只隻 台台臺颱檯 吁吁籲
    后后後 向向嚮 布布佈 冲衝沖 周周週 哄哄鬨 咸咸鹹 岳岳嶽 克克剋 坛壇罈 家家傢 弥彌瀰 回回迴 团團糰
    困困睏 复復複覆 夸誇夸 尝嘗嚐 尽盡儘 当當噹 志志誌 干干乾幹 并並併 征征徵 御御禦 借借藉 姜姜薑
    纤纖縴 种種种 签簽籤 症症癥 系系係繫 松松鬆 板板闆 沈沈瀋 扎扎紮 托托託 注注註 恶惡噁 游游遊
    折折摺 斗斗鬥 术術朮 朱朱硃 朴樸朴 梁梁樑 欲欲慾 汇匯彙 丑丑醜 丰豐丰 伙伙夥 了了瞭 于於于 云雲云
    仆仆僕 余余餘 佣佣傭 钟鐘鍾 郁鬱郁 须須鬚 采採采 饥飢饑 赞讚贊 辟闢辟 叶葉叶 宁寧甯 涂塗涂 曲曲麴
    升升昇 摆擺襬 才才纔 凶凶兇 念念唸 累累纍 杆杆桿 核核覈 杯杯盃 愈愈癒 仇仇讎 暗暗闇 蔑蔑衊 秋秋鞦
"""
_TO_TRADITIONAL = {one[0]: one[1:] for one in _FORMS.split()}
_TO_SIMPLIFIED = {
    one[0]: one[1:]
    for one in ["著着著", "乾干乾", "瞭了瞭", "藉借藉", "徵征徵", "覆复覆", "餘余馀", "鍾钟锺"]
}


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of a text where the conversion had a choice.

    `start` and `end` are places in the text as typed, around a word; `others` is what the word
    could be instead. With `disagrees`, the two methods differ here.
    """

    start: int
    end: int
    typed: str
    written: str
    others: tuple[str, ...]
    disagrees: bool = False


def spots(
    text: str, to: Variant, terms: TermSet | None = None, *, within_words: bool = False
) -> list[Spot]:
    """Return where a conversion had a choice, from left to right; protected terms are settled.

    `within_words` adds ambiguous characters in words of several, which the word decides.
    """
    target = SIMPLIFIED if to == "zh-hans" else TRADITIONAL
    if script_of(text) == target:
        return []
    found: list[Spot] = []
    start = 0
    for pair in convert_in_pairs(text, to, terms or protected_terms.current()):
        if not pair.settled:
            found += _of_piece(pair.typed, pair.read, to, start, within_words)
        start += len(pair.typed)
    return found


def _of_piece(typed: str, read: str, to: Variant, start: int, within_words: bool) -> list[Spot]:
    plain = convert_plain(typed, to)
    found = []
    place = 0
    for word in rjieba.cut(typed, False) if to != "zh-hans" else typed:
        stop = place + len(word)
        written, other = read[place:stop], plain[place:stop]
        others = dict.fromkeys([other] if other != written else [])
        if within_words or len(word) == 1:
            others |= dict.fromkeys(_other_forms(word, written, to))
        if others:
            spot = (start + place, start + stop, word, written, tuple(others), other != written)
            found.append(Spot(*spot))
        place = stop
    return found


def _other_forms(word: str, written: str, to: Variant) -> list[str]:
    """Return a word with each of its ambiguous characters written in another way."""
    forms = _TO_SIMPLIFIED if to == "zh-hans" else _TO_TRADITIONAL
    return [
        written[:place] + other + written[place + 1 :]
        for place, character in enumerate(word)
        for form in forms.get(character, "")
        if (other := within_traditional(form, to)) != written[place]
    ]
