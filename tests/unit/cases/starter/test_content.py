"""What the starter's files hold: enough, in both writings, and nothing that must not be there."""

import re
from typing import Any

import pytest

from cases.starter import incidents, names
from kb.starter import files, glossary, pages, rules, vocabulary
from tests.starter_texts import (
    ALL_FILES,
    HERE,
    RECORD_FILES,
    incident,
    page,
    tables,
    texts,
)

HAN = re.compile(r"[\u4e00-\u9fff]")


def count(part: str) -> int:
    return sum(len(table.get(part, [])) for table in incidents.incident_tables())


def test_the_records_are_as_many_as_the_sources_carry() -> None:
    people = files.read(HERE / "people.toml")["person"]
    organisations = files.read(HERE / "organisations.toml")["organisation"]
    milestones = [one for row in [*people, *organisations] for one in row.get("milestone", [])]
    assert len(files.read(HERE / "sources.toml")["source"]) == 24
    assert (len(people), len(organisations)) == (8, 19)
    assert (len(incidents.incident_tables()), count("event"), len(milestones)) == (5, 11, 3)
    assert (count("response"), count("outcome")) == (7, 12)


def test_vocabularies_rules_and_glossary_are_complete() -> None:
    rows = files.read(vocabulary.FILE)
    assert (len(rows["channel"]), len(rows["topic"])) == (21, 16)
    assert [rule["code"] for rule in files.read(rules.FILE)["rule"]] == [
        f"FW{number:02}" for number in range(1, 15)
    ]
    terms = files.read(glossary.FILE)["term"]
    assert len(terms) >= 15
    assert {"apology", "crisis", "holding-statement", "kol", "kml-model", "ip-firewall"} <= {
        term["slug"] for term in terms
    }


def test_no_two_rows_have_the_same_name() -> None:
    for table in vocabulary.MODELS:
        codes = [vocabulary.code_of(row) for row in files.read(vocabulary.FILE)[table]]
        assert len(codes) == len(set(codes))
    for file, kind in (
        ("sources", "source"),
        ("people", "person"),
        ("organisations", "organisation"),
    ):
        slugs = [row["slug"] for row in files.read(HERE / f"{file}.toml")[kind]]
        assert len(slugs) == len(set(slugs))


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_playbook_has_ten_measures_a_closing_evaluation_and_three_questions(
    language: str,
) -> None:
    playbook = page("crisis-playbook", language)
    measures = [one for phase in playbook["phases"] for one in phase.get("measures", [])]
    assert len(measures) == 10
    for measure in measures:
        assert all(measure[part] for part in ("solution", "advantages", "drawbacks", "steps"))
    assert playbook["phases"][-1]["key"] == "evaluation"
    assert len(playbook["questions"]) == 3


