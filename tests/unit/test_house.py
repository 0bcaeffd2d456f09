"""The house is built as docs/architecture.md says: what may import what, and what lies where."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
APPS = ("kb", "cases", "config")

# In a chain, a room may import from its own and earlier ones. A name stands for the module or
# folder of that path below the app; the longest that fits counts. "wiring" is what is left.
KB = [
    ["text_parts", "registry", "language", "search/analysis"],
    ["readiness", "backlinks", "attention", "search/sources", "permissions", "holding", "pulse"],
    ["firewall", "importing"],
    ["editing"],
    ["references", "records", "blocks", "severity"],
    ["models"],
    ["reading_page"],
    ["suggested_changes/things"],
    ["protected_terms", "page_backlinks", "file_access", "attention_sources"],
    ["desk_lines"],
    ["glossary_hints"],
    ["holders", "page_archive", "archiving", "archived"],
    ["admin_doors/known"],
    ["page_addresses", "search"],
    [
        "archive_views",
        *(
            "starter",
            "articles",
            "history",
            "translation",
            "side_by_side",
            "templatetags",
            "views",
            "file_views",
            "page_doors",
            "page_viewset",
            "viewsets",
            "rule_form",
            "draft_checks",
            "speaking",
            "suggested_changes",
            "imports",
        ),
        *("attention_views", "attention_panel"),
        *("link_doors", "record_links", "admin_doors"),
        *(
            "health",
            "worker",
            "serving",
            "management",
            "error_pages",
            "maintenance",
            "recently_viewed",
            "missing_writings",
            "wording",
            "reading_settings",
            "accounts",
            "sessions",
            "mails",
        ),
    ],
    [
        "apps",
        "urls",
        "checks",
        "review_checks",
        "review_mails",
        "middleware",
        "wagtail_hooks",
        "signal_handlers",
    ],
]
CASES = [
    ["choices"],
    ["permissions"],
    ["querysets"],
    ["models"],
    [
        *(
            "graph",
            "timeline",
            "statistics",
            "search",
            "merging",
            "duplicates",
            "unlinked",
            "drills",
            "standings",
            "precedents",
            "starting_points",
            "importing",
            "bundles",
            "demo_world",
        ),
        *("exports", "starter", "citing", "backlinks", "protected_terms", "file_holders", "grants"),
        *("attention", "history", "holders", "side_by_side", "wording", "writings"),
        *(
            "actors",
            "completions",
            "playbooks",
            "measures_used",
            "evidence",
            "open_facts",
            "guidance",
            "lessons",
            "pulse",
            "pulse_mails",
            "pulse_attention",
            "firewall",
            "dossier",
            "comparison",
            "brief",
            "shown_moments",
            "life",
            "portrait",
            "actions",
        ),
    ],
    [
        "filters",
        "forms",
        "checklist_forms",
        "templatetags",
        "views",
        "importing/views",
        "viewsets",
        "checks",
        "management",
    ],
    ["apps", "urls", "wagtail_hooks", "signal_handlers"],
]
FORBIDDEN_NAMES = {"utils", "helpers", "common", "services", "util", "helper", "misc"}


def modules(*folders: str) -> list[Path]:
    """Return our Python files, without migrations."""
    files = (file for folder in folders for file in sorted((ROOT / folder).rglob("*.py")))
    return [file for file in files if "migrations" not in file.parts]


@cache
def tree(file: Path) -> ast.Module:
    """Return a file as Python reads it."""
    return ast.parse(file.read_text())


@cache
def imports(file: Path) -> list[tuple[int, str]]:
    """Return line and full name of everything a file imports, also inside functions."""
    found = []
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}:{node.lineno} imports relatively: write the full name."
            found += [(node.lineno, f"{node.module}.{alias.name}") for alias in node.names]
    return found


def room(path: str, chain: list[list[str]]) -> int | None:
    """Return the place in a chain of a path such as `search/analysis/segment`."""
    names = {name: place for place, names in enumerate(chain) for name in names}
    parts = path.split("/")
    for end in range(len(parts), 0, -1):
        if (name := "/".join(parts[:end])) in names:
            return names[name]
    return None


def inside(app: str, name: str) -> str:
    """Return `search/analysis/x` for `kb.search.analysis.x`."""
    return name.removeprefix(f"{app}.").replace(".", "/")


@pytest.mark.parametrize("file", modules("kb"), ids=str)
def test_kb_never_imports_cases_or_config(file: Path) -> None:
    assert [i for i in imports(file) if i[1].split(".")[0] in ("cases", "config", "tests")] == []


@pytest.mark.parametrize("file", modules("cases"), ids=str)
def test_cases_never_imports_config(file: Path) -> None:
    assert [i for i in imports(file) if i[1].split(".")[0] in ("config", "tests")] == []


@pytest.mark.parametrize("file", modules("config"), ids=str)
def test_config_imports_only_the_urls_of_the_apps(file: Path) -> None:
    ours = [name for _, name in imports(file) if name.split(".")[0] in ("kb", "cases")]
    assert [name for name in ours if name.split(".")[1] != "urls"] == []


@pytest.mark.parametrize(("app", "chain"), [("kb", KB), ("cases", CASES)])
def test_every_file_has_its_room_and_imports_only_from_earlier_ones(
    app: str, chain: list[list[str]]
) -> None:
    wrong = []
    for file in modules(app):
        own = file.relative_to(ROOT / app).with_suffix("").as_posix()
        if own == "__init__":
            continue
        place = room(own, chain)
        if place is None:
            wrong.append(f"{app}/{own} has no room: add it to the chain")
            continue
        for line, name in imports(file):
            if name.startswith(f"{app}."):
                other = room(inside(app, name), chain)
                if other is None or other > place:
                    wrong.append(f"{app}/{own}.py:{line} imports {name}, which comes later")
    assert wrong == []


def test_no_import_hides_a_cycle_in_a_function() -> None:
    hidden = [
        f"{file.relative_to(ROOT)}:{inner.lineno}"
        for file in modules(*APPS)
        if file.name != "apps.py"  # which may touch models only when they are loaded
        for function in ast.walk(tree(file))
        if isinstance(function, ast.FunctionDef)
        for inner in ast.walk(function)
        if isinstance(inner, ast.ImportFrom) and str(inner.module).split(".")[0] in APPS
    ]
    assert hidden == []


def test_opencc_is_imported_in_one_file() -> None:
    assert importers("opencc") == ["kb/language/converters.py"]


def test_the_readers_language_is_asked_for_where_their_region_is_known() -> None:
    # Elsewhere the language of the address is meant: of a link, of a preview.
    allowed = {"kb/language/reader.py", "kb/templatetags/languages.py", "kb/editing/previews.py"}
    asking = {
        str(file.relative_to(ROOT))
        for file in modules(*APPS)
        if "language(get_language())" in file.read_text()
    }
    assert asking == allowed


def test_backends_of_modelsearch_are_imported_only_by_ours() -> None:
    door = "wagtail.search.backends.get_search_backend"  # which gives whatever settings name
    outside = [
        f"{file}: {name}"
        for file in modules(*APPS)
        for _, name in imports(file)
        if name.startswith(("modelsearch.backends", "wagtail.search.backends")) and name != door
    ]
    assert [line for line in outside if "kb/search/backends/" not in line] == []


@pytest.mark.parametrize("app", ["kb", "cases"])
def test_django_filters_is_imported_in_at_most_one_file_of_an_app(app: str) -> None:
    assert len([file for file in importers("django_filters") if file.startswith(app)]) <= 1


def importers(library: str) -> list[str]:
    """Return the files that import a library or something from it."""
    return [
        file.relative_to(ROOT).as_posix()
        for file in modules(*APPS)
        if any(f"{name}.".startswith(f"{library}.") for _, name in imports(file))
    ]


def test_no_file_is_named_after_nothing_in_particular() -> None:
    assert [f for f in modules(*APPS, "tests") if f.stem in FORBIDDEN_NAMES] == []


def test_no_module_is_empty() -> None:
    empty = [f for f in modules(*APPS) if f.name != "__init__.py" and not f.read_text().strip()]
    assert empty == []


def test_a_file_of_more_than_400_lines_says_why_at_its_top() -> None:
    silent = [
        file
        for file in modules(*APPS)
        if file.read_text().count("\n") > 400
        and "long because" not in (ast.get_docstring(tree(file)) or "")
    ]
    assert silent == []


def test_every_module_says_in_a_sentence_what_it_is_for() -> None:
    silent = [
        file.relative_to(ROOT).as_posix()
        for file in modules(*APPS)
        if file.read_text().strip() and not ast.get_docstring(tree(file))
    ]
    assert silent == []


def test_no_kb_code_reaches_for_a_model_of_cases_by_name() -> None:
    reach = re.compile(r"get_model\(\s*[\"']cases[.\"']")
    assert [file for file in modules("kb") if reach.search(file.read_text())] == []


def test_the_top_of_the_house_holds_only_what_it_should() -> None:
    fixed = {"kb", "cases", "config", "static", "tests", "docs", "manage.py", "Makefile"}
    fixed |= {"requirements.txt", "requirements-dev.txt", "pyproject.toml"}
    fixed |= {"README.md", "CONTRIBUTING.md", "CHANGELOG.md"}
    made = {"var", "test-results", "htmlcov"}
    there = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert there - fixed - made == set()
