"""Reads a situation from an address, forgivingly: what cannot be used is named and left out."""

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from cases.precedents.situation import CONDITIONS, MOST_CHARACTERS, MOST_TOPICS, Situation
from cases.precedents.vocabulary import LABELS, Vocabulary
from kb.search.analysis.normalise import clean


def read_situation(query: QueryDict, known: Vocabulary) -> tuple[Situation, list[str]]:
    """Return the situation of an address, and a sentence for each value that cannot be used."""
    notices: list[str] = []
    given: dict[str, Any] = {"words": " ".join(clean(query.get("words", "")).split())}
    if len(given["words"]) > MOST_CHARACTERS:
        given["words"] = given["words"][:MOST_CHARACTERS]
        notices.append(
            _("The description is longer than %(number)s characters: the rest was left out.")
            % {"number": MOST_CHARACTERS}
        )
    for name in CONDITIONS[1:]:
        offered = known.known(name)
        values = [one for one in dict.fromkeys(query.getlist(name)) if one]
        for value in values:
            if value not in offered:
                notices.append(unknown(name, value))
        usable = [one for one in values if one in offered]
        if name == "topic":
            given[name] = tuple(usable[:MOST_TOPICS])
            notices += _too_many(usable)
        else:
            given[name] = usable[-1] if usable else ""
    return Situation(**given), notices


def _too_many(topics: list[str]) -> list[str]:
    if len(topics) <= MOST_TOPICS:
        return []
    sentence = _("At most %(number)s topics can be asked for together: the others were left out.")
    return [sentence % {"number": MOST_TOPICS}]


def unknown(name: str, value: str) -> str:
    """Return the sentence that a condition has no such value."""
    return _("The condition “%(condition)s” has no value “%(value)s”: it was left out.") % {
        "condition": LABELS[name],
        "value": Truncator(value.replace("\0", "")).chars(60),
    }


class NotASituation(ValueError):
    """What a script gave is no situation; the message says what to write."""


def situation_of(given: Mapping[str, Any], known: Vocabulary) -> Situation:
    """Return the situation that a script gave as an object.

    Unlike an address it is taken exactly: NotASituation for an unknown name or value, saying which
    there are.
    """
    if strange := [name for name in given if name not in CONDITIONS]:
        raise NotASituation(
            f"There is no condition {strange[0]!r}; there are {', '.join(CONDITIONS)}."
        )
    read: dict[str, Any] = {}
    for name, value in given.items():
        if value in (None, "", [], ()):
            continue
        values = value if isinstance(value, list | tuple) else [value]
        if not all(isinstance(one, str | int) and not isinstance(one, bool) for one in values):
            raise NotASituation(f"{name!r} must be a text{_or_list(name)}.")
        texts = [str(one) for one in values]
        if name == "words":
            text = " ".join(clean(" ".join(texts)).split())
            if len(text) > MOST_CHARACTERS:
                raise NotASituation(f"'words' may have at most {MOST_CHARACTERS} characters.")
            read[name] = text
            continue
        for one in texts:
            if one not in known.known(name):
                offered = ", ".join(known.known(name)) or "none"
                raise NotASituation(f"There is no {name} {one!r}; there are {offered}.")
        if name == "topic":
            if len(texts) > MOST_TOPICS:
                raise NotASituation(f"At most {MOST_TOPICS} topics can be asked for together.")
            read[name] = tuple(dict.fromkeys(texts))
        elif len(texts) != 1:
            raise NotASituation(f"{name!r} takes one value.")
        else:
            read[name] = texts[0]
    return Situation(**read)


def _or_list(name: str) -> str:
    return " or a list of texts" if name == "topic" else ""
