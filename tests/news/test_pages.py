"""What the public reads: lists, pages, feed and site map – and what it does not see."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from news.models import Article
from news.sitemaps import ArticleSitemap
from portal.roles import Role
from tests.factories.news import ArticleFactory, CategoryFactory
from tests.factories.portal import UserFactory

pytestmark = pytest.mark.django_db

HIDDEN = ["draft", "in_review", "approved", "scheduled"]


def listed(response):
    return list(response.context["articles"])


def test_the_list_shows_published_articles_newest_first(client):
    now = timezone.now()
    old = ArticleFactory(state="published", published_at=now - dt.timedelta(days=2))
    new = ArticleFactory(state="published", published_at=now - dt.timedelta(days=1))
    ArticleFactory(state="published", published_at=now + dt.timedelta(hours=1))
    for state in [*HIDDEN, "archived"]:
        ArticleFactory(state=state)

    assert listed(client.get(reverse("news:article_list"))) == [new, old]


@pytest.mark.parametrize("words", ["khoi nghiep", "KHỞI NGHIỆP", "khởi"])
def test_the_list_is_searched_whatever_the_marks(client, words):
    found = ArticleFactory(state="published", title="Ngày hội khởi nghiệp")
    ArticleFactory(state="published", title="Lớp tập huấn")

    assert listed(client.get(reverse("news:article_list"), {"q": words})) == [found]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("hiệp nghĩa", []),
        ("hội khởi", ["Ngày hội khởi nghiệp"]),
        ("khoi ngh", ["Ngày hội khởi nghiệp"]),
        ("ngh khoi", []),
        ('"khởi nghiệp"', ["Ngày hội khởi nghiệp"]),
        ('"nghiệp khởi"', []),
        ("- !", ["Ngày hội khởi nghiệp", "Lớp tập huấn"]),
    ],
)
def test_words_are_whole_the_last_may_be_half_typed_and_quotes_keep_them_together(
    client, words, found
):
    for title in ("Lớp tập huấn", "Ngày hội khởi nghiệp"):
        ArticleFactory(state="published", title=title)

    rows = listed(client.get(reverse("news:article_list"), {"q": words}))

    assert {row.title for row in rows} == set(found)


def test_a_category_lists_its_own(client):
    own = ArticleFactory(state="published", category=CategoryFactory(slug="thong-bao"))
    ArticleFactory(state="published", category=CategoryFactory(slug="cuoc-thi"))

    assert listed(client.get(reverse("news:category", args=["thong-bao"]))) == [own]
    assert client.get(reverse("news:category", args=["khong-co"])).status_code == 404


@pytest.mark.parametrize("name", ["news:article_list", "news:feed"])
def test_a_list_costs_the_same_for_one_and_three(client, name, django_assert_max_num_queries):
    def count():
        with django_assert_max_num_queries(8) as queries:
            client.get(reverse(name))
        return len(queries)

    ArticleFactory(state="published")
    one = count()
    ArticleFactory.create_batch(2, state="published")

    assert count() == one


def test_a_page_costs_at_most_eight_queries_however_many_stand_beside_it(
    client, django_assert_max_num_queries
):
    article = ArticleFactory(state="published")
    counts = []
    for more in (1, 3):
        ArticleFactory.create_batch(more, state="published")
        with django_assert_max_num_queries(8) as queries:
            client.get(article.get_absolute_url())
        counts.append(len(queries))

    assert counts[0] == counts[1]


@pytest.mark.parametrize("state", HIDDEN)
def test_an_unpublished_article_is_nowhere(client, state):
    article = ArticleFactory(state=state, title="Chưa công bố đâu")

    assert client.get(article.get_absolute_url()).status_code == 404
    for url in (
        reverse("news:article_list"),
        reverse("news:feed"),
        article.category.get_absolute_url(),
    ):
        assert "Chưa công bố đâu" not in client.get(url).content.decode()
    assert list(ArticleSitemap().items()) == []


def test_the_newsroom_previews_what_the_public_does_not_see(client):
    article = ArticleFactory(state="draft")
    client.force_login(UserFactory(roles=[Role.EDITOR]))

    response = client.get(article.get_absolute_url())

    assert response.status_code == 200
    assert response.context["is_preview"]


def test_an_archived_article_is_still_read_with_a_banner(client):
    article = ArticleFactory(state="archived")

    response = client.get(article.get_absolute_url())

    assert response.context["is_archived"]
    assert not response.context["is_preview"]


def test_an_article_under_another_category_is_not_found(client):
    article = ArticleFactory(state="published")
    CategoryFactory(slug="thong-bao", name="Thông báo")

    assert (
        client.get(reverse("news:article_detail", args=["thong-bao", article.slug])).status_code
        == 404
    )


@pytest.mark.parametrize("number", ["0", "99", "x"])
def test_a_page_that_is_not_there_is_not_found(client, number):
    assert client.get(reverse("news:article_list"), {"page": number}).status_code == 404


def test_the_feed_and_the_site_map_name_published_articles(client):
    article = ArticleFactory(state="published")

    feed = client.get(reverse("news:feed"))

    assert feed["Content-Type"].startswith("application/rss+xml")
    assert article.get_absolute_url() in feed.content.decode()
    assert list(ArticleSitemap().items()) == [article]


HOSTILE = '<p onclick="x()">Chữ<script>alert(1)</script><a href="javascript:x()">nối</a><img src=x onerror=x()></p>'


@pytest.mark.parametrize("door", ["save", "bulk_create", "update"])
def test_no_door_stores_hostile_html(door):
    article = ArticleFactory.build(body=HOSTILE, category=CategoryFactory(), slug="thu")
    if door == "save":
        article.save()
    elif door == "bulk_create":
        Article.objects.bulk_create([article])
    else:
        ArticleFactory(slug="thu")
        Article.objects.update(body=HOSTILE)

    stored = Article.objects.get(slug="thu").body

    assert "Chữ" in stored
    for evil in ("script", "onclick", "onerror", "javascript", "<img"):
        assert evil not in stored


def test_a_title_gives_the_path_once_and_twins_get_a_number():
    first, second = ArticleFactory.create_batch(2, title="Đổi mới sáng tạo")
    assert (first.slug, second.slug) == ("doi-moi-sang-tao", "doi-moi-sang-tao-2")

    first.title = "Tên khác"
    first.save()

    assert first.slug == "doi-moi-sang-tao"


@pytest.mark.parametrize("role", [None, *Role])
@pytest.mark.parametrize("state", [*HIDDEN, "published", "archived"])
def test_who_sees_a_row_in_lists_may_open_it(role, state):
    article = ArticleFactory(state=state)
    user = UserFactory(roles=[role] if role else [])
    is_newsroom = role in {Role.EDITOR, Role.PUBLISHER}

    seen = Article.objects.visible_to(user).contains(article)

    assert seen is (is_newsroom or state in {"published", "archived"})


def test_the_form_leads_to_the_address_of_the_chosen_column(client):
    url = reverse("news:article_list")
    CategoryFactory(slug="thong-bao", name="Thông báo")

    chosen = client.get(url, {"column": "thong-bao", "q": "đào tạo & thi"})
    unknown = client.get(url, {"column": "//evil.example"})

    assert chosen["Location"] == (
        reverse("news:category", args=["thong-bao"]) + "?q=%C4%91%C3%A0o+t%E1%BA%A1o+%26+thi"
    )
    assert unknown["Location"] == url


def test_a_wide_table_moves_in_a_box_that_the_keyboard_reaches(client):
    table = "<table><tbody><tr><td>Năm</td></tr></tbody></table>"
    article = ArticleFactory(state="published", body=f"<p>Trước</p>{table}{table}")

    html = client.get(article.get_absolute_url()).content.decode()

    assert html.count('<div class="table-responsive" role="region" tabindex="0"') == 2
    assert html.count("</table></div>") == 2


def test_an_article_is_read_in_english_or_says_that_it_is_vietnamese(client):
    both = ArticleFactory(
        state="published",
        title="Hồng",
        title_en="Persimmons",
        lead_en="A crop.",
        body="<p>Bài.</p>",
        body_en="<p>Text.</p>",
    )
    one = ArticleFactory(state="published", title="Quýt", body="<p>Bài.</p>")
    addresses = [f"/en{row.get_absolute_url()}" for row in (both, one)]
    translated, untranslated = (client.get(address).content.decode() for address in addresses)
    note = "This content is only available in Vietnamese."

    assert "<h1>Persimmons</h1>" in translated
    assert "<p>Text.</p>" in translated
    assert "<p>Bài.</p>" not in translated
    assert note not in translated
    assert '<h1 lang="vi">Quýt</h1>' in untranslated
    assert '<div lang="vi"><p>Bài.</p>' in untranslated
    assert untranslated.count(note) == 1
    assert "hreflang" not in untranslated.split("</head>")[0]


def test_columns_of_the_news_are_named_in_english(client):
    page = client.get("/en/tin-tuc/thong-bao/").content.decode()

    assert "<h1>Announcements</h1>" in page
    assert "<h1>Thông báo</h1>" in client.get("/tin-tuc/thong-bao/").content.decode()
