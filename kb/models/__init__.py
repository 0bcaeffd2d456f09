"""The models of the knowledge base. Order: what later files build on comes first."""

from kb.models.archive import ArchivedFile, ArchivedPage
from kb.models.articles import ArticlePage
from kb.models.attention import Snooze
from kb.models.base import KnowledgePage, ReviewedPage
from kb.models.case_studies import CaseStudyPage
from kb.models.draft_checks import DraftCheck, Sharing
from kb.models.glossary import GlossaryAlias, GlossaryCase, GlossaryPage, GlossaryTerm
from kb.models.guidance import GuidancePage
from kb.models.home import HomePage, SectionPage
from kb.models.imports import Import, ImportedFile, RawContent, RawDocument, RepairChange
from kb.models.pair_corrections import PairCorrection
from kb.models.playbooks import (
    DueAfter,
    PlaybookMeasure,
    PlaybookPage,
    PlaybookPhase,
    PlaybookQuestion,
)
from kb.models.readers import ReaderSettings
from kb.models.reviews import AudienceReviewTask, ReviewTask
from kb.models.rules import Act, Exemption, Rule, RuleExample, RuleSeverity, Speaker
from kb.models.speaking import DutyRole, SpeakingRule
from kb.models.suggestions import Suggestion
from kb.models.translation import TranslationStep
from kb.models.vocabulary import (
    Channel,
    CheckQuestion,
    CrisisType,
    OutcomeKind,
    Strategy,
    Topic,
)
from kb.models.wording import WordingDecision
from kb.models.worker import WorkerPulse
from kb.records.notes import RecordNote
from kb.records.slugs import RetiredSlug

__all__ = [
    "Act",
    "ArchivedFile",
    "ArchivedPage",
    "ArticlePage",
    "AudienceReviewTask",
    "CaseStudyPage",
    "Channel",
    "CheckQuestion",
    "CrisisType",
    "DraftCheck",
    "DueAfter",
    "DutyRole",
    "Exemption",
    "GlossaryAlias",
    "GlossaryCase",
    "GlossaryPage",
    "GlossaryTerm",
    "GuidancePage",
    "HomePage",
    "Import",
    "ImportedFile",
    "KnowledgePage",
    "OutcomeKind",
    "PairCorrection",
    "PlaybookMeasure",
    "PlaybookPage",
    "PlaybookPhase",
    "PlaybookQuestion",
    "RawContent",
    "RawDocument",
    "ReaderSettings",
    "RecordNote",
    "RepairChange",
    "RetiredSlug",
    "ReviewTask",
    "ReviewedPage",
    "Rule",
    "RuleExample",
    "RuleSeverity",
    "SectionPage",
    "Sharing",
    "Snooze",
    "Speaker",
    "SpeakingRule",
    "Strategy",
    "Suggestion",
    "Topic",
    "TranslationStep",
    "WordingDecision",
    "WorkerPulse",
]
