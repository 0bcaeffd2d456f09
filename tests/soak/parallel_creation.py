"""Eight processes add pages and incidents with the same few titles, by the doors people use.

Pages go through the admin's form, where all want the same address and take another when it is
gone; incidents through the quick form, where they get one; now and then all link the same page and incident, and write the
same incident up. Afterwards the tree is whole, no address is there twice, and no link.
"""

from __future__ import annotations

import multiprocessing
import traceback
import uuid
from collections import Counter
from dataclasses import dataclass, field
from random import Random
from typing import Any

from django.db import connections
from django.db.models import Count
from django.test import Client
from wagtail.models import Page

from cases.models import Incident, Source, WriteUp
from tests import factories as make
from tests.admin_form import AdminForm
from tests.soak.desks import quiet_client
from tests.soak.figure import Result, Trial

TITLE = "Eight processes add pages and incidents"
TIMES = 50  # of each, in each process
SECONDS = 900
PROCESSES = 8
PEOPLE = ("reviewer", "administrator", "legal_editor", "editor")
TITLES = ("A phone burned", "手机起火", "The shop", "A quarrel", "声明")
EVERY = 5


@dataclass(frozen=True)
class Shared:
    """What all processes work on: keys of the section, of a page in it, and of an incident."""

    section: int
    page: int
    incident: int
    slug: str


@dataclass
class Work:
    """What one process has done."""

    pages: int = 0
    incidents: int = 0
    links: int = 0
    write_ups: int = 0
    taken: int = 0  # addresses that somebody else took first, as the form said
    wrong: list[str] = field(default_factory=list)


def work(job: tuple[int, Trial, Shared]) -> Work:
    """Do the work of one process."""
    number, trial, shared = job
    done = Work()
    try:
        client = quiet_client(PEOPLE[number % len(PEOPLE)])
        form = AdminForm(client, f"/admin/pages/add/kb/articlepage/{shared.section}/")
        form.type(**{"body-count": "0"})
        dice = trial.random(number)
        for turn in range(trial.times):
            if not trial.has_time:
                break
            add_page(form, f"at-once-{turn}", number, done)
            add_incident(client, dice, done)
            if turn % EVERY == 0:
                connect(client, shared, done)
    except Exception:  # a process reports what stopped it
        done.wrong.append(traceback.format_exc(limit=-3))
    finally:
        connections.close_all()
    return done


def add_page(form: AdminForm, slug: str, number: int, done: Work) -> None:
    """Add an article, published where this person may, at an address that all want."""
    for own in (slug, f"{slug}-of-{number}"):
        form.type(title=f"At once {slug}", slug=own)
        response = form.send("publish")
        if response.status_code == 302:
            done.pages += 1
            return
        if response.status_code != 200 or b"already in use" not in response.content:
            break
        done.taken += 1
    done.wrong.append(f"A page at {own!r}: {_answer(response)}")


def add_incident(client: Client, dice: Random, done: Work) -> None:
    """Write an incident down on the site, and tap the button twice now and then."""
    typed = {"key": uuid.UUID(int=dice.getrandbits(128)), "title": dice.choice(TITLES)}
    typed |= {"line": "It is said", "audience": "all", "began": "2026-01-07"}
    for _tap in range(2 if dice.random() < 0.1 else 1):
        response = client.post("/en/incidents/new/", typed)
        if response.status_code != 302:
            done.wrong.append(f"An incident: {_answer(response)}")
            return
    done.incidents += 1


def connect(client: Client, shared: Shared, done: Work) -> None:
    """Link what the others link as well, and write up what they write up."""
    address = f"/admin/pages/{shared.page}/write-ups/"
    response = client.post(address, {"incident": shared.incident})
    if response.status_code != 302:
        done.wrong.append(f"A link: {_answer(response)}")
    done.links += 1
    response = client.post(f"/en/incidents/{shared.slug}/write-up/")
    if response.status_code == 302 and "/admin/pages/" in response["Location"]:
        done.write_ups += 1
    else:
        done.wrong.append(f"A write-up: {_answer(response)} {response.headers.get('Location', '')}")


def _answer(response: Any) -> str:
    return f"answered {response.status_code}."


def start() -> Shared:
    """Make what all processes share."""
    section = make.section("Case studies", slug="case-studies")
    page = make.article("A page that many link", parent=section)
    incident = make.incident("An incident that many link")
    return Shared(section.pk, page.pk, incident.pk, incident.slug)


def run(trial: Trial) -> Result:
    """Let the processes work at the same time, then look at what is there."""
    shared = start()
    before = len(faults(shared))
    assert not before, "What the processes share is not whole to begin with."
    pages, incidents = Page.objects.count(), Incident.objects.count()
    connections.close_all()  # a forked process must not go on with this connection
    jobs = [(number, trial, shared) for number in range(PROCESSES)]
    with multiprocessing.get_context("fork").Pool(PROCESSES) as pool:
        works = pool.map(work, jobs, chunksize=1)
    total: Counter[str] = Counter()
    for one in works:
        total.update({name: count for name, count in vars(one).items() if name != "wrong"})
    result = Result(done=min(min(one.pages, one.incidents) for one in works))
    result.wrong = [fault for one in works for fault in one.wrong] + faults(shared)
    made = {
        "pages": (total["pages"] + total["write_ups"], Page.objects.count() - pages),
        "incidents": (total["incidents"], Incident.objects.count() - incidents),
    }
    result.wrong += [
        f"{accepted} {what} were accepted, {there} are there."
        for what, (accepted, there) in made.items()
        if accepted != there
    ]
    result.numbers = {"processes": PROCESSES, **total}
    return result


def faults(shared: Shared) -> list[str]:
    """Return what is wrong with the tree, with addresses and with links."""
    names = ("bad characters", "bad length", "orphans", "wrong depth", "wrong number of children")
    wrong = [
        f"The tree has {len(found)} nodes with {name}."
        for name, found in zip(names, Page.find_problems(), strict=True)
        if found
    ]
    for model, fields in (
        (Page, ("url_path",)),
        (Page, ("path",)),
        (Incident, ("slug",)),
        (Source, ("slug",)),
        (WriteUp, ("page_key", "incident")),
    ):
        twice = model._base_manager.values(*fields).annotate(times=Count("pk")).filter(times__gt=1)
        wrong += [f"{model.__name__} twice: {row}" for row in twice]
    if WriteUp.objects.filter(incident=shared.incident).exists():
        # The link that all made is one.
        page = Page.objects.get(pk=shared.page)
        if WriteUp.objects.filter(page_key=page.translation_key).count() != 1:
            wrong.append("The page that all linked has not one link.")
    return wrong
