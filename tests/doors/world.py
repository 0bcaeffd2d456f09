"""The things behind the doors: of every kind one public, restricted, draft and archived.

What is public refers to what is not, wherever it can: so a name that slips through is met. One file
for all kinds, since each is woven into the others.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import Group, User
from django.db.models import Model
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.models import Locale, Page, Site, Workflow
from wagtail_localize.models import StringSegment, Translation, TranslationSource

from cases.models import (
    Affair,
    CheckFinding,
    Checklist,
    CheckStep,
    Drill,
    Incident,
    Organisation,
    PartnerCheck,
    Person,
    Risk,
    Source,
    Statement,
)
from kb import archiving
from kb.imports.reading import read_waiting
from kb.imports.storing import start_import
from kb.models import (
    DraftCheck,
    GlossaryTerm,
    RawDocument,
    Rule,
    Sharing,
    Suggestion,
    WorkerPulse,
)
from kb.models.reviews import ReviewTask
from kb.permissions import EDITORS
from kb.records.base import Audience
from kb.starter.reviews import create_review
from kb.suggested_changes.saying import suggest
from tests import cast
from tests import factories as make
from tests.doors.canaries import STATES, Canary

RECORDS: dict[str, type[Any]] = {
    "incident": Incident,
    "person": Person,
    "organisation": Organisation,
    "source": Source,
    "statement": Statement,
    "risk": Risk,
    "rule": Rule,
    "glossaryterm": GlossaryTerm,
}
Key = tuple[str, str]


@dataclass
class World:
    """The things by kind and state, and the values of addresses that lead to them."""

    things: dict[Key, Any] = field(default_factory=dict)
    arguments: dict[Key, dict[str, Any]] = field(default_factory=dict)

    def __getitem__(self, key: Key) -> Any:
        return self.things[key]

    def states_of(self, kind: str) -> list[str]:
        """Return the states a kind comes in: things without an audience are public only."""
        return [state for state in STATES if (kind, state) in self.arguments]


def how(state: str) -> dict[str, Any]:
    """Return what the factories of records call a state."""
    return {
        "public": {},
        "restricted": {"groups": [make.legal_group()]},
        "draft": {"live": False},
        "archived": {"archived": True},
    }[state]


def build() -> World:
    """Make the world in an empty database with the cast in it."""
    world = World()
    make.home()
    _files(world)
    for state in reversed(STATES):  # what is public comes last and may refer to all others
        _records(world, state)
    _pages(world)
    _reviews(world)
    _furniture(world)
    for (kind, state), thing in world.things.items():
        world.arguments[kind, state] = _arguments(world, kind, state, thing)
    return world


# --- Files -------------------------------------------------------------------


def _files(world: World) -> None:
    """Make documents and images: closed by their collection, or held by what nobody may see."""
    shelf = make.collection(str(Canary("collection", "restricted")), groups=[make.legal_group()])
    for state in STATES:
        place = {"collection": shelf} if state == "restricted" else {}
        name = str(Canary("document", state))
        world.things["document", state] = make.document(name, name.encode(), **place)
        made = make.image(str(Canary("image", state)), **place)
        made.tags.add(str(Canary("tag", state)))
        world.things["image", state] = made
        world.things["rendition", state] = made.get_rendition("width-20")
        if state == "archived":
            archiving.archive(made, cast.persona("administrator"))
        held = str(Canary("attachment", state))
        world.things["attachment", state] = make.document(held, held.encode())


# --- Records -----------------------------------------------------------------


def _records(world: World, state: str) -> None:
    """Make one record of each kind in a state, then a newer draft of each."""

    def word(kind: str) -> str:
        return str(Canary(kind, state))

    def others(kind: str) -> list[Any]:
        """Return the hidden things of a kind that a public one refers to."""
        return [world[kind, other] for other in STATES if (kind, other) in world.things]

    more = how(state)
    public = {"sources": [make.common_source()]}
    source = make.source(
        word("source"),
        *(make.attachment(world["attachment", state]), make.attachment(world["document", state])),
        description=word("source"),
        text=word("source"),
        author=word("source"),
        **more,
    )
    world.things["source", state] = source
    quotes = [
        make.citation(world["source", other], quote=str(Canary("quote", other)))
        for other in STATES
        if ("source", other) in world.things and state in ("public", other)
    ]
    organisation = make.organisation(
        word("organisation"),
        make.alias(word("organisation") + "alias"),
        make.milestone(word("organisation"), **public),
        note=word("organisation"),
        **more,
    )
    world.things["organisation", state] = organisation
    person = make.person(
        word("person"),
        make.alias(word("person") + "alias"),
        make.milestone(word("person"), **public),
        *(make.role(one, word("person"), **public) for one in others("organisation")),
        note=word("person"),
        **more,
    )
    world.things["person", state] = person
    rule = make.rule(
        {"public": "P01", "restricted": "R01", "draft": "D01", "archived": "A01"}[state],
        title=word("rule"),
        trigger=word("rule"),
        **more,
    )
    world.things["rule", state] = rule
    world.things["glossaryterm", state] = make.term(
        word("glossaryterm"), definition=word("glossaryterm"), **more
    )
    event = make.event(word("incident"), actors=[*others("person"), *others("organisation")])
    event.citations.add(*quotes)
    incident = make.incident(
        word("incident"),
        event,
        make.response(
            word("incident"), actor=person, channel=make.channel(), strategies=[make.strategy()]
        ),
        make.outcome(word("incident"), actor=organisation),
        *(make.involvement(one) for one in [*others("person"), *others("organisation")]),
        *(make.link(one) for one in others("incident")),
        *(make.lesson(word("incident"), one) for one in others("rule")),
        verdict=word("incident"),
        summary=word("incident"),
        crisis_type=make.crisis_type(),
        topics=[make.topic()],
        **more,
    )
    world.things["incident", state] = incident
    world.things["statement", state] = make.statement(
        word("statement"), actor=person, incident=incident, words=word("statement"), **more
    )
    world.things["risk", state] = make.risk(
        word("risk"),
        make.signal(word("risk")),
        *(
            make.signal(str(Canary("quote", other)), source=world["source", other])
            for other in STATES
            if ("source", other) in world.things and state in ("public", other)
        ),
        *(make.concern(one) for one in [*others("person"), *others("organisation")]),
        description=word("risk"),
        plan=word("risk"),
        crisis_type=make.crisis_type(),
        topics=[make.topic()],
        became=world["incident", "restricted"] if state == "public" else None,
        **more,
    )
    texts = {
        "incident": "summary",
        "person": "note",
        "organisation": "note",
        "source": "description",
        "statement": "words",
        "risk": "description",
        "rule": "trigger",
        "glossaryterm": "definition",
    }
    if state == "public":
        # Its newest draft refers to all that is hidden: the comparison names what was added.
        unseen = make.event(word("incident"), actors=others("person"))
        unseen.citations.add(
            *(
                make.citation(one, quote=str(Canary("quote", one_state)))
                for one_state in STATES
                if (one := world.things.get(("source", one_state)))
            )
        )
        world.things["incident", state] = make.add(
            incident,
            unseen,
            *(make.involvement(one) for one in others("organisation")),
            *(make.link(one) for one in others("incident") if one != incident),
            live=False,
        )
    for kind, text in texts.items():
        _later(world[kind, state], f"{text}_en", str(Canary(kind, state, later=True)))
        world.things[kind, state] = make.fresh(world[kind, state])


def _later(thing: Any, text: str, word: str) -> None:
    """Save a newer draft with another text."""
    draft = thing.get_latest_revision_as_object()
    setattr(draft, text, word)
    draft.save_revision(user=cast.persona("legal_editor"))


# --- Pages -------------------------------------------------------------------

PAGES: dict[str, Callable[..., Any]] = {
    "article": make.article,
    "collage": make.article,  # with everything in it, hidden things too
    "casestudy": make.case_study,
    "guidance": make.guidance,
    "playbook": make.playbook,
    "glossary": make.glossary,
}


def _pages(world: World) -> None:
    """Make pages of each kind in each state, in both content languages."""
    for state in reversed(STATES):
        section = make.section(str(Canary("section", state)), live=state != "draft")
        make.translated(section, str(Canary("section", state)), live=state != "draft")
        for kind, maker in PAGES.items():
            word = str(Canary(kind, state))
            extra = {"body": _body(world, word)} if kind == "collage" else {}
            page = maker(word, parent=section, summary=word, live=state != "draft", **extra)
            make.translated(page, word, live=state != "draft", summary=word)
            world.things[kind, state] = page
        world.things["section", state] = section
        if state == "restricted":
            make.restrict(section, make.legal_group())
        if state == "archived":
            archiving.archive(section, cast.persona("administrator"))
        for kind in ("section", *PAGES):
            page = type(world[kind, state]).objects.get(pk=world[kind, state].pk)
            _later(page, "summary", str(Canary(kind, state, later=True)))
            world.things[kind, state] = type(page).objects.get(pk=page.pk)
        article = world["article", state]
        old = f"/{Canary('redirect', state)}"
        world.things["redirect", state] = Redirect.add_redirect(old, redirect_to=article)
        words = Query.objects.create(query_string=str(Canary("promotion", state)))
        SearchPromotion.objects.create(query=words, page=article, description="Read this")
        world.things["promotion", state] = words
        source, _created = TranslationSource.update_or_create_from_instance(article)
        world.things["translation", state] = Translation.objects.get_or_create(
            source=source, target_locale=Locale.objects.get(language_code="zh-hans")
        )[0]


def _body(world: World, word: str) -> str:
    """Return the text of an article that shows one thing of each kind and state."""
    blocks: list[tuple[str, Any]] = [("text", f"<p>{word}</p>")]
    for state in STATES:
        if ("collage", state) in world.things:
            page = world["collage", state].pk
            blocks.append(("text", f'<p><a linktype="page" id="{page}">page</a></p>'))
    for state in ("public", "restricted"):
        # Readers would be let in to a draft's file by the very page that links to it.
        link = f'<a linktype="document" id="{world["document", state].pk}">file</a>'
        blocks.append(("text", f"<p>{link}</p>"))
    for state in STATES:
        blocks += [
            ("incident_card", {"incident": world["incident", state].pk}),
            (
                "quotation",
                {
                    "text": str(Canary("quote", state)),
                    "source": world["source", state].pk,
                    "speaker": "",
                    "place": "",
                },
            ),
        ]
    return make.stream(*blocks)


# --- Reviews and furniture ---------------------------------------------------


def _reviews(world: World) -> None:
    """Put the newest draft of every record and article into review."""
    create_review()
    workflow = Workflow.objects.get(workflow_tasks__task__in=ReviewTask.objects.all())
    task = ReviewTask.objects.get()
    for kind in (*RECORDS, "article"):
        for state in STATES:
            thing = world[kind, state]
            workflow.start(thing, cast.persona("legal_editor"))
            world.things[kind, state] = type(thing)._base_manager.get(pk=thing.pk)
    world.things["workflow", "public"] = workflow
    world.things["task", "public"] = task


def _furniture(world: World) -> None:
    """Note what has no audience: one thing of each kind is enough."""
    for kind, thing in {
        "user": User.objects.get(username="deactivated"),
        "group": Group.objects.get(name=EDITORS),
        "site": Site.objects.get(),
        "locale": Locale.objects.get(language_code="zh-hans"),
        "collection": world["document", "restricted"].collection,
        "channel": make.channel(),
        "topic": make.topic(),
        "crisistype": make.crisis_type(),
        "strategy": make.strategy(),
        "outcomekind": make.outcome_kind(),
        "dutyrole": make.duty_role(),
        "speakingrule": make.speaking_rule("company", topic="pay"),
        "checkquestion": make.check_question(),
    }.items():
        world.things[kind, "public"] = thing
    for state, audience in (("public", Sharing.ALL), ("restricted", Sharing.GROUPS)):
        word = str(Canary("draftcheck", state))
        kept = DraftCheck.objects.create(
            title=word, text=word, audience=audience, made_by=cast.persona("administrator")
        )
        kept.groups.add(make.legal_group())
        world.things["draftcheck", state] = kept
    for state in ("public", "restricted"):
        word = str(Canary("suggestion", state))
        about, author = world["incident", state], cast.persona("legal")
        world.things["suggestion", state] = suggest(about, author, word, word)
    _imports(world)
    _drills(world)
    for state, groups in (("public", []), ("restricted", [make.legal_group()])):
        word = str(Canary("rawdocument", state))
        world.things["rawdocument", state] = make.raw_document(word, f"{word}.txt", groups=groups)
        word = str(Canary("affair", state))
        (report,) = make.reports(make.raw_document(word, f"{word}.txt", groups=groups))
        world.things["affair", state] = report.affair
    word = str(Canary("partnercheck", "restricted"))
    asked = make.check_question()
    check = PartnerCheck.objects.create(
        name=word,
        purpose=word,
        person=world["person", "public"],
        group=make.legal_group(),
        owner=cast.persona("legal"),
        keep_until=timezone.localdate() + timedelta(days=30),
    )
    step = CheckStep.objects.create(partner_check=check, question=asked, note=word)
    CheckFinding.objects.create(step=step, quote=word)
    world.things["partnercheck", "restricted"] = check
    _checklists(world)
    # The worker was here: /readyz asks for no more.
    WorkerPulse.objects.create(name="worker", at=timezone.now() + timedelta(days=1))


def _imports(world: World) -> None:
    """Bring a text and a picture in, for all who may import and for Legal."""
    shown: list[tuple[str, str, list[Group]]] = [
        ("public", "red", []),
        ("restricted", "blue", [make.legal_group()]),
    ]
    for state, colour, groups in shown:
        words = str(Canary("imported", state))
        audience = Audience.GROUPS if groups else Audience.ALL
        batch = start_import(
            cast.persona("legal_editor"),
            [(f"{words}.txt", words.encode()), (f"{words}.png", make.picture(colour))],
            title=words,
            audience=audience,
            groups=groups,
        )
        read_waiting(60, batch)
        world.things["imported", state] = batch
        world.things["importedfile", state] = batch.files.first()
        pictures = RawDocument.objects.filter(file__batch=batch, is_picture=True)
        world.things["rawpicture", state] = pictures.get()


def _checklists(world: World) -> None:
    """Use a public playbook in an incident of either audience, and a restricted one in both."""
    for state in ("restricted", "public"):
        for plan in {"restricted", state}:
            word = str(Canary("checklist", "public" if state == plan == "public" else "restricted"))
            made = make.checklist(
                world["incident", state], world["playbook", plan], owner_name=word
            )
            made.items.update(title_en=word, note_en=word, state="done", state_at=timezone.now())
            type(made).objects.filter(pk=made.pk).update(title_en=word, planned_en=word)
            if plan == state:
                world.things["checklist", state] = made


# --- Addresses ---------------------------------------------------------------


def _arguments(world: World, kind: str, state: str, thing: Model) -> dict[str, Any]:
    """Return the values that lead to a thing, by the names that routes have for them."""
    found: dict[str, Any] = {"pk": thing.pk, "of": thing}
    if slug := getattr(thing, "slug", ""):
        found["slug"] = slug
    if hasattr(thing, "revisions"):
        first, last = (thing.revisions.order_by("pk")[0], thing.revisions.order_by("-pk")[0])
        found |= {"revision_id": first.pk, "revision_id_a": first.pk, "revision_id_b": last.pk}
    if review := getattr(thing, "current_workflow_state", None):
        found |= {
            "task_state_id": review.current_task_state.pk,
            "workflow_state_id": review.pk,
            "task_id": review.current_task_state.task_id,
            "action_name": "approve",
        }
    if isinstance(thing, Page):
        found |= dict.fromkeys(("page_id", "parent_page_id", "page_to_move_id"), thing.pk)
        found["destination_id"] = world["section", "public"].pk
        found |= {"kind": "page", "key": thing.translation_key}
    if file := getattr(thing, "file", None):
        found |= {"path": file.name, "name": file.name.rpartition("/")[2]}
    if kind in RECORDS:
        found |= {"kind": {"glossaryterm": "term"}.get(kind, kind), "key": found["slug"]}
    for name in ("document_id", "doc_id", "image_id", "redirect_id", "collection_id", "task_id"):
        if name.startswith({"document": "doc", "attachment": "doc"}.get(kind, kind)):
            found[name] = thing.pk
    if isinstance(thing, Checklist):
        found |= {"key": thing.key, "item": thing.items.get().key}
    if isinstance(thing, (DraftCheck, Drill)):
        found["key"] = thing.key
    if isinstance(thing, Affair):
        found |= {"key": thing.key, "step": 1}
    if isinstance(thing, PartnerCheck):
        found |= {"number": thing.pk, "step": thing.steps.get().pk}
    if isinstance(thing, Suggestion):
        found["number"] = thing.pk
    if isinstance(thing, Query):
        found["query_id"] = thing.pk
    if isinstance(thing, Translation):
        segment = StringSegment.objects.filter(source=thing.source).first()
        found |= {
            "translation_id": thing.pk,
            "translation_source_id": thing.source_id,
            "string_segment_id": segment.pk if segment else 1,
        }
    return found


def _drills(world: World) -> None:
    """Begin a drill of a public and of a restricted case, for one who drafts and Legal."""
    for state in ("public", "restricted"):
        incident = make.incident(
            str(Canary("incident", state)), make.event(), status="closed", **how(state)
        )
        word = str(Canary("drill", state))
        made = make.drill(
            incident, cast.persona("legal_editor"), group=make.legal_group(), title=word
        )
        made.summary = word
        made.save()
        world.things["drill", state] = made
        world.things["pastcase", state] = incident
