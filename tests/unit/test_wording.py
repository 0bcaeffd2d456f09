"""The interface speaks the reader's language on every page, whoever reads it.

One database is enough: words do not come from it. `python -m tests.wording` walks further, as
everybody in each language, and through the admin.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models
from django.utils.functional import Promise
from modelcluster.fields import ParentalKey

from tests.cast import client_of
from tests.wording.one_language import in_chinese, in_english, in_one_script
from tests.wording.said import Said, foreign, mismarked
from tests.wording.walk import Walk, beginnings
from tests.wording.world import Found, prepare, walk

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="words do not come from the database"),
]

# Who walks in which language: those who meet most pages.
CHINESE = (("reviewer", "zh-hans"), ("", "zh-hans"), ("administrator", "zh-hant"), ("", "zh-hant"))
ENGLISH = (("reviewer", "en"), ("", "en"))


def wrong_of(walks: list[Found]) -> list[str]:
    # A walk that saw nothing proves nothing.
    assert all(found.pages >= (40 if found.who else 1) for found in walks), walks
    return [line for found in walks for line in found.lines()]


def mismarked_of(who: str, language: str, content: str) -> list[str]:
    """Return the passages that somebody meets under the mark of a language they are not in."""
    walked = Walk(client_of(who), f"/{language}/", apart=False)
    visits = list(walked.pages(*beginnings(language)))
    assert len(visits) > 40
    found: dict[str, str] = {}
    for visit in visits:
        for piece in mismarked(visit.page, content, language):
            found.setdefault(piece, visit.address)
    return [f"{address} {piece}" for piece, address in found.items()]


def test_no_page_in_chinese_says_anything_in_english_or_the_other_script() -> None:
    prepare("zh")
    wrong = wrong_of([walk(who, language) for who, language in CHINESE])
    assert not wrong, "\n".join(wrong)
    # What an English reader meets there is authored, and marked as Chinese.
    assert mismarked_of("reviewer", "en", "zh") == []


def test_no_page_in_english_says_anything_in_chinese() -> None:
    prepare("en")
    wrong = wrong_of([walk(who, language) for who, language in ENGLISH])
    assert not wrong, "\n".join(wrong)
    assert mismarked_of("reviewer", "zh-hant", "en") == []


@pytest.mark.parametrize(
    ("language", "html", "found"),
    [
        ("zh-hans", "<p>搜索 page 3</p>", ["page: 搜索 page 3"]),
        ("zh-hans", '<a title="Close" href="/">关</a>', ["Close: Close"]),
        ("zh-hans", '<p lang="zh-hans">搜尋</p>', ["尋: 搜尋"]),
        ("zh-hant", "<p>搜索</p>", ["搜索: 搜索"]),
        ("zh-hant", "<style>p {color: red}</style><p>搜尋</p>", []),
        ("en", '<p>See <b lang="zh-Hans">声明</b></p>', []),
        ("en", "<p>See 声明</p>", ["声明: See 声明"]),
        ("zh-hans", """<i data-words='{"say": "press to close"}'></i>""", 1),
    ],
)
def test_foreign_words_are_found(language: str, html: str, found: Any) -> None:
    pieces = foreign(Said(html), language, set())
    assert (len(pieces) if isinstance(found, int) else pieces) == found


def test_a_text_is_told_in_one_language_and_its_tags_stay() -> None:
    text = '<a href="/en/">Lei Jun 雷军</a> &amp; “so”'
    assert in_chinese(text) == '<a href="/en/">文字 文字 雷军</a> &amp; “文字”'
    assert "雷" not in in_english(text)
    assert '<a href="/en/">Lei Jun' in in_english(text)


def test_a_text_in_one_script_has_a_character_that_the_other_must_get_converted() -> None:
    assert in_one_script("<b>文字</b> of", "zh-hans") == "<b>文字说</b> of"
    assert in_one_script("<b>文字 </b>发", "zh-hant") == "<b>文字說 </b>發說"
    assert len({in_one_script(text)[-1] for text in ("文", "字", "文字", "字文")}) == 2


def labels() -> Iterator[tuple[str, Any]]:
    """Yield what editors are shown of our models: names, help texts and choices."""
    for model in apps.get_models():
        if model._meta.app_label not in ("kb", "cases"):
            continue
        yield model.__name__, model._meta.verbose_name
        for field in [*model._meta.local_fields, *model._meta.local_many_to_many]:
            # Nobody is asked for the root of a part, or the page that a kind of page is.
            silent = isinstance(field, (ParentalKey, models.OneToOneField))
            if field.editable and not field.primary_key and not silent:
                yield f"{model.__name__}.{field.name}", field.verbose_name
                if field.help_text:
                    yield f"{model.__name__}.{field.name}, help", field.help_text
                for _value, label in field.choices or ():
                    yield f"{model.__name__}.{field.name}, choice {label}", label


# Never on a form or a page: keys of parts and what ties them to their root, tables of the search,
# and what the site notes by itself (who archived or uploaded what, and to what a note belongs).
UNSEEN = {"sort_order", "key", "translation_key"}
UNSEEN_MODELS = {"Entry", "EntryText", "EntryFacet", "EntryName", "EntryPrefix", "WorkerPulse"}
UNSEEN_MODELS |= {
    "TranslationStep",
    "SearchChange",
    "SuggestionWord",
    "ArchivedPage",
    "ArchivedFile",
}
UNSEEN_MODELS |= {
    "EvidenceUpload",
    "PairCorrection",
    "WordingDecision",
    "RecordNote",
    "SuggestionCard",
    "SuggestionKey",
    "RetiredSlug",
    "WriteUp",
    "Snooze",
}
UNSEEN_MODELS |= {"Affair", "AffairStep", "ImportedReport", "ReportsKept"}
# Likely duplicates and merges are told in sentences of their own.
UNSEEN_MODELS |= {"LikenessKey", "LikelyPair", "RoleConflict", "Decision", "Merge", "MergedRow"}
# So are names without a link.
UNSEEN_MODELS |= {"Looked", "UnlinkedMention", "MentionDecision"}
# Checklists too: each question of theirs has a label in its form.
UNSEEN_MODELS |= {"Checklist", "ChecklistItem", "ChecklistEntry", "ReviewLesson"}
# Drills and contradictions have forms and words of their own.
UNSEEN_MODELS |= {"Drill", "DrillStep", "DrillChoice", "DrillNote", "Contradiction"}
# Imports are told in forms and lists of their own.
UNSEEN_MODELS |= {"Import", "ImportedFile", "RawContent", "RawDocument", "ProposalDecision"}
UNSEEN_MODELS |= {"RepairChange"}
# What is published together is told in a page of its own.
UNSEEN_MODELS |= {"Bundle", "BundleItem"}
UNSEEN_MODELS |= {"FirewallOverride", "DraftCheck", "Admission", "Standing", "IndexDue"}


def test_every_label_of_a_model_is_translated() -> None:
    wrong = [
        name
        for name, label in labels()
        if not isinstance(label, Promise)
        and name.split(".")[0] not in UNSEEN_MODELS
        and name.split(".")[-1] not in UNSEEN
    ]
    assert wrong == []
