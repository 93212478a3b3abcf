"""Lists longer than their numbered pages, and the map of many articles."""

import datetime as dt
import re
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from news import sitemaps
from news.models import MediaCoverage, ReaderQuestion
from portal import paging
from tests.factories.news import ArticleFactory

pytestmark = pytest.mark.django_db

LINK = 'rel="{}" href="([^"]*)"'


@pytest.fixture
def articles(monkeypatch):
    """Thirty articles, newest first, of which only the first twelve are on a numbered page."""
    monkeypatch.setattr(paging, "NUMBERED", 1)
    now = timezone.now()
    # Three have each moment: the key decides.
    made = [
        ArticleFactory(state="published", published_at=now - dt.timedelta(days=n // 3))
        for n in range(30)
    ]
    return sorted(made, key=lambda row: (row.published_at, row.pk), reverse=True)


def walk(client, url, towards, rows_of="articles"):
    """The articles of this page and of all that its links lead to, page by page."""
    base, found = url.partition("?")[0], []
    while url:
        response = client.get(url)
        found.append((url, list(response.context[rows_of])))
        link = re.search(LINK.format(towards), response.content.decode())
        url = base + unescape(link[1]) if link else None
    return found


def test_pages_without_number_show_every_article_once_in_both_directions(client, articles):
    url = reverse("news:article_list")

    there = walk(client, url, "next")
    back = walk(client, there[-1][0], "prev")

    assert [row for _url, rows in there for row in rows] == articles
    assert [len(rows) for _url, rows in there] == [12, 12, 6]
    assert all("page=" not in url and "sau=" in url for url, _rows in there[1:])
    assert [rows for _url, rows in reversed(back)] == [rows for _url, rows in there]


def test_a_list_without_end_tells_no_number_of_pages(client, articles):
    url = reverse("news:article_list")

    assert "Trang 1 / " not in client.get(url).content.decode()
    assert "Trang 1<" in client.get(url).content.decode()
    far = walk(client, url, "next")[1][0]
    assert "Trang 2<" in client.get(far).content.decode()


@pytest.mark.parametrize(
    "place", ["x", "1.2", "1.2.x", "1.-99999999999999999999.1", "1.²³.1", "1.1.1"]
)
def test_a_place_that_is_none_is_not_found(client, place):
    ArticleFactory(state="published")

    assert client.get(reverse("news:article_list"), {"sau": place}).status_code == 404


def test_pages_cost_the_same_by_number_and_by_place(
    client, articles, django_assert_max_num_queries
):
    url = reverse("news:article_list")
    far = walk(client, url, "next")[1][0]

    with django_assert_max_num_queries(8) as by_number:
        client.get(url)
    with django_assert_max_num_queries(len(by_number)):
        client.get(far)


def test_the_map_of_many_articles_is_an_index_of_maps(client, monkeypatch):
    article = ArticleFactory(state="published")
    other = ArticleFactory(state="published")
    hidden = ArticleFactory(state="draft")
    monkeypatch.setattr(sitemaps, "PER_PAGE", 1)
    page = f"{reverse('sitemap_section', args=['tin-tuc'])}?p="

    index = client.get(reverse("sitemap")).content.decode()
    maps = {row.pk: client.get(f"{page}{row.pk}").content.decode() for row in (article, hidden)}

    assert f"{page}{other.pk}</loc>" in index
    assert article.get_absolute_url() in maps[article.pk]
    assert other.get_absolute_url() not in maps[article.pk]
    assert "<loc>" not in maps[hidden.pk]
    assert client.get(f"{page}{hidden.pk + 1}").status_code == 404


@pytest.mark.parametrize(
    ("view", "rows_of", "made"),
    [
        (
            "news:question_list",
            "questions",
            lambda n, day: ReaderQuestion.objects.create(
                title=f"Hỏi {n}", text="Hỏi", answer="Đáp", answered_on=day, state="published"
            ),
        ),
        (
            "news:coverage",
            "reports",
            lambda n, day: MediaCoverage.objects.create(
                title=f"Bài {n}", outlet="Báo", published_on=day, url=f"https://vidu.vn/{n}"
            ),
        ),
    ],
)
def test_lists_by_day_go_on_behind_their_numbered_pages(client, monkeypatch, view, rows_of, made):
    monkeypatch.setattr(paging, "NUMBERED", 1)
    today = timezone.localdate()
    # Seven have each day: the key decides.
    rows = [made(n, today - dt.timedelta(days=n // 7)) for n in range(50)]
    url = reverse(view)

    there = walk(client, url, "next", rows_of)
    back = walk(client, there[-1][0], "prev", rows_of)

    shown = [row.pk for _url, page in there for row in page]
    assert sorted(shown) == sorted(row.pk for row in rows)
    assert len(shown) == len(set(shown)) == 50
    assert [len(page) for _url, page in there] == [20, 20, 10]
    assert [page for _url, page in reversed(back)] == [page for _url, page in there]


@pytest.mark.parametrize("address", ["/tin-tuc/", "/tin-tuc/bao-chi/", "/hoi-dap/", "/en/hoi-dap/"])
@pytest.mark.parametrize(
    "place",
    [
        *("2.1790000000000000.99999999999999999", "99999999999999999.1.1", "1.99999999999999999.1"),
        *("2.9999999999999999.1", "1.1", "1.1.1.1", "a.b.c", "--1.1.1", "1.1.", "1.2.3\x00"),
    ],
)
def test_an_address_that_names_no_place_is_not_found(client, address, place):
    assert client.get(address, {"sau": place}).status_code == 404
    assert client.get(address, {"truoc": place}).status_code == 404
