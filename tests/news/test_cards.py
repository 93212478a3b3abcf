"""What an article says to search engines and messengers."""

import datetime as dt

import pytest
from django.utils import timezone

from news.domain.previews import preview_path
from news.models import Article, ArticleCorrection, MediaImage
from tests.factories.files import picture_bytes, upload
from tests.factories.news import ArticleFactory
from tests.portal.test_page_card import HOSTILE, SCRIPT, data_of, meta

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 3, 5, 1, 30, tzinfo=dt.UTC)


@pytest.fixture
def picture(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    content = picture_bytes(size=(1200, 800))
    return MediaImage.objects.create(image=upload(content, "anh.png"), alt_text="Lễ trao giải")


def test_an_article_says_what_when_by_whom_with_which_picture(client, settings, picture):
    article = ArticleFactory(
        state="published", title="Trao giải", author_name="Nông Thị Lụa", picture=picture
    )
    Article.objects.update(published_at=AT, updated_at=AT + dt.timedelta(days=1))
    ArticleCorrection.objects.create(article=article, text="Mười thành mười hai")

    response = client.get(article.get_absolute_url())

    data = data_of(response)["NewsArticle"]
    assert data["headline"] == "Trao giải"
    assert data["datePublished"] == "2026-03-05T08:30:00+07:00"
    assert data["dateModified"] == "2026-03-06T08:30:00+07:00"
    assert data["author"] == [{"@type": "Person", "name": "Nông Thị Lụa"}]
    assert data["publisher"]["@type"] == "GovernmentOrganization"
    assert data["publisher"]["logo"]["url"].startswith(settings.SITE_URL)
    assert data["image"][0].startswith(f"{settings.SITE_URL}/media/")
    assert data["correction"][0]["text"] == "Mười thành mười hai"
    assert meta(response, "og:type") == ["article"]
    assert meta(response, "og:image") == data["image"]
    assert meta(response, "og:image:alt") == ["Lễ trao giải"]


@pytest.mark.parametrize(
    ("signed", "kind"),
    [("Ban biên tập", "Organization"), ("", "GovernmentOrganization"), ("Bàn Văn Tư", "Person")],
)
def test_an_office_signs_as_an_office(client, signed, kind):
    article = ArticleFactory(state="published", author_name=signed)

    assert data_of(client.get(article.get_absolute_url()))["NewsArticle"]["author"][0]["@type"] == (
        kind
    )


def test_what_was_changed_before_the_publication_is_no_change(client):
    article = ArticleFactory(state="published", published_at=timezone.now())
    Article.objects.update(updated_at=AT)

    data = data_of(client.get(article.get_absolute_url()))["NewsArticle"]

    assert data["dateModified"] == data["datePublished"]


def test_hostile_words_stay_inside_the_data(client):
    article = ArticleFactory(state="published", title=HOSTILE, lead=HOSTILE, author_name=HOSTILE)

    response = client.get(article.get_absolute_url())

    assert data_of(response)["NewsArticle"]["headline"] == HOSTILE.strip()
    assert "<script>alert(1)" not in response.content.decode()


def test_a_preview_presents_itself_to_nobody(client):
    response = client.get(preview_path(ArticleFactory()))

    assert response.status_code == 200
    assert "NewsArticle" not in " ".join(SCRIPT.findall(response.content.decode()))
    assert meta(response, "og:title") == []
