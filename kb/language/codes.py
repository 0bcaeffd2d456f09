"""The only table of language codes beside `settings.LANGUAGES` (a test compares the two)."""

from collections.abc import Iterable
from dataclasses import dataclass

from kb.text_parts import Half


@dataclass(frozen=True, slots=True)
class Language:
    """A language the site is read in.

    `code` is Django's spelling, `tag` the one of BCP 47 that doors print, `content` the locale
    whose pages are read, `half` the half of a bilingual text.
    """

    code: str
    tag: str
    label: str
    short_label: str
    content: str
    half: Half


ENGLISH = Language("en", "en", "English", "EN", "en", "en")
SIMPLIFIED = Language("zh-hans", "zh-Hans", "简体中文", "简", "zh-hans", "zh")
TRADITIONAL = Language("zh-hant", "zh-Hant", "繁體中文", "繁", "zh-hans", "zh")

# A reader's preference within Traditional: no language of an address.
HONG_KONG = Language("zh-hk", "zh-Hant-HK", "繁體中文（香港）", "繁", "zh-hans", "zh")

LANGUAGES = (ENGLISH, SIMPLIFIED, TRADITIONAL)
_BY_CODE = {language.code: language for language in LANGUAGES}

# What decides between the two scripts when a code does not name one.
_TRADITIONAL_SUBTAGS = {"hant", "tw", "hk", "mo", "cht"}
_SIMPLIFIED_SUBTAGS = {"hans", "cn", "sg", "my", "chs"}
_TRADITIONAL_TONGUES = {"yue", "nan", "hak"}
_CHINESE_TONGUES = {"zh", "cmn", "zho", "chi"} | _TRADITIONAL_TONGUES


def parse(code: str) -> Language | None:
    """Return the language a code means, in any case and spelling; None when it is not one of ours.

    `zh_TW`, `zh-HK` and `zh-hant` are Traditional, `zh`, `zh-CN` and `cmn-Hans` Simplified; a
    script named in the code wins over its region.
    """
    tongue, *subtags = code.strip().replace("_", "-").lower().split(".")[0].split("-")
    if tongue in {"en", "eng"}:
        return ENGLISH
    if tongue not in _CHINESE_TONGUES:
        return None
    for known in ({"hans", "hant"}, _TRADITIONAL_SUBTAGS | _SIMPLIFIED_SUBTAGS):
        for subtag in subtags:
            if subtag in known:
                return TRADITIONAL if subtag in _TRADITIONAL_SUBTAGS else SIMPLIFIED
    return TRADITIONAL if tongue in _TRADITIONAL_TONGUES else SIMPLIFIED


def script_code(code: str) -> str | None:
    """Return what a code asks Chinese to be converted to, None when it is not Chinese.

    As `parse`, but `zh-HK`, `zh-Hant-MO` and the like are Traditional of Hong Kong.
    """
    found = parse(code)
    if found is None or found.half != "zh":
        return None
    subtags = set(code.strip().replace("_", "-").lower().split(".")[0].split("-"))
    return HONG_KONG.code if found is TRADITIONAL and subtags & {"hk", "mo"} else found.code


def language(code: str | None) -> Language:
    """Return the language of a code, English for one that is unknown or missing."""
    return _BY_CODE.get(code or "") or parse(code or "") or ENGLISH


def tag(code: str) -> str:
    """Return a code as BCP 47 writes it; one that is not ours comes back as it is."""
    found = parse(code)
    return found.tag if found else code


def read_from(content: str) -> Iterable[Language]:
    """Return the languages in which the pages of a content locale are read."""
    return [language for language in LANGUAGES if language.content == content]
