"""No relation is forgotten: each is told in docs/merging.md, and what it says is what happens."""

import re
from pathlib import Path

from django.apps import apps

from cases.merging.relations import KINDS, NOTED, all_relations, relations, stays

DOCS = Path(__file__).resolve().parents[4] / "docs" / "merging.md"
# What names things by content type and number and stays with a record: its history and indexes.
HISTORY = {
    *("kb.archivedfile", "kb.entry", "kb.indexdue"),
    # Found anew from the texts; what was decided of a name is asked again after a merge.
    *("cases.looked", "cases.unlinkedmention", "cases.mentiondecision"),
    *("wagtailsearch.indexentry", "wagtailcore.referenceindex"),
    *("wagtailcore.revision", "wagtailcore.modellogentry", "wagtailcore.workflowstate"),
    *("wagtailadmin.editingsession", "wagtailadmin.formstate", "taggit.taggeditem"),
}


def test_every_relation_of_the_models_is_told_in_the_docs_with_what_happens_to_it() -> None:
    told = dict(re.findall(r"^\| `([\w.]+)` \| (moves|stays)", DOCS.read_text(), flags=re.M))
    found = {}
    for kind in KINDS.values():
        found |= {one.label: "stays" if stays(one) else "moves" for one in all_relations(kind)}
        found |= {one.label: "moves" for one in relations(kind)}
    assert told == found


def test_whatever_names_records_by_number_moves_or_is_history() -> None:
    naming = {
        model._meta.label_lower
        for model in apps.get_models()
        if {"content_type", "object_id"} <= {field.name for field in model._meta.concrete_fields}
        and not model._meta.proxy
    }
    assert naming - HISTORY == {model._meta.label_lower for model in NOTED}
