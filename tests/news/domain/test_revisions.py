"""What an article said before, and where its old addresses lead."""

import pytest
from auditlog.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile

from news.domain import revisions
from news.models import ArticleRedirect, MediaImage, Tag
from portal.roles import Role
from portal.workflow import RefusedError
from tests.factories.ecosystem import StartupFactory
from tests.factories.files import picture_bytes
from tests.factories.news import ArticleFactory, CategoryFactory
from tests.factories.portal import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return UserFactory(roles=[Role.EDITOR])


def write(article, editor, **changes):
    """Save as the form does."""
    revisions.keep_as_it_is(article)
    for name, value in changes.items():
        setattr(article, name, value)
    article.save()
    return revisions.keep_revision(article, actor=editor)


def told(before, after):
    return [
        (row.label, [(part.kind.value, part.text.strip()) for part in row.segments])
        for row in revisions.differences(before, after)
    ]


def test_every_save_that_changes_something_is_kept_with_what_was_before(editor):
    article = ArticleFactory(title="Hồng treo gió")

    assert write(article, editor, title="Hồng sấy dẻo").number == 2
    assert write(article, editor) is None
    assert write(article, editor, lead="Mùa hồng.").number == 3

    rows = list(article.revisions.values_list("number", "created_by", "content__title"))
    assert rows == [
        (3, editor.pk, "Hồng sấy dẻo"),
        (2, editor.pk, "Hồng sấy dẻo"),
        (1, None, "Hồng treo gió"),
    ]
    article.refresh_from_db()
    assert article.version == 3


def test_a_difference_is_read_field_by_field_with_its_words_marked(editor):
    article = ArticleFactory(title="Hồng treo gió", body="<p>Một.</p>")
    before = revisions.content_of(article)
    picture = MediaImage.objects.create(
        image=ContentFile(picture_bytes(), name="a.png"), alt_text="Gian hàng"
    )
    startup = StartupFactory(name="Hồng Bảo Lâm")
    article.title, article.picture, article.startup = "Hồng sấy dẻo", picture, startup
    article.body, article.kind = '<p>Một. <a href="/tin-tuc/">Hai</a></p>', "story"
    article.tags.add(Tag.objects.create(name="Đặc sản"))

    rows = dict(told(before, revisions.content_of(article)))

    assert next(iter(rows.values())) == [
        ("same", "Hồng"),
        ("removed", "treo gió"),
        ("added", "sấy dẻo"),
    ]
    flat = str(rows)
    for words in ("Hai (/tin-tuc/)", "Gian hàng", "Hồng Bảo Lâm", "Đặc sản"):
        assert words in flat


def test_a_change_of_layout_alone_is_said(editor):
    rows = revisions.differences({"body": "<p>Một</p>"}, {"body": "<p><b>Một</b></p>"})

    assert len(rows) == 1
    assert rows[0].after


def test_the_first_revision_tells_only_what_it_says(editor):
    first = revisions.content_of(ArticleFactory(title="Một", lead=""))

    labels = [row.label for row in revisions.differences({}, first)]

    assert labels == ["Tiêu đề", "Nội dung", "Loại"]


def test_two_pictures_that_are_called_the_same_are_told_as_two():
    one, two = (
        MediaImage.objects.create(
            image=ContentFile(picture_bytes(), name="a.png"), alt_text="Gian hàng"
        )
        for _ in range(2)
    )

    (row,) = revisions.differences({"picture": one.pk}, {"picture": two.pk})

    assert row.after == "Cái khác có cùng tên."


def test_what_was_deleted_since_is_told_and_not_brought_back(editor):
    picture = MediaImage.objects.create(
        image=ContentFile(picture_bytes(), name="a.png"), alt_text="Gian hàng"
    )
    startup, tag = StartupFactory(), Tag.objects.create(name="Đặc sản")
    article = ArticleFactory(title="Một", picture=picture, startup=startup)
    article.tags.add(tag)
    revisions.keep_as_it_is(article)
    article.tags.clear()
    write(article, editor, title="Hai", picture=None, startup=None)
    key, tag_key = picture.pk, tag.pk
    picture.delete()
    startup.delete()
    tag.delete()
    first, second = article.revisions.order_by("number")

    restored = revisions.restore_revision(first, actor=editor)

    assert (restored.title, restored.picture, restored.startup) == ("Một", None, None)
    told = {row.before for row in revisions.differences(first.content, second.content)}
    assert {f"đã bị xóa (số {key})", f"đã bị xóa (số {tag_key})"} <= told


