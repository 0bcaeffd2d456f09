"""Who sits at a desk in the long figures: a thing to edit, and a person with a window open on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

from bs4 import BeautifulSoup, Tag
from django.test import Client

from tests import cast
from tests import factories as make
from tests.admin_form import AdminForm


@dataclass(frozen=True)
class Kind:
    """A kind of thing to edit: how it is made, where its form is, and the field words go into."""

    factory: Callable[..., Any]
    address: str
    fills: str
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """What the factory calls the field."""
        return self.fills.removesuffix("_en")


KINDS = {
    "article": Kind(make.article, "/admin/pages/{pk}/edit/", "summary", {"body-count": "0"}),
    "incident": Kind(make.incident, "/admin/snippets/cases/incident/edit/{pk}/", "summary_en"),
    "person": Kind(make.person, "/admin/snippets/cases/person/edit/{pk}/", "note_en"),
}


@dataclass
class Target:
    """What the two work on, and what has been accepted of each of them."""

    kind: Kind
    thing: Any
    accepted: list[str] = field(default_factory=list)  # words, in the order of the answers
    published: set[str] = field(default_factory=set)
    kept: list[str] = field(default_factory=list)  # whole texts that must be in the history
    events: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        """Where its form is."""
        return self.kind.address.format(pk=self.thing.pk)


@dataclass
class Editor:
    """One person with one window."""

    name: str
    client: Client
    target: Target
    words: Iterator[str]
    form: AdminForm | None = None
    unsaved: str = ""  # the text of the newest automatic save, which the next one replaces
    refused: int = 0

    def prepare(self, dice: Random) -> None:
        """Open the form, unless the one that is open is gone on with."""
        if self.form is None or dice.random() < 0.2:
            self.open()

    def open(self) -> None:
        """Open the form anew: whatever has been saved until now has been seen."""
        self._keep_unsaved()
        self.form = AdminForm(self.client, self.target.address)
        self.form.fields |= self.target.kind.extra

    def _keep_unsaved(self) -> None:
        if self.unsaved:
            self.target.kept.append(self.unsaved)
        self.unsaved = ""

    def act(self, move: str, dice: Random) -> None:
        """Do one thing, and note what was accepted of it."""
        if move == "pause":
            return
        word = next(self.words)
        if move == "event":
            self._add_event(word)
            return
        assert self.form is not None
        name = self.target.kind.fills
        before = self.form.fields[name]
        self.form.fields[name] = text = f"{before} {word}"
        response = (
            self.form.autosave()
            if move == "autosave"
            else self.form.send("publish" if move == "publish" else "")
        )
        if response.status_code >= 500:
            raise AssertionError(f"{move} of {self.name} answered {response.status_code}.")
        if response.status_code == (200 if move == "autosave" else 302):
            self._accepted(move, word, text)
        else:
            self.refused += 1
            # One insists once more with the same form, another reads what has changed.
            if dice.random() < 0.7:
                self.form = None

    def _accepted(self, move: str, word: str, text: str) -> None:
        self.target.accepted.append(word)
        if move == "autosave":
            self.unsaved = text
            return
        self._keep_unsaved()
        self.target.kept.append(text)
        if move == "publish":
            self.target.published |= set(text.split())
        # The browser follows to the form as it is now, which is opened when it is needed.
        self.form = None

    def _add_event(self, word: str) -> None:
        address = f"/en/incidents/{self.target.thing.slug}/events/new/"
        form = self.client.get(address)
        if form.status_code == 404:
            return  # a draft has no page on the site
        found = BeautifulSoup(form.content, "html.parser").find("input", {"name": "key"})
        key = found["value"] if isinstance(found, Tag) else ""
        response = self.client.post(address, {"key": key, "what": word, "when": "2026-01-08 10:00"})
        if response.status_code != 302:
            raise AssertionError(f"The quick form answered {response.status_code}.")
        self.target.events.append(word)


def quiet_client(username: str) -> Client:
    """Return a signed-in client that answers 500 where the site would."""
    client = cast.client_of(username)
    client.raise_request_exception = False
    return client
