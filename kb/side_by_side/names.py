"""Names that both languages know: of the glossary, and of what the English text names."""

import re
from collections.abc import Iterable

from kb.language.side_by_side.evidence import SharedName
from kb.models import GlossaryTerm
from kb.permissions import User
from kb.search.analysis.pipeline import units
from kb.search.analysis.synonyms import name_key, possible_names
from kb.search.names import known_names
from kb.search.permission import visible_entries
from kb.search.sources import sources

_CAPITALISED = re.compile(r"[A-Z0-9][\w’'-]*(?:\s+(?:(?:of|the|and|de|von)\s+)?[A-Z0-9][\w’'-]*)*")
# Names of one text that are looked for: a whole book names more, and needs no more.
_MOST = 600


def shared_names(texts: Iterable[str], user: User) -> tuple[SharedName, ...]:
    """Return the names in some English texts that are known in both languages to this reader."""
    found = {}
    for term in GlossaryTerm.objects.visible_to(user).prefetch_related("aliases"):
        aliases = list(term.aliases.all())
        english = tuple(
            filter(None, [term.term.en, *(a.text for a in aliases if a.language == "en")])
        )
        chinese = tuple(
            filter(None, [term.term.zh, *(a.text for a in aliases if a.language == "zh")])
        )
        if english and chinese:
            found[f"term {term.pk}"] = SharedName(english, chinese)
    keys: dict[str, None] = {}
    for text in texts:
        for run in _CAPITALISED.findall(text):
            keys |= dict.fromkeys(possible_names(units(run)))
    wanted = list(keys)[:_MOST]
    for key, same in known_names(wanted, visible_entries(user, list(sources))).items():
        english = tuple(dict.fromkeys(one.text for one in same if one.language == "en"))
        chinese = tuple(dict.fromkeys(one.text for one in same if one.language == "zh"))
        if english and chinese:
            found[name_key([key])] = SharedName(english, chinese)
    return tuple(found.values())
