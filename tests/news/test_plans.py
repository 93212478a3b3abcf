"""On PostgreSQL no page of the news reads all articles or sorts them, the far pages neither."""

import re

import pytest
from django.db import connection
from django.urls import reverse

from portal.roles import Role
from tests.factories.portal import UserFactory
from tests.news.filling import fill, pages, plan, statements_of

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.postgres,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="plans of PostgreSQL"),
]

ROWS = 20_000


def test_every_list_goes_by_an_index(client):
    article = fill(ROWS)

    wrong = {}
    for url, index in pages(article).items():
        plans = "\n".join(map(plan, statements_of(client, url)))
        if "Seq Scan on news_article" in plans or not re.search(index, plans):
            wrong[url] = plans

    assert not wrong, "\n".join(f"{url}\n{plans}" for url, plans in wrong.items())


def test_the_list_of_the_newsroom_is_not_sorted(client):
    fill(ROWS)
    client.force_login(UserFactory(roles=[Role.EDITOR]))
    url = reverse("admin:news_article_changelist")

    assert "article_by_time" in "\n".join(map(plan, statements_of(client, url)))
    assert "article_words" in "\n".join(map(plan, statements_of(client, f"{url}?q=m7")))
