"""What links here, grouped for readers."""

from kb.backlinks import Backlink, by_kind


def test_each_thing_stands_once_with_all_its_reasons_in_the_order_of_first_meeting() -> None:
    links = [
        Backlink("incident", "B", "/b/", "event"),
        Backlink("person", "A", "/a/", ""),
        Backlink("incident", "C", "/c/", "event"),
        Backlink("incident", "B", "/b/", "response"),
    ]
    groups = by_kind(links)
    assert [group.kind for group in groups] == ["incident", "person"]
    assert [(one.title, one.reasons) for one in groups[0].things] == [
        ("B", ["event", "response"]),
        ("C", ["event"]),
    ]
    assert groups[1].things[0].reasons == []
