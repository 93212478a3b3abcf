"""The one door to the index: what is public is written, what no longer is goes.

Three doors lead here: a saved row (after its commit), the task that repairs, and the command that
makes everything anew. What the index still holds of a row that was hidden meanwhile is never shown:
``portal.search.finding`` asks the rows themselves.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, Final

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import translation

from portal.fields import FTS_TABLE
from portal.models import SearchEntry
from portal.search import spelling
from portal.search.sources import Page, Source, every_source
from portal.search.spelled import Word, words_of

BATCH: Final = 500
NO_DAY: Final = datetime(1970, 1, 1, tzinfo=UTC)
# A name longer than this is a sentence.
LONGEST_NAME: Final = 200
_WRITTEN: Final = [
    *("title", "text", "title_en", "text_en", "url"),
    *("dated", "folded", "tokens", "digest"),
]


def refresh(source: Source, object_ids: Iterable[int]) -> int:
    """Make the entries of these objects what they should be; return how many were touched."""
    ids = list(object_ids)
    changed = 0
    for start in range(0, len(ids), BATCH):
        part = ids[start : start + BATCH]
        with transaction.atomic():
            changed += _refresh(source, part)
    return changed


def repair(source: Source) -> int:
    """Bring in what is public and missing, take out what is in and no longer public."""
    entries = SearchEntry.objects.filter(kind=source.key)
    public = _bare(source.rows())
    gone = entries.exclude(object_id__in=public.values("pk"))
    new = public.exclude(pk__in=entries.values("object_id"))
    wrong = [*gone.values_list("object_id", flat=True), *new.values_list("pk", flat=True)]
    return refresh(source, wrong)


def rebuild() -> dict[str, int]:
    """Compare everything; return by kind how many entries had to be touched. Safe to run twice."""
    touched = {}
    for source in every_source():
        entries = SearchEntry.objects.filter(kind=source.key).order_by("object_id")
        known = entries.values_list("object_id", flat=True)
        public = _bare(source.rows()).order_by("pk").values_list("pk", flat=True)
        touched[source.key] = refresh(source, sorted({*known, *public}))
    with transaction.atomic():
        _delete(SearchEntry.objects.exclude(kind__in=touched).values_list("pk", flat=True))
    spelling.drop_unused()
    return touched


def _refresh(source: Source, ids: list[int]) -> int:
    with translation.override("vi"):
        wanted = {
            (row.pk, page.language): _entry(source, row.pk, page)
            for row in source.rows().filter(pk__in=ids).order_by("pk")
            for page in (source.page(row),)
        }
    found = SearchEntry.objects.filter(kind=source.key, object_id__in=ids)
    held = {
        (object_id, language): (pk, digest)
        for pk, object_id, language, digest in found.values_list(
            "pk", "object_id", "language", "digest"
        )
    }
    gone = [pk for key, (pk, _digest) in held.items() if key not in wanted]
    changed = [entry for key, entry in wanted.items() if held.get(key, (0, ""))[1] != entry.digest]
    _delete(gone)
    _write(changed)
    return len(gone) + len(changed)


def _bare(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Rows of which only the key is asked: what was to be read with them means nothing."""
    return rows.select_related(None).prefetch_related(None).order_by()


def _entry(source: Source, object_id: int, page: Page) -> SearchEntry:
    entry = SearchEntry(
        kind=source.key,
        object_id=object_id,
        language=page.language,
        title=page.title[:400],
        text=page.text,
        title_en=page.title_en[:400],
        text_en=page.text_en,
        url=page.url,
        dated=max(page.dated or NO_DAY, NO_DAY),
    )
    names = (page.title, *page.names, *filter(None, (page.title_en,)))
    words = words_of("\n".join((*names, page.text, page.text_en)))
    entry.folded = f" {' '.join(word.folded for word in words)} "
    entry.tokens = " ".join(sorted({source.token, *_tokens(page, names, words)}))
    told = (
        *(entry.title, entry.text, entry.title_en, entry.text_en),
        *(entry.url, entry.dated.isoformat(), entry.tokens),
    )
    entry.digest = hashlib.sha256("\0".join(told).encode()).hexdigest()
    return entry


def _tokens(page: Page, names: tuple[str, ...], words: list[Word]) -> Iterator[str]:
    yield from _spellings("", words)
    for name in names:
        in_name = words_of(name)
        yield from _spellings("=", in_name)
        if in_name and len(name) <= LONGEST_NAME:
            yield f"@{'_'.join(word.folded for word in in_name)}"
            yield f"@~{'_'.join(word.written for word in in_name)}"
    for cited in page.cites:
        yield cite_token(cited)


def _spellings(scope: str, words: list[Word]) -> Iterator[str]:
    for word in set(words):
        yield f"{scope}{word.folded}"
        if word.has_marks:
            yield f"{scope}~{word.written}"


def cite_token(key: str) -> str:
    """The token of a page that cites the document with this key."""
    return f"#{'_'.join(word.folded for word in words_of(key))}"


def _write(entries: list[SearchEntry]) -> None:
    if not entries:
        return
    SearchEntry.objects.bulk_create(
        entries,
        update_conflicts=True,
        unique_fields=["kind", "object_id", "language"],
        update_fields=_WRITTEN,
        batch_size=BATCH,
    )
    if connection.vendor == "sqlite":
        _write_fts(entries)
    spelling.learn(word for entry in entries for word in entry.folded.split())


def _write_fts(entries: list[SearchEntry]) -> None:
    kind = entries[0].kind
    ids = [entry.object_id for entry in entries]
    held = SearchEntry.objects.filter(kind=kind, object_id__in=ids)
    keys = {
        (object_id, language): pk
        for pk, object_id, language in held.values_list("pk", "object_id", "language")
    }
    rows = [(keys[entry.object_id, entry.language], entry.tokens) for entry in entries]
    with connection.cursor() as cursor:
        cursor.executemany(
            f"DELETE FROM {FTS_TABLE} WHERE rowid = %s",  # noqa: S608 -- a name of ours
            [(pk,) for pk, _tokens in rows],
        )
        cursor.executemany(f"INSERT INTO {FTS_TABLE} (rowid, tokens) VALUES (%s, %s)", rows)  # noqa: S608 -- a name of ours


def _delete(keys: Iterable[int]) -> None:
    gone = list(keys)
    if not gone:
        return
    SearchEntry.objects.filter(pk__in=gone).delete()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.executemany(
                f"DELETE FROM {FTS_TABLE} WHERE rowid = %s",  # noqa: S608 -- a name of ours
                [(pk,) for pk in gone],
            )
