"""Where in a text a date may begin: a first look at each character, which has to be quick."""

import re
from collections.abc import Iterable

# The beginnings of Chinese words, and what may follow any of them.
_CHINESE = (
    "一二三四五六七八九十廿卅两〇零○元公民上下本这今昨明前大后去来年月周星礼第平圣跨"
    "中晚凌早清傍深午正夜入子"
)
_FOLLOWING = (
    "0-9 〇零○一二三四五六七八九十百天日号年月周星礼期拜季旬半世午个小分时点刻秒初底末"
    "上下间里后早晚晨夜凌深前国元旦安诞至到~–—(-"
)
_ENGLISH = (
    "jan feb mar apr may jun jul aug sep oct nov dec mon tue wed thu fri sat sun "
    "yes tod tom ton las nex thi com ear lat mid beg sta end clo tur mor aft eve nig sma noo wee "
    "fir sec fin fif chr new "
    "one two thr fou fiv six sev nin ten ele twe eig day yea qua the http www"
)


def _latin(beginnings: Iterable[str]) -> str:
    by_first: dict[str, list[str]] = {}
    for word in beginnings:
        by_first.setdefault(word[0], []).append(word[1:])
    return "|".join(
        f"(?<=[{first.upper()}{first}])(?:{'|'.join(rest)})" for first, rest in by_first.items()
    )


# The first item is a plain set of characters, which the engine skips to at once.
_PLACE = re.compile(
    rf"[0-9{_CHINESE}A-Za-z](?:"
    r"(?<=[0-9])(?<![0-9][0-9])"
    rf"|(?<=[{_CHINESE}])(?=[{_FOLLOWING}])"
    r"|(?<![A-Za-z][A-Za-z])(?:(?<=[Qq])[1-4]|(?<=[Hh])[12]|(?<=[Aa])n? |"
    rf"(?i:{_latin(_ENGLISH.split())})))"
)
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s，。）]+")


def next_place(text: str, place: int) -> int:
    """Return where a date may begin next, addresses passed over; -1 for nowhere."""
    while (match := _PLACE.search(text, place)) is not None:
        address = _ADDRESS.match(text, match.start())
        if address is None:
            return match.start()
        place = address.end()
    return -1
