"""All repairs of a text, rule by rule in a fixed order, each difference listed and refusable."""

from collections.abc import Collection
from dataclasses import dataclass, field

from kb.importing.repairs import (
    boilerplate,
    citation_marks,
    cut_text,
    full_stops,
    gbk_shift,
    glued_headings,
    glued_labels,
    glued_numbers,
    pinyin,
    punctuation,
    site_suffix,
    wrapped_lines,
    wrong_traditional,
)
from kb.importing.repairs.edit import Repair, Rule
from kb.importing.repairs.pieces import Pieces

# Bytes before characters, characters before lines, lines before what stands in them. The pinyin
# goes before lines are judged, and lines before a text can be seen to be cut at its end.
RULES = (
    Rule("gbk_shift", gbk_shift.find),
    Rule("pinyin", pinyin.find),
    Rule("boilerplate", boilerplate.find),
    Rule("site_suffix", site_suffix.find),
    Rule("citation_marks", citation_marks.find),
    Rule("wrapped_lines", wrapped_lines.find),
    Rule("wrong_traditional", wrong_traditional.find),
    Rule("punctuation", punctuation.find),
    Rule("full_stops", full_stops.find),
    Rule("glued_labels", glued_labels.find),
    Rule("glued_numbers", glued_numbers.find),
    Rule("glued_headings", glued_headings.find),
    Rule("cut_text", cut_text.find),
)
# One repair may let another be seen; the second round rarely finds anything.
_MOST_ROUNDS = 4


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A repaired text and the differences from the raw one, in the order they were made.

    `refused` are those that would have been made.
    """

    text: str
    repairs: tuple[Repair, ...]
    pieces: Pieces = field(default_factory=lambda: Pieces(0), repr=False, compare=False)
    refused: tuple[Repair, ...] = ()

    def removed_behind(self, place: int, rule: str) -> str:
        """Return what a rule took away right behind a place of the text, empty if nothing."""
        raw = self.pieces.raw_end(place)
        found = (repair for repair in self.repairs if repair.rule == rule and repair.start == raw)
        return next((repair.before for repair in found), "")

    def removed(self, rule: str, *reasons: str) -> list[str]:
        """Return what a rule took away for these reasons, in its order."""
        return [r.before for r in self.repairs if r.rule == rule and r.reason in reasons]


def clean(raw: str, refused: Collection[str] = ()) -> Cleaned:
    """Return a raw text with every repair made but those refused, named by `Repair.key`.

    Cleaning a cleaned text changes nothing more.
    """
    text, pieces = raw, Pieces(len(raw))
    repairs: list[Repair] = []
    left: dict[str, Repair] = {}
    nothing_in: dict[str, str] = {}
    for _ in range(_MOST_ROUNDS):
        before = len(repairs)
        for rule in RULES:
            if nothing_in.get(rule.name) is text:
                continue
            made = len(repairs)
            text, pieces = _apply(rule, text, pieces, repairs, refused, left)
            if len(repairs) == made:
                nothing_in[rule.name] = text
        if len(repairs) == before:
            break
    return Cleaned(text, tuple(repairs), pieces, tuple(left.values()))


def _apply(
    rule: Rule,
    text: str,
    pieces: Pieces,
    repairs: list[Repair],
    refused: Collection[str],
    left: dict[str, Repair],
) -> tuple[str, Pieces]:
    edits, made = [], []
    for edit in rule.find(text):
        # Something put in takes no room in the raw text.
        start = pieces.raw_start(edit.start)
        end = max(pieces.raw_end(edit.end), start) if edit.end > edit.start else start
        before = text[edit.start : edit.end]
        repair = Repair(rule.name, start, end, before, edit.after, edit.reason)
        if repair.key in refused:
            left[repair.key] = repair
        else:
            edits.append(edit)
            made.append(repair)
    if not edits:
        return text, pieces
    parts, place = [], 0
    for edit in edits:
        parts += [text[place : edit.start], edit.after]
        place = edit.end
    repairs += made
    return "".join([*parts, text[place:]]), pieces.edited(edits)
