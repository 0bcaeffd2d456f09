"""Where sentences end."""

import pytest

from kb.language.side_by_side.sentences import sentences, spans


@pytest.mark.parametrize(
    "text",
    [
        "Dr. Ellen Marsh, of Acme Inc., spoke at 3.5 km. | Nobody came.",
        "It opens at 8 a.m. daily. | Come early!",
        "“It hurts!” she said. | “Why?” | He did not know.",
        "J. K. Rowling wrote it, e.g. in Edinburgh. | See No. 5 on p. 12.",
        "He waited ... and waited. | Then he left.",
        "The U.S. Senate voted. | It failed (51 to 49). | Nobody was surprised.",
        "Visit www.acme.example today. | Node.js is needed.",
        "He came, he saw.|Everybody left.",
        "1. The minutes were approved. | Nobody objected.",
    ],
)
def test_english_sentences_end_where_a_reader_would_say(text: str) -> None:
    pieces = text.split("|")
    assert sentences("".join(pieces)) == [piece.strip() for piece in pieces]


@pytest.mark.parametrize(
    "text",
    [
        "他来了。|她走了！|为什么？",
        "「我們錯了。」|他又說了一遍。",
        "“对不起。”他说。|没有人回答。",
        "价格为3.5元。|网址是www.acme.example。",
        "“找到了吗？”他终于问道……|没有人回答。",
        "呃……我不知道。",
        "分四点：快；公开；沟通；担责。|最后一点最难。",
        "近日,有消息称A.B.公司停业.|该公司否认.",
        "他说：“真的吗？！”|然后笑了。",
    ],
)
def test_chinese_sentences_end_where_a_reader_would_say(text: str) -> None:
    pieces = text.split("|")
    assert sentences("".join(pieces)) == pieces


def test_each_line_is_a_sentence_at_least() -> None:
    assert sentences("A title\nA text\n\n标题\n正文") == ["A title", "A text", "标题", "正文"]


def test_the_spans_of_sentences_are_the_whole_text() -> None:
    text = "  One. Two!  三。 四…… "
    assert [text[start:end].strip() for start, end in spans(text)] == [
        "One.",
        "Two!",
        "三。",
        "四……",
    ]
    found = spans(text)
    assert [start for start, _end in found[1:]] == [end for _start, end in found[:-1]]
    assert found[-1][1] == len(text)


def test_a_text_of_nothing_has_no_sentences() -> None:
    assert sentences(" \n ") == []
    assert spans("  ") == []
