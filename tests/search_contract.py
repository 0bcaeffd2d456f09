"""What every engine of the search table must do; each database's own test inherits it."""

import random
from collections.abc import Iterable, Sequence
from types import ModuleType

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection

from kb.search.analysis import ANALYSIS_VERSION
from kb.search.analysis.pipeline import loose_parts, stored, stream, units
from kb.search.backends import engine
from kb.search.engine import Asking, Change, Concept, Scored, Text, needle
from kb.search.entries import Entry, EntryFacet, EntryPrefix, EntryText
from kb.search.expressions import (
    EVERYTHING,
    NOTHING,
    AllOf,
    Expression,
    Stretch,
    Without,
    all_of,
    any_of,
    without,
    word,
)
from kb.search.facets import Narrowing, has_value
from kb.search.sql import TRUE, Sql, is_in


def only_on(vendor: str) -> None:
    """Leave a module out, visibly, unless the run is on this database."""
    if connection.vendor != vendor:
        pytest.skip(f"for {vendor}; this run is on {connection.vendor}", allow_module_level=True)


def put(title: str, body: str = "", object_id: int | None = None) -> int:
    """Write a new entry and return its key."""
    text = Text(stored(units(title)), stored(units(body)))
    entry = Entry.objects.create(
        content_type=ContentType.objects.get_for_model(Entry),
        object_id=object_id or Entry.objects.count() + 1,
        kind="test",
        length=len(stream(text.title)) + len(stream(text.body)),
        analysis_version=ANALYSIS_VERSION,
    )
    engine().write([Change(entry.pk, text)])
    return entry.pk


def rewrite(entry_id: int, title: str, body: str = "") -> None:
    """Give an entry another text."""
    row = EntryText.objects.get(pk=entry_id)
    old = Text(row.title, row.body, row.shown)
    engine().write([Change(entry_id, Text(stored(units(title)), stored(units(body))), old)])


def stretch(text: str) -> Stretch:
    """Return a text as words next to each other."""
    return Stretch(tuple(units(text)))


def said(*ways: str) -> Concept:
    """Return a concept with ways that count the same, each a text in this order."""
    return Concept(tuple((stretch(way), 1.0) for way in ways))


def loosely(
    concepts: Sequence[Concept], where: Sql, limit: int, coordination: float = 0.0
) -> Scored:
    """Return what is found by some of the concepts."""
    (found,) = engine().loosely([Asking(concepts, coordination)], where, limit)
    return found


def loose(text: str) -> list[int]:
    """Return the keys of the entries with some of the words, best first."""
    ranked = loosely([said(part) for part in loose_parts(units(text))], TRUE, 20)
    return [pk for pk, _score in ranked]


def found(expression: Expression | str, **how: object) -> list[int]:
    """Return the keys of the entries that match, best first."""
    asked = word(units(expression)[0]) if isinstance(expression, str) else expression
    ranked = engine().rank(asked, TRUE, **how)  # type: ignore[arg-type]
    return [pk for pk, _score in ranked.scored]


def total(expression: Expression) -> int:
    """Return how many entries match."""
    return engine().rank(expression, TRUE, 0, 1).total


def scan(expression: Expression, texts: Iterable[EntryText]) -> int:
    """Count matches by looking into every text: what the engine must agree with."""

    def holds(part: Expression, text: EntryText) -> bool:
        if isinstance(part, Stretch):
            return needle(part) in text.title or needle(part) in text.body
        if isinstance(part, Without):
            return not holds(part.part, text)
        results = (holds(one, text) for one in part.parts)
        return all(results) if isinstance(part, AllOf) else any(results)

    return sum(holds(expression, text) for text in texts)


