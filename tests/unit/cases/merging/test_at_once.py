"""Two people who merge or undo at the same moment: one does it, the other is told; nothing is lost.

Each request has a connection of its own, as with two processes of the site.
"""

import threading

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from cases.merging.merge import merge
from cases.models import Merge, Milestone, Person
from tests import factories as make
from tests.cast import client_of

pytestmark = pytest.mark.django_db(transaction=True)
ADMITTED = "302"


def at_once(*addresses: str) -> list[str]:
    """Post to addresses at one moment, each as somebody else; return "302", or what was said."""
    start, answers = threading.Barrier(len(addresses)), []
    people = [client_of(name) for name in ("reviewer", "administrator")]

    def post(client: Client, address: str) -> None:
        try:
            start.wait(timeout=20)
            answer = client.post(address)
            answers.append(ADMITTED if answer.status_code == 302 else answer.content.decode())
        finally:
            connection.close()

    pairs = zip(people, addresses, strict=True)
    threads = [threading.Thread(target=post, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return sorted(answers)


def merging(kept: Person, merged: Person) -> str:
    """Return the address of the preview, which a POST carries out."""
    return reverse("record_merge", args=["person", kept.pk, merged.pk])


def two_people(number: int) -> tuple[Person, Person]:
    """Return two people, each with a milestone."""
    return (
        make.person(f"Wang Min {number}", make.milestone("Took office")),
        make.person(f"Min Wang {number}", make.milestone("Left")),
    )


def test_of_two_who_merge_the_same_one_is_told_that_it_is_done() -> None:
    kept, merged = two_people(1)
    done, told = at_once(merging(kept, merged), merging(kept, merged))
    assert (done, "has been merged into" in told) == (ADMITTED, True)
    assert Milestone.objects.filter(person=kept).count() == 2

    # The other way round: one of the two records is left, with all there is.
    one, other = two_people(2)
    done, told = at_once(merging(one, other), merging(other, one))
    assert (done, "has been merged into" in told) == (ADMITTED, True)
    left = Person.objects.published().get(pk__in=[one.pk, other.pk])
    assert Milestone.objects.filter(person=left).count() == 2
    assert Merge.objects.count() == 2


def test_of_two_who_undo_the_same_one_is_told_that_it_is_done() -> None:
    kept, merged = two_people(1)
    done = merge(kept, merged, None)
    undo = reverse("record_unmerge", args=[done.pk])
    first, told = at_once(undo, undo)
    assert (first, "has been undone already" in told) == (ADMITTED, True)
    for person in (kept, merged):
        assert Milestone.objects.filter(person=person).count() == 1
