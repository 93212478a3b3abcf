"""Our pages against the leanest Django view that shows as much, on the same machine."""

import time
from statistics import median

import pytest
from django.http import HttpResponse
from django.template import engines
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from news.models import Article
from tests.factories.news import ArticleFactory

pytestmark = [pytest.mark.bench, pytest.mark.django_db]

LEAN = engines["django"].from_string(
    "<!doctype html><html lang=vi><title>List</title><ul>{% for a in rows %}<li>{{ a.title }} {{ a.published_at }}</li>{% endfor %}</ul>"
)


def seconds(call, *, times=60):
    """Median seconds of one call."""
    call()
    spent = []
    for _ in range(times):
        begin = time.perf_counter()
        call()
        spent.append(time.perf_counter() - begin)
    return median(spent)


def test_the_news_list_against_the_leanest_list_of_twenty_rows(client):
    for _ in range(20):
        ArticleFactory(state="published", published_at=timezone.now())
    request = RequestFactory().get("/")

    def lean():
        count = Article.objects.count()
        rows = list(Article.objects.order_by("-pk")[:20])
        return HttpResponse(LEAN.render({"rows": rows, "count": count}, request))

    ours = seconds(lambda: client.get(reverse("news:article_list")))
    bare = seconds(lean)
    print(
        f"\nnews list: {ours * 1000:.1f} ms, leanest view without middleware: {bare * 1000:.1f} ms"
    )


def test_the_home_page(client):
    ours = seconds(lambda: client.get(reverse("site:home")))
    print(f"\nhome: {ours * 1000:.1f} ms")
