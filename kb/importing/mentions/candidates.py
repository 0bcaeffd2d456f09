"""Names that no record bears and that are worth a look: whoever has a title, speaks, or is a firm.

Only what the words around a name say is used, so that each candidate has its reason; nothing here
knows any name.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

import rjieba
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kb.importing.mentions.borders import FOLLOWS_NAMES
from kb.importing.mentions.names import Mention
from kb.language.folding import fold_keeping_case
from kb.language.names import looks_personal

HAS_TITLE = _("A title or profession stands before it.")
SPEAKS = _("Somebody of this name is said to have spoken.")
IS_CALLED_SO = _("It ends like the name of an organisation.")

_TITLES = "|".join(
    (
        *("记者", "编辑", "董事长", "总经理", "总裁", "总监", "经理", "主任", "创始人", "创办人"),
        *("负责人", "发言人", "代表", "教授", "博士", "律师", "局长", "院长", "校长", "会长"),
        *("秘书长", "主席", "研究员", "分析师", "工程师", "设计师", "主播", "博主", "作家", "演员"),
        *("CEO", "CFO", "CTO", "COO"),
    )
)
_SAYS = (
    *("表示", "称", "说", "指出", "认为", "回应", "透露", "介绍", "强调", "告诉", "坦言", "直言"),
    *("解释", "写道", "发文", "致歉", "道歉", "否认", "承认"),
)
_ENDINGS = "|".join(
    (
        *("公司", "集团", "大学", "学院", "研究院", "研究所", "协会", "学会", "商会", "委员会"),
        *("基金会", "银行", "法院", "检察院", "监管局", "管理局", "日报", "晚报", "早报", "时报"),
        *("周刊", "杂志社", "电视台", "通讯社", "出版社", "事务所", "俱乐部"),
    )
)
_AFTER_TITLE = re.compile(rf"(?:{_TITLES})[ ,、:]?(?P<name>[一-鿿]{{2,4}})")
_BEFORE_SAYING = re.compile(
    rf"(?:^|[\n,。;:!?、\"“”「」()\s])(?P<name>[一-鿿]{{2,3}})(?:{'|'.join(_SAYS)})"
)
_ORGANISATION = re.compile(rf"[一-鿿A-Za-z0-9]{{2,16}}?(?:{_ENDINGS})")
_SPEAKER_OR_TITLED = re.compile(
    r"(?:(?P<title>\b(?:Mr|Ms|Mrs|Dr|Prof|Professor|President|Chairman|Chairwoman|CEO|founder"
    r"|spokesman|spokeswoman|spokesperson|analyst|reporter|lawyer)\.? )"
    r"(?P<titled>(?:[A-Z][\w'-]{1,30} ?){1,3}))"
    r"|(?P<speaker>[A-Z][\w'-]{1,30}(?: [A-Z][\w'-]{1,30}){1,2})"
    r"(?=,? (?:said|says|told|wrote|added|denied))"
)
_FIRM = re.compile(
    r"(?:[A-Z][\w&'-]{1,30} ){1,4}(?:Inc|Ltd|LLC|Corp|Corporation|Company|Group|Holdings|Bank"
    r"|University|Institute|Association|Agency|Commission|Board|Council|Foundation)\b\.?"
)
# Verbs, adverbs, pronouns, conjunctions, prepositions, particles, as the cutter tags them.
_NO_NOUNS = "vdrcpu"
# Words that a run of characters before 公司 may begin with though no name does.
_NO_BEGINNING = frozenset("的了在是和与及由对向从把被给让这那该本某各每其此另将已也都就为因以于")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name worth a look: where it stands, of what kind it seems, and why."""

    start: int
    end: int
    text: str
    kind: str
    reason: str | Promise


def find_candidates(text: str, known: Iterable[Mention] = ()) -> list[Candidate]:
    """Return the names in a text that no mention covers, each once, where it stands first."""
    taken = _Taken((mention.start, mention.end) for mention in known)
    folded = fold_keeping_case(text)
    seen: set[str] = set()
    found = []
    everything = [*_people(folded), *_organisations(folded)]
    for start, end, kind, reason in sorted(everything, key=lambda one: one[:2]):
        name = text[start:end]
        if name not in seen and not taken.overlaps(start, end):
            seen.add(name)
            found.append(Candidate(start, end, name, kind, reason))
    return found


class _Taken:
    """Stretches of a text, asked in time that hardly grows with their number."""

    def __init__(self, stretches: Iterable[tuple[int, int]]) -> None:
        in_order = sorted(stretches)
        self._starts = [start for start, _end in in_order]
        self._furthest = list(accumulate((end for _start, end in in_order), max))

    def overlaps(self, start: int, end: int) -> bool:
        """Return whether one of them overlaps this one."""
        before = bisect_left(self._starts, end)
        return before > 0 and self._furthest[before - 1] > start


def _people(folded: str) -> Iterator[tuple[int, int, str, str | Promise]]:
    for match in _AFTER_TITLE.finditer(folded):
        if size := _personal(match["name"]):
            yield match.start("name"), match.start("name") + size, "person", HAS_TITLE
    for match in _BEFORE_SAYING.finditer(folded):
        if _personal(match["name"]) == len(match["name"]):
            yield *match.span("name"), "person", SPEAKS
    for match in _SPEAKER_OR_TITLED.finditer(folded):
        group = "titled" if match["titled"] else "speaker"
        start, end = match.span(group)
        end -= len(match[group]) - len(match[group].rstrip())
        yield start, end, "person", HAS_TITLE if match["titled"] else SPEAKS


def _personal(run: str) -> int:
    """Return how many characters at the beginning of a run look like a person's name."""
    ends = {0}
    words = rjieba.cut(run, False)
    for word in words:
        ends.add(max(ends) + len(word))
    for size in (3, 2):
        name = run[:size]
        if len(name) < size or not looks_personal(name) or name[-1] in FOLLOWS_NAMES:
            continue
        # A name is no word of the dictionary that begins with a surname: 高峰, 方向.
        if size in ends and len(words[0]) < size:
            return size
    return 0


def _organisations(folded: str) -> Iterator[tuple[int, int, str, str | Promise]]:
    for match in _ORGANISATION.finditer(folded):
        words = rjieba.cut(match[0], False)
        start = match.start()
        # What a sentence says before the name is cut off: the last such word and all before it.
        for number in range(len(words) - 2, -1, -1):
            if words[number] in _NO_BEGINNING or words[number] in _SAYS:
                start += sum(map(len, words[: number + 1]))
                break
        if match.end() - start > 3 and not _is_act(folded[start : match.end()]):
            yield start, match.end(), "organisation", IS_CALLED_SO
    for match in _FIRM.finditer(folded):
        yield *match.span(), "organisation", IS_CALLED_SO


def _is_act(name: str) -> bool:
    """Return whether only verbs and their like stand before the ending: 要维护公司 is no name."""
    *before, _ending = rjieba.tag(name, False)
    return bool(before) and all(kind[0] in _NO_NOUNS for _word, kind in before)
