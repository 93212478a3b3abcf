"""The search over 1,000,000 entries on PostgreSQL: what is read, and how long it takes."""

from time import perf_counter

import pytest
from django.db import connection

from portal.search import finding
from portal.search.finding import Place
from portal.search.sources import source_of
from portal.search.terms import read
from tests.portal.search.filling import fill, plan

pytestmark = [
    pytest.mark.bench,
    pytest.mark.django_db,
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="the inverted index of PostgreSQL"
    ),
]

WORDS = ["khởi nghiệp", "khoi nghiep", "khoi ngh", "m7", "t77 m77", "999999", "tau vu tru"]


def timed(work):
    started = perf_counter()
    found = work()
    return found, (perf_counter() - started) * 1000


def test_a_million_entries(django_assert_max_num_queries):
    _none, took = timed(lambda: fill(1_000_000))
    print(f"\n1,000,000 entries written in {took / 1000:.0f} s")
    news = source_of("tin-tuc")
    for words in WORDS:
        query = read(words)
        with django_assert_max_num_queries(8):
            counts, counting = timed(lambda query=query: finding.counts(query))
            first, paging = timed(lambda query=query: finding.page(query))
            _page, of_kind = timed(lambda query=query: finding.page(query, source=news))
            far, farther = [], 0.0
            if len(first) > 20:
                last = first[19]
                middle = last.entry.dated.replace(year=2015)
                tier = max(row.tier for row in first)
                place = Place(500_000, tier, middle, 10**9)
                far, farther = timed(
                    lambda query=query, place=place: finding.page(query, after=place)
                )
        for statement in (finding.counting(query), finding.paging(query, limit=21)):
            assert "Seq Scan on portal_searchentry" not in plan(statement), words
        print(
            f"{words}: {sum(counts.values())} counted in {counting:.0f} ms, first page {paging:.0f} ms,"
            f" of a kind {of_kind:.0f} ms, far page ({len(far)}) {farther:.0f} ms"
        )
