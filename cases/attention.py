"""What the records have for the list of what needs attention."""

from collections.abc import Iterator
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import CharField, Exists, OuterRef, Q
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Revision

from cases.actions.confirm import may_confirm
from cases.choices import Certainty
from cases.citing import CITED_PARTS
from cases.drills.waiting import waiting_for
from cases.duplicates import conflicts, queue
from cases.firewall import Asked, Keys, stopping_codes, to_be_said
from cases.models import ChecklistItem, Citation, Incident, PartnerCheck, Risk, Statement
from kb.attention import AttentionItem, AttentionSource, sources
from kb.attention_sources.review_dates import AHEAD
from kb.attention_sources.things import content_type_of, editor_of
from kb.draft_checks.told import rules_for
from kb.models import SpeakingRule
from kb.permissions import User, may, may_edit


def find_to_confirm(user: User, most: int) -> Iterator[AttentionItem]:
    """Yield the incidents a reviewer sees that were written down in haste, the oldest first."""
    if not may_confirm(user):
        return
    waiting = Incident.objects.visible_to(user).to_confirm().order_by("first_published_at", "pk")
    for incident in waiting[:most]:
        yield AttentionItem(
            key=f"incident-{incident.pk}",
            kind=incident._meta.verbose_name,
            title=incident.title,
            url=f"{reverse('incidents_to_confirm')}#incident-{incident.pk}",
            reason=_("Published as unverified.")
            if incident.certainty == Certainty.UNVERIFIED
            else _("Something in it was added as unverified."),
            since=incident.first_published_at,
            weight=incident.severity or 0,
        )


def _lost(root: type[Any], name: str) -> Any:
    """Return, for use inside a query of records, the facts of one kind that nothing open holds up.

    `name` is what a citation calls such a fact.
    """
    key = root._meta.model_name or ""
    cited = Citation.objects.filter(**{name: OuterRef("pk")}).that_carry()
    if name == key:
        facts = root._base_manager.filter(pk=OuterRef("pk"))
        return facts.filter(~Exists(cited.open_to_all_readers_of(name)))
    model: Any = Citation._meta.get_field(name).related_model
    facts = model.objects.filter(**{key: OuterRef("pk")})
    if hasattr(model, "own_knowledge"):
        facts = facts.filter(own_knowledge=False)
    return facts.filter(~Exists(cited.open_to_all_readers_of(f"{name}__{key}")))


def _cited_kinds(root: type[Any]) -> dict[str, str]:
    """Return the facts of a root that need a citation: what a citation calls them, their label."""
    kinds = {"incident": _("the incident itself")} if root is Incident else {}
    for accessor in CITED_PARTS[root]:
        model = root._meta.get_field(accessor).related_model
        kinds[model._meta.model_name] = str(model._meta.verbose_name_plural)
    return kinds


def find_unsupported(user: User, most: int) -> Iterator[AttentionItem]:
    """Yield published records with a fact that some of their readers can no longer check.

    For those who have written the record at some time, and those who publish its kind.
    """
    for root in CITED_PARTS:
        if not may_edit(user, root):
            continue
        kinds = _cited_kinds(root)
        lost = {f"lost_{name}": Exists(_lost(root, name)) for name in kinds}
        records = root.objects.editable_by(user).published().annotate(**lost)
        records = records.filter(reduce(or_, (Q(**{flag: True}) for flag in lost)))
        if not may(user, "publish", root):
            records = records.filter(Exists(_versions_by(user, root)))
        for record in records.order_by("pk")[:most]:
            which = [kinds[name] for name in kinds if getattr(record, f"lost_{name}")]
            yield AttentionItem(
                key=f"{root._meta.model_name}-{record.pk}",
                kind=root._meta.verbose_name or "",
                title=record.named,
                url=editor_of(record),
                reason=_("Hidden from some of its readers: %(facts)s.")
                % {"facts": _(", ").join(which)},
                weight=2,
            )


def _versions_by(user: User, root: type[Any]) -> Any:
    return Revision.objects.filter(
        user=user,
        base_content_type=content_type_of(root),
        object_id=Cast(OuterRef("pk"), CharField()),
    )


