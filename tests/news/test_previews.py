"""Signed links to what is not public: for a week, for whoever holds one, kept by nobody."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from news.domain.previews import LASTS, preview_path
from portal.roles import Role
from tests.factories.news import ArticleFactory
from tests.factories.portal import UserFactory

pytestmark = pytest.mark.django_db

SECOND = dt.timedelta(seconds=1)


@pytest.mark.parametrize("state", ["draft", "in_review", "approved", "scheduled"])
def test_whoever_holds_the_link_reads_the_page_and_nobody_keeps_it(client, state):
    article = ArticleFactory(state=state, title="Chưa công bố")

    response = client.get(preview_path(article))

    content = response.content.decode()
    assert "Chưa công bố" in content
    assert '<meta name="robots" content="noindex, nofollow">' in content
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize(
    ("after", "status"), [(LASTS - SECOND, 200), (LASTS, 200), (LASTS + SECOND, 410)]
)
def test_the_link_lasts_a_week_to_the_second(client, after, status):
    article = ArticleFactory(title="Chưa công bố")
    now = timezone.now().replace(microsecond=0)
    with time_machine.travel(now, tick=False):
        link = preview_path(article)

    with time_machine.travel(now + after, tick=False):
        response = client.get(link)

    assert response.status_code == status
    assert ("Chưa công bố" in response.content.decode()) is (status == 200)


def test_the_link_to_what_is_public_by_now_leads_to_its_page(client):
    article = ArticleFactory()
    link = preview_path(article)
    type(article).objects.update(state="published")

    assert client.get(link)["Location"] == article.get_absolute_url()


def test_a_link_that_somebody_made_up_leads_nowhere(client):
    first, second = preview_path(ArticleFactory()), preview_path(ArticleFactory())
    ours = first.rstrip("/").rpartition("/")[2]
    number, _colon, rest = ours.partition(":")

    for token in ("1", "abc", f"{int(number) + 1}:{rest}", f"{ours}x"):
        assert client.get(reverse("news:preview", args=[token])).status_code == 404
    assert first != second


def test_the_newsroom_finds_the_link_on_the_form(client):
    article = ArticleFactory(title="Chưa công bố")
    client.force_login(UserFactory(roles=[Role.EDITOR]))

    page = client.get(reverse("admin:news_article_change", args=[article.pk]))

    client.logout()
    assert "Chưa công bố" in client.get(page.context["panel"]["preview"]).content.decode()


@pytest.mark.parametrize(
    ("age", "is_told"),
    [(dt.timedelta(days=730) - SECOND, False), (dt.timedelta(days=730) + SECOND, True)],
)
def test_readers_are_told_that_an_article_is_old(client, age, is_told):
    article = ArticleFactory(state="published", published_at=timezone.now() - age)

    page = client.get(article.get_absolute_url()).content.decode()

    assert ("hai năm" in page) is is_told
