"""Words whose Traditional form OpenCC does not know, or knows otherwise."""

import re

# The words that begin with the 范 that Traditional writes 範.
_EXAMPLES = ("范围", "范例", "范文", "范本", "范畴", "范式", "范型", "范数")
# A distance: ten miles (里), not within ten (裡).
_MILES = re.compile("[一二两三四五六七八九十百千万几数半]+里")
# Simplified, then Traditional.
_PAIRS = """
    子丑寅卯 子丑寅卯 生旦净末丑 生旦淨末丑 尝一尝 嚐一嚐 刮得 刮得 朱红色 朱紅色 朱红 朱紅
    怒气冲冲 怒氣沖沖 怒冲冲 怒沖沖 气冲冲 氣沖沖 兴冲冲 興沖沖 急冲冲 急沖沖 曹冲 曹沖
    古里古怪 古里古怪 怪里怪气 怪里怪氣 叽里咕噜 嘰里咕嚕 稀里哗啦 稀里嘩啦 果戈里 果戈里
    湖里区 湖里區 网志 網誌 女生外向 女生外向 落地签 落地簽
    秃发 禿髮 接发 接髮 直发 直髮 甩干 甩乾 干潮 乾潮 松嘴 鬆嘴 松泛 鬆泛 塔克拉玛干 塔克拉瑪干
    复变函数 複變函數 折合 折合 市场准入 市場准入 免签 免簽 拒签 拒簽 签售 簽售 签售会 簽售會
    托福 托福 仔姜 仔薑 洋姜 洋薑 黄姜 黃薑 岳西 岳西 岳西县 岳西縣 岳池 岳池 岳池县 岳池縣
    点赞 點讚 余秋雨 余秋雨 余华 余華
    秒表 秒錶 跑表 跑錶 名表 名錶 犯困 犯睏 困倦 睏倦 疲困 疲睏
"""
_FORMS = dict(zip(_PAIRS.split()[::2], _PAIRS.split()[1::2], strict=True))
WORDS = frozenset(_FORMS)


def form_of_word(word: str) -> str | None:
    """Return the Traditional form of a word of several characters; None: OpenCC decides.

    It decides where the form has a star, too.
    """
    form = _FORMS.get(word)
    if form is not None:
        return form
    if word[-1] == "里" and _MILES.fullmatch(word):
        return "*" * (len(word) - 1) + "里"
    if "范" in word and _has_surname(word):
        return word.translate(_SURNAME_ONLY)
    return None


def _has_surname(word: str) -> bool:
    """Return whether the 范 of a word is the surname: it is, but in the words of 范围 and 规范."""
    return word == "姓范" or (word[0] == "范" and not word.startswith(_EXAMPLES))


class _SurnameOnly(dict[int, str]):
    def __missing__(self, key: int) -> str:
        return "*"


_SURNAME_ONLY = _SurnameOnly({ord("范"): "范"})
