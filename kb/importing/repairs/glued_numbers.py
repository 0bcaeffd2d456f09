"""Numbers of lists glued to the text of slides, and the doubled 11. 22. of them."""

import re
from collections.abc import Iterator

from kb.importing.repairs.edit import Edit

_HAN = "\u3400-\u9fff"
_DOUBLED = re.compile(rf"(?<!\d)(([1-9])\2)[.．、](?=[{_HAN}])")
_SINGLE = re.compile(rf"(?<=[{_HAN}。！？；”」）)])([1-9])(?=[{_HAN}])")
_FIGURE = re.compile(rf"(?<=[{_HAN}。！？；])([$¥€]?\d[\d.,]*[%KMB])(?=[{_HAN}])(?![的以之到至])")
# What follows a number that counts something: 3个, 5月, 2号线.
_COUNTED = re.compile(
    "[个個月日年号號名位家次天条條款项項万萬亿億千百点點分秒小时時岁歲元倍成人期届屆季周週层層级級代"
    "大类類种種台臺辆輛件份本部篇章节節页頁楼樓路线線米公吨噸克集股只隻座所间間张張场場轮輪步段者·]"
)
# The slide of a preview is one long line; prose in lines keeps its numbers.
_LONG_LINE = 300


def find(text: str) -> Iterator[Edit]:
    """Yield where a line must end and a number get its point, in lines as long as whole decks."""
    place = 0
    for line in text.split("\n"):
        if len(line) >= _LONG_LINE:
            for edit in sorted(_in_line(line), key=lambda edit: edit.start):
                yield Edit(place + edit.start, place + edit.end, edit.after, edit.reason)
        place += len(line) + 1


def _in_line(line: str) -> Iterator[Edit]:
    doubled = list(_DOUBLED.finditer(line))
    single = [m for m in _SINGLE.finditer(line) if not _COUNTED.match(line, m.end())]
    runs = [(run, 2) for run in _runs(doubled, 2, least=2)]
    runs += [(run, 1) for run in _runs(single, 1) if _is_list(line, run)]
    for run, group in runs:
        for match in run:
            after = f"\n{match[group]}. " if match.start() else f"{match[group]}. "
            yield Edit(match.start(), match.end(), after, "numbered")
    figures = list(_FIGURE.finditer(line))
    # Figures with their names follow one another; in prose they stand inside sentences.
    if len(figures) >= 3 and sum(line[m.start() - 1] in "。！？；" for m in figures) >= 2:
        for match in figures:
            yield Edit(match.start(), match.end(), f"\n{match[0]} ", "numbered")


def _is_list(line: str, run: list[re.Match[str]]) -> bool:
    """Return whether numbers are a list's; those of steps, tables and the like have one name."""
    return len({line[match.start() - 1] for match in run}) > 1


def _runs(
    matches: list[re.Match[str]], group: int, least: int = 3
) -> Iterator[list[re.Match[str]]]:
    """Yield the runs that count up from one to at least so many."""
    run: list[re.Match[str]] = []
    for match in matches:
        number = int(match[group])
        if number == len(run) + 1:
            run.append(match)
        elif number == 1:
            yield from [run] if len(run) >= least else []
            run = [match]
    if len(run) >= least:
        yield run
