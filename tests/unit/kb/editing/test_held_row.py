"""Two forms sent at the same moment: one is saved, the other is shown what it did not know of."""

import threading
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse

from tests import factories as make
from tests.admin_form import AdminForm
from tests.cast import client_of

pytestmark = pytest.mark.django_db(transaction=True)


def send_at_once(forms: list[AdminForm], action: str) -> list[int]:
    """Send forms from as many threads at the same moment, and return the sorted answers."""
    start, answers = threading.Barrier(len(forms)), []

    def send(form: AdminForm) -> None:
        try:
            start.wait(timeout=20)
            answers.append(form.send(action).status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=[form]) for form in forms]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return sorted(answers)


def two_forms(address: str, name: str) -> list[AdminForm]:
    """Open the same form as two people who can publish, each with a text of their own."""
    forms = []
    for person in ("reviewer", "administrator"):
        form = AdminForm(client_of(person), address)
        form.type(**{name: f"By the {person}"})
        forms.append(form)
    return forms


@pytest.mark.parametrize("action", ["", "publish"])
def test_two_people_who_save_a_record_at_once_never_both_win(action: str) -> None:
    incident: Any = make.incident("A quarrel", verdict="It happened")
    address = reverse("wagtailsnippets_cases_incident:edit", args=[incident.pk])
    versions = incident.revisions.count()
    assert send_at_once(two_forms(address, "title_en"), action) == [200, 302]
    assert incident.revisions.count() == versions + 1


@pytest.mark.parametrize("action", ["", "publish"])
def test_two_people_who_save_a_page_at_once_never_both_win(action: str) -> None:
    page: Any = make.article("A page", body=make.stream())
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    versions = page.revisions.count()
    assert send_at_once(two_forms(address, "title"), action) == [200, 302]
    assert page.revisions.count() == versions + 1
