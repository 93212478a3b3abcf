"""Our pages against the leanest Django views that show as much, through a client on this machine."""

import time

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.benchmarks import lean
from tests.factories.news import ArticleFactory

pytestmark = [pytest.mark.bench, pytest.mark.django_db]

ROWS = 20
ROUNDS, CALLS = 15, 12


@pytest.fixture
def articles():
    return [
        ArticleFactory(state="published", published_at=timezone.now(), body="<p>Nội dung</p>" * 20)
        for _ in range(ROWS)
    ]


@pytest.fixture
def lean_get(client, settings):
    """Get a page of the lean site, with its own middleware and addresses."""

    def get(path):
        settings.ROOT_URLCONF, settings.MIDDLEWARE = lean.__name__, lean.MIDDLEWARE
        return spent(client, path)

    return get


def spent(client, path):
    """Processor seconds of one request: the best of the rounds, as others use the machine too."""
    client.handler._middleware_chain = None
    assert client.get(path).status_code == 200
    rounds = []
    for _ in range(ROUNDS):
        begin = time.process_time()
        for _ in range(CALLS):
            client.get(path)
        rounds.append((time.process_time() - begin) / CALLS)
    return min(rounds)


def report(name, ours, bare):
    print(f"\n{name}: {ours * 1000:.2f} ms, lean {bare * 1000:.2f} ms, ratio {bare / ours:.2f}")


def test_a_list_of_twenty_rows(client, articles, lean_get):
    ours = spent(client, reverse("news:article_list"))

    report("news list (bound 0.70)", ours, lean_get("/lean/"))


def test_a_detail_page(client, articles, lean_get):
    ours = spent(client, articles[0].get_absolute_url())

    report("article (bound 0.70)", ours, lean_get(f"/lean/{articles[0].pk}/"))


def test_the_home_page(client, articles):
    print(f"\nhome: {spent(client, reverse('site:home')) * 1000:.2f} ms")


def test_a_page_from_the_cache(client, articles, settings):
    settings.PAGE_CACHE_SECONDS = 600
    ours = spent(client, reverse("news:article_list"))

    # The same page from Django's own cache of whole pages, with none of our middleware.
    settings.PAGE_CACHE_SECONDS = 0
    settings.MIDDLEWARE = [
        "django.middleware.cache.UpdateCacheMiddleware",
        "portal.middleware.UrlLanguageMiddleware",
        *lean.MIDDLEWARE,
        "django.middleware.cache.FetchFromCacheMiddleware",
    ]
    report("from the cache (bound 0.90)", ours, spent(client, reverse("news:article_list")))
