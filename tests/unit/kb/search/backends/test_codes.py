"""Tokens as integers."""

from kb.search.backends.codes import code, codes


def test_every_pair_and_every_character_has_a_code_of_its_own() -> None:
    tokens = [a + b for a in "道歉雷军米一龥" for b in "道歉雷军米一龥"] + list("道歉雷军米一龥")
    assert len(set(map(code, tokens))) == len(tokens)


def test_codes_fit_a_signed_integer_of_32_bits() -> None:
    for token in ("道歉", "㐀㐀", "鿿鿿", "豈豈", "𠀀", "𠀀𠀀", "word", "道", "␞"):
        assert -(2**31) <= code(token) < 2**31


def test_a_word_never_has_the_code_of_a_pair_or_character() -> None:
    assert all(0 <= code(f"word{number}") < 0x3000_0000 for number in range(1000))


def test_a_token_is_counted_once() -> None:
    assert codes(["a", "b", "a"]) == [code("a"), code("b")]
