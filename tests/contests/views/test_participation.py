"""The page behind the mailed question, the notice in the dossier, and the office's list."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from contests.domain.participation import confirm_participation, path_of
from contests.models import Participation, Round
from portal.audit import SYSTEM
from tests.contests.rounds import proposed
from tests.factories.contests import ParticipationFactory
from tests.factories.portal import board_member, secretary
from tests.factories.results import approve, scored_round

pytestmark = pytest.mark.django_db

LIST = reverse("admin:contests_participation_changelist")


def test_the_link_asks_without_an_account_and_get_answers_nothing(client):
    asked = ParticipationFactory()

    page = client.get(path_of(asked))

    assert page.status_code == 200
    assert "no-store" in page.headers["Cache-Control"]
    assert asked.entry.application.title in page.content.decode()
    assert Participation.objects.get().state == "waiting"


def test_yes_and_no_are_taken_by_post(client):
    asked = ParticipationFactory()

    nothing = client.post(path_of(asked), {})
    no_reason = client.post(path_of(asked), {"answer": "declined"})
    yes = client.post(path_of(asked), {"answer": "confirmed"})
    no = client.post(path_of(asked), {"answer": "declined", "reason": "Trùng lịch"})

    assert (nothing.status_code, no_reason.status_code) == (422, 422)
    assert list(no_reason.context["form"].errors) == ["reason"]
    assert yes.url == no.url == path_of(asked)
    assert Participation.objects.get().state == "declined"
    assert "<form method" not in client.get(path_of(asked)).content.decode().split("<main", 1)[1]


def test_a_wrong_link_is_not_found(client):
    asked = ParticipationFactory()

    assert client.get(path_of(asked)[:-2] + "x/").status_code == 404


def test_too_late_leads_to_the_secretariat(client):
    asked = ParticipationFactory(due_at=timezone.now() - timedelta(minutes=1))

    page = client.get(path_of(asked))
    late = client.post(path_of(asked), {"answer": "confirmed"})

    assert "form" in page.context
    assert not page.context["is_open"]
    assert late.status_code == 422


def test_the_representative_sees_the_question_in_the_dossier(client):
    asked = ParticipationFactory()
    application = asked.entry.application
    client.force_login(application.owner)

    before = client.get(application.get_absolute_url()).content.decode()
    client.post(path_of(asked), {"answer": "confirmed"})
    after = client.get(application.get_absolute_url())

    assert path_of(asked) in before
    assert after.context["participation"].state == "confirmed"
    assert Participation.objects.get().answered_by == application.owner


def test_nothing_is_asked_before_the_round_is_published(client):
    application = ParticipationFactory(entry__application__state="in_round").entry.application
    client.force_login(application.owner)

    page = client.get(application.get_absolute_url())

    assert "participation" not in page.context


# --- the office --------------------------------------------------------------------------------


def test_publishing_asks_until_when_to_confirm(client):
    round_ = scored_round([90])
    proposed(round_)
    approve(round_)
    client.force_login(board_member())
    url = reverse("admin:contests_round_step", args=[round_.pk, "publish"])
    past, coming = (timezone.localdate() + timedelta(days=days) for days in (-1, 7))

    refused = client.post(url, {"confirm_on": f"{past:%d/%m/%Y}"})
    done = client.post(url, {"confirm_on": f"{coming:%d/%m/%Y}", "confirm_time": "16:30"})

    assert (refused.status_code, done.status_code) == (422, 302)
    due = timezone.localtime(Participation.objects.get().due_at)
    assert (due.date(), due.hour, due.minute) == (coming, 16, 30)


def test_without_a_day_nobody_is_asked(client):
    round_ = scored_round([90])
    proposed(round_)
    approve(round_)
    client.force_login(board_member())

    client.post(
        reverse("admin:contests_round_step", args=[round_.pk, "publish"]),
        {"confirm_on": "", "confirm_time": "17:00"},
    )

    assert Round.objects.get().state == "published"
    assert not Participation.objects.exists()


def test_the_board_of_tasks_counts_who_has_not_answered(client):
    asked = ParticipationFactory()
    ParticipationFactory(due_at=timezone.now() - timedelta(days=1))
    client.force_login(secretary())

    page = client.get(reverse("admin:index")).content.decode()
    assert f"{LIST}?state__exact=waiting" in page
    assert f"{LIST}?overdue=1" in page
    late = client.get(f"{LIST}?overdue=1")
    assert late.context["cl"].result_count == 1
    confirm_participation(asked, actor=SYSTEM)
    assert f"{LIST}?state__exact=waiting" not in client.get(reverse("admin:index")).content.decode()


def test_an_answer_by_telephone_is_recorded(client):
    asked = ParticipationFactory()
    client.force_login(secretary())
    url = reverse("admin:contests_participation_step", args=[asked.pk, "decline"])

    assert client.post(url, {}).status_code == 422
    assert client.post(url, {"reason": "Báo qua điện thoại"}).status_code == 302

    assert Participation.objects.get().state == "declined"


def test_the_list_costs_the_same_for_one_and_for_three(client, django_assert_num_queries):
    client.force_login(secretary())
    ParticipationFactory()
    with django_assert_num_queries(9):
        client.get(LIST)
    ParticipationFactory.create_batch(2)
    with django_assert_num_queries(9):
        client.get(LIST)
