"""What an import is called when nobody says."""

import pytest

from kb.imports.names import first_line


@pytest.mark.parametrize(
    ("text", "line"),
    [("\n\n## 每周简报 \n正文", "每周简报"), ("A line.\nB", "A line."), ("\n#\n", ""), ("", "")],
)
def test_the_first_line_that_says_something(text: str, line: str) -> None:
    assert first_line(text) == line
