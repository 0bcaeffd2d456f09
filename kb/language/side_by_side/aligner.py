"""The best order of pairs between two lists of passages: who answers whom, and who nobody.

Dynamic programming over all ways to walk through both lists (Gale and Church), each pair weighed
by its lengths and its words against two passages that have nothing to do with each other.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import exp, log

from kb.language.side_by_side import lengths
from kb.language.side_by_side.evidence import WEIGHT_OF_WORD, Lexicon, SharedName, Words, weigh

# How often so many English passages answer so many Chinese ones; nothing else is tried.
_HOW_OFTEN = {
    (1, 1): 0.80,
    (1, 0): 0.04,
    (0, 1): 0.04,
    (1, 2): 0.04,
    (2, 1): 0.04,
    (2, 2): 0.004,
    (1, 3): 0.010,
    (3, 1): 0.010,
    (1, 4): 0.003,
    (4, 1): 0.003,
}
_PRIORS = {shape: log(often) for shape, often in _HOW_OFTEN.items()}
# Of another kind (a heading and a paragraph), or at the same place of the structure.
_OTHER_KIND = -4.0
_SAME_PLACE = 5.0
_SAME_TEXT = 12.0
# Both end a paragraph, only one does, and a pair that runs over the end of one.
_BOTH_END, _ONE_ENDS, _RUNS_OVER = 0.6, -1.0, -1.5
# Two that stand alone at the same place are strangers when less than this speaks for them.
_STRANGERS = -9.0
# Several that are so much longer than what they would answer are not looked at.
_TOO_UNEQUAL, _NEVER = -4.0, -1_000.0
# A translation is as likely as not where so much speaks against it.
_EVEN = 5.0
# A table of more cells is walked through only around pairs that are sure.
_SMALL = 2_500
_SURE = 7.0
_MARGIN = 6


@dataclass(frozen=True, slots=True)
class Unit:
    """One passage or sentence to be paired.

    `kind` tells a heading from a paragraph; units with the same `place` stand at one place of the
    structure; `ends` says that a paragraph ends with it.
    """

    text: str
    kind: str = ""
    place: str = ""
    ends: bool = False


@dataclass(frozen=True, slots=True)
class Bead:
    """English and Chinese units, by their numbers, that answer each other; one side may be empty.

    `score` is how sure that is, from 0 to 1; 1 for what somebody has said.
    """

    english: tuple[int, ...]
    chinese: tuple[int, ...]
    score: float = 1.0


def align(
    english: Sequence[Unit],
    chinese: Sequence[Unit],
    *,
    lexicon: Lexicon | None = None,
    names: Iterable[SharedName] = (),
    fixed: Sequence[Bead] = (),
) -> list[Bead]:
    """Return pairs that hold each unit of both sides once, in their order.

    `fixed` are pairs somebody has said; those that cross an earlier one are left out.
    """
    found = weigh([u.text for u in english], [u.text for u in chinese], lexicon, names)
    return _Walk(english, chinese, found, in_order(fixed)).beads()


def in_order(fixed: Iterable[Bead]) -> list[Bead]:
    """Return, of pairs somebody has said, those that can hold together; earlier ones win."""
    kept: list[Bead] = []
    for bead in fixed:
        if all(_agree(bead, other) for other in kept):
            kept.append(bead)
    return sorted(kept, key=lambda bead: bead.english or bead.chinese)


def _agree(one: Bead, other: Bead) -> bool:
    if set(one.english) & set(other.english) or set(one.chinese) & set(other.chinese):
        return False
    if not (one.english and one.chinese and other.english and other.chinese):
        return True
    return (one.english[0] < other.english[0]) == (one.chinese[0] < other.chinese[0])


class _Walk:
    """The way through the table whose pairs are the most likely together."""

    def __init__(
        self, english: Sequence[Unit], chinese: Sequence[Unit], words: Words, fixed: list[Bead]
    ) -> None:
        self.english, self.chinese, self.words = english, chinese, words
        of_english = [unit.text for unit in english]
        of_chinese = [unit.text for unit in chinese]
        units = (*english, *chinese)
        self.structured = any(unit.kind or unit.place for unit in units)
        self.in_paragraphs = any(unit.ends for unit in units)
        self.ratio = lengths.ratio(of_english, of_chinese)
        self.letters = [lengths.han_and_latin(text)[1] for text in of_english]
        counts = [lengths.han_and_latin(text) for text in of_chinese]
        self.expected = [han * self.ratio + latin for han, latin in counts]
        self.begins = {(b.english[0], b.chinese[0]): b for b in fixed if b.english and b.chinese}
        self.alone_english = {n for b in fixed if not b.chinese for n in b.english}
        self.alone_chinese = {n for b in fixed if not b.english for n in b.chinese}
        paired = [bead for bead in fixed if bead.english and bead.chinese]
        self.said_english = self.alone_english | {n for bead in paired for n in bead.english}
        self.said_chinese = self.alone_chinese | {n for bead in paired for n in bead.chinese}

    def beads(self) -> list[Bead]:
        """Return the pairs of the best way."""
        rows, many = self._rows(), len(self.english)
        best: list[dict[int, float]] = [{} for _ in range(many + 1)]
        back: list[dict[int, tuple[int, int]]] = [{} for _ in range(many + 1)]
        best[0][0] = 0.0
        for i in range(many + 1):
            for j in range(rows[i][0], rows[i][1] + 1):
                if (score := best[i].get(j)) is None:
                    continue
                for a, b, gain in self._steps(i, j):
                    there = i + a, j + b
                    if not rows[there[0]][0] <= there[1] <= rows[there[0]][1]:
                        continue
                    known = best[there[0]].get(there[1], float("-inf"))
                    # Of two that stand alone at one place, the English comes first.
                    if score + gain > known or (not a and score + gain == known):
                        best[there[0]][there[1]] = score + gain
                        back[there[0]][there[1]] = a, b
        return self._back(back)

    def _back(self, back: list[dict[int, tuple[int, int]]]) -> list[Bead]:
        i, j = len(self.english), len(self.chinese)
        found = []
        while i or j:
            a, b = back[i][j]
            i, j = i - a, j - b
            bead = self.begins.get((i, j)) if a and b else None
            found.append(
                bead or Bead(tuple(range(i, i + a)), tuple(range(j, j + b)), self._sure(i, a, j, b))
            )
        return list(self._met(found[::-1]))

    def _met(self, beads: list[Bead]) -> Iterator[Bead]:
        """Yield the pairs, where two stand alone at the same place as a pair, if a weak one.

        A free translation shares few words; that a sentence was left out and another put in at its
        very place is rarer still.
        """
        place = 0
        while place < len(beads):
            bead = beads[place]
            after = beads[place + 1] if place + 1 < len(beads) else None
            beyond = beads[place + 2] if place + 2 < len(beads) else None
            before = beads[place - 1] if place else None
            met = after and self._may_meet(bead, after, before, beyond)
            if after and met:
                i, j = (*bead.english, *after.english)[0], (*bead.chinese, *after.chinese)[0]
                yield Bead((i,), (j,), self._sure(i, 1, j, 1))
                place += 2
            else:
                yield bead
                place += 1

    def _may_meet(self, bead: Bead, after: Bead, before: Bead | None, beyond: Bead | None) -> bool:
        if bool(bead.english) == bool(after.english) or bool(bead.chinese) == bool(after.chinese):
            return False
        if any(one and not (one.english and one.chinese) for one in (before, beyond)):
            return False
        i, j = (*bead.english, *after.english)[0], (*bead.chinese, *after.chinese)[0]
        if i in self.alone_english or j in self.alone_chinese:
            return False
        return self._evidence(i, 1, j, 1) > _STRANGERS

    def _sure(self, i: int, a: int, j: int, b: int) -> float:
        if not a or not b:
            return 0.0
        return round(1 / (1 + exp(-(self._evidence(i, a, j, b) + _EVEN) / 3)), 2)

    def _steps(self, i: int, j: int) -> Iterator[tuple[int, int, float]]:
        """Yield what may begin here: so many English, so many Chinese, and the score."""
        if said := self.begins.get((i, j)):
            yield len(said.english), len(said.chinese), 0.0
            return
        left, right = len(self.english) - i, len(self.chinese) - j
        for (a, b), prior in _PRIORS.items():
            if a > left or b > right:
                continue
            if not b:
                if i not in self.said_english or i in self.alone_english:
                    yield a, b, prior + self._ends(i, a, j, b)
            elif not a:
                if j not in self.said_chinese or j in self.alone_chinese:
                    yield a, b, prior + self._ends(i, a, j, b)
            elif self._unsaid(i, a, j, b):
                yield a, b, prior + self._evidence(i, a, j, b) + self._ends(i, a, j, b)

    def _unsaid(self, i: int, a: int, j: int, b: int) -> bool:
        return not (self.said_english or self.said_chinese) or not (
            any(n in self.said_english for n in range(i, i + a))
            or any(n in self.said_chinese for n in range(j, j + b))
        )

    def _evidence(self, i: int, a: int, j: int, b: int) -> float:
        """Return by how much words, lengths and structure speak for a pair."""
        if a == b == 1 and self.english[i].text == self.chinese[j].text:
            # Words of others stay in the language they were said in.
            return _SAME_TEXT + max(self._words(i, j), 0.0)
        score = lengths.evidence(sum(self.letters[i : i + a]), sum(self.expected[j : j + b]))
        if a == b == 1:
            score += self._words(i, j)
        elif score < _TOO_UNEQUAL:
            return _NEVER
        else:
            score += _joined(self.words.unanswered_english, self.words.english, i, a, j, b)
            score += _joined(self.words.unanswered_chinese, self.words.chinese, j, b, i, a)
        return score + self._structure(i, a, j, b) if self.structured else score

    def _structure(self, i: int, a: int, j: int, b: int) -> float:
        """Return what the kinds and places of a pair say."""
        score = 0.0
        kinds = {self.english[n].kind for n in range(i, i + a)}
        if kinds != {self.chinese[n].kind for n in range(j, j + b)} or len(kinds) > 1:
            score += _OTHER_KIND
        places = {self.english[n].place for n in range(i, i + a)}
        if "" not in places and places == {self.chinese[n].place for n in range(j, j + b)}:
            score += _SAME_PLACE
        return score

    def _words(self, i: int, j: int) -> float:
        return (
            self.words.unanswered_english[i]
            + self.words.unanswered_chinese[j]
            + sum(self.words.english[i].get(j, _NOTHING).values())
            + sum(self.words.chinese[j].get(i, _NOTHING).values())
        )

    def _ends(self, i: int, a: int, j: int, b: int) -> float:
        """Return what the ends of paragraphs say."""
        if not self.in_paragraphs:
            return 0.0
        score = 0.0
        inner = any(self.english[n].ends for n in range(i, i + a - 1))
        if inner or any(self.chinese[n].ends for n in range(j, j + b - 1)):
            score += _RUNS_OVER
        here = i + a > 0 and self.english[i + a - 1].ends
        there = j + b > 0 and self.chinese[j + b - 1].ends
        if here and there:
            score += _BOTH_END
        elif a and b and (here or there):
            score += _ONE_ENDS
        return score

    # --- Which cells of the table are walked through ---------------------------

    def _rows(self) -> list[tuple[int, int]]:
        """Return, for each row, the first and last column that is looked at."""
        many, others = len(self.english), len(self.chinese)
        if many * others <= _SMALL:
            return [(0, others)] * (many + 1)
        corners = [(0, 0), *self._sure_pairs(), (many, others)]
        rows = [(others, 0)] * (many + 1)
        for (i, j), (k, m) in pairwise(corners):
            for row in range(max(0, i - _MARGIN), min(many, k + _MARGIN) + 1):
                low, high = rows[row]
                rows[row] = min(low, max(0, j - _MARGIN)), max(high, min(others, m + _MARGIN))
        return rows

    def _sure_pairs(self) -> list[tuple[int, int]]:
        """Return pairs that are each other's best by far, as many as stand in one order."""
        scores: dict[tuple[int, int], float] = {}
        for i, gains in enumerate(self.words.english):
            for j in {*gains, *(m for m in range(len(self.chinese)) if i in self.words.chinese[m])}:
                if (score := self._words(i, j)) > _SURE:
                    scores[i, j] = score
        best_here: dict[int, float] = {}
        best_there: dict[int, float] = {}
        for (i, j), score in scores.items():
            best_here[i] = max(score, best_here.get(i, 0.0))
            best_there[j] = max(score, best_there.get(j, 0.0))
        mutual = {
            pair: score
            for pair, score in scores.items()
            if score == best_here[pair[0]] == best_there[pair[1]]
        }
        mutual |= dict.fromkeys(self.begins, 1_000.0)
        return _heaviest_chain(mutual)


