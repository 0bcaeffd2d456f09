"""What acts look for: expressions over folded text, kept as lists of words in `words/`.

A file holds sections, `[denial]`, with one expression a line, any of which will do. `{name}` is a
section of the same file or of `shared.txt`; `<12>` any twelve characters at the most inside a
clause, `<<40>>` any forty inside the sentence. Gaps are bounded, so that time grows with length
only. Lines that begin with `#` say what the next ones are about.
"""

import re
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "words"
_NAME = re.compile(r"\{([a-z_]+)\}")
_WIDE = re.compile(r"<<(\d+)>>")
_GAP = re.compile(r"<(\d+)>")


@cache
def sections(name: str) -> dict[str, str]:
    """Return the sections of a file of words, each as one expression with its names unresolved."""
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("[") and line.endswith("]") and line[1:-1].replace("_", "").isalpha():
            lines = found.setdefault(line[1:-1], [])
        elif line and not line.startswith("#"):
            lines.append(line)
    return {section: "|".join(alternatives) for section, alternatives in found.items()}


class Words:
    """The expressions of one file by the names of its sections, compiled when first asked for."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, section: str) -> re.Pattern[str]:
        if section.startswith("__"):
            raise AttributeError(section)
        compiled = re.compile(self._expanded(section))
        setattr(self, section, compiled)
        return compiled

    def _expanded(self, section: str) -> str:
        template = sections(self._name)[section]
        while _NAME.search(template):
            template = _NAME.sub(lambda match: f"(?:{self._listed(match[1])})", template)
        template = _WIDE.sub(r".{0,\1}?", template)
        return _GAP.sub(r"[^,;:.!?，、；：。！？]{0,\1}?", template)

    def _listed(self, section: str) -> str:
        return sections(self._name).get(section) or sections("shared")[section]
