"""What the code can be told is written down, and the tree speaks only of the project."""

import re
import subprocess
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from tests.unit.test_house import APPS, imports, modules

ROOT = Path(__file__).resolve().parents[2]
DOCS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
# What is needed without being imported: the server, the driver of PostgreSQL, the time zones.
NOT_IMPORTED = {"gunicorn": "make run", "psycopg2-binary": "DATABASE_URL", "tzdata": "zoneinfo"}
OLDEST_PYTHON = "3.11"


def words() -> str:
    """Return everything the documentation says."""
    return "\n".join(file.read_text() for file in DOCS)


def tracked_files() -> list[Path]:
    """Return the files git knows, or all but the made ones where there is no git."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode == 0 and listed.stdout:
        return [path for name in listed.stdout.splitlines() if (path := ROOT / name).is_file()]
    made = {".venv", "var", ".git", "__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache"}
    return [p for p in ROOT.rglob("*") if p.is_file() and not made & set(p.relative_to(ROOT).parts)]


def test_every_setting_read_from_the_environment_is_documented() -> None:
    source = (ROOT / "config/settings.py").read_text()
    names = set(re.findall(r"env\.\w+\(\s*\"([A-Z_]+)\"", source)) | {"HOST", "PORT"}
    assert len(names) > 5
    assert [name for name in sorted(names) if f"`{name}`" not in words()] == []


def test_every_management_command_is_documented() -> None:
    commands = [f.stem for app in APPS for f in (ROOT / app).glob("management/commands/[!_]*.py")]
    assert [name for name in commands if f"manage.py {name}" not in words()] == []


def test_every_make_target_is_listed_by_make_and_documented() -> None:
    makefile = (ROOT / "Makefile").read_text()
    targets = re.findall(r"^([a-z-]+):.*##", makefile, flags=re.M)
    shown = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert [name for name in targets if f"make {name} " not in shown] == []
    assert [name for name in targets if f"make {name}" not in words()] == []


def test_the_changelog_begins_with_this_version() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    first = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(), flags=re.M)
    assert first is not None
    assert first.group(1) == version


def test_every_file_a_document_names_is_there() -> None:
    named = re.findall(r"`((?:kb|cases|config|tests|static|docs)/[\w./-]+)`", words())
    assert [name for name in named if "NAME" not in name and not (ROOT / name).exists()] == []


@pytest.mark.parametrize(
    "pattern",
    [
        r"/(root|home)/\w+",
        r"/work/",
        r"file:///",
        r"https?://[\w.-]*(pypi|pythonhosted|npmjs)\.",
        r"(extra-)?index-url",
    ],
)
def test_the_tree_names_no_machine_and_no_package_registry(pattern: str) -> None:
    found = []
    for file in tracked_files():
        if "vendor" in file.parts or file == Path(__file__):
            continue
        try:
            text = file.read_text()
        except UnicodeDecodeError:
            continue  # a picture
        if re.search(pattern, text):
            lines = [line for line in text.splitlines() if re.search(pattern, line)]
            found += [f"{file.relative_to(ROOT)}: {line}" for line in lines]
    assert found == []


def pinned(name: str) -> dict[str, Requirement]:
    """Return the requirements of a file by name as registries spell it; each must have one ==."""
    lines = [line for line in (ROOT / name).read_text().splitlines() if line and line[0] != "#"]
    requirements = [Requirement(line) for line in lines]
    assert [str(r) for r in requirements if not re.fullmatch(r"==[\w.]+", str(r.specifier))] == []
    return {spelled(requirement.name): requirement for requirement in requirements}


def spelled(name: str) -> str:
    """Return a name of a distribution as registries compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def needs(name: str) -> set[str]:
    """Return what a distribution and what it needs need, by name, for this Python."""
    found: set[str] = set()
    todo = [(name, "")]
    while todo:
        distribution, extra = todo.pop()
        for line in metadata.requires(distribution) or []:
            requirement = Requirement(line)
            if requirement.marker and not requirement.marker.evaluate({"extra": extra}):
                continue
            new = (requirement.name, "")
            todo += [new] if spelled(requirement.name) not in found else []
            todo += [(requirement.name, wanted) for wanted in requirement.extras]
            found.add(spelled(requirement.name))
    return found


def test_what_is_needed_by_what_we_need_is_pinned_and_nothing_else() -> None:
    site, tools = pinned("requirements.txt"), pinned("requirements-dev.txt")
    direct = direct_requirements("requirements.txt")
    assert set(site) == direct | set().union(*map(needs, direct))
    direct = direct_requirements("requirements-dev.txt")
    assert set(tools) == (direct | set().union(*map(needs, direct))) - set(site)


def test_what_is_installed_is_what_is_pinned() -> None:
    wanted = pinned("requirements.txt") | pinned("requirements-dev.txt")
    installed = {name: metadata.version(name) for name in wanted}
    assert [n for n, r in wanted.items() if not r.specifier.contains(installed[n])] == []


def test_what_is_pinned_runs_on_the_first_python_we_promise() -> None:
    first = f"{OLDEST_PYTHON}.0"  # Debian 12 has 3.11.2, which some packages shut out
    wanted = pinned("requirements.txt") | pinned("requirements-dev.txt")
    asked = {name: metadata.metadata(name).get("Requires-Python") or "" for name in wanted}
    assert {n: spec for n, spec in asked.items() if first not in SpecifierSet(spec)} == {}


def test_requirements_hold_exactly_what_the_code_imports() -> None:
    owners = metadata.packages_distributions()
    imported = {
        spelled(owner)
        for file in modules(*APPS)
        for _, name in imports(file)
        for owner in owners.get(name.split(".")[0], ())
    }
    settings = (ROOT / "config/settings.py").read_text()
    direct = direct_requirements("requirements.txt")
    named = {name for name in direct if f'"{name.replace("-", "_")}.' in settings}
    assert direct - imported - named - NOT_IMPORTED.keys() == set()
    assert imported - direct - {"casebook"} == set()


def direct_requirements(name: str) -> set[str]:
    """Return the first part of a file: what we use ourselves."""
    first = (ROOT / name).read_text().split("# Needed by the above")[0]
    return {spelled(Requirement(line).name) for line in first.splitlines() if line[:1] not in "#"}
