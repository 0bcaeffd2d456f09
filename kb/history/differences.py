"""What differs between two versions: fields and parts, down to words and characters."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from kb.history.outline import Outline, Words

# An English word, a run of spaces, or any other character: so every Chinese one.
_TOKEN = re.compile(r"[A-Za-z0-9À-ɏ]+(?:[’'.,-][A-Za-z0-9À-ɏ]+)*|\s+|.", re.DOTALL)
# Beyond that, comparing every word takes too long: whole lines are compared.
_MOST_TOKENS = 3000
# So many unchanged words stand around a change.
_CONTEXT = 16


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of text that is the same in both, was `added` or `removed`, or was left out here."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that differs."""

    label: str
    segments: Sequence[Segment]
    tag: str = ""


@dataclass(frozen=True, slots=True)
class PartChange:
    """One part that was `added`, `removed` or `changed`."""

    action: str
    kind: str
    title: Words | None
    fields: Sequence[FieldChange]


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything that differs between two versions."""

    fields: Sequence[FieldChange] = ()
    parts: Sequence[PartChange] = ()
    added: frozenset[str] = field(default_factory=frozenset)
    is_translation: bool = False

    def __bool__(self) -> bool:
        return bool(self.fields or self.parts)


def difference(before: Outline | None, after: Outline) -> Difference:
    """Return what changed from one version to the next; all of it when there was none before."""
    before = before or Outline()
    parts: list[PartChange] = []
    for key, part in after.parts.items():
        old = before.parts.get(key)
        fields = _fields(old.fields if old else {}, part.fields)
        if old is None:
            parts.append(PartChange("added", part.kind, part.title, fields))
        elif fields:
            parts.append(PartChange("changed", part.kind, part.title, fields))
    for key, part in before.parts.items():
        if key not in after.parts:
            parts.append(PartChange("removed", part.kind, part.title, _fields(part.fields, {})))
    new = [part for key, part in after.parts.items() if key not in before.parts]
    return Difference(
        _fields(before.fields, after.fields),
        parts,
        frozenset(part.model for part in new),
        _is_translation(before, after),
    )


def _is_translation(before: Outline, after: Outline) -> bool:
    """Return whether nothing changed but halves of texts that were empty and now are not."""
    if before.parts.keys() != after.parts.keys():
        return False
    pairs = [(before.fields, after.fields)]
    pairs += [(part.fields, after.parts[key].fields) for key, part in before.parts.items()]
    filled = 0
    for old, new in pairs:
        if any(words.text != new.get(name, words).text for name, words in old.items()):
            return False
        if old.keys() - new.keys():
            return False
        added = new.keys() - old.keys()
        if any(not _is_other_half(name, old) for name in added):
            return False
        filled += len(added)
    return filled > 0


def _is_other_half(name: str, old: Mapping[str, Words]) -> bool:
    stem, _line, half = name.rpartition("_")
    return half in ("en", "zh") and f"{stem}_{'zh' if half == 'en' else 'en'}" in old


def _fields(before: Mapping[str, Words], after: Mapping[str, Words]) -> list[FieldChange]:
    changes = []
    for name in dict.fromkeys((*after, *before)):
        old, new = before.get(name), after.get(name)
        shown = new or old
        texts = (old.text if old else "", new.text if new else "")
        if shown and texts[0] != texts[1]:
            changes.append(FieldChange(shown.label, list(segments(*texts)), shown.tag))
    return changes


def segments(before: str, after: str) -> Iterator[Segment]:
    """Yield a text with what was removed and added: by words, by characters where it is Chinese."""
    if not before or not after:
        yield Segment("added" if after else "removed", after or before)
        return
    yield from _shortened(list(_merged(_pieces(before, after))))


def _pieces(before: str, after: str) -> Iterator[Segment]:
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    if len(old) <= _MOST_TOKENS and len(new) <= _MOST_TOKENS:
        yield from _matched(old, new)
        return
    lines, newer = before.splitlines(keepends=True), after.splitlines(keepends=True)
    for action, a, b, c, d in SequenceMatcher(None, lines, newer, autojunk=False).get_opcodes():
        if action == "equal":
            yield Segment("same", "".join(lines[a:b]))
            continue
        old, new = _TOKEN.findall("".join(lines[a:b])), _TOKEN.findall("".join(newer[c:d]))
        if max(len(old), len(new)) <= _MOST_TOKENS:
            yield from _matched(old, new)
        else:
            yield Segment("removed", "".join(old))
            yield Segment("added", "".join(new))


def _matched(old: list[str], new: list[str]) -> Iterator[Segment]:
    for action, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if action == "equal":
            yield Segment("same", "".join(old[a:b]))
        else:
            yield Segment("removed", "".join(old[a:b]))
            yield Segment("added", "".join(new[c:d]))


def _merged(pieces: Iterator[Segment]) -> Iterator[Segment]:
    """Yield the pieces with a single space between two changes counted as part of them."""
    found = [piece for piece in pieces if piece.text]
    removed, added = "", ""
    for place, piece in enumerate(found):
        between = 0 < place < len(found) - 1 and piece.kind == "same" and piece.text == " "
        if piece.kind == "same" and not between:
            yield from (Segment(*one) for one in (("removed", removed), ("added", added)) if one[1])
            removed = added = ""
            yield piece
            continue
        removed += piece.text if piece.kind != "added" else ""
        added += piece.text if piece.kind != "removed" else ""
    yield from (Segment(*one) for one in (("removed", removed), ("added", added)) if one[1])


def _shortened(found: list[Segment]) -> Iterator[Segment]:
    """Yield the pieces with long unchanged stretches left out."""
    for place, piece in enumerate(found):
        tokens = _TOKEN.findall(piece.text) if piece.kind == "same" else []
        first, last = place == 0, place == len(found) - 1
        head, tail = (0 if first else _CONTEXT), (0 if last else _CONTEXT)
        if len(tokens) <= head + tail + _CONTEXT:
            yield piece
            continue
        if head:
            yield Segment("same", "".join(tokens[:head]))
        yield Segment("gap", "…")
        if tail:
            yield Segment("same", "".join(tokens[-tail:]))


def labels(found: Difference) -> list[str]:
    """Return, each once, what differs, in the fewest words."""
    names = [change.label for change in found.fields]
    names += [part.kind for part in found.parts]
    return list(dict.fromkeys(names))