def find_to_approve(user: User, most: int) -> Iterator[AttentionItem]:
    """Yield the published words, not said yet, on which this person decides; oldest first."""
    if not may(user, "publish", Statement):
        return
    waiting = Statement.objects.editable_by(user).published().to_approve()
    for statement in waiting.order_by("last_published_at", "pk")[:most]:
        yield AttentionItem(
            key=f"statement-{statement.pk}-{statement.live_revision_id}",
            kind=statement.get_kind_display(),
            title=statement.title,
            url=statement.get_absolute_url(),
            reason=_("Its words wait for approval."),
            since=statement.last_published_at,
        )


def find_stopped(user: User, most: int) -> Iterator[AttentionItem]:
    """Yield the words to be said that the firewall stops, by rules this person may see.

    For those who have written them at some time, and those who publish statements.
    """
    if not may_edit(user, Statement):
        return
    rules, matrix = rules_for(user), SpeakingRule.all_rows()
    if not (rules or matrix):
        return
    waiting = Statement.objects.editable_by(user).filter(to_be_said(), archived_at=None)
    if not may(user, "publish", Statement):
        waiting = waiting.filter(Exists(_versions_by(user, Statement)))
    waiting = waiting.select_related("latest_revision").prefetch_related("overrides")
    keys, asked = Keys.known(), Asked.of(rules, matrix)
    rows = {row.code: _("who may say what") for row in matrix}
    for statement in waiting.order_by("-latest_revision_id", "-pk")[:most]:
        version = statement.latest_revision
        if version is None:
            continue
        words = keys.words_of(version.content)
        stopped = stopping_codes(words, asked, statement.overrides.all())
        if not stopped:
            continue
        yield AttentionItem(
            key=f"statement-{statement.pk}-{words.digest[:12]}",
            kind=statement.get_kind_display(),
            title=statement.named,
            url=editor_of(statement),
            reason=_("Stopped by the firewall: %(rules)s.")
            % {"rules": _(", ").join(dict.fromkeys(map(rows.get, stopped, stopped)))},
            since=version.created_at,
            weight=len(stopped),
        )


def find_likely_duplicates(user: User, most: int) -> Iterator[AttentionItem]:
    """Yield the pairs of records that may be one, of which this person works on both."""
    for kind in queue.kinds_of(user):
        for pair in queue.shown(queue.waiting(kind, user)[:most], user):
            row = pair.row
            anchor = f"?kind={kind}#pair-{row.first}-{row.second}"
            yield AttentionItem(
                key=pair.key,
                kind=pair.first._meta.verbose_name,
                title=pair.first.named,
                url=f"{reverse('likely_duplicates')}{anchor}",
                reason=_("May be the same as %(other)s: %(why)s.")
                % {"other": pair.second, "why": pair.reasons[0].sentence},
                since=row.found_at,
                weight=row.score - 100,
            )


def find_role_conflicts(user: User, most: int) -> Iterator[AttentionItem]:
    """Yield the roles that contradict each other, of people this person works on."""
    rows = conflicts.of_user(user).undecided()[:most]
    for one in conflicts.shown(rows, user):
        yield AttentionItem(
            key=one.key,
            kind=one.first._meta.verbose_name,
            title=one.person.named,
            url=f"{reverse('role_conflicts')}#conflict-{one.row.pk}",
            reason=one.sentence,
            since=one.row.found_at,
            weight=int(one.row.is_certain),
        )


def find_risks(user: User, most: int) -> Iterator[AttentionItem]:
    """Yield the watched risks this person answers for whose review is due soon, or past."""
    until = timezone.localdate() + AHEAD
    due = Risk.objects.visible_to(user).watched(user).filter(review_date__lte=until)
    for risk in due.filter(responsible=user).order_by("review_date", "pk")[:most]:
        yield AttentionItem(
            key=f"risk-{risk.pk}-{risk.review_date:%Y%m%d}",
            kind=risk._meta.verbose_name,
            title=risk.title,
            url=risk.get_absolute_url(),
            reason=_("You answer for it."),
            due=risk.review_date,
            weight=risk.likelihood or 0,
        )


def find_drills(user: User, most: int) -> Iterator[AttentionItem]:
    """Yield the drills somebody was invited to whose moment they have not answered."""
    for drill, step in waiting_for(user)[:most]:
        yield AttentionItem(
            key=f"drill-{drill.pk}-{step.pk}",
            kind=drill._meta.verbose_name or "",
            title=drill.title,
            url=drill.get_absolute_url(),
            reason=_("The story has come to a moment that you have not answered."),
            since=step.unfolded_at,
        )


