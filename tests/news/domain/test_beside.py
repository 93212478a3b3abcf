"""What stood beside an article: kept in its revisions, told, and brought back."""

import pytest
from django.urls import reverse

from news.domain import revisions
from news.domain.enclosures import drop_file
from news.models import ArticleRevision, Enclosure, MediaImage
from portal.models import StoredFile
from portal.roles import Role
from tests.factories.files import StoredFileFactory, picture_bytes, upload
from tests.factories.news import ArticleFactory
from tests.factories.portal import UserFactory

pytestmark = pytest.mark.django_db
FILM = "https://www.youtube.com/watch?v=abc"


@pytest.fixture(autouse=True)
def _folders(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def editor():
    return UserFactory(roles=[Role.EDITOR])


@pytest.fixture
def article():
    """With a picture, a file and a film beside it, and its first revision."""
    article = ArticleFactory()
    picture = MediaImage.objects.create(
        image=upload(picture_bytes(), "anh.png"), alt_text="Lễ trao giải"
    )
    stored = StoredFileFactory(original_name="the-le.pdf")
    article.enclosures.create(picture=picture, order=1)
    article.enclosures.create(stored=stored, title="Thể lệ", order=2)
    article.enclosures.create(url=FILM, title="Ngày hội", order=3)
    revisions.keep_as_it_is(article)
    return article


def told(before, after):
    (row,) = revisions.differences(before, after)
    return row.label, row.before, row.after


def test_a_change_beside_the_text_alone_is_a_revision_that_tells_it(article, editor):
    file = article.enclosures.get(stored__isnull=False)
    stored = file.stored
    file.delete()
    second = revisions.keep_revision(article, actor=editor)

    first = article.revisions.get(number=1)
    assert second.number == 2
    assert list(first.files.all()) == [stored]
    assert told(first.content, second.content) == (
        "Ảnh, tệp và video kèm bài",
        f"1. Ảnh: Lễ trao giải\n2. Tệp: Thể lệ (the-le.pdf)\n3. Video: Ngày hội ({FILM})",
        f"1. Ảnh: Lễ trao giải\n2. Video: Ngày hội ({FILM})",
    )
    assert revisions.keep_revision(article, actor=editor) is None


def test_another_order_and_another_title_are_changes(article, editor):
    article.enclosures.filter(order=1).update(order=9)
    article.enclosures.filter(url=FILM).update(title="Ngày hội 2026")

    content = revisions.keep_revision(article, actor=editor).content

    assert [row["title"] or row["alt"] for row in content["enclosures"]] == [
        "Thể lệ",
        "Ngày hội 2026",
        "Lễ trao giải",
    ]


def test_a_file_stays_while_a_revision_names_it_and_comes_back_with_it(article, editor):
    file = article.enclosures.get(stored__isnull=False)
    kept = article.enclosures.get(url=FILM)
    stored = file.stored
    file.delete()
    drop_file(stored)
    revisions.keep_revision(article, actor=editor)
    assert StoredFile.objects.filter(pk=stored.pk).exists()

    revisions.restore_revision(article.revisions.get(number=1), actor=editor)

    rows = list(article.enclosures.values_list("title", "stored", "url"))
    assert rows == [("", None, ""), ("Thể lệ", stored.pk, ""), ("Ngày hội", None, FILM)]
    # The address of what was there all the time is the same.
    assert article.enclosures.get(url=FILM).pk == kept.pk
    assert article.revisions.first().restored_from == 1


def test_a_file_that_no_revision_names_is_dropped():
    stored = StoredFileFactory()
    drop_file(stored)
    assert not StoredFile.objects.exists()


def test_what_was_deleted_since_is_left_out(article, editor):
    article.enclosures.all().delete()
    revisions.keep_revision(article, actor=editor)
    MediaImage.objects.all().delete()

    revisions.restore_revision(article.revisions.get(number=1), actor=editor)

    assert [str(row) for row in article.enclosures.all()] == ["Thể lệ", "Ngày hội"]


def test_revisions_of_before_that_do_not_know_change_nothing_beside_the_text(article, editor):
    content = {k: v for k, v in revisions.content_of(article).items() if k != "enclosures"}
    ArticleRevision.objects.filter(article=article).update(content=content)
    assert revisions.keep_revision(article, actor=editor) is None

    article.title = "Khác"
    article.save()
    second = revisions.keep_revision(article, actor=editor)
    (row,) = revisions.differences(content, second.content)
    assert row.after == "Khác"

    revisions.restore_revision(article.revisions.get(number=1), actor=editor)
    assert Enclosure.objects.filter(article=article).count() == 3


def test_the_page_of_a_revision_tells_what_stood_beside_it(client, article, editor):
    article.enclosures.filter(url=FILM).delete()
    revisions.keep_revision(article, actor=editor)
    client.force_login(editor)

    page = client.get(reverse("admin:news_article_revision", args=[article.pk, 2]))

    assert "Video: Ngày hội" in page.content.decode().replace("<del>", "").replace("</del>", "")