_NOTHING: Mapping[str, float] = {}


def _joined(
    costs: Sequence[float],
    gains: Sequence[Mapping[int, Mapping[str, float]]],
    i: int,
    a: int,
    j: int,
    b: int,
) -> float:
    """Return what the words of several passages say about several others taken as one."""
    score = 0.0
    for n in range(i, i + a):
        found: dict[str, float] = {}
        for m in range(j, j + b):
            if own := gains[n].get(m):
                found.update(own)
        # Among several passages, an answer by chance is so much likelier.
        by_chance = WEIGHT_OF_WORD * log(b)
        score += costs[n] + sum(max(gain - by_chance, 0.0) for gain in found.values())
    return score


def _heaviest_chain(pairs: Mapping[tuple[int, int], float]) -> list[tuple[int, int]]:
    """Return, of weighted pairs, those in one order that weigh the most together."""
    chains: list[tuple[float, tuple[int, int], int]] = []
    for pair in sorted(pairs):
        before, behind = 0.0, -1
        for place, (weight, (i, j), _) in enumerate(chains):
            if i < pair[0] and j < pair[1] and weight > before:
                before, behind = weight, place
        chains.append((before + pairs[pair], pair, behind))
    if not chains:
        return []
    place = max(range(len(chains)), key=lambda n: chains[n][0])
    found = []
    while place >= 0:
        _weight, pair, place = chains[place]
        found.append(pair)
    return found[::-1]
