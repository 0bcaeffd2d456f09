"""The admin of what the knowledge base shares: firewall rules, glossary terms and vocabularies."""

from typing import Any

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from kb.models import (
    Channel,
    CheckQuestion,
    CrisisType,
    DutyRole,
    GlossaryAlias,
    GlossaryTerm,
    OutcomeKind,
    Rule,
    RuleSeverity,
    SpeakingRule,
    Strategy,
    Topic,
)
from kb.models.vocabulary import Vocabulary
from kb.permissions import asking
from kb.pulse import against, name_of
from kb.records.action_views import ArchiveView, RestoreView
from kb.records.forms import form_for
from kb.records.panels import LinesPanel, PartsPanel, field, row, writings
from kb.records.viewset import RECORD_ACTIONS, UPDATED, RecordViewSet, Worded
from kb.rule_form import RuleForm
from kb.wording.term_forms import GlossaryTermForm
from kb.wording.term_views import (
    ArchiveTermView,
    DeleteTermView,
    PublishTermView,
    RestoreTermView,
    TermChangesView,
    TermCreateView,
    TermEditView,
    UnpublishTermView,
)


def _severity_line(severity: RuleSeverity) -> str:
    return f"{severity.get_speaker_display()}: {severity.get_severity_display()}"


def _alias_line(alias: GlossaryAlias) -> str:
    return alias.text


class PulseColumn(Column):
    """Whether new cases speak against a thing, as whoever asks may know it."""

    cell_template_name = "kb/admin/pulse_cell.html"

    def get_value(self, instance: Any) -> int:
        """Return how many do."""
        user = asking.get()
        if user is None:
            return 0
        known = user.__dict__.get("_casebook_pulse")
        if known is None:
            known = user.__dict__["_casebook_pulse"] = against(user)
        return int(known.get(name_of(instance), 0))


class RuleViewSet(RecordViewSet):
    """Rules of the IP firewall."""

    model = Rule
    list_display: Any = [
        "__str__",
        PulseColumn("pulse", label=_("Cases against it")),
        "responsible",
        "review_date",
        "audience",
        UPDATED,
    ]
    icon = "list-ol"
    add_to_admin_menu = True
    menu_order = 160
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    row("code", "order"),
                    writings("title"),
                    field("keep_to"),
                    writings("trigger"),
                    writings("rationale"),
                    writings("alternative"),
                    row("responsible", "review_date"),
                    LinesPanel(
                        "severities",
                        [row("speaker", "severity")],
                        heading=_("Severity by speaker"),
                        label=_("Severity"),
                        line=_severity_line,
                    ),
                ],
                heading=_("Rule"),
            ),
            ObjectList(
                [
                    field("acts"),
                    field("exemptions"),
                    field("speakers"),
                    field("channels"),
                    field("topics"),
                    field("tried"),
                ],
                heading=_("What is checked"),
            ),
            ObjectList(
                [
                    PartsPanel(
                        "examples",
                        [writings("text"), field("triggers")],
                        heading=_("Examples"),
                        label=_("Example"),
                    )
                ],
                heading=_("Examples"),
            ),
        ],
        base_form_class=form_for(Rule, RuleForm),
    )


SCOPE = Column("get_scope_display", label=_("Scope"))
ADDED_BY = Column("added_by", label=_("Added by"))
ADDED = DateColumn("created_at", label=_("Added"))
_SHOWING_CHANGES: dict[Any, Any] = {ArchiveView: ArchiveTermView, RestoreView: RestoreTermView}
TERM_ACTIONS: tuple[Any, ...] = (
    TermChangesView,
    *(_SHOWING_CHANGES.get(one, one) for one in RECORD_ACTIONS),
)


