"""What names a merged record elsewhere: pages, lists, folded rows, and who may see it."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client
from wagtail.models import ReferenceIndex

from cases.merging.merge import merge
from cases.merging.unmerge import unmerge
from cases.models import EventActor, Incident, Organisation, Response, Source, Statement, WriteUp
from kb.records import actions
from tests import factories as make

pytestmark = pytest.mark.django_db
Clients = Callable[[str], Client]


def test_a_page_shows_the_record_that_stayed_and_counts_as_its_use(client_of: Clients) -> None:
    kept, merged = make.source("The report"), make.source("Report, The")
    block = ("quotation", {"text": "So it is", "source": merged.pk})
    page = make.article("About it", body=make.stream(block))
    done = merge(kept, merged, None)
    reader = client_of("reader")
    shown = reader.get(page.get_url()).content.decode()
    assert ("So it is" in shown, f"/sources/{kept.slug}/" in shown) == (True, True)
    assert str(page.pk) in [one.object_id for one in ReferenceIndex.get_references_to(kept)]
    assert not ReferenceIndex.get_references_to(merged).exists()
    unmerge(done, None)
    shown = reader.get(page.get_url()).content.decode()
    assert f"/sources/{merged.slug}/" in shown
    assert [one.object_id for one in ReferenceIndex.get_references_to(merged)] == [str(page.pk)]


def test_what_is_there_already_stays_hidden_and_comes_back() -> None:
    page = make.article("Written up")
    kept, merged = make.incident("A quarrel"), make.incident("The quarrel", make.lesson("Sooner"))
    make.write_up(page, kept)
    make.write_up(page, merged)
    make.add(kept, make.link(merged))
    done = merge(kept, merged, None)
    folded = set(done.rows.filter(how="folded").values_list("model", "field"))
    assert folded == {
        ("cases.writeup", "incident"),
        ("cases.incidentlink", "other"),
        ("cases.citation", "incident"),
    }
    assert make.fresh(kept).latest_revision.as_object().links.get().other == merged
    assert WriteUp.objects.filter(incident=kept).count() == 1
    assert Incident.objects.published().get() == kept
    unmerge(done, None)
    assert WriteUp.objects.filter(incident=merged).count() == 1


def test_what_is_used_beside_the_one_that_stays_outlives_publications_and_comes_back() -> None:
    kept, merged = make.statement("Sorry"), make.statement("We are sorry")
    incident = make.incident("A quarrel", make.response(statements=[kept, merged]))
    done = merge(kept, merged, None)
    make.fresh(incident).latest_revision.as_object().save_revision().publish()
    used = Response.objects.get().statements
    assert list(used.filter(pk__in=Statement.objects.published())) == [kept]
    unmerge(done, None)
    assert set(Response.objects.get().statements.all()) == {kept, merged}


def test_nobody_is_part_of_themselves() -> None:
    kept = make.organisation("Lantern")
    merged = make.organisation("Lantern Ltd")
    middle = make.organisation("Labs", parent=merged)
    Organisation.objects.filter(pk=kept.pk).update(parent=middle)
    make.incident("A quarrel", make.event(actors=[kept, merged]))
    done = merge(make.fresh(kept), merged, None)
    assert make.fresh(middle).parent == merged
    assert EventActor.objects.filter(organisation=kept).count() == 1
    assert done.rows.filter(how="folded").count() == 2


def test_a_record_comes_back_to_no_more_people_than_may_see_the_other(
    administrator: User,
) -> None:
    kept, merged = make.source("The report"), make.source("Report, The")
    done = merge(kept, merged, administrator)
    actions.set_audience(make.fresh(kept), administrator, "groups", [make.legal_group()])
    unmerge(done, administrator)
    back = Source.objects.get(pk=merged.pk)
    assert (back.audience, list(back.audience_groups.all())) == ("groups", [make.legal_group()])


def test_a_merged_record_is_not_published_restored_or_deleted(administrator: User) -> None:
    kept, merged = make.person("Wang Min"), make.person("Min Wang")
    merge(kept, merged, administrator)
    merged = make.fresh(merged)
    with pytest.raises(Exception, match="merged into"):
        actions.restore(merged, administrator)
    with pytest.raises(Exception, match="merged into"):
        merged.latest_revision.publish()
    with pytest.raises(Exception, match="in use"):
        merged.delete()
