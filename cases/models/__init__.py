"""The models of the records. Order: roots before the parts that name them, citations last."""

from cases.models.affairs import Affair, AffairStep, ImportedReport, ReportsKept
from cases.models.bundles import Bundle, BundleItem
from cases.models.checklists import Checklist, ChecklistEntry, ChecklistItem, ReviewLesson
from cases.models.citations import CITED, Citation
from cases.models.contradictions import Contradiction
from cases.models.drills import Drill, DrillChoice, DrillNote, DrillStep
from cases.models.duplicates import Decision, LikelyPair, LikenessKey, RoleConflict
from cases.models.events import Event, EventActor
from cases.models.incidents import Incident, IncidentLink
from cases.models.involvements import Involvement
from cases.models.lessons import Lesson
from cases.models.links import WriteUp
from cases.models.merges import Merge, MergedRow
from cases.models.organisations import Alias, Milestone, Organisation, Role
from cases.models.outcomes import Outcome
from cases.models.overrides import FirewallOverride
from cases.models.partner_checks import CheckFinding, CheckLog, CheckStep, PartnerCheck
from cases.models.people import Person
from cases.models.proposals import ProposalDecision
from cases.models.responses import Response
from cases.models.risks import Risk, RiskConcern, RiskSignal
from cases.models.sources import Attachment, EvidenceUpload, Source
from cases.models.standings import Admission, Standing
from cases.models.statements import Statement
from cases.models.unlinked import Looked, MentionDecision, UnlinkedMention

__all__ = [
    "CITED",
    "Admission",
    "Affair",
    "AffairStep",
    "Alias",
    "Attachment",
    "Bundle",
    "BundleItem",
    "CheckFinding",
    "CheckLog",
    "CheckStep",
    "Checklist",
    "ChecklistEntry",
    "ChecklistItem",
    "Citation",
    "Contradiction",
    "Decision",
    "Drill",
    "DrillChoice",
    "DrillNote",
    "DrillStep",
    "Event",
    "EventActor",
    "EvidenceUpload",
    "FirewallOverride",
    "ImportedReport",
    "Incident",
    "IncidentLink",
    "Involvement",
    "Lesson",
    "LikelyPair",
    "LikenessKey",
    "Looked",
    "MentionDecision",
    "Merge",
    "MergedRow",
    "Milestone",
    "Organisation",
    "Outcome",
    "PartnerCheck",
    "Person",
    "ProposalDecision",
    "ReportsKept",
    "Response",
    "ReviewLesson",
    "Risk",
    "RiskConcern",
    "RiskSignal",
    "Role",
    "RoleConflict",
    "Source",
    "Standing",
    "Statement",
    "UnlinkedMention",
    "WriteUp",
]
