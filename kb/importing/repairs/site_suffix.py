"""Names of sites behind titles: `Title - Site`, `Title_Section_Site`, `Title|Site`."""

import re
from collections.abc import Iterator

from kb.importing.repairs.edit import Edit

_HAN = "\u3400-\u9fff"
_NAME = rf"[{_HAN}A-Za-z0-9·]"
_SUFFIX = re.compile(
    rf"(?P<chain>(?:_{_NAME}{{2,14}}){{1,4}}(?:\.\.\.|…)?)$"
    rf"|(?P<bar> ?[|｜] ?{_NAME}{{2,14}}(?: [A-Z][A-Za-z]+)?)$"
    rf"|(?P<dash> - (?:[{_HAN}]{{2,8}}|[A-Z][A-Za-z]*(?: [A-Z][A-Za-z]*){{0,3}}))$"
)
_PARTED = re.compile(r"[_|｜]| - ")
# What may stand there of a document that is nobody's page.
_PART = re.compile(
    r"([版稿记記篇集章节節完续續录錄表]|附件|报告|報告|方案|计划|計劃|总结|總結|摘要|全文|草案|简介|簡介"
    r"|概述|手册|手冊|[A-Za-z]*\d+)$"
)
_HAN_SIGN = re.compile(f"[{_HAN}]")
# Titles in English often have a part of their own after a dash: only what is called so is a site.
_SITE = re.compile(
    r"\b(News|Times|Post|Daily|Journal|Online|Blog|Media|Press|Herald|Tribune|Review|Magazine|Wikipedia|Forum)\b"
)
_TABLE = re.compile(r"[|｜].*[|｜]")
_LONGEST_TITLE = 80


def find(text: str) -> Iterator[Edit]:
    """Yield the suffix of the first line, and of others when several lines have one."""
    found, place, first = [], 0, -1
    for line in text.split("\n"):
        if first < 0 and line.strip():
            first = place
        if (
            len(line) <= _LONGEST_TITLE
            and _PARTED.search(line)
            and (match := _SUFFIX.search(line))
            and _is_site(line, match)
        ):
            found.append((place, Edit(place + match.start(), place + len(line), "", "site_suffix")))
        place += len(line) + 1
    return (edit for place, edit in found if place == first or len(found) > 1)


def _is_site(line: str, match: re.Match[str]) -> bool:
    title = line[: match.start()]
    if len(title) < 8 or not _HAN_SIGN.search(title) or _TABLE.search(line):
        return (
            bool(match["dash"] or match["bar"]) and bool(_SITE.search(match[0])) and len(title) > 12
        )
    if _PART.search(match[0]):
        return False
    return not title.startswith(("#", "-", "*", "|", ">")) and not re.search(r"https?://|#", line)


def site_of(suffix: str) -> str:
    """Return the outlet a suffix names, the last of a chain; empty when it was cut."""
    last = re.split(r"[_|｜]| - ", suffix)[-1].strip()
    return "" if last.endswith(("...", "…")) else last
