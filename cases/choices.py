"""The fixed choices of the records; vocabularies that editors may extend are rows in `kb`."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kb.severity import Severity as Severity


class IncidentStatus(TextChoices):
    """Where an incident stands."""

    OPEN = "open", pgettext_lazy("incident status", "Open")
    CONTAINED = "contained", _("Contained")
    CLOSED = "closed", pgettext_lazy("incident status", "Closed")


class Certainty(TextChoices):
    """How sure a fact is."""

    CONFIRMED = "confirmed", _("Confirmed")
    REPORTED = "reported", _("Reported")
    CLAIMED = "claimed", _("Claimed by a party")
    DISPUTED = "disputed", _("Disputed")
    DENIED = "denied", _("Denied")
    INFERRED = "inferred", _("Inferred")
    UNVERIFIED = "unverified", _("Unverified")


class Likelihood(IntegerChoices):
    """How likely it is that a watched risk comes about, in the team's reading."""

    REMOTE = 1, _("1 remote")
    UNLIKELY = 2, _("2 unlikely")
    POSSIBLE = 3, _("3 possible")
    LIKELY = 4, _("4 likely")
    NEARLY_CERTAIN = 5, _("5 nearly certain")


class RiskState(TextChoices):
    """Whether a risk is still watched; that it became an incident is told by the incident."""

    WATCHED = "watched", pgettext_lazy("state of a risk", "Watched")
    CLOSED = "closed", pgettext_lazy("state of a risk", "Closed")


class RiskStanding(TextChoices):
    """How a risk stands for one reader: it became an incident when they may see that incident."""

    WATCHED = "watched", pgettext_lazy("state of a risk", "Watched")
    INCIDENT = "incident", pgettext_lazy("state of a risk", "Became an incident")
    CLOSED = "closed", pgettext_lazy("state of a risk", "Closed")


class Rating(TextChoices):
    """What came out of one question about a partner."""

    CLEAR = "clear", _("Nothing against it")
    MINOR = "minor", _("Something to know")
    GRAVE = "grave", _("A reason against it")


class PartnerDecision(TextChoices):
    """Whether a partner may be contacted."""

    GO = "go", pgettext_lazy("decision on a partner", "Go")
    CONDITIONS = "conditions", _("Go, with conditions")
    NO = "no", pgettext_lazy("decision on a partner", "No")


class CheckStage(TextChoices):
    """How far the check of a partner has come; until it is signed nobody is cleared."""

    OPEN = "open", _("Not cleared: being checked")
    TO_DECIDE = "to_decide", _("Not cleared: to be decided")
    TO_SIGN = "to_sign", _("Not cleared: to be signed off")
    CLEARED = "cleared", _("Cleared")
    CONDITIONS = "conditions", _("Cleared, with conditions")
    REFUSED = "refused", _("Not cleared: refused")
    ENDED = "ended", _("Not cleared: the clearance has ended")


class CheckAct(TextChoices):
    """What was done with the check of a partner."""

    BEGUN = "begun", _("Began it")
    READ = "read", _("Answered a question")
    DECIDED = "decided", _("Decided")
    SIGNED = "signed", _("Signed it off")
    REOPENED = "reopened", _("Opened it again")
    PROLONGED = "prolonged", _("Prolonged its keeping")
    DELETED = "deleted", _("Deleted, as its time was over")


class ItemState(TextChoices):
    """How an item of a checklist stands."""

    OPEN = "open", pgettext_lazy("state of an item", "To do")
    DONE = "done", pgettext_lazy("state of an item", "Done")
    NOT_NEEDED = "not_needed", pgettext_lazy("state of an item", "Not needed")


class ChecklistStep(TextChoices):
    """What somebody did with a checklist, as its log tells it."""

    STARTED = "started", pgettext_lazy("step in a checklist", "Checklist made")
    ADDED = "added", pgettext_lazy("step in a checklist", "Added")
    DONE = "done", pgettext_lazy("step in a checklist", "Done")
    NOT_NEEDED = "not_needed", pgettext_lazy("step in a checklist", "Not needed")
    REOPENED = "reopened", pgettext_lazy("step in a checklist", "To be done again")
    CHANGED = "changed", pgettext_lazy("step in a checklist", "Changed")
    TIMELINE = "timeline", pgettext_lazy("step in a checklist", "Put into the draft timeline")
    NO_TIMELINE = "no_timeline", pgettext_lazy("step in a checklist", "Taken out of the timeline")
    REVIEWED = "reviewed", pgettext_lazy("step in a checklist", "Looked back on")
    LESSON = "lesson", pgettext_lazy("step in a checklist", "Lesson drafted")


class EventKind(TextChoices):
    """What kind of thing happened."""

    TRIGGER = "trigger", _("Trigger")
    EXPOSURE = "exposure", _("Exposure")
    STATEMENT = "statement", _("Statement")
    ACTION = "action", _("Action")
    RULING = "ruling", _("Ruling")
    MEDIA = "media", _("Media coverage")
    MARKET = "market", _("Market reaction")


