"""On PostgreSQL no search reads the whole table, whether its words stand everywhere or nowhere."""

from datetime import UTC, datetime

import pytest
from django.db import connection

from portal.models import SearchEntry
from portal.search import finding
from portal.search.finding import Place
from portal.search.matching import Token
from portal.search.sources import source_of
from portal.search.terms import read
from tests.portal.search.filling import fill, plan

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="plans of PostgreSQL"),
]

ROWS = 20_000
WORDS = ["khởi nghiệp", "khoi ngh", "m7", "t77 khoi", "19999", '"khoi nghiep m7"', "tau vu tru"]


def test_every_statement_of_a_search_goes_by_an_index():
    fill(ROWS)

    for words in WORDS:
        query = read(words)
        after = Place(10_000, len(query.tiers) - 1, datetime(2010, 2, 1, tzinfo=UTC), 7)
        news = source_of("tin-tuc")
        statements = {
            "counts": finding.counting(query),
            "first page": finding.paging(query, limit=21),
            "far page": finding.paging(query, after=after, limit=21),
            "page before": finding.paging(query, before=after, limit=21),
            "page of a kind": finding.paging(query, source=news, limit=21),
            "far page of a kind": finding.paging(query, source=news, after=after, limit=21),
        }
        read_whole = [
            name
            for name, statement in statements.items()
            if "Seq Scan on portal_searchentry" in plan(statement)
        ]
        assert read_whole == [], words


def test_what_cites_a_document_is_found_by_the_index():
    fill(ROWS)
    rows = SearchEntry.objects.filter(kind="tin-tuc", tokens__matches=Token("#201_kh_ubnd"))

    assert "search_tokens" in plan(rows.values("object_id").query.sql_with_params())


def test_pages_far_behind_are_reached_without_counting_to_them():
    fill(ROWS)
    query = read("khoi nghiep")

    after = Place(15_000, len(query.tiers) - 2, datetime(2010, 1, 20, tzinfo=UTC), 10**9)
    found = finding.page(query, after=after, size=20)

    assert len(found) == 21
    assert found[0].entry.dated <= after.dated
    assert [row.entry.dated for row in found] == sorted(
        (row.entry.dated for row in found), reverse=True
    )
