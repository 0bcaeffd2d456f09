"""The page as rows: a pair each, ready to be shown, by passages or by sentences."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from kb.language.side_by_side.aligner import Bead
from kb.language.side_by_side.evidence import SharedName
from kb.models.pair_corrections import PairCorrection
from kb.side_by_side.corrections import Said, act, names_of, possible, remembered, still_said
from kb.side_by_side.fragments import cut
from kb.side_by_side.pairing import Sentences, pair_passages, pair_sentences
from kb.side_by_side.passages import Passage, text_hash

PASSAGE, SENTENCE = PairCorrection.Level.PASSAGE, PairCorrection.Level.SENTENCE


@dataclass
class Piece:
    """A passage, or one sentence of it, as it is shown on one side.

    `goes_on` says that the passage began in the row before. `alone` counts the sentences in it that
    have no counterpart.
    """

    passage: Passage
    html: str
    text: str
    goes_on: bool = False
    alone: int = 0


@dataclass
class Row:
    """One pair; `acts` are what an editor may do to it, `said` that an editor has;
    `goes_on` that it belongs to the passages of the row before."""

    key: str
    english: list[Piece]
    chinese: list[Piece]
    group: int
    number: int = 0
    score: float = 1.0
    said: bool = False
    acts: set[str] = field(default_factory=set)
    marks: list[Any] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    goes_on: bool = False

    @property
    def alone(self) -> str:
        """The half that stands here without the other, empty for a pair."""
        return "" if self.english and self.chinese else "en" if self.english else "zh"

    @property
    def told(self) -> bool:
        """Whether this is wording of the interface, not a text."""
        return all(piece.passage.told for piece in (*self.english, *self.chinese))


@dataclass
class SideBySide:
    """Both sides of a text, paired: what a reader sees, and what an editor's act needs."""

    english: list[Passage]
    chinese: list[Passage]
    beads: Sequence[Bead]
    names: Sequence[SharedName]
    said: Said
    corrections: list[PairCorrection]
    _sentences: dict[int, Sentences] = field(default_factory=dict)

    def sentences(self, number: int) -> Sentences:
        """Return the sentences of one pair of passages, paired."""
        found = self._sentences.get(number)
        if found is None:
            bead = self.beads[number]
            one = [self.english[n] for n in bead.english]
            other = [self.chinese[n] for n in bead.chinese]
            found = pair_sentences(one, other, self.names)
            if any(correction.level == SENTENCE for correction in self.corrections):
                fixed = self._fixed_sentences(one, other, found)
                if fixed:
                    found = pair_sentences(one, other, self.names, fixed)
            self._sentences[number] = found
        return found

    def _fixed_sentences(
        self, english: Sequence[Passage], chinese: Sequence[Passage], found: Sentences
    ) -> list[Bead]:
        of_sentences = [one for one in self.corrections if one.level == SENTENCE]
        names = [names_of(hashes) for hashes in sentence_hashes(english, chinese, found)]
        return still_said(of_sentences, *names).fixed

    # --- What an editor does ------------------------------------------------------

    def acted(self, action: str, key: str, *, by_sentence: bool) -> tuple[list[Any], str]:
        """Return the pairs that an act on the row of that key fixes, and the text it is about.

        Raises KeyError when there is no such row (any more), CannotBeDone when it cannot be done.
        """
        for number, bead in enumerate(self.beads):
            if not by_sentence:
                names = names_of_passages(self)
                beads: Sequence[Bead] = self.beads
                place = number if row_key([bead], names) == key else -1
            else:
                found = self.sentences(number)
                one = [self.english[n] for n in bead.english]
                other = [self.chinese[n] for n in bead.chinese]
                hashes = sentence_hashes(one, other, found)
                names = names_of(hashes[0]), names_of(hashes[1])
                beads = found.beads
                keys = [row_key([inner], names) for inner in beads]
                place = keys.index(key) if key in keys else -1
            if place >= 0:
                fixed = act(action, beads, place)
                return remembered(fixed, *names), self._text(number)
        raise KeyError(key)

    def _text(self, number: int) -> str:
        bead = self.beads[number]
        passages = [self.english[n] for n in bead.english] or [
            self.chinese[n] for n in bead.chinese
        ]
        return " ".join(passage.text for passage in passages)

    def key_of(self, bead: Any) -> str:
        """Return the key of the row of a remembered pair."""
        return _key([bead])

    def stale_keys(self) -> set[int]:
        """Return the corrections that no longer fit the text."""
        stale = {correction.pk for correction in self.said.stale}
        names = self._names_of_all_sentences() if self._of_sentences() else ([], [])
        stale |= {one.pk for one in still_said(self._of_sentences(), *names).stale}
        return stale

    def _of_sentences(self) -> list[PairCorrection]:
        return [one for one in self.corrections if one.level == SENTENCE]

    def _names_of_all_sentences(self) -> tuple[list[str], list[str]]:
        english: list[str] = []
        chinese: list[str] = []
        for number, bead in enumerate(self.beads):
            found = self.sentences(number)
            one = [self.english[n] for n in bead.english]
            other = [self.chinese[n] for n in bead.chinese]
            hashes = sentence_hashes(one, other, found)
            english += names_of(hashes[0])
            chinese += names_of(hashes[1])
        return english, chinese


def compare(
    english: list[Passage],
    chinese: list[Passage],
    corrections: Iterable[PairCorrection] = (),
    names: Sequence[SharedName] = (),
    known: Sequence[Bead] = (),
) -> SideBySide:
    """Pair two lists of passages; `known` are pairs that translation gave, corrections win."""
    kept = list(corrections)
    of_passages = [one for one in kept if one.level == PASSAGE]
    said = still_said(
        of_passages,
        names_of(passage.hash for passage in english),
        names_of(passage.hash for passage in chinese),
    )
    beads = pair_passages(english, chinese, names, [*said.fixed, *known])
    return SideBySide(english, chinese, beads, names, said, kept)


