"""Articles from lines, a batch at a time: pages, first revisions, log entries and both indexes.

What Wagtail does for one page in some sixty statements is done here for a whole batch in twenty;
a test compares the rows with those of an article made by hand.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, models, transaction
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Cast
from django.utils import timezone
from modelcluster.models import get_all_child_relations
from wagtail.log_actions import log
from wagtail.models import Page, PageLogEntry, ReferenceIndex, Revision

from kb.articles.lines import Line
from kb.articles.shelves import place_below, shelf
from kb.models import ArticlePage
from kb.search import indexing
from kb.search.backends import engine

# Under which an entry of the audit log keeps what was loaded.
_LOADED = "loaded"


@dataclass
class Loaded:
    """What became of lines; `left` are those left out, by number, with the reason."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    left: list[tuple[int, str]] = field(default_factory=list)

    def add(self, other: "Loaded") -> None:
        """Add what became of more lines."""
        self.new += other.new
        self.changed += other.changed
        self.unchanged += other.unchanged
        self.left += other.left


@dataclass(frozen=True, slots=True)
class _Before:
    """An article that is there: what was loaded last, and whether somebody edited it since."""

    page_id: int
    digest: str
    edited: bool


class Loader:
    """Loads batches of lines; remembers the sections they go to."""

    def __init__(self) -> None:
        self.shelf = cache(shelf)

    def load(self, lines: Sequence[Line]) -> Loaded:
        """Make or change the articles of some lines, all of them or, on an error, none."""
        try:
            return self._load(lines)
        except IntegrityError:
            # Somebody made a page in the same section at the same moment.
            return self._load(lines)

    @transaction.atomic
    def _load(self, lines: Sequence[Line]) -> Loaded:
        result = Loaded()
        before = _before(lines)
        by_locale: dict[str, list[Line]] = {}
        for line in lines:
            known = before.get((line.key, line.locale))
            if known is None:
                by_locale.setdefault(line.locale, []).append(line)
            elif known.digest == line.digest:
                result.unchanged += 1
            elif known.edited:
                result.left.append((line.number, f"{line.id} was edited on the site since: kept"))
            else:
                _change(known.page_id, line)
                result.changed += 1
        for locale, new in by_locale.items():
            section = self.shelf(locale)
            taken = set(
                Page.objects.child_of(section)
                .filter(slug__in=[line.id for line in new])
                .values_list("slug", flat=True)
            )
            result.left += [
                (line.number, f"another page has the address {line.id}")
                for line in new
                if line.id in taken
            ]
            free = [line for line in new if line.id not in taken]
            _create(section, free)
            result.new += len(free)
        return result


def _before(lines: Sequence[Line]) -> dict[tuple[Any, str], _Before]:
    """Return the articles that lines may mean, by translation key and content language."""
    pages = {
        pk: (key, locale, latest)
        for pk, key, locale, latest in ArticlePage.objects.filter(
            translation_key__in={line.key for line in lines}
        ).values_list("pk", "translation_key", "locale__language_code", "latest_revision_id")
    }
    loaded = (
        PageLogEntry.objects.filter(page_id__in=list(pages), data__has_key=_LOADED)
        .order_by("timestamp", "pk")
        .values_list("page_id", "data", "revision_id")
    )
    last = {pk: (data[_LOADED], revision) for pk, data, revision in loaded}
    found = {}
    for pk, (key, locale, latest) in pages.items():
        digest, revision = last.get(pk, ("", None))
        found[key, locale] = _Before(pk, digest, edited=latest != revision)
    return found


def _change(page_id: int, line: Line) -> None:
    """Publish a new revision of an article."""
    page = ArticlePage.objects.get(pk=page_id)
    page.title = page.draft_title = line.title
    page.body = line.body
    revision = page.save_revision()
    revision.publish()
    log(
        instance=page,
        action="wagtail.edit",
        data={_LOADED: line.digest},
        revision=revision,
        content_changed=True,
    )


