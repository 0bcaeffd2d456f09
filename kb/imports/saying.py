"""What is said of a document that could not be read, in the reader's language."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kb.importing.failures import MESSAGES
from kb.models.imports import RawDocument

_SAVE_AGAIN = gettext_lazy("Open it in the program it comes from, save it again, and import that.")
_IN_PARTS = gettext_lazy("Divide it, and import the parts.")
_PASTE = gettext_lazy("Open it and paste its text instead.")
# What helps, by the key of a failure; where nothing stands, the reason says it.
ADVICE = {
    "too_large": _IN_PARTS,
    "too_long": _IN_PARTS,
    "too_long_together": _IN_PARTS,
    "too_many_files": _IN_PARTS,
    "unpacks_too_large": _IN_PARTS,
    "unknown_kind": _PASTE,
    "no_text": gettext_lazy("Import the pictures themselves, or paste the text."),
    "encoding": gettext_lazy("Save it as UTF-8, and import that."),
    "broken_docx": _SAVE_AGAIN,
    "broken_pdf": _SAVE_AGAIN,
    "broken_picture": _SAVE_AGAIN,
    "stopped": _PASTE,
    "took_too_long": _PASTE,
    "needs_too_much": _PASTE,
    "encrypted_pdf": gettext_lazy("Save it without a password, and import that."),
    "encrypted_zip": gettext_lazy("Pack it without a password, and import that."),
    "broken_zip": gettext_lazy("Pack it again, and import that."),
}


def reason(document: RawDocument) -> str:
    """Return why a document was refused and what helps, in sentences; empty when it was not."""
    if document.problem is None:
        return ""
    key = document.problem["key"]
    told = _(MESSAGES[key]).format(**document.problem["values"])
    between = _("%(reason)s %(advice)s")
    return between % {"reason": told, "advice": ADVICE[key]} if key in ADVICE else told