def test_an_earlier_revision_is_brought_back_and_the_later_one_kept(editor):
    article = ArticleFactory(title="Một", slug="mot")
    tag = Tag.objects.create(name="Đặc sản")
    article.tags.add(tag)
    write(article, editor, title="Hai")
    article.tags.clear()
    first = article.revisions.get(number=1)

    restored = revisions.restore_revision(first, actor=editor)

    assert (restored.title, list(restored.tags.all()), restored.slug) == ("Một", [tag], "mot")
    assert restored.folded.startswith("mot")
    newest = article.revisions.first()
    assert (newest.number, newest.restored_from, newest.created_by) == (4, 1, editor)
    # what nobody had kept yet: the tags were cleared without a form
    assert article.revisions.get(number=3).content["tags"] == []
    line = LogEntry.objects.get_for_object(article).filter(additional_data__verb="restore_revision")
    assert line.count() == 1
    with pytest.raises(RefusedError):
        revisions.restore_revision(first, actor=editor)


def test_an_editor_brings_nothing_back_into_what_was_approved(editor):
    article = ArticleFactory(title="Một")
    write(article, editor, title="Hai")
    type(article).objects.update(state="published")

    with pytest.raises(PermissionDenied):
        revisions.restore_revision(article.revisions.get(number=1), actor=editor)


# --- addresses ---------------------------------------------------------------------------------


def move(article, **changes):
    before = article.path
    for name, value in changes.items():
        setattr(article, name, value)
    article.save()
    revisions.keep_redirect(article, before=before)


@pytest.mark.parametrize("state", ["published", "archived"])
def test_an_old_address_leads_to_the_new_one_in_one_step(client, state):
    article = ArticleFactory(state=state, slug="mot")
    first = article.get_absolute_url()
    move(article, slug="hai")
    second = article.get_absolute_url()
    move(article, category=CategoryFactory(slug="thong-bao", name="Thông báo"))

    for old in (first, second):
        response = client.get(old)
        assert (response.status_code, response["Location"]) == (301, article.get_absolute_url())
    assert client.get(article.get_absolute_url()).status_code == 200


def test_an_address_that_comes_back_leads_nowhere_else(client):
    article = ArticleFactory(state="published", slug="mot")
    first = article.get_absolute_url()
    move(article, slug="hai")
    second = article.get_absolute_url()
    move(article, slug="mot")

    assert client.get(first).status_code == 200
    assert client.get(second)["Location"] == first
    assert ArticleRedirect.objects.count() == 1


def test_a_draft_moves_without_a_trace(client):
    article = ArticleFactory(slug="mot")
    old = article.get_absolute_url()
    move(article, slug="hai")

    assert not ArticleRedirect.objects.exists()
    assert client.get(old).status_code == 404


def test_the_address_of_what_was_taken_back_tells_nothing(client):
    article = ArticleFactory(state="published", slug="mot")
    old = article.get_absolute_url()
    move(article, slug="hai")
    type(article).objects.update(state="draft")

    assert client.get(old).status_code == 404


def test_a_revision_of_before_there_was_english_says_nothing_in_it(editor):
    article = ArticleFactory(title="Hồng", title_en="")
    revisions.keep_as_it_is(article)
    first = article.revisions.get()
    first.content = {
        name: value for name, value in first.content.items() if not name.endswith("_en")
    }
    first.save()
    article.refresh_from_db()

    assert revisions.keep_revision(article, actor=editor) is None
    assert write(article, editor, title_en="Persimmons").number == 2
    assert [
        row.after for row in revisions.differences(first.content, revisions.content_of(article))
    ] == ["Persimmons"]

    revisions.restore_revision(first, actor=editor)
    article.refresh_from_db()
    assert (article.title, article.title_en) == ("Hồng", "")
