"""The cache of converted texts."""

from kb.language.text_cache import TextCache


def test_a_text_is_found_by_all_of_its_key() -> None:
    cache = TextCache(limit=1000)
    cache.set(("发", "zh-hant", "1"), "發")
    assert cache.get(("发", "zh-hant", "1")) == "發"
    assert cache.get(("发", "zh-hant", "2")) is None
    assert cache.get(("发", "zh-hk", "1")) is None


def test_the_texts_not_used_for_longest_go_first() -> None:
    cache = TextCache(limit=100)
    for number in range(13):
        cache.set((f"{number:04}",), "text")
        cache.get(("0000",))
    assert cache.get(("0000",)) == "text"
    assert cache.get(("0001",)) is None
    assert cache.size <= 100
    assert len(cache) == 12


def test_one_text_never_empties_the_cache() -> None:
    cache = TextCache(limit=100)
    cache.set(("a",), "b")
    cache.set(("x" * 60,), "y" * 60)
    assert cache.get(("x" * 60,)) is None
    assert cache.get(("a",)) == "b"


def test_a_text_set_twice_counts_once() -> None:
    cache = TextCache(limit=100)
    cache.set(("a",), "b")
    cache.set(("a",), "b")
    assert cache.size == 2
    cache.clear()
    assert (len(cache), cache.size) == (0, 0)
