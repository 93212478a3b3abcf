"""Pictures, files and films beside an article."""

import pytest
from django.db import IntegrityError
from django.urls import reverse

from news.models import Enclosure, MediaImage
from portal.models import StoredFile
from portal.roles import Role
from tests.factories.files import StoredFileFactory, docx_bytes, pdf_bytes, picture_bytes, upload
from tests.factories.news import ArticleFactory
from tests.factories.portal import UserFactory
from tests.portal.test_page_card import HOSTILE

pytestmark = pytest.mark.django_db
FILM = "https://www.youtube.com/watch?v=abc"


@pytest.fixture(autouse=True)
def _folders(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def editor(client):
    user = UserFactory(roles=[Role.EDITOR])
    client.force_login(user)
    return user


def picture(**values):
    return MediaImage.objects.create(
        image=upload(picture_bytes(size=(640, 480)), "anh.png"),
        **{"alt_text": "Lễ trao giải", **values},
    )


def file_of(article, **values):
    stored = StoredFileFactory(original_name="the-le.pdf")
    return Enclosure.objects.create(article=article, stored=stored, title="Thể lệ", **values)


def save(client, article, *, initial=0, **row):
    """Save the article's form with one more thing beside it."""
    data = {
        "seen": article.version,
        "kind": article.kind,
        "title": article.title,
        "lead": article.lead,
        "body": article.body,
        "category": article.category_id,
        "slug": article.slug,
        "story-TOTAL_FORMS": "0",
        "story-INITIAL_FORMS": "0",
        "enclosures-TOTAL_FORMS": "1",
        "enclosures-INITIAL_FORMS": initial,
        "enclosures-0-article": article.pk,
        "enclosures-0-order": "0",
    }
    named = {f"enclosures-0-{name}": value for name, value in row.items()}
    return client.post(reverse("admin:news_article_change", args=[article.pk]), data | named)


def test_readers_see_pictures_films_and_files_each_in_its_place(client):
    article = ArticleFactory(state="published")
    Enclosure.objects.create(article=article, picture=picture(caption="Trao giải Nhất"))
    Enclosure.objects.create(article=article, title="Phóng sự", url=FILM, picture=picture())
    kept = file_of(article)

    html = client.get(article.get_absolute_url()).content.decode()

    assert "Trao giải Nhất" in html
    assert f'<a href="{FILM}" rel="external noopener noreferrer">Phóng sự</a>' in html
    assert "Mở trang youtube.com, ngoài Cổng" in html
    assert "<iframe" not in html
    assert kept.get_absolute_url() in html
    assert "(PDF, " in html


def test_beside_an_article_costs_no_query_for_each(client, django_assert_max_num_queries):
    article, counts = ArticleFactory(state="published"), []
    for more in (1, 2):
        for _each in range(more):
            Enclosure.objects.create(article=article, picture=picture())
            file_of(article)
        with django_assert_max_num_queries(8) as queries:
            client.get(article.get_absolute_url())
        counts.append(len(queries))

    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("state", "status"), [("published", 200), ("archived", 200), ("draft", 404)]
)
def test_a_file_opens_with_its_article(client, state, status):
    kept = file_of(ArticleFactory(state=state))

    response = client.get(kept.get_absolute_url())

    assert response.status_code == status
    if status == 200:
        assert "attachment" in response["Content-Disposition"]


def test_the_newsroom_opens_the_file_of_a_draft(client, editor):
    assert client.get(file_of(ArticleFactory()).get_absolute_url()).status_code == 200


def test_an_editor_adds_a_file_that_is_what_its_bytes_say(client, editor):
    article = ArticleFactory()

    save(client, article, title="Mẫu phiếu", file=upload(docx_bytes(), "mau.docx"))

    kept = article.enclosures.get()
    assert (kept.stored.original_name, kept.stored.uploaded_by) == ("mau.docx", editor)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"title": "Tệp", "file": b"<script>"}, "Tệp phải là"),
        ({"file": None}, "Nhập tiêu đề để bạn đọc biết đây là gì"),
        ({"title": "Gì đó"}, "Chọn ảnh hoặc tệp, hoặc nhập liên kết video"),
        ({"title": "Video", "url": "javascript:alert(1)"}, "errorlist"),
        ({"title": "Hai thứ", "url": FILM, "file": None}, "Mỗi mục chỉ có một thứ"),
    ],
)
def test_what_cannot_stand_there_is_refused_and_nothing_is_kept(client, editor, row, said):
    article = ArticleFactory()
    if "file" in row:
        content = row["file"] or pdf_bytes()
        row = row | {"file": upload(content, "tep.pdf")}

    response = save(client, article, **row)

    assert response.status_code == 200
    assert said in response.content.decode()
    assert not article.enclosures.exists()
    assert not StoredFile.objects.exists()


def test_a_file_that_is_taken_off_is_handed_out_no_more_and_waits_for_its_revision(client, editor):
    article = ArticleFactory()
    kept = file_of(article)
    address = kept.get_absolute_url()

    row = {"id": kept.pk, "title": kept.title, "DELETE": "on"}
    response = save(client, article, initial=1, **row)

    assert response.status_code == 302
    assert client.get(address).status_code == 404
    assert list(article.revisions.get(number=1).files.all()) == [kept.stored]


def test_an_entry_is_one_thing():
    article = ArticleFactory()
    with pytest.raises(IntegrityError):
        file_of(article, url=FILM)


def test_hostile_words_beside_an_article_stay_words(client):
    article = ArticleFactory(state="published")
    Enclosure.objects.create(article=article, title=HOSTILE, url=FILM)
    Enclosure.objects.create(article=article, picture=picture(alt_text=HOSTILE, caption=HOSTILE))

    html = client.get(article.get_absolute_url()).content.decode()

    assert "<script>alert(1)" not in html
