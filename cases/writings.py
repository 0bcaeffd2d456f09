"""The words of a statement as plain text, in the reader's writing and in the other language."""

from dataclasses import dataclass

from cases.models import Statement
from kb.language.codes import ENGLISH, Language
from kb.language.detection import script_of
from kb.language.reader import current_reader
from kb.language.reading import in_script


@dataclass(frozen=True)
class Writing:
    """The words in one writing, ready to be pasted elsewhere."""

    language: Language
    text: str


def writing_in(statement: Statement, reads: Language) -> Writing | None:
    """Return the words in one writing, None when they do not exist in its language."""
    if reads.half == "en":
        return Writing(reads, statement.words.en.strip()) if statement.words.en else None
    text = statement.words.zh.strip()
    return Writing(reads, in_script(text, reads)) if text else None


def writings_of(statement: Statement) -> list[Writing]:
    """Return the words in the reader's writing, then in the other language, if they exist."""
    reads = current_reader()
    other = ENGLISH if reads.half == "zh" else script_of(statement.words.zh)
    found = (writing_in(statement, one) for one in (reads, other))
    return [one for one in found if one is not None]
