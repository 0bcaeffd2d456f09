"""Words that only connect or ask: left out of a query unless nothing else is left."""

import re

from kb.search.analysis.pipeline import units

_ENGLISH = """
a an and are as at be but by can could did do does for from had has have he her his how if in into
is it its of on or our she should so than that the their them then there these they this those to
was we were what when where which who whom whose why will with would you your
"""
_CHINESE = "什么 怎么 怎样 怎么样 如何 为何 为什么 哪 哪个 哪些 哪里 哪儿 谁 是谁 是否 何时 多少 几"

# As they are typed, and as they are found.
STOP_WORDS: frozenset[str] = frozenset(_ENGLISH.split())

# Words that connect, point, count or ask: no dictionary is asked about them.
_CONNECTING = """
的 了 在 是 有 和 与 及 被 把 从 到 对 为 以 上 下 中
里 个 一 不 也 都 就 而 其 之 由 用 使 会 可以 因 因为 所以
吗 呢 这 那 这个 那个 他 她 它 他们 我 你 您 叫 请 问 时候 某
某个 着 过 得 地 等 多 有多 什么 谁 哪 哪个 哪些 哪里 哪位 何 几 多少
怎样 怎么 为什么 什么人 如何 是否 种 次 位 条 张 座 年 月 日
"""

# Of somebody's description of what happened: who tells, when they tell it, and how much of it.
_TELLING = """
not no been being him cannot may might must want wants since ago yet
me us them someone somebody everyone everybody people all any some now just still already again
today out up off down back round around over away way while because after before get got going go
come one two about also even very much many more only
我们 你们 他们 咱们 大家 自己 人家 有人 别人 现在 已经 一直 刚刚 刚才 今天 还是 还有 其实
结果 这样 那样 一下 一些 一批 好多 很多 非常 特别 突然 正在 然后 但是 可是 不过 因此 如果
没有 不是 就是 都是 到了
"""

STOP_UNITS: frozenset[str] = frozenset(units(_ENGLISH)) | frozenset(units(_CHINESE))
NOT_LOOKED_UP: frozenset[str] = frozenset(_CONNECTING.split())
TELL_NOTHING: frozenset[str] = frozenset(units(_TELLING))
# Characters whose pairs say little of what is asked.
CONNECTING = re.compile("[的了是在和与及或什么谁哪吗呢]")
# A text that asks: its answer stands below the line, and nobody meant it to be counted.
_ASKS = re.compile(
    "[?？吗呢谁哪]|什么|怎么|怎样|如何|为何|为什么|是否|何时|多少|几[个次年月日天人家位种条]"
    r"|^(?:what|when|where|which|who|whom|whose|why|how|is|are|was|were|do|does|did|can|could)\b"
)


def asks(folded: str) -> bool:
    """Return whether a folded text is a question rather than words to look for."""
    return bool(_ASKS.search(folded))
