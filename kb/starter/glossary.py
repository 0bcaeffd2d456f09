"""Loads the glossary."""

from __future__ import annotations

from kb.models import GlossaryAlias, GlossaryTerm
from kb.starter.files import HERE, read, stable_key
from kb.starter.memory import Tally, known_slugs
from kb.starter.publishing import bring_out

FILE = HERE / "glossary.toml"


def load_glossary() -> Tally:
    """Publish the terms that are missing and were never loaded."""
    tally = Tally(str(GlossaryTerm._meta.verbose_name_plural))
    known = known_slugs(GlossaryTerm)
    for row in read(FILE)["term"]:
        slug = row["slug"]
        if slug in known:
            tally.kept += 1
            continue
        term = GlossaryTerm(slug=slug)
        for name in ("term", "definition"):
            for writing in ("en", "zh"):
                setattr(term, f"{name}_{writing}", row[f"{name}_{writing}"])
        term.aliases = [
            GlossaryAlias(key=stable_key("word", slug, text), text=text, language=language)
            for language in ("en", "zh")
            for text in row[f"aliases_{language}"]
        ]
        bring_out(term, tally)
    return tally
