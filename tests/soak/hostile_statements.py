"""Ten thousand statements that nobody should check: none fails, none takes long.

Each try is one check against the starter's rules, with whatever speaker, channel and topics: quotes
that never close, NUL, surrogates, right-to-left marks, emoji, words of the checker by the thousand,
texts without a full stop.
"""

import json
from random import Random
from typing import Any

from kb.firewall.checker import check, read
from kb.starter.rules import starter_rules
from tests.benchmarks.processor_time import samples
from tests.firewall_figures import labelled
from tests.soak.figure import Result, Trial

TITLE = "Hostile statements"
TIMES = 10_000
SECONDS = 3_000
MOST = 200.0  # milliseconds of processor time

_PIECES = (
    "“", "”", "「", "」", '"', "'", "’", ".", "。", "...", "\n", "\r\n", "\x00", "\ud800", "\udfff",
    "\ufeff", "\u200b", "\u200f", "\u202e", "\u2028", "\U0001f600", "👩‍👩‍👧‍👦", "العربية", "é", "e\u0301",
    "ß", "İ", "ﬁ", "ﷺ", "　", "□", "(?:", "[a-z]+", "{user}", "<12>", "\\b", "我们", "我們的", "不", "没有",
    "保证", "道歉", "對不起", "用户", "老板", "创始人", "not", "never", "our", "we", "you", "the founder",
    "sorry", "if", "because", "safe", "they say", "a", " ", ",", "，", "1", "2026", "%", "!", "?",
)  # fmt: skip
_KEYS: tuple[Any, ...] = (
    None, "founder", "company", "product", "livestream_sales", "product_safety", "apology",
    "personnel", "recall", "rumor", "\x00", "nobody",
)  # fmt: skip
_WORDS = [word for row in labelled() for word in row["text"].split()]


def text(dice: Random) -> str:
    """Return something to check, up to 5,000 characters."""
    kind = dice.randrange(10)
    if kind == 0:
        piece = dice.choice(_PIECES)
        return piece * (dice.randint(500, 5_000) // len(piece))
    if kind == 1:
        return " ".join(dice.choices(_WORDS, k=400))[:5_000]
    if kind == 2:
        return "".join(dice.choices(_WORDS, k=200))[:5_000]
    if kind == 3:
        return "".join(chr(dice.randrange(0x110000)) for _ in range(dice.randint(1, 2_000)))
    if kind == 4:
        return dice.choice(_PIECES) * dice.randint(1, 300) + dice.choice(_WORDS) * 50
    return dice.choice(("", " ")).join(dice.choices((*_PIECES, *_WORDS), k=dice.randint(1, 300)))


def run(trial: Trial) -> Result:
    """Check statement after statement."""
    rules, result, slowest = starter_rules(), Result(), (0.0, 0)
    check(read(" ".join(_WORDS[:2_000])), rules)  # what is compiled once is no fault of a text
    for number in range(trial.times):
        if not trial.has_time:
            break
        dice = trial.random(number)
        typed, speaker, channel = text(dice), dice.choice(_KEYS), dice.choice(_KEYS)
        topics = [key for key in dice.choices(_KEYS, k=3) if key]

        def checked() -> None:
            for found in check(read(typed, speaker, channel, topics), rules):  # noqa: B023
                assert 0 <= found.start < found.end <= len(typed)  # noqa: B023

        try:
            (took,) = samples([checked])
            if took.total > MOST:
                took = min((took, *samples([checked])), key=lambda one: one.total)
        except Exception as error:  # whatever it is, the next one is tried
            result.wrong.append(f"try {number}: {error!r}: {json.dumps(typed[:100])}")
            continue
        if took.total > MOST:
            result.wrong.append(f"try {number}: {took.total:.0f} ms: {json.dumps(typed[:100])}")
        slowest = max(slowest, (took.total, number))
        result.done += 1
    result.numbers = {"slowest ms": round(slowest[0]), "of try": slowest[1]}
    return result
