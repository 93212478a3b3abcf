"""Columns of the news whose path changes."""

import pytest
from django.urls import reverse

from news.models import ArticleRedirect, Category, CategoryRedirect
from portal.roles import Role
from tests.factories.news import ArticleFactory, CategoryFactory
from tests.factories.portal import UserFactory

pytestmark = pytest.mark.django_db


def column(slug):
    return CategoryFactory(slug=slug, name=f"Chuyên mục {slug}")


@pytest.fixture
def rename(client):
    """Give a column another path in the administration; answers the page that follows."""

    def act(category, slug):
        client.force_login(UserFactory(roles=[Role.EDITOR]))
        url = reverse("admin:news_category_change", args=[category.pk])
        answer = client.post(url, {"name": category.name, "slug": slug, "order": "0"})
        client.logout()
        return answer

    return act


def moved_to(client, path):
    """Where one answer of 301 leads."""
    answer = client.get(path)
    assert answer.status_code == 301
    return answer["Location"]


def test_the_old_paths_of_a_column_and_of_its_articles_lead_to_the_new_ones(client, rename):
    article = ArticleFactory(state="published", slug="bai", category=column("cu"))

    assert rename(article.category, "moi").status_code == 302

    assert moved_to(client, "/tin-tuc/cu/") == "/tin-tuc/moi/"
    assert moved_to(client, "/tin-tuc/cu/bai/") == "/tin-tuc/moi/bai/"
    assert client.get("/tin-tuc/cu/khong-co/").status_code == 404


def test_a_path_changed_twice_still_leads_there_in_one_step(client, rename):
    article = ArticleFactory(state="published", slug="bai", category=column("mot"))
    ArticleRedirect.objects.create(path="hai/bai-cu", article=article)

    for slug in ("hai", "ba"):
        article.category.refresh_from_db()
        rename(article.category, slug)

    assert moved_to(client, "/tin-tuc/mot/") == "/tin-tuc/ba/"
    assert moved_to(client, "/tin-tuc/mot/bai/") == "/tin-tuc/ba/bai/"
    assert moved_to(client, "/tin-tuc/hai/bai-cu/") == "/tin-tuc/ba/bai/"


def test_a_path_taken_back_leads_nowhere_else(client, rename):
    category = column("mot")
    for slug in ("hai", "mot"):
        category.refresh_from_db()
        rename(category, slug)

    assert client.get("/tin-tuc/mot/").status_code == 200
    assert list(CategoryRedirect.objects.values_list("slug", flat=True)) == ["hai"]


def test_a_draft_of_a_renamed_column_stays_hidden(client, rename):
    article = ArticleFactory(slug="bai", category=column("cu"))
    rename(article.category, "moi")

    assert client.get("/tin-tuc/cu/bai/").status_code == 404


@pytest.mark.parametrize("slug", ["bao-chi", "loai", "xem-truoc", "cu"])
def test_a_path_that_leads_elsewhere_already_is_refused(rename, slug):
    CategoryRedirect.objects.create(slug="cu", category=column("khac"))
    category = column("mot")

    answer = rename(category, slug)

    assert "slug" in answer.context["adminform"].form.errors
    category.refresh_from_db()
    assert category.slug == "mot"


def test_a_column_without_a_path_gets_one_from_its_name():
    assert Category.objects.create(name="Đổi mới sáng tạo").slug == "doi-moi-sang-tao"
