"""What stood beside an article: kept in its revisions, told, and brought back."""

import pytest
from auditlog.models import LogEntry
from django.db.models import ProtectedError
from django.urls import reverse

from news.domain import revisions
from news.domain.enclosures import drop_file, erase_file
from news.models import ArticleRevision, Enclosure, MediaImage
from portal.models import StoredFile
from portal.roles import Role
from portal.workflow import RefusedError
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
        f"Ảnh: Lễ trao giải\nTệp: Thể lệ (the-le.pdf)\nVideo: Ngày hội ({FILM})",
        f"Ảnh: Lễ trao giải\nVideo: Ngày hội ({FILM})",
    )
    assert revisions.keep_revision(article, actor=editor) is None


def test_taking_one_out_marks_nothing_of_the_others(article, editor):
    article.enclosures.get(order=1).delete()
    second = revisions.keep_revision(article, actor=editor)

    (row,) = revisions.differences(article.revisions.get(number=1).content, second.content)

    changed = [part.text.strip() for part in row.segments if part.kind != "same"]
    assert changed == ["Ảnh: Lễ trao giải"]


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


def test_other_words_of_a_picture_in_its_store_are_no_change_of_the_article(article, editor):
    MediaImage.objects.update(alt_text="Trao giải năm 2024")

    assert revisions.keep_revision(article, actor=editor) is None
    with pytest.raises(RefusedError):
        revisions.restore_revision(article.revisions.get(number=1), actor=editor)


def test_what_a_command_set_beside_the_text_is_kept_before_another_is_brought_back(article, editor):
    article.title = "Đổi"
    article.save()
    revisions.keep_revision(article, actor=editor)
    late = StoredFileFactory(original_name="muon.pdf")
    article.enclosures.create(stored=late, title="Đến muộn", order=4)

    revisions.restore_revision(article.revisions.get(number=1), actor=editor)

    assert article.enclosures.count() == 3
    kept = article.revisions.get(number=3)
    assert [row["stored"] for row in kept.content["enclosures"]][-1] == late.pk
    assert StoredFile.objects.filter(pk=late.pk).exists()
    revisions.restore_revision(kept, actor=editor)
    assert article.enclosures.filter(stored=late).exists()


def test_a_file_cannot_be_deleted_from_under_a_revision(article):
    stored = article.enclosures.get(stored__isnull=False).stored
    article.enclosures.all().delete()

    with pytest.raises(ProtectedError):
        stored.delete()


# --- erasing ---------------------------------------------------------------------------------------


@pytest.fixture
def gone(article, editor):
    """A file that was taken off; only the first revision names it."""
    file = article.enclosures.get(stored__isnull=False)
    file.delete()
    revisions.keep_revision(article, actor=editor)
    return file.stored


def erase(client, article, **data):
    return client.post(reverse("admin:news_article_erase_file", args=[article.pk]), data)


def test_an_approver_erases_a_file_for_good(client, article, gone):
    approver = UserFactory(roles=[Role.PUBLISHER])
    client.force_login(approver)
    list_of_revisions = reverse("admin:news_article_revisions", args=[article.pk])
    assert "the-le.pdf" in client.get(list_of_revisions).content.decode()

    without_reason = erase(client, article, stored=gone.pk, reason=" ")
    assert "Nhập lý do xóa hẳn tệp" in without_reason.content.decode()
    assert StoredFile.objects.filter(pk=gone.pk).exists()

    assert erase(client, article, stored=gone.pk, reason="Có số căn cước").status_code == 302
    assert not StoredFile.objects.filter(pk=gone.pk).exists()
    assert "the-le.pdf" not in client.get(list_of_revisions).content.decode()
    first = article.revisions.get(number=1)
    assert "the-le.pdf" not in str(first.content)
    assert "Tệp: Thể lệ (đã xóa hẳn)" in revisions.in_words(first.content["enclosures"])
    line = LogEntry.objects.get_for_object(article).get(additional_data__verb="erase_file")
    assert (line.actor, line.additional_data["reason"]) == (approver, "Có số căn cước")
    revisions.restore_revision(first, actor=approver)
    assert [row.title for row in article.enclosures.order_by("order")] == ["", "Ngày hội"]


def test_a_file_beside_an_article_is_not_erased(client, article):
    client.force_login(UserFactory(roles=[Role.PUBLISHER]))
    stored = article.enclosures.get(stored__isnull=False).stored

    assert erase(client, article, stored=stored.pk, reason="Nhầm").status_code == 422
    with pytest.raises(RefusedError):
        erase_file(article, stored=stored, reason="Nhầm", actor=UserFactory(is_superuser=True))


def test_a_file_that_another_article_names_in_its_revisions_stays_there(article, gone):
    other = ArticleFactory()
    other.enclosures.create(stored=gone, title="Chung", order=1)
    revisions.keep_as_it_is(other)
    other.enclosures.all().delete()

    erase_file(article, stored=gone, reason="Nhầm", actor=UserFactory(is_superuser=True))

    assert StoredFile.objects.filter(pk=gone.pk).exists()
    assert list(other.revisions.get().files.all()) == [gone]
    # what was erased here does not come back because it is kept there
    actor = UserFactory(is_superuser=True)
    revisions.restore_revision(article.revisions.get(number=1), actor=actor)
    assert not article.enclosures.filter(stored=gone).exists()


def test_an_editor_erases_nothing(client, article, gone, editor):
    client.force_login(editor)

    assert erase(client, article, stored=gone.pk, reason="Nhầm").status_code == 403
    page = client.get(reverse("admin:news_article_revisions", args=[article.pk])).content.decode()
    assert "the-le.pdf" in page
    assert "Xóa hẳn một tệp" not in page
