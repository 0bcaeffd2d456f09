"""What the tests of the starter content share: its files, walked through."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cases.starter import incidents, load, names
from kb.starter import files, glossary, pages, rules, vocabulary

HERE = Path(names.__file__).parent
SHARED = Path(
    os.environ.get("CASEBOOK_SOURCES") or Path(__file__).resolve().parents[2] / "shared/sources"
)
RECORD_FILES = [
    rules.FILE,
    glossary.FILE,
    *(
        HERE / f"{name}.toml"
        for name in ("sources", "organisations", "people", "statements", "risks")
    ),
    *sorted(incidents.FOLDER.glob("*.toml")),
]
ALL_FILES = [
    vocabulary.FILE,
    *RECORD_FILES,
    *sorted(pages.FOLDER.glob("*.toml")),
    *sorted(load.PAGES.glob("*.toml")),
]


def tables(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every table inside a file, the file itself first."""
    if isinstance(value, dict):
        yield value
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for one in inside:
        yield from tables(one)


def texts(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text inside a file with the name it stands under."""
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from texts(inner, f"{name}.{key}")
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner, name)


def incident(name: str) -> dict[str, Any]:
    """Return the file of one incident."""
    return files.read(incidents.FOLDER / f"{name}.toml")


def page(name: str, language: str) -> dict[str, Any]:
    """Return the file of one page, wherever it is."""
    for folder in (pages.FOLDER, load.PAGES):
        if (file := folder / f"{name}.{language}.toml").exists():
            return files.read(file)
    raise FileNotFoundError(name)
