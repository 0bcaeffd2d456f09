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
    seen = answers("reader", middle.names)
    here = {one: text for one, text in seen.items() if "elsewhere" not in one.flags}
    assert [one.pattern for one, text in here.items() if not text.startswith("200 ")] == []
    # A page repeats what it was asked for; every other address says nothing of what is hidden.
    unasked = {one: text for one, text in seen.items() if "hidden" not in one.pattern}
    assert [one.pattern for one, text in unasked.items() if "zyxhidden" in text.lower()] == []
    shown = answers("legal", middle.names, map(Address, SHOWN))
    for kind, record in middle.hidden.items():
        assert any(record.named.en in text for text in shown.values()), kind
    for record in middle.hidden.values():
        erase(record)
    assert differences(seen, answers("reader", middle.names)) == []


def test_the_list_of_addresses_has_no_line_twice() -> None:
    patterns = [one.pattern for one in addresses()]
    assert len(patterns) == len(set(patterns))
