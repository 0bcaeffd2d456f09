"""What a sentence says was done: deeds, the same in every writing, and its other words.

Two sentences about one incident share its names anyway; what tells one event from the next is the
deed. So 致歉, 道歉 and apologised are one, and a deed weighs more than any other word.
"""

# ruff: noqa: E501

import re
from dataclasses import dataclass
from functools import lru_cache

import rjieba

from kb.importing.affairs.plain_words import PLAIN_WORDS
from kb.language.folding import fold
from kb.search.analysis.pipeline import stem
from kb.search.analysis.segment import is_han, words
from kb.search.analysis.stopwords import NOT_LOOKED_UP, STOP_WORDS, TELL_NOTHING

_DEEDS = {
    "apology": r"道歉|致歉|apolog\w*|said sorry",
    "recall": r"召回|recall\w*",
    "off_sale": r"下架|停售|withdr[ae]w\w*|taken off|off the shelves",
    "end_of_contract": r"解约|终止(?:合作|代言|合同)|terminat\w*|ended (?:its|the|their) (?:contract|cooperation|partnership|endorsement)",
    "exposure": r"曝光|曝出|被曝|爆料|expos(?:ed|es|ure)\w*|leaked|came to light|reveal\w*",
    "posting": r"发帖|上传|发视频|发布视频|posted|uploaded",
    "dismissal": r"辞退|开除|解雇|dismiss\w*|fired|sacked",
    "suspension": r"停职|suspend\w*",
    "penalty": r"罚款|处罚|fined?|penalt\w+",
    "inquiry": r"立案|调查|investigat\w*|inquir\w+",
    "lawsuit": r"起诉|提告|sued|lawsuits?|filed a suit",
    "judgment": r"判决|裁定|宣判|judge?ment|verdict|court ruled",
    "arrest": r"逮捕|拘留|刑拘|arrest\w*|detain\w*",
    "resignation": r"辞职|辞任|卸任|resign\w*|step(?:s|ped)? down",
    "appointment": r"任命|接任|出任|履新|appoint\w*|took over as",
    "denial": r"否认|不属实|辟谣|den(?:y|ies|ied)",
    "interview": r"专访|采访|interview\w*",
    "livestream": r"直播|live ?stream\w*",
    "press_conference": r"发布会|记者会|press conference|news conference",
    "compensation": r"赔偿|补偿|退款|refund\w*|compensat\w*",
    "outage": r"故障|宕机|中断|outage\w*|went down",
    "restoration": r"恢复|restor\w*|resum\w*",
    "boycott": r"抵制|boycott\w*",
    "protest": r"抗议|游行|protest\w*",
    "deletion": r"删除|删帖|撤下|delet\w*|took down|taken down",
    "launch": r"上市|发售|首发|launch\w*|went on sale",
    "complaint": r"投诉|举报|complain\w*",
    "death": r"死亡|遇难|去世|died|killed|deaths?",
    "fire": r"起火|火灾|爆炸|caught fire|explo(?:ded|sion)\w*",
    "strike": r"罢工|went on strike|walkout",
    "statement": r"声明|公告|statement",
}
_LATIN_BORDERS = re.compile(r"[a-z]")
_PATTERNS = {
    deed: re.compile(
        "|".join(
            rf"\b(?:{one})\b" if _LATIN_BORDERS.search(one) else one
            for one in re.split(r"\|(?![^(]*\))", pattern)
        )
    )
    for deed, pattern in _DEEDS.items()
}
_NOTHING = PLAIN_WORDS | NOT_LOOKED_UP | STOP_WORDS | TELL_NOTHING


@dataclass(frozen=True, slots=True)
class Told:
    """What is said: the keys of deeds, and other words as stems or words of Chinese."""

    deeds: frozenset[str]
    words: frozenset[str]


@lru_cache(maxsize=4096)
def told(text: str) -> Told:
    """Return the deeds and the other words of a sentence or a fact, in any writing."""
    folded = fold(text)
    deeds = set()
    for deed, pattern in _PATTERNS.items():
        # A deed's own words are taken out, so that none counts twice.
        rest = pattern.sub(" ", folded)
        if rest != folded:
            deeds.add(deed)
            folded = rest
    return Told(frozenset(deeds), frozenset(_other_words(folded)))


def _other_words(folded: str) -> set[str]:
    found: set[str] = set()
    for word in words(folded):
        if is_han(word):
            found.update(cut for cut in rjieba.cut(word, True) if len(cut) > 1)
        elif len(word) > 2 and not word.isdigit() and word not in _NOTHING:
            found.add(stem(word))
    return found - _NOTHING
