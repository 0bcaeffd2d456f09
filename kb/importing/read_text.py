"""What a reader gives: the text of a document, and what its file says about it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadText:
    """The text of one document; empty where the file does not say. `published` is as written."""

    name: str
    text: str
    encoding: str
    title: str = ""
    outlet: str = ""
    author: str = ""
    published: str = ""
    url: str = ""
