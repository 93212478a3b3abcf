"""The first page of the administration: what waits for whom."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from contests.enums import ContestState, RoundState
from contests.models import PaperSheet, Round
from portal.roles import Role
from portal.site.tasks_board import tasks_for
from tests.factories.contests import (
    ApplicationFactory,
    AssignmentFactory,
    ContestFactory,
    RoundFactory,
    ScoreSheetFactory,
    SupplementRequestFactory,
)
from tests.factories.portal import UserFactory, board_member, secretary

pytestmark = pytest.mark.django_db


def counts(user):
    return {task.key: task.count for task in tasks_for(user)}


def work():
    """One of everything that waits for the secretary or the board."""
    now = timezone.now()
    contest = ContestFactory()
    ApplicationFactory(contest=contest, state="submitted")
    ApplicationFactory(contest=contest, owner=None, channel="paper")
    SupplementRequestFactory(application__contest=contest)
    SupplementRequestFactory(application__contest=contest, due_at=now - timedelta(minutes=1))
    SupplementRequestFactory(
        application__contest=contest, application__state="submitted", answered_at=now
    )
    SupplementRequestFactory(
        application__contest=contest,
        application__state="submitted",
        due_at=now - timedelta(days=1),
        closed_at=now,
    )
    RoundFactory(contest=contest, state=RoundState.CLOSED)
    RoundFactory(contest=contest, state=RoundState.PROPOSED)
    late = RoundFactory(
        contest=contest,
        scoring_due_at=now - timedelta(minutes=1),
        assignments_published_at=now - timedelta(days=2),
    )
    AssignmentFactory(entry__round=late)
    ready = RoundFactory(contest=contest)
    ScoreSheetFactory(assignment__entry__round=ready, state="sent")
    ContestFactory(state=ContestState.DRAFT)


def test_each_role_sees_what_it_can_do():
    work()

    assert counts(secretary()) == {
        "answered": 1,
        "unanswered": 1,
        "overdue": 1,
        "to_screen": 1,
        "to_enter": 1,
        "late": 1,
        "ready": 1,
        "closed": 1,
        "editions": 1,
    }
    assert counts(board_member()) == {"closed": 1, "proposed": 1}
    assert counts(UserFactory(roles=[Role.EDITOR])) == {}


def test_every_task_leads_to_a_list_of_as_many_rows(client):
    work()
    user = secretary()
    client.force_login(user)

    for task in tasks_for(user):
        response = client.get(task.url)
        assert response.status_code == 200
        if task.key not in {"late", "ready"}:
            assert response.context["cl"].result_count == task.count, task.key


def test_the_board_costs_the_same_whatever_waits():
    user = secretary()
    tasks_for(user)  # reads the roles of the user once
    measured = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as queries:
            tasks_for(user)
        measured.append(len(queries))
        work()

    assert measured[0] == measured[1] <= 7


def test_the_first_page_of_the_administration_shows_the_tasks_or_says_there_are_none(client):
    client.force_login(secretary())

    assert 'class="task"' not in client.get(reverse("admin:index")).content.decode()
    work()
    assert 'id="task-to_screen"' in client.get(reverse("admin:index")).content.decode()


def test_what_is_sealed_waits_for_nobody():
    application = ApplicationFactory(state="submitted", contest__is_sealed=True)
    ApplicationFactory(contest=application.contest, owner=None, channel="email")

    assert counts(secretary()) == {"to_enter": 1}


def test_the_list_of_letters_to_enter_shows_exactly_these(client):
    letter = ApplicationFactory(owner=None, channel="paper")
    ApplicationFactory()
    user = secretary()
    client.force_login(user)

    [task] = tasks_for(user)

    assert [*client.get(task.url).context["cl"].result_list] == [letter]


def test_a_paper_sheet_waits_for_everybody_but_its_typist():
    clerk = secretary()
    assignment = AssignmentFactory(entry__round=RoundFactory())
    PaperSheet.objects.create(assignment=assignment, state="typed", typed_by=clerk)

    assert [
        counts(person).get("paper_typed") for person in (clerk, secretary(), board_member())
    ] == [
        None,
        1,
        1,
    ]

    PaperSheet.objects.update(state="differs")
    assert counts(board_member())["paper_differs"] == 1
    Round.objects.update(state=RoundState.CLOSED)
    assert "paper_differs" not in counts(board_member())
