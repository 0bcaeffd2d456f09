"""The screens of merging, what they refuse, and what readers meet afterwards."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from cases.merging.checks import Refused
from cases.merging.merge import merge
from cases.models import Merge, Milestone, Person
from tests import factories as make

pytestmark = pytest.mark.django_db
Clients = Callable[[str], Client]


def preview_of(kept: Any, merged: Any) -> str:
    """Return the address of the preview."""
    return reverse("record_merge", args=[kept._meta.model_name, kept.pk, merged.pk])


def test_a_reviewer_sees_what_moves_merges_and_takes_it_back(client_of: Clients) -> None:
    kept = make.person("Wang Min · 王敏")
    merged = make.person("Min Wang", make.milestone("Took office"))
    incident = make.incident("A quarrel", make.involvement(merged))
    client, reader = client_of("reviewer"), client_of("reader")
    page = client.get(preview_of(kept, merged)).content.decode()
    for text in (
        "Took office",
        "A quarrel",
        "“Min Wang” is another name of it",
        "/people/min-wang/",
    ):
        assert text in page, text
    stamp = page.split('name="stamp" value="')[1].split('"')[0]
    assert client.post(preview_of(kept, merged), {"stamp": stamp}).status_code == 302
    assert Milestone.objects.get().person == kept
    for address in ("/en/people/min-wang/", "/en/history/person/min-wang/"):
        answer = reader.get(address)
        assert (answer.status_code, "wang-min" in answer["Location"]) == (302, True)
    people = reader.get("/en/people/").content.decode()
    assert (people.count("/en/people/wang-min/") > 0, "min-wang" in people) == (True, False)
    shown = reader.get(incident.get_absolute_url()).content.decode()
    assert ("Wang Min" in shown, "Min Wang" in shown) == (True, False)
    assert "Merged" in reader.get("/en/history/person/wang-min/").content.decode()
    listed = client.get(reverse("merges")).content.decode()
    undo = reverse("record_unmerge", args=[Merge.objects.get().pk])
    assert undo in listed
    make.add(kept, make.milestone("Promoted"))
    added = Milestone.objects.get(what_en="Promoted")
    page = client.get(undo).content.decode()
    assert f"cases.milestone.person:{added.key}" in page
    client.post(undo, {f"cases.milestone.person:{added.key}": "b"})
    assert {one.person for one in Milestone.objects.all()} == {make.fresh(merged)}
    assert reader.get("/en/people/min-wang/").status_code == 200


def test_a_preview_that_is_not_true_any_more_merges_nothing(client_of: Clients) -> None:
    kept, merged = make.person("Wang Min"), make.person("Min Wang")
    client = client_of("reviewer")
    page = client.get(preview_of(kept, merged)).content.decode()
    stamp = page.split('name="stamp" value="')[1].split('"')[0]
    make.add(merged, make.milestone("Took office"))
    answer = client.post(preview_of(kept, merged), {"stamp": stamp})
    assert "Something has changed since you looked" in answer.content.decode()
    assert make.fresh(merged).merged_into is None


def test_only_those_who_publish_and_know_of_both_merge(client_of: Clients) -> None:
    kept, merged = make.person("Wang Min"), make.person("Min Wang")
    hidden = make.person("Hidden", groups=[make.legal_group()])
    assert client_of("reader").get(preview_of(kept, merged)).status_code in (302, 403, 404)
    assert client_of("editor").post(preview_of(kept, merged)).status_code in (302, 403)
    assert client_of("reviewer").get(preview_of(kept, hidden)).status_code == 404
    assert not Merge.objects.exists()


def test_a_row_of_a_record_one_may_not_see_is_neither_named_nor_counted(
    client_of: Clients,
) -> None:
    kept, merged = make.person("Wang Min"), make.person("Min Wang")
    make.incident("Secret quarrel", make.involvement(merged), groups=[make.legal_group()])
    page = client_of("reviewer").get(preview_of(kept, merged)).content.decode()
    assert "Secret" not in page
    assert "Involvements" not in page
    assert "Secret" in client_of("administrator").get(preview_of(kept, merged)).content.decode()


def test_what_is_in_the_way_is_said_with_what_to_do(administrator: User) -> None:
    kept, merged = make.person("Wang Min"), make.person("Min Wang")
    house = make.organisation()
    legal = make.person("Legal", groups=[make.legal_group()])
    draft, edited = make.person("Draft", live=False), make.person("Edited")
    make.add(edited, make.milestone("New"), live=False)
    uncited = make.person("Uncited", make.role(house, sources=()), live=False)
    locked = make.person("Locked")
    Person.objects.filter(pk=locked.pk).update(locked=True)
    said = {
        (kept, kept): "one and the same",
        (kept, legal): "are for different people",
        (draft, kept): "is not published",
        (kept, edited): "changes that are not published",
        (kept, uncited): "needs a citation",
        (kept, locked): "locked",
    }
    for (one, other), text in said.items():
        with pytest.raises(Refused, match=text):
            merge(make.fresh(one), make.fresh(other), administrator)
    merge(kept, merged, administrator)
    with pytest.raises(Refused, match="has been merged into"):
        merge(make.fresh(merged), make.fresh(kept), administrator)


def test_the_commands_say_what_to_do(capsys: Any) -> None:
    make.person("Wang Min"), make.person("Min Wang", make.milestone("Took office"))
    call_command("merge", "person", "wang-min", "min-wang", "--dry-run")
    assert "Took office" in capsys.readouterr().out
    assert not Merge.objects.exists()
    with pytest.raises(CommandError, match="the last part of its address"):
        call_command("merge", "person", "wang-min", "nobody")
    call_command("merge", "person", "wang-min", "min-wang", "--json")
    done = Merge.objects.get()
    assert f'"id": {done.pk}' in capsys.readouterr().out
    with pytest.raises(CommandError, match="no row that was added since"):
        call_command("unmerge", str(done.pk), "--to-b", "nonsense")
    with pytest.raises(CommandError, match="lists them all"):
        call_command("unmerge", "999")
    call_command("unmerge", str(done.pk))
    assert "Undone." in capsys.readouterr().out
