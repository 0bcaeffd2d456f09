"""Known names in text, in any script, guarded against longer words that begin with them."""

from kb.importing.mentions.finding import NameFinder, find_mentions
from kb.importing.mentions.names import Mention, Name

__all__ = ["Mention", "Name", "NameFinder", "find_mentions"]
