"""The moments of an affair: what its reports are about, told by what was done.

A report may be of several moments: an apology and the penalty that followed. Its title says what it
is about; else what its text names first; else it goes with the report most like it.
"""

# ruff: noqa: E501

import re
from collections.abc import Sequence

from kb.importing.affairs.report import Report
from kb.language.conversion import fold_script
from kb.language.detection import has_han, sentences

# What was done, in the order in which most affairs go.
_DONE = {
    "exposure": (
        r"曝光|曝出|被曝|网传|爆料|抵制|投诉|举报|质疑声|炸了锅|维权|遭曝|有网友发文|发帖|致歉|道歉|终止|下架|召回|停售|退款|检出"
        r"|事故|故障|中断|正在核查|apolog|recall|withdr|expos|boycott|complain|outage|sorry"
    ),
    "discipline": (
        r"处罚|辞退|开除|停职|免职|通报批评|罚款|被罚|问责|处分|追责|判决|判令|penalt|fined|dismiss|suspend|fired|sanction"
    ),
    "speech": (
        r"直播|专访|演讲|发布会上|微博连发|内部信|现身|首度回应|首次正面回应|亲自回应|livestream|interview|speech|press conference"
    ),
    "succession": r"辞任|卸任|接任|换帅|转岗|履新|离任|resign|step(?:s|ped)? down|successor|appoint",
    "denial": r"否认|不属实|辟谣|不实|谣言|den(?:y|ies|ied)|rumou?r",
}
_ACTS = {key: re.compile(pattern) for key, pattern in _DONE.items()}
_ANALYSIS = re.compile(
    r"背后|真相|为何|原因分析|启示|复盘|始末|观察|博弈|反思|解读|analysis|why |what .{3,30} learned"
)
_FROM_TO = re.compile(r"从.{2,24}到")
_BEGINNING = 60


def moments(reports: Sequence[Report]) -> list[tuple[str, list[int]]]:
    """Return the moments of one affair's reports: a key and the numbers of its reports."""
    told = [_told(report) for report in reports]
    for number, report in enumerate(reports):
        if not told[number]:
            nearest = max(
                (other for other in range(len(reports)) if other != number and told[other]),
                key=lambda other: _shared(report, reports[other]),
                default=None,
            )
            told[number] = told[nearest] if nearest is not None else {"other"}
    keys = [*_ACTS, "analysis", "other"]
    found = [(key, [n for n, keys_of in enumerate(told) if key in keys_of]) for key in keys]
    return [(key, numbers) for key, numbers in found if numbers]


def _told(report: Report) -> set[str]:
    """Return what a report is about; empty when it does not say."""
    title, _, text = report.folded.partition("\n")
    if _ANALYSIS.search(title) or _ANALYSIS.search(text[:_BEGINNING]):
        return {"analysis"}
    named = {key for key, pattern in _ACTS.items() if pattern.search(title)}
    if named:
        return named
    if _FROM_TO.search(text):
        return {"analysis"}  # it looks back on the whole
    first = [(match.start(), key) for key, act in _ACTS.items() if (match := act.search(text))]
    return {min(first)[1]} if first else set()


def _shared(one: Report, other: Report) -> float:
    smaller = min(len(one.words), len(other.words))
    return len(one.words & other.words) / smaller if smaller else 0.0


def telling(
    key: str, title: str, text: str, dated: Sequence[tuple[int, int]] = ()
) -> tuple[int, int]:
    """Return where the sentence of a text stands that tells a moment, one with a date before others.

    `dated` are the places of dates. The title, where it stands in the text too, is no sentence;
    where none tells the moment it is the first one.
    """
    told: list[tuple[int, int]] = []
    others: list[tuple[int, int]] = []
    place = 0
    for piece in sentences(text):
        bare = piece.strip()
        start = place + len(piece) - len(piece.lstrip())
        place += len(piece)
        if not bare or bare == title:
            continue
        folded = (fold_script(bare) if has_han(bare) else bare).lower()
        tells = key in _ACTS and _ACTS[key].search(folded)
        (told if tells else others).append((start, start + len(bare)))
    with_date = [one for one in told if any(one[0] <= a and b <= one[1] for a, b in dated)]
    return next(iter([*with_date, *told, *others]), (0, len(text)))
