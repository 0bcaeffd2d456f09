"""The doors: each route with each kind of thing that it may lead to, and the addresses to ask."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.http import urlencode
from django.utils.regex_helper import normalize
from wagtail.admin.views.bulk_action.registry import bulk_action_registry

from tests.addresses import Address, addresses
from tests.doors.world import PAGES, RECORDS, World

LANGUAGES = ("en", "zh-hans", "zh-hant")
FILES = ("document", "attachment")
HOLDABLE = ("article", "incident", "source", "document", "image")
# The kinds of things behind a route, by its name; the first line that fits holds. None: it names
# no single thing. A route with arguments that no line explains fails the matrix: add one.
BEHIND: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("wagtail_serve", ("section", *PAGES)),
    ("wagtail*_cases_*:*", ("{model}",)),
    ("wagtail*_kb_*:*", ("{model}",)),
    ("document", FILES),
    ("media", (*FILES, "image", "rendition")),
    ("wagtaildocs_serve", FILES),
    ("wagtaildocs_authenticate*", ()),
    ("wagtaildocs:*_uploaded_*", ()),
    ("wagtaildocs:delete_upload*", ()),
    ("wagtailimages:*_uploaded_*", ()),
    ("wagtailimages:delete_upload*", ()),
    ("wagtaildocs*", FILES),
    ("wagtailadmin_api:documents:*", FILES),
    ("wagtailadmin_api:images:*", ("image",)),
    ("wagtailimages*", ("image",)),
    ("wagtailadmin_editing_sessions:ping", ("incident", "article")),
    ("wagtailadmin_editing_sessions:release", ()),
    ("wagtail_localize:submit_page_translation", ("article",)),
    ("wagtail_localize:convert_to_alias", ("article",)),
    ("wagtail_localize:s*", ("incident",)),
    ("wagtail_localize:*", ("translation",)),
    ("wagtailredirects:*", ("redirect",)),
    ("wagtailadmin_collections:*", ("collection",)),
    ("wagtailadmin_workflows:add_task", ()),
    ("wagtailadmin_workflows:*task*", ("task",)),
    ("wagtailadmin_workflows:remove", ("article",)),
    ("wagtailadmin_workflows:*", ("workflow",)),
    ("wagtailadmin_tag_*", ()),
    ("wagtail_bulk_action", ()),
    ("wagtailsearchpromotions:*", ("promotion",)),
    ("missed_search_done", ()),
    ("wagtailadmin_password_reset*", ()),
    ("wagtaillocales:*", ("locale",)),
    ("wagtailsites:*", ("site",)),
    ("wagtailusers_users:*", ("user",)),
    ("wagtailusers_groups:*", ("group",)),
    ("wagtailadmin_explore*", ("section",)),
    ("wagtailadmin_pages:add*", ("section",)),
    ("wagtailadmin_pages:preview_on_add", ("section",)),
    ("wagtailadmin_choose_page_child", ("section",)),
    ("wagtailadmin_pages:edit", ("article", "collage")),
    ("wagtailadmin_pages:view_draft", ("article", "collage")),
    ("wagtailadmin_*", ("article",)),
    ("page_write_ups", ("article",)),
    ("wagtailcore_authenticate*", ()),
    ("history", (*RECORDS, "article")),
    ("side_by_side", ("article", "incident", "statement", "risk", "rule", "glossaryterm")),
    ("attention_*", ()),
    ("translation_step", ("article", "collage")),
    ("own_pofile_*", ("translation",)),
    ("draft_findings", ("statement",)),
    ("delete_unheld_image", ("image",)),
    ("delete_unheld_document", FILES),
    ("held", HOLDABLE),
    ("kept_check*", ("draftcheck",)),
    ("suggestion*", ("suggestion",)),
    ("import_*", ("imported",)),
    ("imported_file_*", ("importedfile",)),
    ("raw_document_picture", ("rawpicture",)),
    ("checklist*", ("checklist",)),
    ("drill*", ("drill",)),
    ("incident_practise", ("pastcase",)),
    # A record with itself: the screen shows it, and says that this is no merge.
    ("record_merge", ("incident", "person", "source")),
    ("record_unmerge", ()),
    ("wording_spots", ("article", "collage", "incident", "source")),
    ("archive", HOLDABLE),
    ("restore", HOLDABLE),
    ("term", ("glossaryterm",)),
    ("event_add", ("incident",)),
    ("event_likely", ("incident",)),
    ("likely_now", ()),
    ("incident_*", ("incident",)),
    ("statement_*", ("statement",)),
    ("risk_*", ("risk",)),
    ("partner_*", ("partnercheck",)),
    ("raw_document*", ("rawdocument",)),
    ("affair*", ("affair",)),
    ("admin/searchpicks/*", ("promotion",)),
    # Closed addresses of Wagtail's.
    ("admin/tag*", ()),
    ("admin/api/*", ()),
    ("admin/localize/*", ()),
    ("documents/*", ()),
    ("en/_util/*", ()),
    *((kind, (kind,)) for kind in RECORDS),
)
# What else an argument may be, where the thing itself does not say.
OTHERWISE: dict[str, Any] = {
    "content_type_app_name": "kb",
    "content_type_model_name": "articlepage",
    "action": "delete",
    "app_label": "cases",
    "model_name": "incident",
    "app_name": "taggit",
    "action_name": "approve",
    "filter_spec": "width-20",
    "name": "reviews",
    "text_kind": "statement",
    "kind": "person",
    "path": "x",
    "restriction_id": 1,
    "page_view_restriction_id": 1,
    "page_id": 1,
    "destination_id": 1,
    "workflow_pk": 1,
    "page_pk": 1,
    "uploaded_file_id": 1,
    "session_id": 1,
    "overridable_segment_id": 1,
    "string_segment_id": 1,
    "task_state_id": 1,
    "workflow_state_id": 1,
    "task_id": 1,
    "revision_id": 1,
    "mode": "zh-hant",
    "rest": "x",
    "uidb64": "MQ",
    "token": "x",
}
# Routes that no address leads to: an earlier one, ours or an app's, takes them.
SHADOWED = (
    "admin/test404/*",
    "wagtailadmin_api:documents:*",
    "wagtailadmin_api:images:*",
    "wagtailadmin_error_test",
    "wagtailadmin_login",
    "wagtailadmin_password_reset",
    "wagtailadmin_reports:page_types_usage*",
    "wagtailadmin_reports:workflow*",
    "wagtailadmin_tag_*",
    "wagtail_bulk_action",
    "wagtail_localize:*pofile",
    "wagtail_localize:javascript_catalog",
    "wagtail_localize:snippets_api_listing",
    "wagtail_localize:submit_snippet_translation",
    "wagtail_localize:translations_report*",
    "wagtailcore_*",
    "wagtaildocs:delete",
    "wagtaildocs_authenticate_with_password",
    "wagtaildocs_serve",
    "wagtailimages:delete",
    "wagtailredirects:process_import",
    "wagtailsearchpromotions:*",
)
# Routes that say more when they are asked something.
ASKED: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("*:list", ("export=csv", "export=xlsx")),
    ("raw_document_mend", ("part=whole",)),
    ("*:list_results", ("q=cnry",)),
    ("*:choose_results", ("q=cnry",)),
    ("*:history", ("export=csv",)),
    ("own_*_results", ()),
    ("own_reports_*", ("export=csv", "export=xlsx")),
    ("own_localize_*", ("export=csv",)),
    ("own_tag_*", ("term=cnry",)),
    ("wagtailadmin_reports:*_results", ()),
    ("wagtailadmin_reports:*", ("export=csv", "export=xlsx")),
    ("wagtailadmin_pages:search*", ("q=cnry",)),
    ("wagtailadmin_choose_page_search", ("q=cnry",)),
    ("wagtailadmin_api:*:listing", ("limit=50",)),
    ("wagtailredirects:index", ("q=cnry", "export=csv")),
    ("wagtailimages:index_results", ("q=cnry",)),
    ("wagtaildocs:index_results", ("q=cnry",)),
    ("search", ("q=cnry",)),
    ("search_suggest", ("q=cnry",)),
    ("graph_suggest", ("q=cnry",)),
    (
        "suggest_change",
        tuple(f"of=incident:cnryincident{state}live" for state in ("public", "restricted")),
    ),
    ("timeline", ("month=all",)),
    ("graph", ("q=cnry", "from=incident:cnryincidentpubliclive&depth=3")),
    (
        "graph_paths",
        ("q_a=cnry", "a=incident:cnryincidentpubliclive&b=source:cnrysourcepubliclive"),
    ),
)


def is_shadowed(door: Door) -> bool:
    """Return whether it is known that no address leads to a door."""
    return any(fnmatchcase(door.label, name) for name in SHADOWED)


@dataclass(frozen=True)
class Door:
    """A route to one kind of thing (or to none), as one row of the table asks it."""

    label: str
    kind: str
    address: Address
    query: str = ""
    values: tuple[tuple[str, str], ...] = ()  # of arguments that choose the route's work

    @property
    def row(self) -> tuple[str, str]:
        """Return what the row begins with."""
        return self.label + (f"?{self.query}" if self.query else ""), self.kind or "-"


def doors(world: World) -> list[Door]:
    """Return every door of the site; raises LookupError for a route nobody has explained."""
    with translation.override("en"):
        routes = addresses()
    several = Counter(route.name for route in routes)
    found: list[Door] = []
    for route in routes:
        names = _arguments_of(route)
        label = route.name.replace(r"\Z", "").replace("/$", "/")
        if several[route.name] > 1:
            label += f"({','.join(names)})"
        if route.name == "own_bulk_action":
            found += _bulk_doors(route)
            continue
        for query in ("", *_queries(route.name)):
            if not names:
                found.append(Door(label, "", route, query))
                continue
            for kind in _behind(route, world):
                found.append(Door(label, kind, route, query))
    return found


def _bulk_doors(route: Address) -> Iterator[Door]:
    """Yield one door for each bulk action: all of them share a route."""
    bulk_action_registry._scan_for_bulk_actions()
    kinds = {"page": "article", **{kind: kind for kind in RECORDS}}
    for app, models in bulk_action_registry.actions.items():
        for model, actions in models.items():
            for action in actions:
                values = (("app_label", app), ("model_name", model), ("action", action))
                label = f"{route.name}:{app}.{model}.{action}"
                yield Door(label, kinds.get(model, model), route, values=values)


def _arguments_of(route: Address) -> list[str]:
    return normalize(route.pattern)[0][1]


def _queries(name: str) -> tuple[str, ...]:
    return next((queries for pattern, queries in ASKED if fnmatchcase(name, pattern)), ())


def _behind(route: Address, world: World) -> list[str]:
    """Return the kinds behind a route with arguments; raises LookupError for one not explained."""
    kinds = next((kinds for name, kinds in BEHIND if fnmatchcase(route.name, name)), None)
    model = route.name.partition(":")[0].rpartition("_")[2]
    named = [kind.format(model=model) for kind in kinds or ()]
    if kinds is None or not all(world.states_of(kind) for kind in named):
        raise LookupError(
            f"{route.name} ({route.pattern}) has arguments: say in BEHIND what things they name."
        )
    return named or [""]


def addresses_of(door: Door, world: World, state: str) -> list[str]:
    """Return the addresses that lead through a door to the thing in a state, one for each language."""
    given = world.arguments.get((door.kind, state), {})
    if door.address.name == "wagtail_serve":
        return _page_addresses(given["of"])
    values = {**OTHERWISE, **given, **dict(door.values)}
    if thing := given.get("of"):
        values.setdefault("app", thing._meta.app_label)
        values |= {"kept": thing.pk, "merged": thing.pk}
        values.setdefault("model", thing._meta.model_name)
    query = door.query
    if door.address.name == "own_bulk_action":
        query = urlencode({"id": given["pk"], "next": "/admin/"})
    for template, names in normalize(door.address.pattern):
        path = "/" + template % {name: values.get(name, 1) for name in names}
        if _leads_to(path, door.address):
            return [f"{one}?{query}" if query else one for one in _in_each_language(path)]
    return []


def _page_addresses(page: Any) -> list[str]:
    chinese = page.get_translations().first()
    english = page.specific.get_url()
    simplified = chinese.get_url()
    return [english, simplified, simplified.replace("/zh-hans/", "/zh-hant/", 1)]


def _in_each_language(path: str) -> list[str]:
    if not path.startswith("/en/"):
        return [path]
    return [path.replace("/en/", f"/{language}/", 1) for language in LANGUAGES]


def _leads_to(path: str, route: Address) -> bool:
    # The routes are those of English, whatever language the last answer was in.
    with translation.override("en"):
        try:
            return resolve(path).func is route.view
        except Resolver404:
            return False
