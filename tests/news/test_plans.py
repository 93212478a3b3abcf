"""On PostgreSQL no page of the news reads all articles or sorts them, the far pages neither."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.urls import reverse

from portal.paging import NUMBERED, Place
from portal.roles import Role
from tests.factories.portal import UserFactory
from tests.news.filling import fill, fill_days, pages, plan, statements_of

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


@pytest.mark.parametrize(
    ("view", "table", "index"),
    [
        ("news:question_list", "news_readerquestion", "reader_question_by_day"),
        ("news:coverage", "news_mediacoverage", "coverage_by_day"),
    ],
)
def test_lists_by_day_are_not_sorted_and_begin_in_the_index(client, view, table, index):
    fill_days(ROWS)
    url, far = reverse(view), Place(900, dt.datetime(1910, 1, 1, tzinfo=dt.UTC), 10)

    for address in (url, f"{url}?page={NUMBERED}", f"{url}?sau={far}", f"{url}?truoc={far}"):
        plans = [plan(sql) for sql in statements_of(client, address, table)]
        assert plans
        for text in plans:
            assert index in text, f"{address}\n{text}"
            assert f"Seq Scan on {table}" not in text, f"{address}\n{text}"
