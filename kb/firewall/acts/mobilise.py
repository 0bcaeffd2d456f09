"""Mobilising: people are asked to act for the speaker against critics or criticism."""

import re
from collections.abc import Iterator

from kb.firewall.patterns import Words
from kb.firewall.reading import Sentence
from kb.firewall.statement import Span, Statement, before, spans

WORDS = Words("mobilise")


def mobilise(statement: Statement) -> Iterator[Span]:
    """The public, fans, users or staff are asked to fight critics or drown criticism."""
    yield from spans(statement, WORDS.calls, _no_call)


def _no_call(sentence: Sentence, match: re.Match[str]) -> bool:
    voice = sentence.voice
    if WORDS.forbids.search(before(sentence, match, 60)) and not re.search(
        r"don't stop|别让|不要让|don't let", voice
    ):
        return True
    if WORDS.called_off.search(voice) and not WORDS.stop_them.search(voice):
        return True
    if sentence.voice.lstrip().startswith(("感谢", "谢谢", "thank")):
        return True
    if WORDS.harmless.search(voice) and not WORDS.fighting.search(voice):
        return True
    if re.search(r"(?:不要|请?勿|别(?!让)|不必|不用|切勿)", match[0]):
        return True
    if re.search(r"[\u4e00-\u9fff]", match[0]):
        return (
            WORDS.asked_zh.search(voice) is None
            or WORDS.done_zh.search(before(sentence, match, 12)) is not None
        )
    ahead = voice[: match.start()]
    return (sentence.question and not re.search(r"\b(?:can|could|will|would) you\b", voice)) or (
        WORDS.asserts.search(ahead) is not None or WORDS.asked_en.search(ahead + " ") is None
    )
