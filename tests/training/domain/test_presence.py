"""The share of a class that somebody attended."""

import pytest

from tests.factories.training import AttendanceFactory, OpenRunFactory, RegistrationFactory
from training.domain.presence import Share, shares_of
from training.enums import AttendanceMark as Mark

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("came", "sessions", "percent", "needed", "reached"),
    [
        (2, 3, 66, 66, True),
        (2, 3, 66, 67, False),  # two thirds are not 67 %
        (4, 5, 80, 80, True),
        (0, 0, 0, 0, False),  # nobody earns a certificate of no sessions
        (3, 3, 100, 100, True),
    ],
)
def test_a_share_is_compared_without_rounding(came, sessions, percent, needed, reached):
    share = Share(came=came, excused=0, sessions=sessions)

    assert share.percent == percent
    assert share.reaches(needed) is reached


def test_who_was_late_came_and_who_was_excused_did_not():
    run = OpenRunFactory(sessions=4)
    trainee, idle = RegistrationFactory(run=run), RegistrationFactory(run=run)
    marks = [Mark.PRESENT, Mark.LATE, Mark.EXCUSED, Mark.ABSENT]
    for session, mark in zip(run.sessions.all(), marks, strict=True):
        AttendanceFactory(registration=trainee, session=session, mark=mark)

    assert shares_of(run) == {
        trainee.pk: Share(came=2, excused=1, sessions=4),
        idle.pk: Share(came=0, excused=0, sessions=4),
    }


def test_a_cancelled_registration_and_another_class_are_not_counted():
    RegistrationFactory()
    run = OpenRunFactory(sessions=1)
    RegistrationFactory(run=run, state="cancelled")

    assert shares_of(run) == {}


def test_shares_cost_two_queries_for_one_person_and_for_three(django_assert_num_queries):
    run = OpenRunFactory(sessions=2)
    for people in (1, 3):
        while run.registrations.count() < people:
            RegistrationFactory(run=run)
        with django_assert_num_queries(2):
            assert len(shares_of(run)) == people
