"""The code on the screen: stale within a minute; who marks themselves, when, and what stands."""

from datetime import timedelta

import pytest

from ecosystem.enums import RegistrationState as State
from portal.workflow import RefusedError
from tests.training.attending import class_of, confirmed, staff
from training.domain import attendance, screen_codes
from training.enums import AttendanceMark as Mark
from training.enums import AttendanceSource as Source

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


@pytest.fixture
def lesson(time_machine):
    _run, session, _people = class_of(1)
    time_machine.move_to(session.starts_at, tick=False)
    return session


def test_a_code_lives_for_its_own_half_minute_and_the_next(lesson):
    start = lesson.starts_at  # on the full hour: a step begins
    code = screen_codes.code_of(lesson, start)

    assert len(code) == 6
    assert screen_codes.code_of(lesson, start + 29 * SECOND) == code
    assert screen_codes.code_of(lesson, start + 30 * SECOND) != code
    assert screen_codes.is_current(lesson, code, start + 59 * SECOND)
    assert not screen_codes.is_current(lesson, code, start + 60 * SECOND)
    assert not screen_codes.is_current(lesson, code, start - SECOND)
    assert screen_codes.is_current(lesson, f"{code[:3]} {code[3:]}", start)
    assert screen_codes.seconds_left(start) == 30
    assert screen_codes.seconds_left(start + 29 * SECOND) == 1


def test_the_code_of_another_session_or_another_secret_is_wrong(lesson, settings):
    other = lesson.run.sessions.last()
    code = screen_codes.code_of(lesson)
    assert screen_codes.code_of(other) != code

    settings.SECRET_KEY = "another"
    assert not screen_codes.is_current(lesson, code)


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        (lambda session: session.starts_at - timedelta(hours=1) - SECOND, False),
        (lambda session: session.starts_at - timedelta(hours=1), True),
        (lambda session: session.ends_at, True),
        (lambda session: session.ends_at + SECOND, False),
    ],
)
def test_people_mark_themselves_from_an_hour_before_until_the_end(
    lesson, time_machine, moment, is_open
):
    person = lesson.run.registrations.get()
    time_machine.move_to(moment(lesson), tick=False)
    if is_open:
        assert screen_codes.mark_oneself(lesson, person).source == Source.SELF
        person.refresh_from_db()
        assert person.state == State.ATTENDED
    else:
        with pytest.raises(RefusedError):
            screen_codes.mark_oneself(lesson, person)


def test_what_staff_marked_is_not_replaced_by_oneself(lesson):
    person = lesson.run.registrations.get()
    attendance.mark(lesson, person, Mark.ABSENT, by=staff())

    assert screen_codes.mark_oneself(lesson, person).mark == Mark.ABSENT
    assert lesson.attendances.get().mark == Mark.ABSENT


@pytest.mark.parametrize(
    "state", [State.WAITLISTED, State.OFFERED, State.REGISTERED, State.CANCELLED]
)
def test_who_has_no_place_turns_to_the_organisers(lesson, state):
    person = confirmed(lesson.run, state=state, has_seat=False)

    with pytest.raises(RefusedError, match="Hãy hỏi cán bộ"):
        screen_codes.mark_oneself(lesson, person)


def test_a_ticket_needs_the_name_on_it(lesson):
    person = confirmed(lesson.run, full_name="Đặng Thị Hoà")
    _run, _session, [stranger] = class_of(1)
    find = screen_codes.find_by_ticket

    assert find(lesson, f" {person.code.upper()} ", "dang thi hòa") == person
    assert find(lesson, person.code, "Đặng Thị Hoàn") is None
    assert find(lesson, "0" * 12, person.full_name) is None
    assert find(lesson, stranger.code, stranger.full_name) is None
