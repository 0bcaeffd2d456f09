"""Tables as drawings: bars and discs in plain numbers, for SVG that templates write.

Widths are percent of the drawing and heights pixels, so that text keeps its size on a phone.
"""

from dataclasses import dataclass
from math import sqrt

from cases.statistics.tables import Cell, CrossedLine, CrossedTable, Line, Table

# One bar with its words above it; of the widest bar, so much of the drawing.
BAR_PITCH, WIDEST = 38, 100.0
# One line of discs, and the largest disc.
DISC_PITCH, HEAD, LARGEST = 42, 34, 19.0
# A disc with room for its number.
ROOMY = 9.0
# So much of the drawing is for the names of lines.
NAMES = 34.0
# So many columns find room on a phone.
MOST_NARROW = 4
# The name of a column in one line, in characters.
LONGEST_HEAD = 11


@dataclass(frozen=True, slots=True)
class Bar:
    """One line as a bar: `y` is its top in pixels, `width` its percent of the drawing."""

    line: Line
    y: int
    width: float
    x: float

    @property
    def text_y(self) -> int:
        """The line that its words stand on."""
        return self.y + 14

    @property
    def bar_y(self) -> int:
        """The top of the bar itself, below its words."""
        return self.y + 20


@dataclass(frozen=True, slots=True)
class Bars:
    """All bars, and the height of the drawing in pixels."""

    bars: list[Bar]
    height: int


@dataclass(frozen=True, slots=True)
class Disc:
    """One cell as a disc, its area as its count: centre in percent, radius in pixels."""

    cell: Cell
    x: float
    radius: float

    @property
    def aside(self) -> float:
        """How far beside the centre the number stands: within a disc that has room for it."""
        return 0 if self.radius >= ROOMY else self.radius + 8


@dataclass(frozen=True, slots=True)
class DiscLine:
    """One line of discs; `y` is the middle of it in pixels."""

    line: CrossedLine
    y: int
    discs: list[Disc]

    @property
    def top(self) -> int:
        """Where the rule above it stands."""
        return self.y - DISC_PITCH // 2

    @property
    def text_y(self) -> int:
        """The line that the numbers within discs stand on."""
        return self.y + 4

    @property
    def name_y(self) -> int:
        """The line that the name stands on."""
        return self.y - 2

    @property
    def count_y(self) -> int:
        """The line that the count below the name stands on."""
        return self.y + 15


@dataclass(frozen=True, slots=True)
class Discs:
    """All lines of discs, where the names of the columns stand, and the size of the drawing."""

    lines: list[DiscLine]
    heads: list[tuple[float, list[str]]]
    height: int
    is_wide: bool


def bars(shown: Table) -> Bars:
    """Return a table as bars, the widest as wide as the drawing; what lies below is indented."""
    most = max((line.count.responses for line in shown.lines), default=1) or 1
    drawn = [
        Bar(
            line,
            place * BAR_PITCH,
            round((WIDEST - _indent(line)) * line.count.responses / most, 2),
            _indent(line),
        )
        for place, line in enumerate(shown.lines)
    ]
    return Bars(drawn, len(drawn) * BAR_PITCH)


def _indent(line: Line) -> float:
    return 4.0 if line.choice.below else 0.0


def discs(shown: CrossedTable) -> Discs:
    """Return a crossed table as discs, the largest count as the largest disc."""
    counts = [cell.count.responses for line in shown.lines for cell in line.cells]
    most = max(counts, default=1) or 1
    step = (100 - NAMES) / max(1, len(shown.columns))
    places = [round(NAMES + step * (number + 0.5), 2) for number in range(len(shown.columns))]
    drawn = []
    for number, line in enumerate(shown.lines):
        y = HEAD + number * DISC_PITCH + DISC_PITCH // 2
        drawn.append(
            DiscLine(
                line,
                y,
                [
                    Disc(cell, x, round(LARGEST * sqrt(cell.count.responses / most), 1))
                    for x, cell in zip(places, line.cells, strict=True)
                    if cell.count.responses
                ],
            )
        )
    heads = [(x, _lines_of(str(one.label))) for x, one in zip(places, shown.columns, strict=True)]
    height = HEAD + len(drawn) * DISC_PITCH
    return Discs(drawn, heads, height, is_wide=len(shown.columns) > MOST_NARROW)


def _lines_of(label: str) -> list[str]:
    """Return a name in one line, or in two where it is long and has a space."""
    words = label.split()
    if len(label) <= LONGEST_HEAD or len(words) < 2:
        return [label]
    cuts = [(" ".join(words[:n]), " ".join(words[n:])) for n in range(1, len(words))]
    return list(min(cuts, key=lambda cut: max(map(len, cut))))
