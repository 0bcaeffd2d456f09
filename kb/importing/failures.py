"""Why a document could not be read, as a key with its values, so that a screen can say it."""

from collections.abc import Mapping

# What is said of each key; `{name}` is the document's name.
MESSAGES: Mapping[str, str] = {
    "empty": "{name} is empty.",
    "too_large": "{name} is larger than {limit} MB.",
    "too_long": "{name} holds more text than can be read at once: more than {limit} characters.",
    "unknown_kind": "{name} is no text, HTML, Markdown, Word, PDF or zip file.",
    "old_word": "{name} is a Word file of the old kind, or encrypted: "
    "save it as DOCX without a password.",
    "encoding": "{name}: in none of the known encodings are all its characters valid.",
    "broken_docx": "{name} is a damaged Word file.",
    "broken_pdf": "{name} is a damaged PDF file.",
    "encrypted_pdf": "{name} is a PDF that asks for a password.",
    "no_text": "{name} holds no text, perhaps only pictures.",
    "broken_zip": "{name} is a damaged zip file.",
    "encrypted_zip": "{name} is a zip file that asks for a password.",
    "unpacks_too_large": "{name} unpacks to more than {limit} MB.",
    "too_many_files": "{name} holds more than {limit} files.",
    "nested_archive": "{name} is an archive inside an archive: unpack it first.",
    "unsafe_path": "{name} would be written outside its archive.",
    "too_long_together": "{name} was not kept: its archive holds more text than can be read at "
    "once, {limit} characters.",
    "took_too_long": "{name} took too long to read, and was given up.",
    "needs_too_much": "{name} needs too much memory to read, and was given up.",
    "stopped": "{name} is damaged or needs too much memory: it ended the program that reads it.",
    "broken_picture": "{name} is a damaged picture, or too large: at most 10 MB.",
    "missing": "{name} is not there or may not be read.",
}


class CannotRead(Exception):
    """A document that cannot be read: `key` is one of `MESSAGES`, `values` what it names."""

    def __init__(self, key: str, name: str, **values: object) -> None:
        self.key = key
        self.values = {"name": name, **values}
        super().__init__(MESSAGES[key].format(**self.values))
