"""Words that only connect or ask: left out of a query unless nothing else is left."""

from kb.search.analysis.pipeline import units

_ENGLISH = """
a an and are as at be but by can could did do does for from had has have he her his how if in into
is it its of on or our she should so than that the their them then there these they this those to
was we were what when where which who whom whose why will with would you your
"""
_CHINESE = "什么 怎么 怎样 怎么样 如何 为何 为什么 哪 哪个 哪些 哪里 哪儿 谁 是谁 是否 何时 多少 几"

# As they are typed, and as they are found.
STOP_WORDS: frozenset[str] = frozenset(_ENGLISH.split())
STOP_UNITS: frozenset[str] = frozenset(units(_ENGLISH)) | frozenset(units(_CHINESE))
