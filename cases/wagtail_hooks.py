"""Connects the records to the Wagtail admin."""

from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from cases.models import Incident, Organisation, Person, Source, Statement
from kb.records.policy import AudiencePolicy

# Before anything asks for a policy: Wagtail keeps the one it falls back to.
for model in (Incident, Person, Organisation, Source, Statement):
    register_permission_policy(model, AudiencePolicy(model))

from cases.viewsets.menu import RecordsGroup  # noqa: E402

register_snippet(RecordsGroup)
