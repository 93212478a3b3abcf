"""Follow-ups in the admin: the status table, entering an answer by telephone, the months of an edition."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from contests.forms.follow_ups import ContestForm, MonthsField
from contests.models import FollowUp
from portal.site.tasks_board import tasks_for
from tests.factories.contests import FollowUpFactory
from tests.factories.portal import board_member, secretary

pytestmark = pytest.mark.django_db
LIST = reverse("admin:contests_followup_changelist")


def step(row, name):
    return reverse("admin:contests_followup_step", args=[row.pk, name])


def test_the_list_costs_the_same_for_one_row_and_for_three(client):
    client.force_login(secretary())
    counts = []
    for rows in (1, 2):
        for _row in range(rows):
            FollowUpFactory()
        with CaptureQueriesContext(connection) as queries:
            assert client.get(LIST).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_who_does_not_answer_is_a_task_and_a_filter(client):
    clerk = secretary()
    client.force_login(clerk)
    late = FollowUpFactory(state="asked", asked_at=timezone.now() - timedelta(days=42))
    FollowUpFactory(state="asked", asked_at=timezone.now() - timedelta(days=41))

    found = client.get(LIST, {"waiting": "late"}).context["cl"].queryset

    assert list(found) == [late]
    assert {task.key: task.count for task in tasks_for(clerk)}["follow_ups"] == 1


def test_an_answer_by_telephone_is_entered_and_filled_in_again(client):
    row = FollowUpFactory(state="asked")
    client.force_login(secretary())

    assert client.post(step(row, "answer"), {"jobs": "3"}).status_code == 422
    client.post(step(row, "answer"), {"is_alive": "no", "jobs": "3"})

    row.refresh_from_db()
    assert (row.state, row.is_alive, row.jobs) == ("answered", False, 3)
    again = client.get(step(row, "answer")).context["form"]
    assert (again["is_alive"].value(), again["jobs"].value()) == ("no", "3")


def test_the_board_reads_and_does_not_enter(client):
    row = FollowUpFactory(state="asked")
    client.force_login(board_member())

    assert client.get(LIST).status_code == 200
    assert client.post(step(row, "answer"), {"is_alive": "yes"}).status_code == 403


def test_questions_can_be_sent_early_for_many_at_once(client):
    rows = [FollowUpFactory(), FollowUpFactory()]
    client.force_login(secretary())

    client.post(
        LIST,
        {"action": "step_ask", "_selected_action": [row.pk for row in rows], "confirm": "1"},
    )

    assert FollowUp.objects.filter(state="asked").count() == 2


@pytest.mark.parametrize(
    ("typed", "months"),
    [("6, 12, 24", [6, 12, 24]), ("24;6", [6, 24]), ("", []), (" 6  6 ", [6])],
)
def test_months_are_typed_in_one_line(typed, months):
    assert MonthsField(required=False).clean(typed) == months


@pytest.mark.parametrize("typed", ["sáu", "0", "6, 999", "-6", "6.5"])
def test_what_are_no_months_is_said_at_the_field(typed):
    form = ContestForm({"follow_up_months": typed})

    assert "follow_up_months" in form.errors


def test_the_months_of_an_edition_are_shown_as_they_are_typed():
    row = FollowUpFactory()

    form = ContestForm(instance=row.application.contest)

    assert form["follow_up_months"].value() == "6, 12, 24"