@pytest.mark.django_db
class EngineContract:
    """The suite; the module of a subclass begins with `only_on`."""

    ranking: ModuleType  # where HEAD is, how many of very many hits are ranked

    @pytest.fixture(autouse=True)
    def empty_table(self, db: None) -> None:
        engine().reset()
        Entry.objects.all().delete()

    def test_a_word_of_two_characters_is_found_inside_a_sentence(self) -> None:
        entry = put("", "公司当晚公开道歉并终止合作")
        put("", "公司没有公开表态")
        assert found("道歉") == [entry]

    def test_a_run_is_found_only_as_it_stands(self) -> None:
        entry = put("", "终止合作")
        put("", "合作终止")
        assert found("终止合作") == [entry]

    def test_a_run_does_not_reach_across_punctuation(self) -> None:
        put("", "你好，好人。")
        assert found("你好人") == []
        assert found("你好") != []

    def test_a_single_character_is_found_in_any_run(self) -> None:
        inside, alone = put("", "大熊猫"), put("", "熊，一只")
        put("", "猫")
        assert set(found("熊")) == {inside, alone}

    def test_english_is_found_by_its_stem(self) -> None:
        entry = put("", "They apologised twice")
        assert found("apologises") == [entry]
        assert found("apologist") == []

    def test_a_word_is_not_found_inside_another(self) -> None:
        put("", "carpet")
        assert found("car") == []

    def test_the_title_counts_more_than_the_body(self) -> None:
        for number in range(6):
            put(f"其他{number}", "没有这个词的长长的文字")
        body = put("别的", "道歉之后")
        title = put("道歉", "之后别的")
        assert found("道歉") == [title, body]

    def test_words_of_title_and_body_join(self) -> None:
        entry = put("雷军", "公开道歉")
        put("雷军", "没有")
        assert found(all_of([word("雷军"), word("道歉")])) == [entry]

    def test_alternatives_and_exclusions(self) -> None:
        one, two, three = put("alpha"), put("beta"), put("alpha beta")
        assert set(found(any_of([word("alpha"), word("beta")]))) == {one, two, three}
        assert found(all_of([word("alpha"), without(word("beta"))])) == [one]
        assert found(without(word("alpha"))) == [two]

    def test_words_of_a_name_stand_next_to_each_other(self) -> None:
        entry = put("", "Lei Jun spoke")
        put("", "Jun asked Lei")
        assert found(stretch("Lei Jun")) == [entry]

    def test_a_name_with_single_characters_is_kept_in_order(self) -> None:
        entry = put("", "维吉尔·范·戴克")
        put("", "范先生与戴克")
        put("", "戴克，范")
        assert found(stretch("范·戴克")) == [entry]

    def test_a_mixed_name_is_found(self) -> None:
        entry = put("", "小米 SU7 上市")
        put("", "SU7 小米")
        assert found(stretch("小米SU7")) == [entry]

    def test_only_titles_on_request(self) -> None:
        entry = put("道歉", "")
        put("", "道歉")
        assert found("道歉", title_only=True) == [entry]

    def test_a_new_text_replaces_the_old_one(self) -> None:
        entry = put("旧题", "alpha 旧文 米")
        rewrite(entry, "新题", "beta 新文")
        assert found("旧文") == found("旧题") == found("alpha") == found("米") == []
        assert found("新文") == found("beta") == [entry]

    def test_what_is_erased_is_gone_and_the_rest_stays(self) -> None:
        gone, stays = put("道歉一"), put("道歉二")
        engine().erase([gone])
        Entry.objects.filter(pk=gone).delete()
        assert found("道歉") == [stays]
        assert not EntryText.objects.filter(pk=gone).exists()

    def test_reset_forgets_everything(self) -> None:
        put("道歉")
        engine().reset()
        assert found("道歉") == []

    def test_the_condition_holds_before_limit_and_total(self) -> None:
        entries = [put(f"道歉 {number}") for number in range(10)]
        where = is_in("kb_entry.id", entries[:3])
        ranked = engine().rank(word("道歉"), where, 0, 2)
        assert ranked.total == 3
        assert len(ranked.scored) == 2

    def test_pages_of_a_list_fit_together(self) -> None:
        entries = {put("道歉", f"第{number}条 文字 " * (number % 7)) for number in range(250)}
        whole = found("道歉")
        assert set(whole) == entries
        assert len(whole) == len(entries)
        pages = [found("道歉", start=at, stop=at + 20) for at in range(0, 250, 20)]
        assert [pk for page in pages for pk in page] == whole
        across = engine().rank(word("道歉"), TRUE, 190, 210)
        assert [pk for pk, _score in across.scored] == whole[190:210]
        beyond = engine().rank(word("道歉"), TRUE, 10_000, 10_020)
        assert (beyond.total, beyond.scored) == (250, ())

    def test_pages_of_very_many_hits_fit_together(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(self.ranking, "HEAD", 10)
        titled = put("道歉", "很久以前")
        entries = {
            put("别的", f"道歉 第{number}条 {'文字 ' * (number % 7)}") for number in range(60)
        }
        allowed = sorted({titled, *entries})[:50]
        where = is_in("kb_entry.id", allowed)
        EntryFacet.objects.create(entry_id=titled, name="person", value="1")

        def page(start: int, stop: int | None) -> list[int]:
            ranked = engine().rank(word("道歉"), where, start, stop, narrowing=Narrowing())
            assert ranked.total == 50
            assert ranked.counts == {"kind": {"test": 50}, "person": {"1": 1}}
            return [pk for pk, _score in ranked.scored]

        whole = page(0, None)
        assert whole[0] == titled
        assert sorted(whole) == allowed
        pages = [page(at, at + 4) for at in range(0, 52, 4)]
        assert [pk for one in pages for pk in one] == whole
        hidden = (entries - set(allowed)).pop()
        EntryFacet.objects.bulk_create(
            EntryFacet(entry_id=hidden, name="person", value=str(number)) for number in range(100)
        )
        assert page(0, 4) == whole[:4]

    def test_nothing_asked_finds_nothing(self) -> None:
        put("道歉")
        assert total(NOTHING) == 0

    def test_totals_equal_a_plain_scan(self) -> None:
        chance = random.Random(7)
        alphabet = "道歉雷军米小手机车你好人A B c。， d 12"
        for _number in range(150):
            text = "".join(chance.choices(alphabet, k=chance.randint(0, 60)))
            put(text[:8], text)
        engine().refresh()
        texts = list(EntryText.objects.all())
        asked: list[Expression] = []
        while len(asked) < 200:
            typed = units("".join(chance.choices(alphabet, k=chance.randint(1, 5))))
            if typed:
                asked.append(all_of(map(word, typed)))
                asked.append(Stretch(tuple(typed)))
                asked.append(any_of([word(typed[0]), without(word(typed[-1]))]))
        wrong = [one for one in asked if total(one) != scan(one, texts)]
        assert not wrong

    def test_some_of_the_words_are_enough_for_the_second_tier(self) -> None:
        best = put("", "公司当晚公开道歉并终止合作")
        some = put("", "终止一切")
        put("", "没有关系")
        assert loose("公司为何公开道歉并终止合作") == [best, some]
        assert loose("apology") == []

    def test_a_question_in_one_run_finds_its_answer(self) -> None:
        for number in range(30):
            put("", f"公司在某地举行第{number}次会议，发布产品")
        answer = put("", "该公司总部位于北京海淀区清河")
        assert loose("公司的总部位于北京哪个区")[0] == answer

    def test_what_was_written_since_statistics_were_counted_is_found(self) -> None:
        put("", "公司公开道歉")
        engine().refresh()
        entry = put("", "一只海象在唱歌")
        assert loose("海象唱歌") == [entry]

    def test_weights_make_a_token_count_less(self) -> None:
        typed, translated = put("", "apology one two"), put("", "道歉 三 四")
        for number in range(5):
            put("", f"other {number}")
        ranked = loosely([Concept(((word("apolog"), 1.0), (word("道歉"), 0.3)))], TRUE, 10)
        assert [pk for pk, _score in ranked] == [typed, translated]
        assert ranked[0][1] > ranked[1][1]

    def test_a_concept_counts_once_however_often_it_is_said(self) -> None:
        for number in range(20):
            put("", f"other {number}")
        synonyms = put("", "apology regret sorry")
        both = put("", "apology dismissal other")
        ranked = loosely([said("apology", "regret", "sorry"), said("dismissal")], TRUE, 10)
        assert [pk for pk, _score in ranked] == [both, synonyms]

    def test_coordination_prefers_what_has_more_of_the_concepts(self) -> None:
        for number in range(20):
            put("", f"other {number}")
        rare = put("", "refund refund refund")
        put("", "recall one")
        both = put("", "recall apology one two three four five six seven eight nine ten")
        asked = [Concept(((word("refund"), 1.6),)), said("recall"), said("apology")]
        assert [pk for pk, _score in loosely(asked, TRUE, 1)] == [rare]
        assert [pk for pk, _score in loosely(asked, TRUE, 1, 3.0)] == [both]

    def test_a_way_of_several_words_stands_as_it_is_said(self) -> None:
        entry = put("", "a holding statement")
        put("", "statement holding")
        ranked = loosely([said("holding statement")], TRUE, 10)
        assert [pk for pk, _score in ranked] == [entry]

    def test_the_second_tier_stands_very_many_ways(self) -> None:
        entry = put("", "word7 end")
        many = [said(f"word{m}", *(f"word{n} 词{n}" for n in range(40))) for m in range(40)]
        assert [pk for pk, _score in loosely(many, TRUE, 10)] == [entry]
        assert loosely([], TRUE, 10) == ()

    def test_the_second_tier_holds_the_condition_before_the_limit(self) -> None:
        entries = [put("", f"道歉 {number}") for number in range(300)]
        allowed = is_in("kb_entry.id", entries[:3])
        ranked = loosely([said("道歉")], allowed, 2)
        assert [pk for pk, _score in ranked] == [entries[2], entries[1]]

    def test_the_newest_come_first_on_request(self) -> None:
        old, undated, new = put("道歉"), put("道歉 道歉 道歉"), put("", "道歉 之后")
        Entry.objects.filter(pk=old).update(day="2025-01-01", day_end="2025-01-02")
        Entry.objects.filter(pk=new).update(day="2026-01-01", day_end="2026-01-02")
        assert found(word("道歉"), newest=True) == [new, old, undated]
        assert found(word("道歉"), newest=True, start=1, stop=2) == [old]
        assert found(EVERYTHING, newest=True) == [new, old, undated]

    def test_facets_are_counted_with_the_total(self) -> None:
        one, two, three = put("道歉 一"), put("道歉 二"), put("道歉 三")
        put("无关")
        Entry.objects.filter(pk=one).update(language="both", year=2025)
        Entry.objects.filter(pk=two).update(language="zh", kind="other")
        Entry.objects.filter(pk=three).update(language="en", year=2026)
        for entry, name, value in (
            (one, "person", "7"), (two, "person", "7"), (two, "person", "8"),
            (two, "year", "2025"), (two, "year", "2026"),
        ):  # fmt: skip
            EntryFacet.objects.create(entry_id=entry, name=name, value=value)
        ranked = engine().rank(word("道歉"), TRUE, 0, 1, narrowing=Narrowing())
        assert ranked.total == 3
        assert len(ranked.scored) == 1
        assert ranked.counts == {
            "kind": {"test": 2, "other": 1},
            "language": {"en": 2, "zh": 2},
            "year": {"2025": 2, "2026": 2},
            "person": {"7": 2, "8": 1},
        }
        for name, of_facet in ranked.counts.items():
            for value, number in of_facet.items():
                assert engine().rank(word("道歉"), has_value(name, value)).total == number

    def test_a_facet_is_counted_without_its_own_filter(self) -> None:
        one, two = put("道歉 一"), put("道歉 二")
        Entry.objects.filter(pk=one).update(year=2025)
        for entry, value in ((one, "7"), (two, "8")):
            EntryFacet.objects.create(entry_id=entry, name="person", value=value)
        narrowing = Narrowing({"person": has_value("person", "7")})
        ranked = engine().rank(word("道歉"), TRUE, narrowing=narrowing)
        assert [pk for pk, _score in ranked.scored] == [one]
        assert ranked.total == 1
        assert ranked.counts["person"] == {"7": 1, "8": 1}
        assert ranked.counts["year"] == {"2025": 1}
        assert ranked.counts["kind"] == {"test": 1}

    def test_words_beginning_so(self) -> None:
        entry, other = put("Xiaomi"), put("Lantern")
        EntryPrefix.objects.create(entry_id=entry, key="xiaomi")
        EntryPrefix.objects.create(entry_id=other, key="lantern")
        for start, wanted in (("xia", {entry}), ("l", {other}), ("z", set())):
            condition = engine().has_prefix(start)
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT id FROM kb_entry WHERE {condition.text}", condition.params)
                assert {pk for (pk,) in cursor.fetchall()} == wanted

    def test_very_long_queries_are_answered(self) -> None:
        entry = put("", " ".join(f"word{number}" for number in range(64)))
        every = all_of(word(f"word{number}") for number in range(64))
        assert found(every) == [entry]
        wide = all_of(
            any_of([word(f"word{number}"), *(stretch(f"name {n}") for n in range(24))])
            for number in range(64)
        )
        assert found(wide) == [entry]
