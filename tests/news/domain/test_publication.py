"""What goes out and is taken out by itself; the four eyes; comments and corrections."""

import datetime as dt

import pytest
import time_machine
from auditlog.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from news.domain import articles, corrections
from news.domain.coming import coming
from news.enums import ArticleState
from news.models import Article
from news.tasks import publish_due
from portal.models import OutgoingMail
from portal.roles import Role
from portal.workflow import RefusedError
from tests.factories.news import ArticleFactory
from tests.factories.portal import UserFactory

pytestmark = pytest.mark.django_db

HOUR = dt.timedelta(hours=1)
SECOND = dt.timedelta(seconds=1)


@pytest.fixture
def editor():
    return UserFactory(roles=[Role.EDITOR])


@pytest.fixture
def approver():
    return UserFactory(roles=[Role.PUBLISHER])


def verbs(article):
    lines = LogEntry.objects.get_for_object(article).order_by("pk")
    return [line.additional_data["verb"] for line in lines if line.additional_data]


# --- set times ---------------------------------------------------------------------------------


def test_an_article_is_withdrawn_at_its_time_and_not_a_second_before(approver):
    at = timezone.now() + HOUR
    article = articles.set_withdrawal(
        ArticleFactory(state="published"), actor=approver, withdraw_at=at
    )

    assert articles.withdraw_due(at - SECOND) == 0
    assert articles.withdraw_due(at) == 1
    assert articles.withdraw_due(at + SECOND) == 0
    article.refresh_from_db()
    assert (article.state, article.withdraw_at) == (ArticleState.ARCHIVED, None)
    assert verbs(article) == ["set_withdrawal", "archive"]


def test_the_task_publishes_and_withdraws_what_was_missed_while_nobody_worked(approver):
    now = timezone.now()
    article = articles.schedule(
        ArticleFactory(state="approved", published_at=None),
        actor=approver,
        published_at=now + HOUR,
        withdraw_at=now + 2 * HOUR,
    )

    with time_machine.travel(now + 3 * HOUR):
        publish_due()

    article.refresh_from_db()
    assert article.state == ArticleState.ARCHIVED
    assert verbs(article) == ["schedule", "publish", "archive"]


@pytest.mark.parametrize("late", [dt.timedelta(0), -SECOND])
def test_a_withdrawal_comes_after_the_publication(approver, late):
    at = timezone.now() + HOUR

    with pytest.raises(articles.PublicationTimeError):
        articles.schedule(
            ArticleFactory(state="approved", published_at=None),
            actor=approver,
            published_at=at,
            withdraw_at=at + late,
        )
    scheduled = ArticleFactory(state="scheduled", published_at=at)
    with pytest.raises(articles.PublicationTimeError):
        articles.set_withdrawal(scheduled, actor=approver, withdraw_at=at + late)


@pytest.mark.parametrize(
    ("offset", "is_refused"), [(-SECOND, True), (dt.timedelta(0), True), (SECOND, False)]
)
def test_a_withdrawal_lies_in_the_future(approver, offset, is_refused):
    article = ArticleFactory(state="published")
    with time_machine.travel(timezone.now(), tick=False):
        at = timezone.now() + offset
        if is_refused:
            with pytest.raises(articles.PublicationTimeError):
                articles.set_withdrawal(article, actor=approver, withdraw_at=at)
        else:
            assert (
                articles.set_withdrawal(article, actor=approver, withdraw_at=at).withdraw_at == at
            )


def test_a_time_that_fired_or_passed_blocks_no_later_step(approver):
    """An expired day must not stop the article from going out again."""
    past = timezone.now() - HOUR
    article = ArticleFactory(state="approved", published_at=None, withdraw_at=past)

    article = articles.publish(article, actor=approver)
    assert article.withdraw_at is None
    article = articles.archive(article, actor=approver, reason="Hết hạn")
    article = articles.restore(article, actor=approver, reason="Còn giá trị")
    assert articles.withdraw_due() == 0


def test_a_withdrawal_can_be_taken_back_and_leaves_a_line(approver):
    article = ArticleFactory(state="published", withdraw_at=timezone.now() + HOUR)

    article = articles.set_withdrawal(article, actor=approver, withdraw_at=None)

    assert articles.withdraw_due(timezone.now() + 2 * HOUR) == 0
    assert verbs(article) == ["drop_withdrawal"]


