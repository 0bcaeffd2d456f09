"""What a report adds to those before it, and which reports are copies."""

from kb.importing.affairs.additions import Addition, additions, quotation_fact
from kb.importing.affairs.copies import copies

FIRST = "晨星电器3月5日宣布召回两万台云岭烤箱。门封在高温下会松脱。"
AGAIN = "门封在高温下会松脱。公司另付每户300元。"


def new_words(addition: Addition) -> str:
    return "".join(piece.text for piece in addition.pieces if piece.is_new)


def test_the_first_report_adds_everything() -> None:
    (first,) = additions([(FIRST, ())])
    assert new_words(first) == FIRST


def test_a_later_one_adds_its_new_sentence_and_number_only() -> None:
    _first, later = additions([(FIRST, ()), (AGAIN, ())])
    assert new_words(later) == "公司另付每户300元。"
    assert later.facts == (("number", "300元"),)


def test_the_pieces_are_the_whole_text() -> None:
    _first, later = additions([(FIRST, ()), (AGAIN, ())])
    assert "".join(piece.text for piece in later.pieces) == AGAIN


def test_a_quotation_is_known_whatever_its_script_and_marks() -> None:
    simplified, traditional = "“我们对不起每一位顾客”", "「我們對不起每一位顧客」"
    first = (simplified, [quotation_fact(1, 11, simplified[1:11])])
    second = (traditional, [quotation_fact(1, 11, traditional[1:11])])
    assert additions([first, second])[1].facts == ()


def test_a_cut_text_is_a_copy_and_a_longer_one_is_none() -> None:
    whole = "晨星电器宣布召回两万台云岭烤箱并向顾客致歉承诺一周内退款"
    assert copies([whole, whole[:20], whole + "此外公司还停职了三名主管并请第三方检测"]) == [
        None,
        0,
        None,
    ]
