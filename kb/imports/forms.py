"""The forms of imports: what comes in, and what an import is called."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kb.importing.raw_document import LARGEST_ARCHIVE_MB, LARGEST_MB, MOST_CHARACTERS
from kb.imports.names import first_line
from kb.permissions import User
from kb.records.actions import audience_groups_of
from kb.records.base import Audience
from kb.records.group_choices import only_group
from kb.records.many_files import ManyFilesField

MEGABYTE = 1_000_000
# Of one import, by hand: what is more comes as a zip, or by the command.
MOST_FILES = 200
MOST_TOGETHER_MB = 100
PASTED = "pasted.txt"
LONGEST_TITLE = 200
# Bytes, or characters of a pasted text; all else is read by the worker.
READ_AT_ONCE = 200_000


class ImportedFilesField(ManyFilesField):
    """Files for an import; each that cannot be taken has its sentence."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Return the files; raises ValidationError with a sentence for each that is too large."""
        files = super().clean(data, initial)
        if len(files) > MOST_FILES:
            raise ValidationError(
                _("At most %(most)d files at a time: send a zip of them.") % {"most": MOST_FILES}
            )
        if wrong := [sentence for file in files if (sentence := _problem_of(file))]:
            raise ValidationError(wrong)
        if sum(file.size for file in files) > MOST_TOGETHER_MB * MEGABYTE:
            told = {"most": MOST_TOGETHER_MB}
            raise ValidationError(_("Together at most %(most)d MB: send them in parts.") % told)
        return files


def _problem_of(file: UploadedFile[Any]) -> str:
    is_zip = PurePosixPath(str(file.name)).suffix.lower() == ".zip"
    most = LARGEST_ARCHIVE_MB if is_zip else LARGEST_MB
    told = {"name": file.name, "most": most}
    if not file.size:
        return _("%(name)s is empty.") % told
    if file.size > most * MEGABYTE:
        return _("%(name)s is larger than %(most)d MB.") % told
    return ""


class ImportForm(forms.Form):
    """What somebody brings in, what it is called, and for whom it is."""

    pasted = forms.CharField(
        label=gettext_lazy("Paste a text"),
        required=False,
        strip=False,
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 10, "autocomplete": "off", "spellcheck": "false"}),
        help_text=gettext_lazy(
            "Kept as you paste it, with plain ends of lines. Pictures in the clipboard join the "
            "files below."
        ),
    )
    chosen = ImportedFilesField(label=gettext_lazy("Files"), required=False)
    title = forms.CharField(
        label=gettext_lazy("Title"),
        required=False,
        max_length=LONGEST_TITLE,
        help_text=gettext_lazy("Empty: the first line of the text, or the name of the first file."),
    )
    audience = forms.ChoiceField(
        label=gettext_lazy("Who may see it"),
        widget=forms.RadioSelect,
        initial=Audience.ALL,
        help_text=gettext_lazy(
            "Of everybody only those who may import see an import. What is made of it begins with "
            "the same audience."
        ),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = {f"group-{group.pk}": group for group in audience_groups_of(user)}
        chosen: Any = self.fields["chosen"]
        chosen.help_text = _(
            "HTML, Word (DOCX), PDF, Markdown, plain text and pictures, each up to %(each)d MB; "
            "zip files of them up to %(zip)d MB; together up to %(together)d MB. Several at once; "
            "with JavaScript they can also be dropped here. Addresses in them are not fetched."
        ) % {"each": LARGEST_MB, "zip": LARGEST_ARCHIVE_MB, "together": MOST_TOGETHER_MB}
        if not self.groups:
            # Nothing to choose: it is for all who may import.
            del self.fields["audience"]
            return
        audience: Any = self.fields["audience"]
        audience.choices = [
            (Audience.ALL, Audience.ALL.label),
            *((name, only_group(group)) for name, group in self.groups.items()),
        ]

    def clean(self) -> dict[str, Any]:
        """Ask for a text or a file."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors or told["chosen"] or told["pasted"].strip():
            return told
        raise ValidationError(_("Paste a text, or choose at least one file."))

    @property
    def is_small(self) -> bool:
        """Whether one little thing came, which is read while its editor waits."""
        files = self.cleaned_data["chosen"]
        pasted = self.cleaned_data["pasted"].strip()
        if files:
            return not pasted and len(files) == 1 and files[0].size <= READ_AT_ONCE
        return len(pasted) <= READ_AT_ONCE

    def came(self) -> Iterator[tuple[str, bytes]]:
        """Yield what came as names and bytes, the pasted text first; of a form that is valid."""
        pasted = self.cleaned_data["pasted"].replace("\r\n", "\n")
        if pasted.strip():
            yield PASTED, pasted.encode("utf-8", "replace")
        for file in self.cleaned_data["chosen"]:
            file.seek(0)
            yield str(file.name), file.read()

    def import_title(self) -> str:
        """Return the title: as typed, else the first line, else the first file's name."""
        if typed := self.cleaned_data["title"].strip():
            return str(typed)
        named = [file.name for file in self.cleaned_data["chosen"]]
        title = first_line(self.cleaned_data["pasted"]) or str([*named, PASTED][0])
        return title[:LONGEST_TITLE].strip()

    def audience_of(self) -> dict[str, Any]:
        """Return audience and groups, for `start_import`."""
        group = self.groups.get(self.cleaned_data.get("audience", ""))
        if group is None:
            return {"audience": Audience.ALL}
        return {"audience": Audience.GROUPS, "groups": [group]}


class RenameForm(forms.Form):
    """What an import is called."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=LONGEST_TITLE)
