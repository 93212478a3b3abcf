"""Finding: counts of every kind in one statement, one page of entries by keyset in two.

An entry lies in one *tier* of a query (``Query.tiers``), the nearest first; in a tier the newest
stands first. A later tier is read only when the earlier ones do not fill the page, so that words
which half the portal holds cost no more than rare ones.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import connection
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Left

from portal.models import SearchEntry
from portal.search.index import NO_DAY
from portal.search.matching import Condition, Every, Token
from portal.search.sources import Source, every_source, source_of
from portal.search.terms import Choice, Query

Statement = tuple[str, list[Any]]

# More than this is said as "more than": nobody reads them, and counting costs.
COUNTED: Final = 1000
# Of a document of a hundred pages this much is looked through for the place to show.
SHOWN_TEXT: Final = 60_000


@dataclass(frozen=True)
class Place:
    """Where a page of results begins or ends, as it stands in an address."""

    number: int
    tier: int
    dated: datetime
    pk: int

    def __str__(self) -> str:
        micros = (self.dated - NO_DAY) // timedelta(microseconds=1)
        return f"{self.number}-{self.tier}-{micros}-{self.pk}"

    @classmethod
    def read(cls, text: str) -> Place | None:
        """Return the place, or nothing for what is none."""
        parts = text.split("-")
        if len(parts) != 4 or not all(
            part.isascii() and part.isdigit() and len(part) < 17 for part in parts
        ):
            return None
        number, tier, micros, pk = (int(part) for part in parts)
        return cls(number, tier, NO_DAY + timedelta(microseconds=micros), pk)


@dataclass(frozen=True)
class Found:
    entry: SearchEntry
    tier: int


def matching(condition: Condition, query: Query, source: Source | None = None) -> QuerySet[Any]:
    """Entries of a condition, with the phrases of the query side by side."""
    asked = Every((Token(source.token), condition)) if source else condition
    rows = SearchEntry.objects.filter(tokens__matches=asked)
    for group in query.with_phrases:
        rows = rows.filter(_stands(group))
    return rows.filter(kind=source.key) if source else rows


def _stands(group: tuple[Choice, ...]) -> Q:
    found = Q()
    for choice in group:
        if choice.is_phrase:
            found |= Q(folded__contains=choice.phrase)
        else:
            found |= Q(tokens__matches=choice.tokens("", written=False, half=True))
    return found


def counts(query: Query) -> dict[str, int]:
    """Number of entries by kind, at most ``COUNTED`` of each."""
    return dict(_rows(counting(query)))


def counting(query: Query) -> Statement:
    """The statement of the counts."""
    return _count(
        {
            source.key: _newest(matching(query.everything(), query, source))[:COUNTED]
            for source in every_source()
        }
    )


def most_found(queries: list[Query], *, at_most: int = 50) -> list[int]:
    """How many entries each of the queries finds, in one statement."""
    if not queries:
        return []
    asked = {
        str(place): _newest(matching(query.everything(half=False), query))[:at_most]
        for place, query in enumerate(queries)
    }
    found = dict(_rows(_count(asked)))
    return [found[place] for place in asked]


def _count(parts: dict[str, QuerySet[Any]]) -> Statement:
    # In the order of an index: of words that stand everywhere only so many are read.
    statements, params = [], []
    for name, rows in parts.items():
        sql, values = rows.values("pk").query.sql_with_params()
        statements.append(f"SELECT %s AS name, COUNT(*) FROM ({sql}) part")  # noqa: S608 -- made by the ORM
        params += [name, *values]
    return " UNION ALL ".join(statements), params


def _rows(statement: Statement) -> list[tuple[Any, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(*statement)
        return cursor.fetchall()


def page(
    query: Query,
    *,
    source: Source | None = None,
    after: Place | None = None,
    before: Place | None = None,
    size: int = 20,
) -> list[Found]:
    """Return the entries after (or before) a place, one more than ``size`` when there are more."""
    # Too many are only of the last tier that was read.
    tiers = dict(_rows(paging(query, source=source, after=after, before=before, limit=size + 1)))
    entries = SearchEntry.objects.filter(pk__in=tiers).defer("tokens", "folded", "text", "text_en")
    found = [
        Found(entry, tiers[entry.pk])
        for entry in entries.annotate(
            beginning=Left("text", SHOWN_TEXT), beginning_en=Left("text_en", SHOWN_TEXT)
        )
    ]
    found.sort(key=lambda row: (-row.tier, row.entry.dated, row.entry.pk), reverse=True)
    return found[-size - 1 :] if before else found[: size + 1]


def paging(
    query: Query,
    *,
    source: Source | None = None,
    after: Place | None = None,
    before: Place | None = None,
    limit: int,
) -> Statement:
    """The statement of a page: each tier is read only while those before it leave room."""
    at = after or before
    numbered = [
        (tier, condition)
        for tier, condition in enumerate(query.tiers)
        if at is None or (tier <= at.tier if before else tier >= at.tier)
    ]
    if before:
        numbered.reverse()
    parts: list[str] = []
    params: list[Any] = []
    for place, (tier, condition) in enumerate(numbered):
        rows = matching(condition, query, source)
        if at is not None and tier == at.tier:
            rows = rows.filter(_beyond(at, backwards=bool(before)))
        if query.is_name(tier):
            # Few, and the planner cannot know it: it would walk through all days for them.
            sql, values = rows.order_by().values_list("pk", "dated").query.sql_with_params()
            parts.append(f"n{place} (id, dated) AS MATERIALIZED ({sql})")
            order = "ASC" if before else "DESC"
            sql = f"SELECT id, {tier:d} AS tier FROM n{place} ORDER BY dated {order}, id {order} LIMIT {limit:d}"  # noqa: S608 -- names of ours
        else:
            newest = _newest(rows, backwards=bool(before))
            picked = newest.annotate(tier=Value(tier)).values_list("pk", "tier")[:limit]
            sql, values = picked.query.sql_with_params()
        room = " + ".join(f"(SELECT COUNT(*) FROM t{earlier})" for earlier in range(place))  # noqa: S608 -- names of ours
        where = f" WHERE {room} < {limit:d}" if place else ""
        parts.append(f"t{place} (id, tier) AS (SELECT * FROM ({sql}) part{where})")  # noqa: S608 -- made by the ORM
        params += values
    every = " UNION ALL ".join(f"SELECT id, tier FROM t{place}" for place in range(len(numbered)))  # noqa: S608 -- names of ours
    return f"WITH {', '.join(parts)} {every}", params


def _newest(rows: QuerySet[Any], *, backwards: bool = False) -> QuerySet[Any]:
    return rows.order_by("dated", "pk") if backwards else rows.order_by("-dated", "-pk")


def _beyond(at: Place, *, backwards: bool) -> Q:
    """Behind a place of the same tier; the first condition lets an index begin there."""
    if backwards:
        return Q(dated__gte=at.dated) & (Q(dated__gt=at.dated) | Q(pk__gt=at.pk))
    return Q(dated__lte=at.dated) & (Q(dated__lt=at.dated) | Q(pk__lt=at.pk))


def still_public(found: Iterable[Found]) -> set[tuple[str, int]]:
    """Kind and object of what everybody may read at this moment, whatever the index says."""
    ids: dict[str, list[int]] = {}
    for row in found:
        ids.setdefault(row.entry.kind, []).append(row.entry.object_id)
    asked = [
        source.rows()
        .filter(pk__in=ids[key])
        .select_related(None)
        .prefetch_related(None)
        .order_by()
        .annotate(found_kind=Value(key))
        .values_list("found_kind", "pk")
        for key in ids
        if (source := source_of(key)) is not None
    ]
    if not asked:
        return set()
    return set(asked[0].union(*asked[1:], all=True))
