"""Measures of a plan, each with solution, advantages, drawbacks and steps, and its questions."""

# ruff: noqa: E501

import re
from dataclasses import dataclass, field, replace

from kb.language.conversion import fold_script

_SECTION = re.compile(
    r"^(?:#{1,3}\s*)?(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十\d]{1,3}[章节節部分]+[、 ]?)\s*(.{2,40})$"
)
_MEASURE = re.compile(
    r"^(?:#{1,6}\s*)?(?:(\d{1,2}\.\d{1,2}(?:\.\d{1,2})?)[.、]?\s*|(?:措施|方案|对策|對策|Measure|Action)\s*[一二三四五六七八九十\d]{1,2}\s*[:：.、]\s*)(.{2,60})$"
)
_LABEL = re.compile(
    r"^(?:[-*•]\s*)?(?:\*\*)?([A-Za-z\u3400-\u9fff ]{2,24})(?:\*\*)?[:：](?:\*\*)?\s*(.*)$"
)
_STEP = re.compile(r"^(?:[-*•·]|\d{1,2}[.)、）]|[（(]\d{1,2}[)）])\s*(.+)$")
_QUESTION = re.compile(r"^(?:Q|问|問)\s*\d{0,2}\s*[:：]\s*(.+)$")
_ANSWER = re.compile(r"^(?:A|答)\s*\d{0,2}\s*[:：]\s*(.+)$")
# What labels stand for, folded to Simplified.
_LABELS = {
    "solution": "解决方案|解决办法|方案|对策|措施|做法|办法|应对|solution|measure|approach|action|response",
    "weighing": "优劣分析|利弊分析|优缺点|优缺点分析|利弊|pros and cons|trade-offs|assessment",
    "advantages": "优点|优势|好处|利|advantages|advantage|pros|benefits|strengths",
    "drawbacks": "缺点|劣势|不足|弊|风险|代价|drawbacks|drawback|disadvantages|cons|risks|weaknesses",
    "steps": "实施步骤|步骤|具体步骤|执行步骤|行动步骤|操作步骤|落实步骤|steps|implementation|implementation steps|action steps",
}
_MEANING = {word: key for key, words in _LABELS.items() for word in words.split("|")}
# Where an advantage ends and a drawback begins, in one sentence.
_TURN = re.compile(r"[；;]\s*|[。.]\s*(?=劣|缺|但|不足|However|But)|[，,]\s*(?=但|却|卻|but )")


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure of a plan, in the plan's own words; `number` as written, empty for none."""

    section: str
    number: str
    title: str
    solution: str = ""
    advantages: str = ""
    drawbacks: str = ""
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """The measures of a plan and its questions with their answers."""

    measures: list[Measure] = field(default_factory=list)
    questions: list[tuple[str, str]] = field(default_factory=list)


def plan(text: str) -> Plan:
    """Return what a plan holds; both lists are empty for a text that is none.

    A measure is a numbered heading with at least one labelled part.
    """
    found = Plan()
    section, part = "", ""
    for line in (line.strip() for line in text.split("\n")):
        if not line:
            continue
        if question := _QUESTION.match(line):
            found.questions.append((question[1], ""))
            part = ""
        elif (answer := _ANSWER.match(line)) and found.questions and not found.questions[-1][1]:
            found.questions[-1] = (found.questions[-1][0], answer[1])
        elif heading := _MEASURE.match(line):
            found.measures.append(Measure(section, heading[1] or "", heading[2].strip()))
            part = ""
        elif heading := _SECTION.match(line):
            section, part = heading[1].strip(), ""
        elif found.measures and (labelled := _labelled(line)):
            part, rest = labelled
            if rest:
                _add(found.measures, part, rest)
        elif found.measures and part:
            step = _STEP.match(line)
            if step is None and part == "steps" and found.measures[-1].steps:
                part = ""  # the list has ended
            else:
                _add(found.measures, part, step[1] if step else line)
    measures = [measure for measure in found.measures if measure.solution or measure.steps]
    return Plan(measures, [pair for pair in found.questions if pair[1]])


def _labelled(line: str) -> tuple[str, str] | None:
    found = _LABEL.match(line)
    meaning = _MEANING.get(fold_script(found[1]).strip().lower()) if found else None
    return (meaning, found[2].strip()) if found and meaning else None


def _add(measures: list[Measure], part: str, words: str) -> None:
    """Add words to a part of the last measure."""
    measure = measures[-1]
    if part == "steps":
        measures[-1] = replace(measure, steps=(*measure.steps, words))
    elif part == "weighing":
        for_it, against = _weighed(words)
        measures[-1] = replace(
            measure,
            advantages=_joined(measure.advantages, for_it),
            drawbacks=_joined(measure.drawbacks, against),
        )
    elif part == "solution":
        measures[-1] = replace(measure, solution=_joined(measure.solution, words))
    elif part == "advantages":
        measures[-1] = replace(measure, advantages=_joined(measure.advantages, words))
    else:
        measures[-1] = replace(measure, drawbacks=_joined(measure.drawbacks, words))


def _weighed(words: str) -> tuple[str, str]:
    """Return what speaks for a measure and what against it, parted at the turn of the sentence."""
    turn = _TURN.search(words)
    return (words[: turn.start()], words[turn.end() :]) if turn else (words, "")


def _joined(before: str, words: str) -> str:
    return f"{before}\n{words}" if before and words else before or words
