"""What of the knowledge base can be read side by side."""

from kb.models import GlossaryTerm, Rule
from kb.side_by_side.kinds import PAGE, kinds
from kb.side_by_side.records import record_kind


def register() -> None:
    """Register pages, rules and terms."""
    kinds.register(PAGE)
    kinds.register(record_kind("rule", Rule))
    kinds.register(record_kind("term", GlossaryTerm))
