"""The news with 1,000,000 articles on PostgreSQL: what is read, and how long a page takes."""

import re
from time import perf_counter

import pytest
from django.db import connection
from django.urls import reverse

from portal.roles import Role
from tests.factories.portal import UserFactory
from tests.news.filling import fill, pages, plan, statements_of

pytestmark = [
    pytest.mark.bench,
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="plans of PostgreSQL"),
]

TIME = re.compile(r"Execution Time: ([\d.]+)")


def test_a_million_articles(client):
    started = perf_counter()
    article = fill(1_000_000)
    print(f"\n1,000,000 articles written in {perf_counter() - started:.0f} s")
    changelist = reverse("admin:news_article_changelist")
    public = pages(article)
    client.get(reverse("site:home"))  # templates are read once
    read_whole = []

    for url in (*public, f"{changelist}", f"{changelist}?q=m7", f"{changelist}?q=khoi+nghiep"):
        if url == changelist:
            client.force_login(UserFactory(roles=[Role.EDITOR]))
        started = perf_counter()
        statements = statements_of(client, url)
        took = (perf_counter() - started) * 1000
        plans = [plan(statement, options="(ANALYZE, BUFFERS)") for statement in statements]
        spent = sum(float(TIME.search(found)[1]) for found in plans)
        read_whole += [(url, p) for p in plans if "Seq Scan on news_article" in p]
        print(f"{url}: {took:.0f} ms, of these {len(plans)} statements {spent:.0f} ms")

    print("\n".join(f"\nread whole: {url}\n{found}" for url, found in read_whole))
    assert not [url for url, _found in read_whole if url in public]
