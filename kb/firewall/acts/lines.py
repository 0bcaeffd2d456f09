"""Speaking for another product line; grave matters in a selling livestream."""

from collections.abc import Iterator

from kb.firewall.patterns import Words
from kb.firewall.statement import Span, Statement

WORDS = Words("lines")
# What belongs to another line or to the group; of another line anything does.
LINE_TOPICS = ("other_line", "finance", "personnel", "recall")


def speak_for_another_line(statement: Statement) -> Iterator[Span]:
    """A matter of another line, or of the group, is talked about rather than referred."""
    if statement.reading.has(WORDS.refers):
        return
    for sentence in statement.sentences:
        other = WORDS.other.search(sentence.voice)
        own = WORDS.own.search(sentence.voice)
        for topic in LINE_TOPICS:
            if topic not in statement.topics:
                continue
            matter = getattr(WORDS, f"line_{topic}").search(sentence.voice)
            if topic == "other_line" and not own:
                words = other or WORDS.first_words.search(sentence.voice)
            elif matter and (other and not (own and topic != "other_line")):
                words = matter
            else:
                words = None
            if words is not None:
                yield Span(sentence.start + words.start(), sentence.start + words.end())
                return


# The topics that want a written notice; `words/lines.txt` says what is said of each.
GRAVE = ("apology", "recall", "product_safety", "personnel")


def speak_of_grave_matter(statement: Statement) -> Iterator[Span]:
    """An apology, a recall, safety or a personnel matter is dealt with at all."""
    for topic in GRAVE:
        if topic not in statement.topics:
            continue
        words = getattr(WORDS, f"grave_{topic}")
        for sentence in statement.sentences:
            if match := words.search(sentence.voice):
                yield Span(sentence.start + match.start(), sentence.start + match.end())
                break
        else:
            if statement.sentences:
                first = statement.sentences[0]
                length = len(first.folded.rstrip(" \n"))
                lead = len(first.folded) - len(first.folded.lstrip(" \n"))
                yield Span(first.start + lead, first.start + max(length, lead + 1))


def points_to_notice(statement: Statement, span: Span) -> bool:
    """Whether the text only points to a written notice."""
    reading = statement.reading
    if not (reading.has(WORDS.points_only) and reading.has(WORDS.points)):
        return False
    return not reading.has(WORDS.adds)
