"""The life of an article, and the drafts and first articles that the portal makes itself."""

import datetime as dt

import pytest
import time_machine
from auditlog.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.utils import timezone

from news.domain import articles
from news.domain.checks import AltTextMissingError
from news.domain.drafts import draft_results_article
from news.domain.first_articles import load_articles
from news.enums import ArticleState
from news.models import Article, Category, MediaImage
from news.tasks import publish_due
from portal.roles import Role
from portal.workflow import ReasonMissingError, TransitionNotAllowedError
from tests.factories.files import picture_bytes
from tests.factories.news import ArticleFactory
from tests.factories.portal import UserFactory

pytestmark = pytest.mark.django_db


def editor():
    return UserFactory(roles=[Role.EDITOR])


def publisher():
    return UserFactory(roles=[Role.PUBLISHER])


def test_an_article_goes_from_the_editor_through_the_approver_to_the_public():
    approver = publisher()
    article = articles.submit_for_review(ArticleFactory(published_at=None), actor=editor())
    article = articles.approve(article, actor=approver)
    article = articles.publish(article, actor=approver)

    assert article.state == ArticleState.PUBLISHED
    assert article.approved_by == approver
    assert list(Article.objects.published()) == [article]
    verbs = [
        line.additional_data["verb"]
        for line in LogEntry.objects.get_for_object(article).order_by("pk")
        if line.additional_data
    ]
    assert verbs == ["submit_for_review", "approve", "publish"]


@pytest.mark.parametrize(
    ("step", "state"), [("approve", "in_review"), ("publish", "approved"), ("archive", "published")]
)
def test_an_editor_neither_approves_nor_publishes(step, state):
    article = ArticleFactory(state=state)
    more = {"reason": "Hết hạn"} if step == "archive" else {}

    with pytest.raises(PermissionDenied):
        getattr(articles, step)(article, actor=editor(), **more)

    article.refresh_from_db()
    assert article.state == state


def test_a_picture_without_its_description_stops_the_review():
    article = ArticleFactory(
        picture=MediaImage.objects.create(
            image=ContentFile(picture_bytes(), name="a.png"), alt_text=" "
        )
    )

    with pytest.raises(AltTextMissingError):
        articles.submit_for_review(article, actor=editor())


def test_an_article_is_returned_with_a_reason_and_loses_its_time():
    article = ArticleFactory(state="scheduled", published_at=timezone.now() + dt.timedelta(days=1))

    with pytest.raises(ReasonMissingError):
        articles.return_to_author(article, actor=publisher(), reason=" ")
    article = articles.return_to_author(article, actor=publisher(), reason="Thiếu nguồn số liệu")

    assert article.state == ArticleState.DRAFT
    assert article.published_at is None


def test_a_time_that_has_passed_is_no_schedule():
    article = ArticleFactory(state="approved", published_at=None)

    with pytest.raises(articles.PublicationTimeError):
        articles.schedule(article, actor=publisher(), published_at=timezone.now())


def test_a_scheduled_article_appears_at_its_time_and_not_a_second_before():
    at = timezone.now() + dt.timedelta(hours=2)
    article = articles.schedule(
        ArticleFactory(state="approved", published_at=None), actor=publisher(), published_at=at
    )

    assert articles.publish_due(at - dt.timedelta(seconds=1)) == 0
    assert articles.publish_due(at) == 1
    assert articles.publish_due(at) == 0
    article.refresh_from_db()
    assert article.state == ArticleState.PUBLISHED
    assert article.published_at == at
    assert not Article.objects.published(at - dt.timedelta(seconds=1)).exists()


def test_an_article_taken_back_meanwhile_does_not_stop_the_others(monkeypatch):
    at = timezone.now()
    taken, due = ArticleFactory.create_batch(2, state="scheduled", published_at=at)
    found = list(Article.objects.due(at))
    Article.objects.filter(pk=taken.pk).update(state="draft")
    monkeypatch.setattr(type(Article.objects.all()), "due", lambda _self, _now: found)

    assert articles.publish_due(at) == 1
    due.refresh_from_db()
    assert due.state == ArticleState.PUBLISHED


def test_the_task_publishes_what_is_due():
    article = ArticleFactory(
        state="scheduled", published_at=timezone.now() + dt.timedelta(minutes=1)
    )

    with time_machine.travel(article.published_at + dt.timedelta(seconds=1)):
        publish_due()

    article.refresh_from_db()
    assert article.state == ArticleState.PUBLISHED


def test_an_archived_article_leaves_the_lists_and_keeps_its_page():
    article = articles.archive(
        ArticleFactory(state="published"), actor=publisher(), reason="Đã hết hạn"
    )

    assert not Article.objects.published().exists()
    assert list(Article.objects.readable()) == [article]
    assert (
        articles.restore(article, actor=publisher(), reason="Còn giá trị").state
        == ArticleState.PUBLISHED
    )


def test_a_published_article_is_not_published_again():
    with pytest.raises(TransitionNotAllowedError):
        articles.publish(ArticleFactory(state="published"), actor=publisher())


def results(**changes):
    values = {
        "origin": "contest-round:7",
        "year": 2026,
        "contest_title": "Cuộc thi Khởi nghiệp đổi mới sáng tạo năm 2026",
        "round_name": "Vòng chung kết",
        "decision_number": "15/QĐ-UBND",
        "results_url": "/cuoc-thi/2026/ket-qua/",
        "awards": [("Giải Nhất", "Trà <b>hoa hồi</b>", "Nhóm A"), ("Giải Nhì", "Bún ngô", "")],
    }
    return draft_results_article(**(values | changes))


def test_published_results_become_one_draft_with_what_was_decided():
    article = results()

    assert results().pk == article.pk
    assert article.state == ArticleState.DRAFT
    assert "15/QĐ-UBND" in article.lead
    assert "Giải Nhất" in article.body
    assert "<b>" not in article.body
    assert "/cuoc-thi/2026/ket-qua/" in article.body
    assert article.contest_year == 2026
    assert not Article.objects.readable().exists()


def test_a_round_without_awards_tells_how_many_go_on():
    article = results(
        origin="contest-round:6", round_name="Vòng sơ khảo", awards=(), advanced_count=8
    )

    assert "08 hồ sơ" in article.lead


def test_a_draft_that_editors_changed_is_not_made_again():
    article = results()
    Article.objects.filter(pk=article.pk).update(title="Tên mới")

    assert results().title == "Tên mới"


def test_the_first_articles_are_loaded_once_and_all_name_their_source():
    made = load_articles()

    assert made == Article.objects.published().count() >= 4
    assert load_articles() == 0
    assert not Article.objects.filter(source="").exists()


def test_the_first_articles_name_238_only_beside_its_doubt():
    load_articles()

    for article in Article.objects.filter(body__contains="238"):
        assert "221" in article.body


def test_what_staff_changed_in_a_first_article_stays():
    load_articles()
    Article.objects.update(title="Đã sửa")

    load_articles()

    assert set(Article.objects.values_list("title", flat=True)) == {"Đã sửa"}


def test_the_columns_of_the_site_map_are_there_from_the_start():
    assert list(Category.objects.values_list("slug", flat=True)) == [
        "hoat-dong-cua-tinh", "cuoc-thi", "dao-tao-tap-huan", "guong-khoi-nghiep",
        "chinh-sach-moi", "ket-noi-dau-tu", "trong-nuoc-quoc-te", "thong-bao",
    ]  # fmt: skip