def find_checks(user: User, most: int) -> Iterator[AttentionItem]:
    """Yield the checks of partners this person goes on with, signs off, or lets go."""
    mine = PartnerCheck.objects.visible_to(user)
    today = timezone.localdate()
    soon = Q(keep_until__lte=today + AHEAD)
    ending = Q(cleared_until__lte=today + AHEAD, signed_at__isnull=False)
    owned = mine.filter(owner=user.pk)
    waiting: tuple[tuple[str, Any, Any], ...] = (
        ("sign", mine.to_sign_by(user), lambda check: (_("It waits to be signed off."), None)),
        ("open", owned.undecided(), lambda check: (_("Nobody is cleared yet."), None)),
        (
            "ending",
            owned.filter(ending),
            lambda check: (_("The clearance ends."), check.cleared_until),
        ),
        (
            "delete",
            owned.filter(soon),
            lambda check: (_("It is deleted after this day."), check.keep_until),
        ),
    )
    for what, checks, told in waiting:
        for check in checks.order_by("keep_until", "pk")[:most]:
            reason, due = told(check)
            yield AttentionItem(
                key=f"{what}-{check.pk}" + (f"-{due:%Y%m%d}" if due else ""),
                kind=check._meta.verbose_name,
                title=check.name,
                url=check.get_absolute_url(),
                reason=reason,
                due=due,
                since=check.decided_at or check.begun_at,
            )


def find_late_items(user: User, most: int) -> Iterator[AttentionItem]:
    """Yield what this person was to do in checklists, whose time is past; the earliest first."""
    late = ChecklistItem.objects.visible_to(user).waiting().filter(due__lt=timezone.now())
    mine = late.filter(owner=user).select_related("checklist__incident")
    for item in mine.due_first()[:most]:
        assert item.due is not None
        yield AttentionItem(
            key=f"item-{item.pk}-{item.due:%Y%m%d%H%M}",
            kind=item._meta.verbose_name or "",
            title=item.title,
            url=item.get_absolute_url(),
            reason=_("You answer for it, and its time is past."),
            due=timezone.localdate(item.due),
            since=item.due,
            weight=item.checklist.incident.severity or 0,
        )


def register() -> None:
    """Name what the records have waiting."""
    sources.register(
        AttentionSource(
            "to-confirm",
            gettext_lazy("To confirm"),
            gettext_lazy("Say how sure it has become."),
            find_to_confirm,
        )
    )
    sources.register(
        AttentionSource(
            "statements",
            gettext_lazy("Statements to approve"),
            gettext_lazy("Read the words; approve them, or say what has to change."),
            find_to_approve,
        )
    )
    sources.register(
        AttentionSource(
            "stopped",
            gettext_lazy("Stopped by the firewall"),
            gettext_lazy("Change the words, or override it and say why."),
            find_stopped,
        )
    )
    sources.register(
        AttentionSource(
            "unsupported",
            gettext_lazy("Facts that lost their source"),
            gettext_lazy(
                "Cite a source that all readers of the record may open, or restrict the record."
            ),
            find_unsupported,
        )
    )
    sources.register(
        AttentionSource(
            "risks",
            gettext_lazy("Risks to review"),
            gettext_lazy("Look at its signals, say how likely it is now, and set the next date."),
            find_risks,
        )
    )
    sources.register(
        AttentionSource(
            "partner-checks",
            gettext_lazy("Checks of partners"),
            gettext_lazy("Finish them, sign off what others checked, or say why one is kept."),
            find_checks,
        )
    )
    sources.register(
        AttentionSource(
            "checklists",
            gettext_lazy("Late in checklists"),
            gettext_lazy("Tick what is done, or set another time."),
            find_late_items,
        )
    )
    sources.register(
        AttentionSource(
            queue.SOURCE,
            gettext_lazy("Likely duplicates"),
            gettext_lazy("Merge them, or say that they are not the same."),
            find_likely_duplicates,
        )
    )
    sources.register(
        AttentionSource(
            "role-conflicts",
            gettext_lazy("Contradicting roles"),
            gettext_lazy("Correct one of them, or say that it is right."),
            find_role_conflicts,
        )
    )
    sources.register(
        AttentionSource(
            "drills",
            gettext_lazy("Drills"),
            gettext_lazy("Say what you would do now, or that you would wait."),
            find_drills,
        )
    )