def shape(value: Any) -> Any:
    """Return what two languages of a page must have in common: everything but the words."""
    if isinstance(value, dict):
        words = {"title", "summary", "text", "note", "what", "who", "when", "speaker", "place"}
        return {key: None if key in words else shape(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [shape(inner) for inner in value]
    return None if isinstance(value, str) and HAN.search(value + "汉") else value


def test_every_page_stands_in_both_languages_with_the_same_blocks() -> None:
    found = pages.page_files(pages.FOLDER, names.HERE / "pages")
    by_name: dict[str, dict[str, Any]] = {}
    for file in found:
        by_name.setdefault(file.name, {})[file.language] = file.data
    for name, languages in by_name.items():
        assert set(languages) == {"en", "zh-hans"}, name
        assert shape(languages["en"]) == shape(languages["zh-hans"]), name


def test_every_text_of_a_record_is_there_in_both_writings() -> None:
    for file in RECORD_FILES:
        for table in tables(files.read(file)):
            for key, value in table.items():
                if not key.endswith(("_en", "_zh")) or key.startswith("aliases"):
                    continue
                other = table[key[:-2] + ("zh" if key.endswith("_en") else "en")]
                assert value.strip(), (file.name, key)
                assert other.strip(), (file.name, key)
                if key.endswith("_zh") and value != "avine.cn":
                    assert HAN.search(value), (file.name, value)


def test_every_label_stands_in_three_writings() -> None:
    for row in tables(files.read(vocabulary.FILE)):
        if "key" in row:
            assert all(row[writing].strip() for writing in ("en", "hans", "hant"))


def words_of(name: str, language: str) -> str:
    sections = page(name, language)
    return " ".join(
        table["text"]
        for section in ("background", "what_happened", "response", "outcome", "lessons", "unknowns")
        for table in sections[section]
        if isinstance(table.get("text"), str)
    )


def test_the_kol_case_study_is_written_out_in_six_sections() -> None:
    assert len(words_of("kol-contact-affair", "en").split()) >= 500
    assert len(HAN.findall(words_of("kol-contact-affair", "zh-hans"))) >= 900
    for language in ("en", "zh-hans"):
        study = page("kol-contact-affair", language)
        assert {"timeline": "kol-contact-2026"} in study["what_happened"]
        assert {"outcomes": "kol-contact-2026"} in study["outcome"]


@pytest.mark.parametrize("name", ["kol-contact-affair", "looks-and-safety"])
def test_a_case_study_says_what_is_not_known(name: str) -> None:
    assert all(page(name, language)["unknowns"] for language in ("en", "zh-hans"))


def test_figures_of_a_template_are_nowhere() -> None:
    for file in ALL_FILES:
        for _name, text in texts(files.read(file)):
            assert not re.search(r"90\s?%|\b10M|\b50K|\$1B", text), (file.name, text)


def test_a_figure_without_a_source_stands_only_in_a_quotation() -> None:
    for file in ALL_FILES:
        for name, text in texts(files.read(file)):
            assert "30%" not in text or name.endswith(".quote"), (file.name, text)


def test_nothing_is_alleged_of_anybody_outside_an_incident() -> None:
    told = re.compile(r"法院|判决|判決|编造|禁言|court|fabricat|\bmuted|lawsuit", re.IGNORECASE)
    for file in ALL_FILES:
        if file == vocabulary.FILE:
            continue
        for name, text in texts(files.read(file)):
            assert not told.search(text), (file.name, name, text)


def test_severity_and_type_are_marked_as_a_reading() -> None:
    for table in incidents.incident_tables():
        if "severity" in table:
            assert "team's reading" in table["summary_en"]
            assert "本团队的判读" in table["summary_zh"]


def test_where_accounts_differ_each_says_what_it_says() -> None:
    facts = [
        table
        for file in RECORD_FILES
        for table in tables(files.read(file))
        if any(row["stance"] == "contradicts" for row in table.get("cite", []))
    ]
    assert len(facts) >= 8
    for fact in facts:
        contrary = [row for row in fact["cite"] if row["stance"] == "contradicts"]
        assert all(row["view_en"] and row["view_zh"] for row in contrary)
        assert any(row["stance"] == "supports" for row in fact["cite"])


def test_a_precedent_is_a_lesson_of_an_incident_with_a_rule_that_exists() -> None:
    codes = {rule["code"] for rule in files.read(rules.FILE)["rule"]}
    named = [
        lesson["rule"]
        for t in incidents.incident_tables()
        for lesson in t.get("lesson", [])
        if "rule" in lesson
    ]
    assert named
    assert set(named) <= codes


def test_common_words_that_are_also_names_are_not_searched_for() -> None:
    rows = [
        *files.read(HERE / "people.toml")["person"],
        *files.read(HERE / "organisations.toml")["organisation"],
    ]
    aliases = {alias["text"]: alias for row in rows for alias in row.get("aliases", [])}
    assert not aliases["米"]["matchable"]
    assert not aliases["小米一高管"]["matchable"]


def test_who_has_no_latin_name_in_the_sources_is_marked_as_romanised() -> None:
    people = files.read(HERE / "people.toml")["person"]
    assert {row["slug"] for row in people if not row.get("romanised")} == {"lei-jun"}


def test_the_official_account_of_the_affair_comes_first_and_the_others_contradict_it() -> None:
    first, *others = incident("kol_contact")["cite"]
    assert first["stance"] == "supports"
    assert [row["stance"] for row in others].count("contradicts") == 3


def test_chinese_prose_has_chinese_punctuation() -> None:
    narrow = re.compile(r"[\u4e00-\u9fff][,:;?!()]|[,:;?!(][\u4e00-\u9fff]")
    theirs = re.compile(r"\.quote$|\.title_zh$|quotation\.text$|aliases")
    for file in ALL_FILES:
        for name, text in texts(files.read(file)):
            if len(HAN.findall(text)) > len(text) / 2 and not theirs.search(name):
                assert not narrow.search(text), (file.name, name, text)
