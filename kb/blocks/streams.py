"""Which page may use which block."""

from kb.blocks.bilingual import BilingualBlock
from kb.blocks.callouts import KeyMessageBlock, RulesBlock
from kb.blocks.evidence import CitationsBlock, QuotationBlock
from kb.blocks.records import IncidentCardBlock, OutcomesBlock, TimelineBlock
from kb.blocks.steps import StepsBlock
from kb.blocks.text import TextBlock

TEXT = [
    ("text", TextBlock()),
    ("bilingual", BilingualBlock()),
    ("key_message", KeyMessageBlock()),
    ("steps", StepsBlock()),
    ("quotation", QuotationBlock()),
    ("citations", CitationsBlock()),
]
RECORDS = [
    ("incident_card", IncidentCardBlock()),
    ("timeline", TimelineBlock()),
    ("outcomes", OutcomesBlock()),
]

ARTICLE = [*TEXT, *RECORDS]
CASE_STUDY = [*TEXT, *RECORDS]
GUIDANCE = [*TEXT, ("rules", RulesBlock()), *RECORDS]
PLAYBOOK = [*TEXT, *RECORDS]
