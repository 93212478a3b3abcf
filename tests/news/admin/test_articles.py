"""The newsroom's buttons: offered, confirmed, taken, refused."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from news.models import Article, MediaImage
from portal.roles import Role
from tests.factories.files import picture_bytes, upload
from tests.factories.news import ArticleFactory, CategoryFactory
from tests.factories.portal import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def approver(client):
    user = UserFactory(roles=[Role.PUBLISHER])
    client.force_login(user)
    return user


def step_url(article, step):
    return reverse("admin:news_article_step", args=[article.pk, step])


STEPS = [
    ("submit_for_review", "draft", {}, "in_review"),
    ("return_to_author", "in_review", {"reason": "Thiếu nguồn"}, "draft"),
    ("approve", "in_review", {}, "approved"),
    ("publish", "approved", {}, "published"),
    ("archive", "published", {"reason": "Hết hạn"}, "archived"),
    ("restore", "archived", {"reason": "Còn giá trị"}, "published"),
]


@pytest.mark.usefixtures("approver")
@pytest.mark.parametrize(("step", "before", "data", "after"), STEPS)
def test_a_step_confirms_first_and_then_acts(client, step, before, data, after):
    article = ArticleFactory(state=before)
    change_page = client.get(
        reverse("admin:news_article_change", args=[article.pk])
    ).content.decode()
    assert step_url(article, step) in change_page

    assert client.get(step_url(article, step)).status_code == 200
    article.refresh_from_db()
    assert article.state == before

    client.post(step_url(article, step), data)
    article.refresh_from_db()
    assert article.state == after


@pytest.mark.usefixtures("approver")
def test_a_schedule_is_typed_day_first(client):
    article = ArticleFactory(state="approved", published_at=None)
    at = (timezone.localtime() + dt.timedelta(days=30)).replace(
        hour=9, minute=30, second=0, microsecond=0
    )

    client.post(
        step_url(article, "schedule"),
        {"published_at_0": f"{at:%d/%m/%Y}", "published_at_1": "09:30"},
    )

    article.refresh_from_db()
    assert article.state == "scheduled"
    assert article.published_at == at


@pytest.mark.usefixtures("approver")
def test_a_time_gone_by_is_refused_on_the_page(client):
    article = ArticleFactory(state="approved", published_at=None)

    response = client.post(
        step_url(article, "schedule"), {"published_at_0": "05/03/2020", "published_at_1": "09:30"}
    )

    assert response.status_code == 422
    article.refresh_from_db()
    assert article.state == "approved"


def test_an_editor_may_not_approve(client):
    article = ArticleFactory(state="in_review")
    client.force_login(UserFactory(roles=[Role.EDITOR]))

    assert client.post(step_url(article, "approve")).status_code == 403
    article.refresh_from_db()
    assert article.state == "in_review"


@pytest.mark.usefixtures("approver")
def test_the_list_costs_the_same_for_one_and_three(client, django_assert_max_num_queries):
    def count():
        with django_assert_max_num_queries(15) as queries:
            client.get(reverse("admin:news_article_changelist"))
        return len(queries)

    ArticleFactory(state="published")
    one = count()
    ArticleFactory.create_batch(2, state="published")

    assert count() == one


@pytest.mark.usefixtures("approver")
def test_the_list_is_searched_without_marks(client):
    ArticleFactory(title="Ngày hội khởi nghiệp")
    ArticleFactory(title="Lớp tập huấn")

    response = client.get(reverse("admin:news_article_changelist"), {"q": "khoi nghiep"})

    assert response.context["cl"].result_count == 1


MIDDLE = {"focus_x": "50", "focus_y": "50"}


def photo_with_a_place():
    exif = Image.Exif()
    exif[0x010F] = "Máy ảnh của Lan"
    exif.get_ifd(0x8825)[1] = "N"
    return picture_bytes("JPEG", exif=exif)


@pytest.mark.usefixtures("approver")
def test_a_picture_is_kept_without_what_the_camera_wrote(client):
    client.post(
        reverse("admin:news_mediaimage_add"),
        {"image": upload(photo_with_a_place(), "anh.jpg"), "alt_text": "Gian hàng hồng treo gió"}
        | MIDDLE,
    )

    picture = MediaImage.objects.get()
    assert (picture.width, picture.height) == (40, 30)
    assert not Image.open(picture.image).getexif()

    name = picture.image.name
    client.post(
        reverse("admin:news_mediaimage_change", args=[picture.pk]),
        {"alt_text": "Mô tả mới"} | MIDDLE,
    )
    picture.refresh_from_db()
    assert (picture.alt_text, picture.image.name) == ("Mô tả mới", name)


@pytest.mark.usefixtures("approver")
@pytest.mark.parametrize("content", [b"<svg/>", b"", picture_bytes("PNG")[:40]])
def test_what_is_no_picture_is_refused_at_its_field(client, content):
    response = client.post(
        reverse("admin:news_mediaimage_add"),
        {"image": upload(content, "anh.png"), "alt_text": "Ảnh"} | MIDDLE,
    )

    assert response.context["errors"]
    assert not MediaImage.objects.exists()


@pytest.mark.usefixtures("approver")
def test_the_editor_runs_under_the_strict_policy_on_its_own_page_only(client):
    page = client.get(reverse("admin:news_article_add"))
    policy = page["Content-Security-Policy"]
    nonce = policy.partition("'nonce-")[2].partition("'")[0]

    assert f'nonce="{nonce}"' in page.content.decode()
    assert "unsafe" not in policy
    elsewhere = client.get(reverse("admin:news_article_changelist"))["Content-Security-Policy"]
    assert "nonce" not in elsewhere
    assert "sha256" not in elsewhere


@pytest.mark.usefixtures("approver")
def test_a_step_that_asks_for_a_time_offers_the_calendar(client):
    article = ArticleFactory(state="approved", published_at=None)

    page = client.get(step_url(article, "schedule")).content.decode()

    assert reverse("admin:jsi18n") in page
    assert "DateTimeShortcuts.js" in page


@pytest.mark.usefixtures("approver")
def test_an_article_is_written_and_cleaned_in_the_admin(client):
    category = CategoryFactory()

    client.post(
        reverse("admin:news_article_add"),
        {
            "kind": "news",
            "title": "Hồng treo gió",
            "lead": "Mùa hồng.",
            "body": '<p onclick="x()">Chữ <strong>đậm</strong></p><script>x()</script>',
            "category": category.pk,
            "story-TOTAL_FORMS": "0",
            "story-INITIAL_FORMS": "0",
            "enclosures-TOTAL_FORMS": "0",
            "enclosures-INITIAL_FORMS": "0",
        },
    )

    article = Article.objects.get()
    assert article.body == "<p>Chữ <strong>đậm</strong></p>"
    assert article.slug == "hong-treo-gio"
    assert article.state == "draft"


@pytest.mark.usefixtures("approver")
def test_pictures_are_seen_in_their_list(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client.post(
        reverse("admin:news_mediaimage_add"),
        {
            "image": upload(picture_bytes(), "anh.jpg"),
            "alt_text": "Lễ trao giải",
            "focus_x": "50",
            "focus_y": "50",
        },
    )

    html = client.get(reverse("admin:news_mediaimage_changelist")).content.decode()

    assert 'class="picture-preview"' in html


@pytest.mark.usefixtures("approver")
def test_a_published_article_without_its_address_comes_back_with_the_error(client):
    article = ArticleFactory(state="published", published_at=timezone.now())
    page = reverse("admin:news_article_change", args=[article.pk])

    response = client.post(page, {"title": "", "slug": ""})

    assert response.status_code == 200
    assert article.get_absolute_url() in response.content.decode()
