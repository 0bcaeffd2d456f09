"""What an import would make of files, as one object for each document: nothing is stored."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from kb.importing.bounded import read_bounded
from kb.importing.dates import FoundDate
from kb.importing.document import Document, taken_apart
from kb.importing.failures import CannotRead
from kb.importing.mentions import Mention, NameFinder
from kb.importing.raw_document import LARGEST_ARCHIVE_MB
from kb.importing.structure.digest import Item
from kb.importing.structure.halves import Halves

# A zip may be larger than a document.
_LARGEST_ARCHIVE = LARGEST_ARCHIVE_MB * 1_000_000
_UNKNOWN: dict[str, str | None] = {"from": None, "to": None, "precision": "unknown"}


def files_of(paths: Iterable[str]) -> Iterator[Path]:
    """Yield the files of paths, those of a folder in the order of their names."""
    for path in map(Path, paths):
        if path.is_dir():
            yield from sorted(file for file in path.rglob("*") if file.is_file())
        else:
            yield path


def demand_readable(path: Path) -> None:
    """Raise CannotRead for a file that is not there, or larger than any that is read."""
    try:
        size = path.stat().st_size
    except OSError as error:
        raise CannotRead("missing", str(path)) from error
    if size > _LARGEST_ARCHIVE:
        raise CannotRead("too_large", str(path), limit=LARGEST_ARCHIVE_MB)


def bytes_of(path: Path) -> bytes:
    """Return the bytes of a file; raises CannotRead for one that is not there, or too large."""
    demand_readable(path)
    try:
        return path.read_bytes()
    except OSError as error:
        raise CannotRead("missing", str(path)) from error


def documents_of(path: Path, finder: NameFinder) -> Iterator[dict[str, Any]]:
    """Yield an object for each document of a file, with its errors where it has any."""
    try:
        data = bytes_of(path)
    except CannotRead as failure:
        yield empty_object(str(path), errors=[_error(failure)])
        return
    for found in read_bounded(data, str(path)):
        if isinstance(found, CannotRead):
            yield empty_object(str(found.values["name"]), errors=[_error(found)])
        else:
            yield object_of(found.name, taken_apart(found), finder)


def object_of(path: str, document: Document, finder: NameFinder) -> dict[str, Any]:
    """Return the object of a document that was read, under the name it came by."""
    head, plan = document.head, document.plan
    counted = Counter(repair.rule for repair in document.cleaned.repairs)
    return empty_object(
        path,
        encoding=document.read.encoding,
        languages=[language.tag for language in document.languages],
        repairs=[{"rule": rule, "count": count} for rule, count in counted.items()],
        title=head.title or None,
        outlet=head.outlet or None,
        url=head.url or None,
        text=document.text,
        published=_told(document.published),
        items=[_item(item, document) for item in document.items],
        mentions=[_mention(mention) for mention in finder.find(document.text)],
        dates=[_date(date) for date in document.dates],
        author=head.author or None,
        headings=[asdict(heading) for heading in document.headings],
        measures=[asdict(measure) for measure in plan.measures],
        questions=[{"question": asked, "answer": said} for asked, said in plan.questions],
        halves=_halves(document.halves),
    )


def _item(item: Item, document: Document) -> dict[str, Any]:
    return {
        "title": item.title,
        "text": item.text,
        "outlet": item.outlet or None,
        "published": _told(document.published_of(item)),
        "start": item.start,
        "end": item.end,
        "affair": None,
        "moments": [],
        "version_of": _version_of(item, document.items),
    }


def _version_of(item: Item, items: list[Item]) -> int | None:
    """Return the number, from 0, of the item this one is another version of."""
    first = next(n for n, other in enumerate(items) if other.title_key == item.title_key)
    return first if items[first] is not item else None


def _told(found: FoundDate | None) -> dict[str, str | None]:
    if found is None:
        return dict(_UNKNOWN)
    return {"from": found.from_, "to": found.to, "precision": found.precision}


def _date(found: FoundDate) -> dict[str, Any]:
    return {"text": found.text, "start": found.start, "end": found.end, **_told(found)}


def _mention(found: Mention) -> dict[str, Any]:
    return {
        "text": found.text,
        "start": found.start,
        "end": found.end,
        "kind": found.kind,
        "record": found.record,
    }


def _halves(found: Halves | None) -> list[dict[str, str]]:
    """Return the pairs of a bilingual text; a side without a counterpart is empty."""
    if found is None:
        return []
    aligned = found.aligned
    return [
        {
            "en": " ".join(aligned.english[number] for number in bead.english),
            "zh": "".join(aligned.chinese[number] for number in bead.chinese),
        }
        for bead in aligned.beads
    ]


def empty_object(path: str, **known: Any) -> dict[str, Any]:
    """Return an object with every key; what is not known is null or empty."""
    return {
        "path": path,
        "encoding": None,
        "languages": [],
        "repairs": [],
        "title": None,
        "published": dict(_UNKNOWN),
        "outlet": None,
        "url": None,
        "text": "",
        "items": [],
        "mentions": [],
        "dates": [],
        "affair": None,
        "moments": [],
        "errors": [],
        "author": None,
        "headings": [],
        "measures": [],
        "questions": [],
        "halves": [],
        **known,
    }


def _error(failure: CannotRead) -> str:
    return str(failure)