def _create(section: Any, lines: Sequence[Line]) -> None:
    """Create published articles below a section."""
    if not lines:
        return
    article_type = ContentType.objects.get_for_model(ArticlePage)
    articles = place_below(
        section,
        [
            ArticlePage(
                title=line.title,
                draft_title=line.title,
                slug=line.id,
                body=line.body,
                locale=section.locale,
                translation_key=line.key,
                content_type=article_type,
                live=False,
            )
            for line in lines
        ],
    )
    _insert(articles)
    now = timezone.now()
    revisions = _first_revisions(articles, article_type, now)
    for article, revision in zip(articles, revisions, strict=True):
        article.live = True
        article.has_unpublished_changes = False
        article.first_published_at = article.last_published_at = now
        article.latest_revision_created_at = now
        article.live_revision_id = article.latest_revision_id = revision.pk
    _publish(articles, now)
    _log(articles, [line.digest for line in lines], article_type, now)
    _refer(articles, article_type)
    indexing.index_objects(engine(), ArticlePage, articles)


def _insert(articles: Sequence[Any]) -> None:
    """Insert the rows of both tables of a page kind, which bulk_create() does for one only."""
    shared = Page._meta.local_concrete_fields
    rows = Page.objects.bulk_create(
        Page(**{one.attname: getattr(article, one.attname) for one in shared})
        for article in articles
    )
    for article, row in zip(articles, rows, strict=True):
        article.id = article.page_ptr_id = row.pk
        article._state.adding = False
        # Nothing hangs on a new page: without this its parts are looked for, page by page.
        article._cluster_related_objects = {
            relation.get_accessor_name(): [] for relation in get_all_child_relations(ArticlePage)
        }
    ArticlePage._base_manager.all()._insert(
        articles, fields=ArticlePage._meta.local_concrete_fields, using=rows[0]._state.db
    )


def _first_revisions(articles: Sequence[Any], article_type: Any, now: Any) -> list[Revision]:
    page_type = ContentType.objects.get_for_model(Page)
    rows: list[Revision] = Revision.objects.bulk_create(
        Revision(
            content_type=article_type,
            base_content_type=page_type,
            object_id=str(article.pk),
            created_at=now,
            object_str=str(article),
            content=article.serializable_data(),
        )
        for article in articles
    )
    return rows


def _publish(articles: Sequence[Any], now: Any) -> None:
    """Say in the rows what is live, and of which revision."""
    own = Revision.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        object_id=Cast(OuterRef("pk"), models.CharField()),
    ).values("pk")[:1]
    Page.objects.filter(pk__in=[article.pk for article in articles]).update(
        live=True,
        has_unpublished_changes=False,
        first_published_at=now,
        last_published_at=now,
        latest_revision_created_at=now,
        live_revision_id=Subquery(own),
        latest_revision_id=Subquery(own),
    )


def _log(articles: Sequence[Any], digests: Sequence[str], article_type: Any, now: Any) -> None:
    """Write that each article was created and published, and what was loaded."""
    entries = []
    for article, digest in zip(articles, digests, strict=True):
        shared = {
            "page_id": article.pk,
            "content_type": article_type,
            "label": article.title,
            "timestamp": now,
            "content_changed": True,
        }
        entries.append(PageLogEntry(action="wagtail.create", **shared))
        entries.append(
            PageLogEntry(
                action="wagtail.publish",
                revision_id=article.live_revision_id,
                data={_LOADED: digest},
                **shared,
            )
        )
    PageLogEntry.objects.bulk_create(entries)


def _refer(articles: Sequence[Any], article_type: Any) -> None:
    """Write the rows of the reference index; plain paragraphs refer to nothing."""
    page_type = ContentType.objects.get_for_model(Page)
    ReferenceIndex.objects.bulk_create(
        ReferenceIndex(
            content_type=article_type,
            base_content_type=page_type,
            object_id=str(article.pk),
            to_content_type_id=to_type,
            to_object_id=to_object,
            model_path=model_path,
            content_path=content_path,
            content_path_hash=ReferenceIndex._get_content_path_hash(content_path),
        )
        for article in articles
        for to_type, to_object, model_path, content_path in set(
            ReferenceIndex._extract_references_from_object(article)
        )
    )