def sentence_hashes(
    english: Sequence[Passage], chinese: Sequence[Passage], found: Sentences
) -> list[list[str]]:
    """Return the hash of each sentence of both sides of a pair of passages."""
    return [
        [
            text_hash(passage.text[start:end])
            for passage, ends in zip(side, cuts, strict=True)
            for start, end in ends
        ]
        for side, cuts in ((english, found.english), (chinese, found.chinese))
    ]


# --- Rows -----------------------------------------------------------------------


def passage_rows(made: SideBySide, *, correcting: bool = False) -> list[Row]:
    """Return a row for each pair of passages, their sentences marked where there are several."""
    fixed = {(bead.english, bead.chinese) for bead in made.said.fixed}
    names = names_of_passages(made)
    rows = []
    for number, bead in enumerate(made.beads):
        english = [_whole(made.english[n]) for n in bead.english]
        chinese = [_whole(made.chinese[n]) for n in bead.chinese]
        if english and chinese:
            _mark_sentences(made.sentences(number), english, chinese)
        key = row_key([bead], names)
        said = _is_said(bead, fixed)
        row = Row(key, english, chinese, 0, number + 1, bead.score, said)
        if correcting and not row.told:
            row.acts = possible(made.beads, number)
        rows.append(row)
    return rows


def _is_said(bead: Bead, fixed: set[tuple[tuple[int, ...], tuple[int, ...]]]) -> bool:
    if bead.english and bead.chinese:
        return (bead.english, bead.chinese) in fixed
    side = 0 if bead.english else 1
    own = set((bead.english, bead.chinese)[side])
    return any(not one[1 - side] and own <= set(one[side]) for one in fixed)


def sentence_rows(made: SideBySide, *, correcting: bool = False) -> list[Row]:
    """Return a row for each pair of sentences."""
    rows: list[Row] = []
    for number, bead in enumerate(made.beads):
        found = made.sentences(number)
        one = [made.english[n] for n in bead.english]
        other = [made.chinese[n] for n in bead.chinese]
        sides = _pieces(one, found.english), _pieces(other, found.chinese)
        names = [names_of(hashes) for hashes in sentence_hashes(one, other, found)]
        said = still_said((c for c in made.corrections if c.level == SENTENCE), *names)
        fixed = {(b.english, b.chinese) for b in said.fixed}
        for place, inner in enumerate(found.beads):
            key = row_key([inner], (names[0], names[1]))
            row = Row(
                key,
                [sides[0][n] for n in inner.english],
                [sides[1][n] for n in inner.chinese],
                number + 1,
                len(rows) + 1,
                inner.score,
                _is_said(inner, fixed),
            )
            row.goes_on = place > 0
            if correcting and not row.told:
                row.acts = possible(found.beads, place)
            rows.append(row)
    return rows


def names_of_passages(made: SideBySide) -> tuple[list[str], list[str]]:
    return (
        names_of(passage.hash for passage in made.english),
        names_of(passage.hash for passage in made.chinese),
    )


def row_key(beads: Sequence[Bead], names: tuple[Sequence[str], Sequence[str]]) -> str:
    """Return what a row is called: the same as long as it holds the same texts."""
    return _key(remembered(beads, *names))


def _key(material: Any) -> str:
    return hashlib.sha256(repr(material).encode()).hexdigest()[:10]


def _whole(passage: Passage) -> Piece:
    return Piece(passage, passage.html, passage.text)


def _pieces(passages: Sequence[Passage], cuts: Sequence[Sequence[tuple[int, int]]]) -> list[Piece]:
    """Return the sentences of passages, each with its marks."""
    found = []
    for passage, ends in zip(passages, cuts, strict=True):
        if len(ends) == 1:
            found.append(_whole(passage))
            continue
        cut_html = cut(passage.html, [end for _start, end in ends[:-1]])
        for place, (start, end) in enumerate(ends):
            html = cut_html[place].strip() if place < len(cut_html) else ""
            text = passage.text[start:end].strip()
            found.append(Piece(passage, html, text, goes_on=place > 0))
    return found


def _mark_sentences(found: Sentences, english: list[Piece], chinese: list[Piece]) -> None:
    """Put each sentence into an element with the number of its pair, where there are several."""
    if len(found.beads) < 2:
        return
    beads = [(bead.english, bead.chinese) for bead in found.beads]
    turned = [(chinese, english) for english, chinese in beads]
    for side, cuts, pairs in ((english, found.english, beads), (chinese, found.chinese, turned)):
        numbers: dict[int, tuple[int, bool]] = {}
        for number, (here, there) in enumerate(pairs):
            numbers.update(dict.fromkeys(here, (number, not there)))
        at = 0
        for piece, ends in zip(side, cuts, strict=True):
            pieces = cut(piece.html, [end for _start, end in ends[:-1]])
            marked = []
            for html in pieces[: len(ends)]:
                number, alone = numbers.get(at, (0, False))
                at += 1
                piece.alone += alone
                name = "sentence sentence--alone" if alone else "sentence"
                marked.append(f'<span class="{name}" data-sentence="{number}">{html}</span>')
            piece.html = "".join(marked)


def anchored(rows: Sequence[Row]) -> Sequence[Row]:
    """Give each row the anchors of the places of the structure that begin in it."""
    seen: set[str] = set()
    for row in rows:
        for piece in (*row.english, *row.chinese):
            path = piece.passage.path
            if path not in seen:
                seen.add(path)
                row.anchors.append(f"at-{path}")
    return rows
