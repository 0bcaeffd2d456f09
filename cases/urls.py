"""Addresses of the records."""

from django.urls import URLPattern, URLResolver, path

from cases.views import (
    graph,
    graph_paths,
    incidents,
    ledger,
    lessons,
    likely,
    organisations,
    outcomes,
    people,
    precedents,
    quick_forms,
    responses,
    sources,
    statement_desk,
    statements,
    timeline,
)

in_a_language: list[URLPattern | URLResolver] = [
    path("incidents/", incidents.incident_list, name="incident_list"),
    path("incidents/new/", quick_forms.incident_new, name="incident_new"),
    path("incidents/like/", likely.incident_likely, name="incident_likely"),
    path("incidents/to-confirm/", quick_forms.incidents_to_confirm, name="incidents_to_confirm"),
    path("incidents/<slug:slug>/", incidents.incident, name="incident"),
    path("incidents/<slug:slug>/events/new/", quick_forms.event_add, name="event_add"),
    path("incidents/<slug:slug>/events/like/", likely.event_likely, name="event_likely"),
    path("incidents/<slug:slug>/confirm/", quick_forms.incident_confirm, name="incident_confirm"),
    path(
        "incidents/<slug:slug>/write-up/", quick_forms.incident_write_up, name="incident_write_up"
    ),
    path("incidents/<slug:slug>/like/", precedents.like, name="incident_like"),
    path("people/", people.person_list, name="person_list"),
    path("people/<slug:slug>/", people.person, name="person"),
    path("organisations/", organisations.organisation_list, name="organisation_list"),
    path("organisations/<slug:slug>/", organisations.organisation, name="organisation"),
    path("statements/", statements.statement_list, name="statement_list"),
    path("statements/desk/", statement_desk.statement_desk, name="statement_desk"),
    path("statements/<slug:slug>/state/", statement_desk.statement_state, name="statement_state"),
    path("statements/<slug:slug>/text/", statement_desk.statement_text, name="statement_text"),
    path("statements/<slug:slug>/use/", statement_desk.statement_use, name="statement_use"),
    path("statements/<slug:slug>/", statements.statement, name="statement"),
    path("timeline/", timeline.timeline, name="timeline"),
    path("outcomes/", outcomes.outcome_list, name="outcome_list"),
    path("responses/", responses.response_list, name="response_list"),
    path("lessons/", lessons.lesson_list, name="lesson_list"),
    path("precedents/", precedents.precedents, name="precedents"),
    path("graph/", graph.graph, name="graph"),
    path("graph/paths/", graph_paths.graph_paths, name="graph_paths"),
    path("ledger/", ledger.ledger, name="ledger"),
    path("ledger/counts/", ledger.ledger_counts, name="ledger_counts"),
    path("ledger/rows.csv", ledger.ledger_sheet, name="ledger_sheet"),
    path("sources/", sources.source_list, name="source_list"),
    path("sources/<slug:slug>/", sources.source, name="source"),
]
