"""Anonymous readers are answered from the cache; nobody is answered with what has changed."""

import pytest
from django.core.cache import caches
from django.urls import reverse
from django.utils import timezone

from news.domain import articles
from portal import page_cache
from portal.tasks import task
from tests.factories.news import ArticleFactory
from tests.factories.portal import UserFactory

pytestmark = pytest.mark.django_db
LIST = "/tin-tuc/"


@pytest.fixture(autouse=True)
def page_cache_on(settings):
    settings.PAGE_CACHE_SECONDS = 60
    caches["pages"].clear()
    yield
    caches["pages"].clear()


def published(title):
    return ArticleFactory(title=title, state="published", published_at=timezone.now())


def test_the_second_reader_costs_no_query(client, django_assert_num_queries):
    published("Hồng vành khuyên")
    first = client.get(LIST)

    with django_assert_num_queries(0):
        second = client.get(LIST)

    assert second.content == first.content
    assert second.headers["Content-Security-Policy"] == first.headers["Content-Security-Policy"]
    assert second.headers["Vary"] == first.headers["Vary"]
    assert "Cookie" in second.headers["Vary"]


def test_an_unchanged_page_is_not_sent_again(client):
    etag = client.get(LIST).headers["ETag"]

    again = client.get(LIST, headers={"If-None-Match": etag})

    assert again.status_code == 304
    assert again.content == b""


def test_a_change_through_the_site_shows_at_once(client, settings):
    client.get(LIST)
    published("Chè hoa vàng Mẫu Sơn")
    staff = UserFactory()
    other = type(client)()
    other.force_login(staff)
    assert "Chè hoa vàng Mẫu Sơn" not in client.get(LIST).content.decode()

    other.post(reverse("account_logout"))

    assert "Chè hoa vàng Mẫu Sơn" in client.get(LIST).content.decode()


def test_a_change_by_a_task_shows_at_once(client):
    client.get(LIST)
    ArticleFactory(title="Bún ngô khô", state="scheduled", published_at=timezone.now())

    @task(name="tests.publish")
    def publish():
        articles.publish_due()

    publish()

    assert "Bún ngô khô" in client.get(LIST).content.decode()


def test_a_task_that_touches_no_page_leaves_them_in_the_cache(client, django_assert_num_queries):
    @task(name="tests.quiet", changes_pages=False)
    def quiet():
        pass

    client.get(LIST)
    quiet()

    with django_assert_num_queries(0):
        client.get(LIST)


def test_choosing_a_text_size_leaves_the_pages_of_others_in_the_cache(
    client, django_assert_num_queries
):
    client.get(LIST)
    other = type(client)()

    chosen = other.post(
        reverse("site:display"), {"action": "size-up"}, headers={"origin": "http://testserver"}
    )

    assert chosen.cookies["co_chu"].value == "3"
    with django_assert_num_queries(0):
        client.get(LIST)


def test_a_page_rendered_before_a_change_is_never_kept_for_after_it(client, monkeypatch):
    keep = page_cache.PageCacheMiddleware._keep

    def keep_late(self, key, response):
        # Somebody else publishes while this page is on its way into the cache.
        published("Na Chi Lăng")
        page_cache.begin_generation()
        keep(self, key, response)

    monkeypatch.setattr(page_cache.PageCacheMiddleware, "_keep", keep_late)
    client.get(LIST)
    monkeypatch.setattr(page_cache.PageCacheMiddleware, "_keep", keep)

    assert "Na Chi Lăng" in client.get(LIST).content.decode()


def test_signed_in_readers_neither_fill_nor_read_the_cache(client):
    reader = type(client)()
    reader.force_login(UserFactory(full_name="Lý Thị Hoa"))

    own = reader.get(LIST).content.decode()
    public = client.get(LIST).content.decode()

    assert "Lý Thị Hoa" in own
    assert "Lý Thị Hoa" not in public
    assert "Lý Thị Hoa" in reader.get(LIST).content.decode()


def test_pages_with_a_form_token_are_not_shared(client):
    first = client.get(reverse("account_login"))
    second = type(client)().get(reverse("account_login"))

    assert first.content != second.content


@pytest.mark.parametrize(
    "cookies", [{"co_chu": "5"}, {"tuong_phan": "2"}, {"giao_dien": "toi"}], ids=str
)
def test_each_choice_of_display_has_pages_of_its_own(client, cookies):
    plain = client.get(LIST).content
    client.cookies.load(cookies)

    chosen = client.get(LIST).content

    assert chosen != plain
    assert client.get(LIST).content == chosen


def test_languages_hosts_and_filters_have_pages_of_their_own(client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    pages = [
        client.get(LIST).content,
        client.get(f"/en{LIST}").content,
        client.get(f"{LIST}?q=tra").content,
        client.get(LIST, headers={"host": "khoinghiep.langson.gov.vn"}).content,
    ]

    assert len(set(pages)) == len(pages)


def test_what_is_not_found_is_not_kept(client):
    path = published("Sắp có").get_absolute_url()
    articles_ = type(published("Khác"))
    articles_.objects.filter(title="Sắp có").update(state="draft")
    assert client.get(path).status_code == 404

    articles_.objects.filter(title="Sắp có").update(state="published")

    assert client.get(path).status_code == 200


def test_the_portal_goes_on_without_its_cache(client, monkeypatch, caplog):
    def away():
        raise ConnectionError("no answer")

    monkeypatch.setattr(page_cache, "_cache", away)

    assert client.get(LIST).status_code == 200
    assert client.post(reverse("account_logout")).status_code in {200, 302}
    assert "cache of pages is away" in caplog.text