class GlossaryTermViewSet(RecordViewSet):
    """Terms of the glossary."""

    model = GlossaryTerm
    icon = "openquote"
    add_view_class = TermCreateView
    edit_view_class = TermEditView
    unpublish_view_class = UnpublishTermView
    delete_view_class = DeleteTermView
    delete_template_name: Any = "kb/admin/wording/delete.html"
    record_actions = TERM_ACTIONS
    list_display = ["__str__", SCOPE, ADDED_BY, ADDED, "audience", UPDATED]
    edit_handler = ObjectList(
        [
            writings("term"),
            field("keep_to"),
            writings("definition"),
            MultiFieldPanel(
                [
                    row("in_traditional", "in_hong_kong", "in_simplified"),
                    row("scope", "scope_page"),
                    PartsPanel(
                        "cases",
                        [row("typed", "to", "expected")],
                        heading=_("Sentences to check"),
                        label=_("Sentence to check"),
                    ),
                ],
                heading=_("Wording in each script"),
            ),
            LinesPanel(
                "aliases",
                [row("text", "language")],
                heading=_("Other words"),
                label=_("Other word"),
                line=_alias_line,
            ),
        ],
        base_form_class=form_for(GlossaryTerm, GlossaryTermForm),
    )

    def get_urlpatterns(self) -> list[URLPattern]:
        """Add the step before a term is published."""
        view = self.construct_view(PublishTermView)
        step = path(f"{PublishTermView.name}/<int:pk>/", view, name=PublishTermView.name)
        return [*super().get_urlpatterns(), step]


LABELS = MultiFieldPanel(
    [
        row("key", "order"),
        row("label_en", "label_zh_hans", "label_zh_hant"),
        field("parent"),
    ],
    heading=_("Key and labels"),
)


class NoChooserWidget(SnippetChooserViewSet):
    """A vocabulary is short: forms offer it as a list, not in a window of its own."""

    register_widget = False


class VocabularyViewSet(Worded):
    """Base of the admin of a vocabulary."""

    chooser_viewset_class = NoChooserWidget

    model: type[Vocabulary]
    icon = "tag"
    copy_view_enabled = False
    list_per_page = 100
    list_display = ["__str__", "key", "parent", "order"]
    search_fields = ["key", "label_en", "label_zh_hans", "label_zh_hant"]
    panels = [LABELS]


class ChannelViewSet(VocabularyViewSet):
    """Channels."""

    model = Channel
    list_display = ["__str__", "key", "owner", "order"]
    panels = [
        LABELS,
        row("owner", "personal"),
        row("live", "sells"),
        field("aliases"),
    ]


class TopicViewSet(VocabularyViewSet):
    """Topics."""

    model = Topic


class CrisisTypeViewSet(VocabularyViewSet):
    """Crisis clusters and types."""

    model = CrisisType


class OutcomeKindViewSet(VocabularyViewSet):
    """Kinds of outcome."""

    model = OutcomeKind


class CheckQuestionViewSet(VocabularyViewSet):
    """Questions that are asked about partners."""

    model = CheckQuestion


class StrategyViewSet(VocabularyViewSet):
    """Response strategies, by scheme."""

    model = Strategy
    list_display = ["__str__", "scheme", "key", "parent", "order"]
    list_filter = ["scheme"]
    panels = [field("scheme"), LABELS]


class SpeakingRuleViewSet(Worded):
    """The rows of who may say what."""

    model = SpeakingRule
    icon = "group"
    chooser_viewset_class = NoChooserWidget
    copy_view_enabled = False
    list_per_page = 100
    list_display = ["__str__", "speaker", "topic", "channel", "verdict", "approver", UPDATED]
    list_filter = ["speaker", "verdict", "topic", "channel"]
    panels = [
        row("speaker", "topic", "channel"),
        row("verdict", "refer_to"),
        row("approver", "stand_in"),
        writings("note"),
    ]


class DutyRoleViewSet(Worded):
    """The roles that approve what is said."""

    model = DutyRole
    icon = "user"
    chooser_viewset_class = NoChooserWidget
    copy_view_enabled = False
    list_display = ["__str__", "holder", "stand_in", "away_from", "away_until", UPDATED]
    panels = [
        writings("name"),
        row("holder", "stand_in"),
        writings("contact"),
        row("away_from", "away_until"),
        field("order"),
    ]


class SpeakingGroup(SnippetViewSetGroup):
    """Who may say what, and who approves it."""

    menu_label = _("Who may say what")
    menu_icon = "group"
    menu_order = 165
    items = (SpeakingRuleViewSet, DutyRoleViewSet)


class VocabularyGroup(SnippetViewSetGroup):
    """The words that pages, rules and incidents share."""

    menu_label = _("Vocabulary")
    menu_icon = "tag"
    menu_order = 170
    items = (
        GlossaryTermViewSet,
        ChannelViewSet,
        TopicViewSet,
        CrisisTypeViewSet,
        StrategyViewSet,
        OutcomeKindViewSet,
        CheckQuestionViewSet,
    )
