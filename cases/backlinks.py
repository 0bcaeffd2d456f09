"""What links to a record: the incidents, people, organisations and statements that name it."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.models import (
    Citation,
    Event,
    EventActor,
    Incident,
    IncidentLink,
    Involvement,
    Lesson,
    Milestone,
    Organisation,
    Outcome,
    Person,
    Response,
    Risk,
    RiskConcern,
    RiskSignal,
    Role,
    Source,
    Statement,
    WriteUp,
)
from kb.backlinks import Backlink, BacklinkSource, sources
from kb.models import KnowledgePage, Rule
from kb.permissions import User


def _link(record: Any, why: str | Promise) -> Backlink:
    return Backlink(record._meta.verbose_name, record.named, record.get_absolute_url(), str(why))


def _incidents_of(parts: Any, user: User) -> Any:
    """Keep the parts of incidents this person may read, each with its incident."""
    return parts.filter(incident__in=Incident.objects.visible_to(user)).select_related("incident")


def _of_actor(column: str, obj: Model, user: User) -> Iterator[Backlink]:
    """Yield what names a person or organisation as an actor; `column` is the key's name."""
    named = {column: obj}
    for involvement in _incidents_of(Involvement.objects.filter(**named).supported_for(user), user):
        yield _link(involvement.incident, involvement.get_role_display())
    for actor in EventActor.objects.filter(
        **named,
        event__in=Event.objects.supported_for(user),
        event__incident__in=Incident.objects.visible_to(user),
    ).select_related("event__incident"):
        yield _link(actor.event.incident, _("event"))
    for model in (Response, Outcome):
        for fact in _incidents_of(model.objects.filter(**named).supported_for(user), user):
            yield _link(fact.incident, model._meta.verbose_name or "")
    for statement in Statement.objects.visible_to(user).filter(**named):
        yield _link(statement, _("speaker"))
    concerns = RiskConcern.objects.filter(**named, risk__in=Risk.objects.visible_to(user))
    for concern in concerns.select_related("risk"):
        yield _link(concern.risk, _("whom it concerns"))


def _to_person(obj: Model, user: User) -> Iterator[Backlink]:
    yield from _of_actor("person", obj, user)


def _to_organisation(obj: Model, user: User) -> Iterator[Backlink]:
    yield from _of_actor("organisation", obj, user)
    people = Person.objects.visible_to(user)
    roles = Role.objects.filter(organisation=obj, person__in=people).supported_for(user)
    for role in roles.select_related("person"):
        yield _link(role.person, _("role"))
    for division in Organisation.objects.visible_to(user).filter(parent=obj):
        yield _link(division, _("part of it"))
    for source in Source.objects.visible_to(user).filter(outlet=obj):
        yield _link(source, _("outlet"))


def _to_source(obj: Any, user: User) -> Iterator[Backlink]:
    """Yield the records with a fact this source is cited for; the source itself is open already."""
    incidents = Incident.objects.visible_to(user)
    cited = Citation.objects.filter(source=obj)
    for incident in incidents.filter(citations__in=cited).distinct():
        yield _link(incident, _("the incident itself"))
    kinds: tuple[Any, ...] = (Event, Response, Outcome, Involvement)
    for model in kinds:
        facts = model.objects.filter(citations__in=cited).supported_for(user).distinct()
        if model is Involvement:
            facts = facts.of_known_actors(user)
        for fact in _incidents_of(facts, user):
            yield _link(fact.incident, model._meta.verbose_name or "")
    risks = Risk.objects.visible_to(user)
    for signal in RiskSignal.objects.filter(source=obj, risk__in=risks).select_related("risk"):
        yield _link(signal.risk, _("signal"))
    people = Person.objects.visible_to(user)
    organisations = Organisation.objects.visible_to(user)
    roles = Role.objects.filter(
        citations__in=cited, person__in=people, organisation__in=organisations
    ).supported_for(user)
    for role in roles.select_related("person").distinct():
        yield _link(role.person, _("role"))
    milestones = Milestone.objects.filter(citations__in=cited).supported_for(user).distinct()
    for milestone in milestones.filter(person__in=people).select_related("person"):
        yield _link(milestone.person, _("milestone"))
    for milestone in milestones.filter(organisation__in=organisations).select_related(
        "organisation"
    ):
        yield _link(milestone.organisation, _("milestone"))


def _to_incident(obj: Model, user: User) -> Iterator[Backlink]:
    links = _incidents_of(IncidentLink.objects.filter(other=obj), user)
    for link in links:
        yield _link(link.incident, link.get_kind_display())
    for statement in Statement.objects.visible_to(user).filter(incident=obj):
        yield _link(statement, _("statement"))
    for risk in Risk.objects.visible_to(user).filter(became=obj):
        yield _link(risk, _("watched before as a risk"))


def _to_statement(obj: Any, user: User) -> Iterator[Backlink]:
    for response in _incidents_of(
        Response.objects.filter(statements=obj).supported_for(user), user
    ):
        yield _link(response.incident, _("response"))


def _to_rule(obj: Model, user: User) -> Iterator[Backlink]:
    for lesson in _incidents_of(Lesson.objects.filter(rule=obj), user):
        yield _link(lesson.incident, lesson.get_stance_display())


def _to_page(obj: Any, user: User) -> Iterator[Backlink]:
    key = obj.translation_key
    for write_up in _incidents_of(WriteUp.objects.filter(page_key=key), user):
        yield _link(write_up.incident, _("written up here"))
    for lesson in _incidents_of(Lesson.objects.filter(page_key=key), user):
        yield _link(lesson.incident, lesson.get_stance_display())


FINDERS: dict[type[Model], Callable[[Model, User], Iterable[Backlink]]] = {
    Person: _to_person,
    Organisation: _to_organisation,
    Source: _to_source,
    Incident: _to_incident,
    Statement: _to_statement,
    Rule: _to_rule,
    KnowledgePage: _to_page,
}


def find(obj: Model, user: User) -> Iterator[Backlink]:
    """Yield the records that link to a page or record and that this person may see."""
    for model, finder in FINDERS.items():
        if isinstance(obj, model):
            yield from finder(obj, user)


def register() -> None:
    """Answer `kb`'s question what links here, for records."""
    sources.register(BacklinkSource("records", find))