class InvolvementRole(TextChoices):
    """As what somebody is part of an incident."""

    SUBJECT = "subject", _("Subject")
    SPOKESPERSON = "spokesperson", _("Spokesperson")
    DECISION_MAKER = "decision_maker", _("Decision maker")
    CRITIC = "critic", _("Critic")
    AFFECTED = "affected", _("Affected party")
    OUTLET = "outlet", _("Outlet")
    PLATFORM = "platform", _("Platform")


class OrganisationKind(TextChoices):
    """What an organisation is."""

    COMPANY = "company", _("Company")
    PRODUCT_LINE = "product_line", _("Product line")
    DEPARTMENT = "department", _("Department")
    OUTLET = "outlet", _("Outlet")
    AUTHORITY = "authority", _("Authority")
    COMMUNITY = "community", _("Community")
    TEAM = "team", _("Team")


class AliasKind(TextChoices):
    """What kind of other name an alias is."""

    NAME = "name", _("Name")
    NICKNAME = "nickname", _("Nickname")
    ACCOUNT = "account", _("Account")
    FORMER = "former", _("Former name")
    ROMANISED = "romanised", _("Romanised name")


class SourceKind(TextChoices):
    """What a source is."""

    WEB = "web", _("Web page")
    DOCUMENT = "document", _("Document")
    SCREENSHOT = "screenshot", _("Screenshot")
    MESSAGE = "message", _("Message or call")
    NOTE = "note", _("Own note")


class SourceLanguage(TextChoices):
    """The writing of a source; some have more than one."""

    EN = "en", _("English")
    ZH_HANS = "zh-hans", _("Simplified Chinese")
    ZH_HANT = "zh-hant", _("Traditional Chinese")
    BILINGUAL = "bilingual", _("English and Chinese")


class Reliability(TextChoices):
    """How far a source has earned trust (Admiralty scale, A to F)."""

    A = "A", _("A: completely reliable")
    B = "B", _("B: usually reliable")
    C = "C", _("C: fairly reliable")
    D = "D", _("D: not usually reliable")
    E = "E", _("E: unreliable")
    F = "F", _("F: reliability cannot be judged")


class Credibility(IntegerChoices):
    """How far the information itself is borne out (Admiralty scale, 1 to 6)."""

    CONFIRMED = 1, _("1: confirmed by other sources")
    PROBABLE = 2, _("2: probably true")
    POSSIBLE = 3, _("3: possibly true")
    DOUBTFUL = 4, _("4: doubtful")
    IMPROBABLE = 5, _("5: improbable")
    UNKNOWN = 6, _("6: truth cannot be judged")


class Stance(TextChoices):
    """What a source does to the fact it is cited for."""

    SUPPORTS = "supports", _("Supports")
    CONTRADICTS = "contradicts", _("Contradicts")
    MENTIONS = "mentions", _("Mentions")


class LessonStance(TextChoices):
    """What an incident says about the guidance it is a lesson for."""

    SUPPORTS = "supports", _("Supports")
    CONTRADICTS = "contradicts", _("Contradicts")


class IncidentLinkKind(TextChoices):
    """How one incident is linked to another."""

    SAME_AFFAIR = "same_affair", _("Same affair")
    CAUSED = "caused", _("Caused")
    SIMILAR = "similar", _("Similar")
    CONTRAST = "contrast", _("Contrast")


class StatementKind(TextChoices):
    """What a recorded statement is for."""

    STATEMENT = "statement", _("Statement")
    HOLDING = "holding", _("Holding statement")
    QA = "qa", _("Question-and-answer line")
    TEMPLATE = "template", _("Template")


class StatementState(TextChoices):
    """How far a statement has come."""

    DRAFTED = "drafted", _("Drafted")
    APPROVED = "approved", _("Approved")
    RELEASED = "released", _("Released")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class BundleState(TextChoices):
    """How far the publication of a case as a whole has come."""

    REVIEW = "review", _("Waits for a review")
    SENT_BACK = "sent-back", _("Sent back")
    SCHEDULED = "scheduled", _("To be published at its time")
    FAILED = "failed", _("Not published at its time")
    PUBLISHED = "published", _("Published")
    CANCELLED = "cancelled", _("Given up")


class Distance(TextChoices):
    """How long after the incident an outcome was measured."""

    DAY = "day", _("+1 day")
    WEEK = "week", _("+1 week")
    MONTH = "month", _("+1 month")
    YEAR = "year", _("+1 year")


class Kept(IntegerChoices):
    """The facets of incidents that are worked out when one is saved; what a choice is of each."""

    STATUS = 1, _("Status")  # the place in the list of choices, as of the next two
    SEVERITY = 2, _("Severity")
    CERTAINTY = 3, _("Certainty")
    YEAR = 4, _("Year")  # the year itself
    TYPE = 5, _("Cluster and type")  # the key of a row, as of all that follow
    TOPIC = 6, _("Topic")
    CHANNEL = 7, _("Channel")
    STRATEGY = 8, _("Response strategy")
    OUTCOME = 9, _("Outcome")
    ORGANISATION = 10, _("Organisation")
    PERSON = 11, _("Person")
