"""Search from the command line."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext, ngettext

from kb.language.codes import parse
from kb.management.quiet_end import quiet_end
from kb.management.searching_as import add_user_argument, searching_user
from kb.search.hits import Hit
from kb.search.results import search
from kb.templatetags.times import when

MOST = 1_000


class Command(BaseCommand):
    """Prints what the search page lists, as plain text."""

    help = "Search pages and records, and print what is found, best first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("words", nargs="+", help="what to look for, as in the search box")
        parser.add_argument(
            "--lang", default="en", metavar="CODE", help="the reader's language (default: en)"
        )
        parser.add_argument("-n", type=int, default=20, help="how many at the most (default: 20)")
        add_user_argument(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        reader = parse(options["lang"])
        if reader is None:
            raise CommandError("--lang must be en, zh-Hans or zh-Hant.")
        if not 0 < options["n"] <= MOST:
            raise CommandError(f"-n must be a number from 1 to {MOST}.")
        user = searching_user(options["user"])
        with translation.override(reader.code), quiet_end():
            results = search(" ".join(options["words"]), user, reader, stop=options["n"])
            total = ngettext("%(total)s result", "%(total)s results", results.total)
            self.stdout.write(total % {"total": results.total})
            for number, hit in enumerate(results.hits, 1):
                self.stdout.write(self._shown(number, hit))
            if results.below:
                self.stdout.write("\n" + gettext("Only some of the words, or by the dictionary"))
            for number, hit in enumerate(results.below, len(results.hits) + 1):
                self.stdout.write(self._shown(number, hit))

    def _shown(self, number: int, hit: Hit) -> str:
        lines = [f"{number}. {self.style.MIGRATE_HEADING(hit.title.text)}"]
        if hit.excerpt:
            lines.append(hit.excerpt.text)
        day = when(hit.when) if hit.when else ""
        lines.append(" · ".join(filter(None, [str(hit.label), day, hit.url])))
        why = [f"{reason.label} {reason.text}" for reason in hit.reasons]
        if hit.missing:
            why.append(f"{gettext('without:')} {' '.join(hit.missing)}")
        lines += [" · ".join(why)] if why else []
        return "\n   ".join(lines)
