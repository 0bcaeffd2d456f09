"""What the pages are made of: style sheets, scripts, icons, vendored files, component templates."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "static"
TEMPLATES = [ROOT / app / "templates" for app in ("kb", "cases")]
OWN = [
    *sorted((STATIC / "css").rglob("*.css")),
    *sorted((STATIC / "js").rglob("*.js")),
    *sorted((STATIC / "icons").rglob("*.svg")),
    *sorted(file for folder in TEMPLATES for file in folder.rglob("*.html")),
]
COMPONENTS = sorted(file for folder in TEMPLATES for file in folder.rglob("components/*.html"))


def name(file: Path) -> str:
    return str(file.relative_to(ROOT))


@pytest.mark.parametrize("file", [one for one in OWN if one.suffix == ".css"], ids=name)
def test_every_rule_of_a_style_sheet_is_closed_before_the_next_comment(file: Path) -> None:
    # Two changes at the same end of a sheet lose a brace when they are put together.
    open_rules = 0
    for line in re.sub(r"\n +/\*.*?\*/", "", file.read_text(), flags=re.DOTALL).split("\n"):
        assert not (line.startswith("/*") and open_rules), line
        open_rules += line.count("{") - line.count("}")
    assert open_rules == 0


def templates() -> Iterator[tuple[str, str]]:
    for file in OWN:
        if file.suffix == ".html":
            yield name(file), file.read_text()


@pytest.mark.parametrize("folder", sorted((STATIC / "vendor").iterdir()), ids=lambda one: one.name)
def test_a_vendored_script_is_the_one_that_was_published_and_has_its_licence(folder: Path) -> None:
    lines = (folder / "SHA256SUMS").read_text().split("\n")
    recorded = dict(reversed(line.split(maxsplit=1)) for line in lines if line)
    files = {file.name for file in folder.iterdir()} - {"SHA256SUMS"}
    assert files == set(recorded)
    assert "LICENSE" in files
    for file, digest in recorded.items():
        assert hashlib.sha256((folder / file).read_bytes()).hexdigest() == digest
    assert re.fullmatch(r".+-\d+(\.\d+)+", folder.name), "the folder says name and version"


@pytest.mark.parametrize("file", OWN, ids=name)
def test_nothing_is_fetched_from_elsewhere(file: Path) -> None:
    text = file.read_text().replace("http://www.w3.org/2000/svg", "")
    remote = r"""(?:src|href|action|xlink:href)\s*=\s*["']?(?:https?:)?//|url\(\s*["']?(?:https?:)?//|@import|@font-face|fetch\(["']http"""
    assert not re.search(remote, text)


@pytest.mark.parametrize("file", COMPONENTS, ids=name)
def test_a_component_says_first_what_it_is_and_what_it_expects(file: Path) -> None:
    text = file.read_text()
    assert text.startswith("{% comment %}\n"), "the comment comes first"
    comment = text.split("{% endcomment %}")[0]
    assert re.search(r"^Expects: .+", comment, re.MULTILINE)


def test_templates_hold_no_script_style_or_handler_of_their_own() -> None:
    inline = re.compile(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|javascript:")
    assert [file for file, text in templates() if inline.search(text)] == []


def test_templates_name_only_static_files_that_are_there() -> None:
    named = {
        path
        for _file, text in templates()
        for path in re.findall(r"""\{% static ["']([^"']+)["']""", text)
    }
    assert [path for path in sorted(named) if not (STATIC / path).is_file()] == []
    used = {path for path in named if path.startswith("css/")}
    there = {str(file.relative_to(STATIC)) for file in (STATIC / "css").rglob("*.css")}
    assert used == there


def test_templates_name_only_icons_that_the_sprite_has() -> None:
    sprite = set(re.findall(r'<symbol id="([a-z-]+)"', (STATIC / "icons/sprite.svg").read_text()))
    named = {
        icon
        for _file, text in templates()
        for icon in re.findall(r'components/icon.html" with name="([a-z-]+)"', text)
    }
    assert named - sprite == set()


def tokens(dark: bool) -> dict[str, str]:
    """Return the colours of the style sheet by name, as one scheme sees them."""
    light, _media, after = (
        (STATIC / "css/tokens.css").read_text().partition("@media (prefers-color-scheme")
    )
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", light))
    return colours | (dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", after)) if dark else {})


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG 2.2 defines it."""

    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = [
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        ]
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


TONES = ("neutral", "blue", "green", "amber", "red", "violet")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_text_has_the_contrast_of_level_aa(dark: bool) -> None:
    colour = tokens(dark)
    pairs = [
        *((ink, paper) for ink in ("ink", "ink-soft", "ink-faint", "link", "link-hover")
          for paper in ("paper", "ground", "sunken")),
        *((f"{tone}-ink", f"{tone}-soft") for tone in TONES),
        *((f"{tone}-ink", "paper") for tone in TONES),
        ("on-accent", "accent"), ("on-accent", "accent-hover"), ("on-seal", "seal"),
        ("on-mark", "mark"), ("ink", "accent-soft"), ("blue-ink", "accent-soft"),
        ("ink-soft", "accent-soft"),
    ]  # fmt: skip
    low = {pair: round(contrast(*map(colour.__getitem__, pair)), 2) for pair in pairs}
    assert {pair: value for pair, value in low.items() if value < 4.5} == {}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_edges_of_controls_and_the_focus_stand_out(dark: bool) -> None:
    colour = tokens(dark)
    for edge in ("line-firm", "focus", "accent", *(f"{tone}-line" for tone in TONES[1:])):
        for paper in ("paper", "sunken"):
            assert contrast(colour[edge], colour[paper]) >= 3, (edge, paper)
