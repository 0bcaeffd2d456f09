"""What one may not see does not exist: every address answers as in a world without it."""

import pytest

from tests.two_worlds.comparison import Address, addresses, answers, differences
from tests.two_worlds.erasing import erase
from tests.two_worlds.world import build

# Where somebody who may see everything meets each kind of hidden record.
SHOWN = ("incidents/{incident}/", "people/{person}/", "organisations/{organisation}/")


@pytest.mark.django_db
def test_a_restricted_record_of_each_kind_changes_nothing_for_who_may_not_see_it() -> None:
    middle = build()
    seen = answers("reader", middle.public)
    assert [one.pattern for one, text in seen.items() if not text.startswith("200 ")] == []
    assert [one.pattern for one, text in seen.items() if "zyxhidden" in text.lower()] == []
    shown = answers("legal", middle.public, map(Address, SHOWN))
    for kind, record in middle.hidden.items():
        assert any(record.named.en in text for text in shown.values()), kind
    for record in middle.hidden.values():
        erase(record)
    assert differences(seen, answers("reader", middle.public)) == []


def test_the_list_of_addresses_has_no_line_twice() -> None:
    patterns = [one.pattern for one in addresses()]
    assert len(patterns) == len(set(patterns))
