"""What every source of the attention list keeps to; a test class for each source inherits it."""

from typing import Any

from django.contrib.auth.models import AnonymousUser, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from kb.attention import AttentionItem, AttentionSource, group_for, sources
from kb.records.base import Audience, Record
from tests import cast
from tests import factories as make


class AttentionContract:
    """A subclass names its source, and how a thing comes to wait for its person.

    `wait(number)` makes one more thing that is open to everybody and waits for `person`, and
    returns it, a page or a record.
    """

    source: str
    person = "editor"

    def wait(self, number: int) -> Any:
        """Make one thing that waits."""
        raise NotImplementedError

    def find(self, user: Any, most: int = 100) -> list[AttentionItem]:
        """Return what the source has for somebody."""
        return list(self.registered.find(user, most))

    @property
    def registered(self) -> AttentionSource:
        """The source as it is registered."""
        return sources[self.source]

    @property
    def user(self) -> User:
        """The person things wait for, fresh, so that nothing is remembered."""
        return cast.persona(self.person)

    def test_what_waits_is_named_with_a_reason_and_an_address(self) -> None:
        self.wait(1)
        (item,) = self.find(self.user)
        assert all(map(str, (item.title, item.kind, item.reason)))
        client = Client()
        client.force_login(self.user)
        assert client.get(item.url).status_code == 200
        assert all(map(str, (self.registered.label, self.registered.todo)))

    def test_nothing_waits_for_others(self) -> None:
        self.wait(1)
        assert self.find(cast.persona("reader")) == []
        assert group_for(self.registered, cast.persona("deactivated")).items == []
        assert group_for(self.registered, AnonymousUser()).items == []

    def test_what_is_closed_to_a_person_does_not_wait_for_them(self) -> None:
        close(self.wait(1))
        assert self.find(self.user) == []

    def test_keys_are_of_one_thing_each_and_stay(self) -> None:
        self.wait(1)
        self.wait(2)
        keys = [item.key for item in self.find(self.user)]
        assert len(set(keys)) == 2
        assert sorted(item.key for item in self.find(self.user)) == sorted(keys)

    def test_a_source_is_asked_for_so_many_and_gives_no_more(self) -> None:
        for number in range(3):
            self.wait(number)
        assert len(self.find(self.user, 2)) <= 2
        assert len(self.find(self.user, 3)) == 3

    def test_many_things_take_as_many_queries_as_one(self) -> None:
        self.wait(1)
        self.find(self.user)
        with CaptureQueriesContext(connection) as one:
            self.find(self.user)
        for number in range(2, 6):
            self.wait(number)
        with CaptureQueriesContext(connection) as five:
            assert len(self.find(self.user)) == 5
        assert len(five) <= len(one)


def close(thing: Any) -> None:
    """Close a page or a record to everybody but administrators."""
    if isinstance(thing, Record):
        type(thing)._base_manager.filter(pk=thing.pk).update(audience=Audience.GROUPS)
    else:
        make.restrict(thing, kind=PageViewRestriction.GROUPS)
