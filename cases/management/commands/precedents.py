"""Precedents from the command line, for people and scripts."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from cases.precedents.asked import NotASituation, situation_of
from cases.precedents.lines import as_object, as_text
from cases.precedents.ranking import MOST_RANKED, rank
from cases.precedents.situation import CONDITIONS, Situation
from cases.precedents.told import told
from cases.precedents.vocabulary import Vocabulary, vocabulary
from kb.language.codes import parse
from kb.management.quiet_end import quiet_end
from kb.management.searching_as import searching_user


class Command(BaseCommand):
    """Prints the incidents most like a situation, best first."""

    help = "Find incidents like a situation, with the reasons, what was tried and how it ended."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "situation",
            nargs="*",
            help="what happened: words in English or Chinese, or one JSON object",
        )
        parser.add_argument(
            "--json", action="store_true", help="print one JSON object a line instead of text"
        )
        for name in CONDITIONS[1:]:
            parser.add_argument(f"--{name}", action="append", metavar="KEY", help=_HELP[name])
        parser.add_argument(
            "--as",
            dest="user",
            metavar="USER",
            help="as this person may see it; without it, what everybody who is signed in may see",
        )
        parser.add_argument(
            "--lang", default="en", metavar="CODE", help="language of the texts (default: en)"
        )
        parser.add_argument("-n", type=int, default=10, help="how many at the most (default: 10)")

    def handle(self, *args: Any, **options: Any) -> None:
        reader = parse(options["lang"])
        if reader is None:
            raise CommandError("--lang must be en, zh-Hans or zh-Hant.")
        if not 0 < options["n"] <= MOST_RANKED:
            raise CommandError(f"-n must be a number from 1 to {MOST_RANKED}.")
        user = searching_user(options["user"])
        with translation.override(reader.code), quiet_end():
            known = vocabulary()
            situation = _situation(options, known)
            request = SimpleNamespace(user=user, META={}, site=None)
            ranking = rank(situation, known, user, most=options["n"])
            stories = told([one.pk for one in ranking.precedents], request)
            pairs = [(one, stories[one.pk]) for one in ranking.precedents]
            for precedent, story in pairs:
                if options["json"]:
                    line = json.dumps(as_object(precedent, story), ensure_ascii=False)
                    self.stdout.write(line)
                else:
                    self.stdout.write("\n".join(as_text(precedent, story, known)))
            if not options["json"]:
                self.stdout.write("\n".join(_closing(ranking)))


_HELP = {
    "type": "key of a crisis cluster or type",
    "severity": "1 to 5",
    "organisation": "kind of the organisation that was struck",
    "channel": "key of a channel",
    "topic": "key of a topic; may be repeated",
}


def _situation(options: dict[str, Any], known: Vocabulary) -> Situation:
    """Return the situation of the arguments; CommandError says what to write instead."""
    text = " ".join(options["situation"]).strip()
    given: dict[str, Any] = {"words": text}
    if text.startswith(("{", "[")):
        try:
            given = json.loads(text)
        except ValueError as error:
            raise CommandError(
                f"This is not JSON: {error}. Give words, or one object such as"
                ' {"words": "battery fire", "severity": 3}.'
            ) from None
        if not isinstance(given, dict):
            raise CommandError("Give one JSON object, not a list.")
    for name in CONDITIONS[1:]:
        if options[name]:
            if given.get(name):
                raise CommandError(f"{name} is given twice: in the object and as --{name}.")
            given[name] = options[name]
    try:
        situation = situation_of(given, known)
    except NotASituation as error:
        raise CommandError(str(error)) from None
    if not situation:
        raise CommandError("Describe a situation: words, or at least one condition.")
    return situation


def _closing(ranking: Any) -> Iterator[str]:
    if not ranking.precedents:
        yield "No precedent."
    elif not ranking.in_all:
        yield "No precedent agrees in all of this."
    else:
        more = "more than " if ranking.more else ""
        number = min(ranking.in_all, 200)
        yield f"{more}{number} agree in all of this. A comparison, not advice."
    for way in ranking.ways_out:
        yield f"Without {way.condition}: {'more than 200' if way.more else way.number}."
