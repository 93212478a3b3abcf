"""Several at one post at once: one of them comes first, and the others are told."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ecosystem.domain.board import (
    EXTRA_DAYS,
    MAX_OPEN,
    close_post,
    create_post,
    extend_post,
    publish_post,
    revise_post,
    withdraw_post,
)
from ecosystem.domain.board_answers import answer_post
from ecosystem.domain.board_care import keep_board
from ecosystem.models import BoardPost
from portal.audit import SYSTEM
from portal.models import OutgoingMail
from portal.workflow import RefusedError
from tests.contests.test_concurrency import at_once
from tests.factories.ecosystem import BoardPostFactory, StartupFactory
from tests.factories.portal import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


def values(**changed):
    given = {"intent": "need", "kind": "capital", "title": "Tìm vốn", "text": "Cho máy sấy."}
    last_day = timezone.localdate() + timedelta(days=60)
    return {**given, "field": None, "locality": None, "last_day": last_day, **changed}


def refusals(answers):
    return sum(isinstance(answer, RefusedError) for answer in answers)


def test_one_person_at_many_doors_posts_as_many_as_allowed():
    user = UserFactory(verified=True)
    startup = StartupFactory(owner=user, is_public=True)

    answers = at_once(
        [
            lambda number=number: create_post(user, startup, values(title=f"Tìm vốn {number}"))
            for number in range(MAX_OPEN + 2)
        ],
        workers=4,
    )

    assert (refusals(answers), BoardPost.objects.count()) == (2, MAX_OPEN)


def test_people_who_post_under_one_title_at_once_get_a_path_each():
    startups = [StartupFactory(owner=UserFactory(verified=True), is_public=True) for _n in range(3)]

    answers = at_once(
        [lambda one=one: create_post(one.owner, one, values()) for one in startups], workers=3
    )

    assert refusals(answers) == 0
    assert BoardPost.objects.values("slug").distinct().count() == 3


def test_what_is_written_while_the_office_publishes_is_not_shown_unread():
    post = BoardPostFactory()

    at_once(
        [
            lambda: publish_post(post, actor=SYSTEM, seen=1),
            lambda: revise_post(post, values(), actor=post.author, seen=1),
        ],
        workers=2,
    )

    post.refresh_from_db()
    # whoever came first, the new text waits
    assert (post.state, post.revision, post.title) == ("received", 2, "Tìm vốn")


def test_a_post_is_extended_once_and_ended_once():
    post = BoardPostFactory(is_shown=True)
    last = post.last_day

    answers = at_once([lambda: extend_post(post, actor=post.author)] * 3, workers=3)
    assert refusals(answers) == 2
    post.refresh_from_db()
    assert post.last_day == last + timedelta(days=EXTRA_DAYS)

    ends = [close_post, withdraw_post]
    answers = at_once([lambda end=end: end(post, actor=post.author) for end in ends] * 2, workers=4)
    assert refusals(answers) == 3


def test_two_workers_end_a_post_and_mail_once():
    BoardPostFactory(is_shown=True, last_day=timezone.localdate() - timedelta(days=1))

    at_once([keep_board] * 3, workers=3)

    assert BoardPost.objects.get().state == "expired"
    assert OutgoingMail.objects.filter(template="ecosystem/post_expired").count() == 1


def test_a_double_click_sends_one_answer():
    post, user = BoardPostFactory(is_shown=True), UserFactory(verified=True)
    wish = {"sender": None, "message": "Được.", "contact_way": "email"}

    answers = at_once([lambda: answer_post(user, post, **wish)] * 3, workers=3)

    assert (refusals(answers), post.answers.count()) == (2, 1)