@pytest.mark.parametrize("state", ["draft", "in_review", "archived"])
def test_what_does_not_go_out_is_not_withdrawn(approver, state):
    with pytest.raises(RefusedError):
        articles.set_withdrawal(
            ArticleFactory(state=state), actor=approver, withdraw_at=timezone.now() + HOUR
        )


def test_an_article_archived_meanwhile_is_left_alone(monkeypatch):
    at = timezone.now()
    article = ArticleFactory(state="published", withdraw_at=at)
    found = list(Article.objects.to_withdraw(at))
    Article.objects.update(state="archived", withdraw_at=None)
    monkeypatch.setattr(type(Article.objects.all()), "to_withdraw", lambda _self, _now: found)

    assert articles.withdraw_due(at) == 0
    assert verbs(article) == []


def test_what_is_coming_is_told_in_the_order_of_time(django_assert_num_queries):
    now = timezone.now()
    both = ArticleFactory(
        state="scheduled", published_at=now + HOUR, withdraw_at=now + 3 * HOUR, title="A"
    )
    leaves = ArticleFactory(state="published", withdraw_at=now + 2 * HOUR, title="B")
    ArticleFactory(state="published")

    with django_assert_num_queries(1):
        told = [(moment.article, moment.is_withdrawal) for moment in coming()]

    assert told == [(both, False), (leaves, True), (both, True)]


# --- four eyes and conversation ----------------------------------------------------------------


def test_nobody_approves_what_they_entered(approver):
    own = ArticleFactory(state="in_review", created_by=approver)

    with pytest.raises(RefusedError):
        articles.approve(own, actor=approver)

    own.refresh_from_db()
    assert own.state == ArticleState.IN_REVIEW
    assert articles.approve(own, actor=UserFactory(roles=[Role.PUBLISHER])).approved_by_id


def test_an_article_comes_back_with_a_comment_that_its_author_is_mailed(editor, approver):
    article = ArticleFactory(state="approved", created_by=editor, approved_by=approver)

    article = articles.return_to_author(article, actor=approver, reason="Thiếu nguồn số liệu.")
    articles.add_comment(article, actor=editor, text="Đã bổ sung nguồn.")

    assert article.approved_by is None
    told = [(row.author, row.text, row.is_return) for row in article.comments.all()]
    assert told == [
        (approver, "Thiếu nguồn số liệu.", True),
        (editor, "Đã bổ sung nguồn.", False),
    ]
    mail = OutgoingMail.objects.get()
    assert mail.recipient == editor.email
    assert "Thiếu nguồn số liệu." in mail.body_text


def test_a_comment_says_something_and_comes_from_the_newsroom(editor):
    article = ArticleFactory()

    with pytest.raises(RefusedError):
        articles.add_comment(article, actor=editor, text=" \n ")
    with pytest.raises(PermissionDenied):
        articles.add_comment(article, actor=UserFactory(), text="Chào")


@pytest.mark.parametrize("state", ArticleState)
def test_an_editor_changes_what_nobody_has_approved(editor, approver, state):
    article = ArticleFactory(state=state)
    is_open = state in {ArticleState.DRAFT, ArticleState.IN_REVIEW}

    assert editor.has_perm("news.change_article", article) is is_open
    assert approver.has_perm("news.change_article", article)


# --- corrections -------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ArticleState)
def test_readers_are_told_of_corrections_of_what_they_could_read(client, approver, state):
    article = ArticleFactory(state=state)
    if state not in {ArticleState.PUBLISHED, ArticleState.ARCHIVED}:
        with pytest.raises(RefusedError):
            corrections.add_correction(article, actor=approver, text="Số giải là 15.")
        return

    corrections.add_correction(article, actor=approver, text="Số giải là 15, không phải 13.")

    page = client.get(article.get_absolute_url()).content.decode()
    assert "Số giải là 15, không phải 13." in page
    assert f"{timezone.localdate():%d/%m/%Y}" in page
    assert verbs(article) == ["correct"]


def test_a_correction_says_something_and_is_the_approvers(editor, approver):
    article = ArticleFactory(state="published")

    with pytest.raises(RefusedError):
        corrections.add_correction(article, actor=approver, text=" ")
    with pytest.raises(PermissionDenied):
        corrections.add_correction(article, actor=editor, text="Sửa")
