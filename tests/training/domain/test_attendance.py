"""Marks at a session: who may, when, which of two stands, and what follows for the registration."""

from datetime import timedelta
from itertools import permutations

import pytest
from auditlog.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from ecosystem.enums import RegistrationState as State
from portal.roles import Role
from portal.workflow import RefusedError
from tests.factories.portal import UserFactory
from tests.factories.training import AttendanceFactory
from tests.training.attending import (
    MINUTE,
    class_of,
    confirmed,
    first_of,
    marks,
    midnight,
    staff,
    trainer_of,
)
from training.domain import attendance, trainer_links
from training.domain.attendance import Marker
from training.enums import AttendanceMark as Mark
from training.enums import AttendanceSource as Source
from training.enums import RunState
from training.models import Attendance, CourseRun

pytestmark = pytest.mark.django_db


@pytest.fixture
def lesson(time_machine):
    """The first session of a class of three, an hour after it began."""
    _run, session, _people = class_of(3)
    time_machine.move_to(session.starts_at + timedelta(hours=1), tick=False)
    return session


def people_of(session):
    return list(session.run.registrations.order_by("pk"))


def lines(registration, verb):
    rows = LogEntry.objects.get_for_object(registration)
    return list(rows.filter(additional_data__verb=verb))


# --- which mark stands ---------------------------------------------------------------------------


def test_the_mark_made_later_stands_in_whatever_order_they_arrive(lesson):
    person, *_others = people_of(lesson)
    now, by = timezone.now(), staff()
    made = [(Mark.PRESENT, now - 9 * MINUTE), (Mark.ABSENT, now - 6 * MINUTE), (Mark.LATE, now)]
    for order in permutations(made):
        Attendance.objects.all().delete()
        for value, at in order:
            attendance.mark(lesson, person, value, by=by, marked_at=at)

        row = Attendance.objects.get()
        assert (row.mark, row.marked_at) == (Mark.LATE, now), order


def test_a_mark_that_arrives_again_changes_and_notes_nothing(lesson):
    person, *_others = people_of(lesson)
    by, at = staff(), timezone.now() - 5 * MINUTE
    attendance.mark(lesson, person, Mark.PRESENT, by=by, marked_at=at)
    attendance.mark(lesson, person, Mark.ABSENT, by=by, marked_at=at + MINUTE)
    before = LogEntry.objects.count()

    again = attendance.mark(lesson, person, Mark.PRESENT, by=by, marked_at=at)

    assert not again.is_written
    assert marks(lesson) == {person.full_name: Mark.ABSENT}
    assert LogEntry.objects.count() == before


def test_what_was_replaced_and_what_came_too_late_stays_in_the_trail(lesson):
    person, *_others = people_of(lesson)
    first, second = staff(), staff()
    now = timezone.now()
    attendance.mark(lesson, person, Mark.ABSENT, by=first, marked_at=now - 5 * MINUTE)
    attendance.mark(lesson, person, Mark.PRESENT, by=second, marked_at=now)
    attendance.mark(lesson, person, Mark.EXCUSED, by=first, marked_at=now - 3 * MINUTE)

    [replaced] = lines(person, "replace_mark")
    [late] = lines(person, "late_mark")
    assert replaced.actor == second.user
    assert replaced.additional_data["mark"] == Mark.ABSENT
    assert replaced.additional_data["was_by"] == str(first.user.pk)
    assert late.additional_data["mark"] == Mark.EXCUSED
    assert marks(lesson) == {person.full_name: Mark.PRESENT}


def test_no_clock_of_a_telephone_is_ahead_of_the_portal_or_before_the_day(lesson):
    ahead, behind, _third = people_of(lesson)
    now, by = timezone.now(), staff()
    attendance.mark(lesson, ahead, Mark.PRESENT, by=by, marked_at=now + timedelta(days=400))
    attendance.mark(lesson, behind, Mark.PRESENT, by=by, marked_at=now - timedelta(days=400))

    moments = dict(Attendance.objects.values_list("registration_id", "marked_at"))
    assert moments == {ahead.pk: now, behind.pk: midnight(lesson.starts_at)}


def test_all_present_marks_only_who_is_expected_and_has_no_mark(lesson):
    person, *others = people_of(lesson)
    waiting = confirmed(lesson.run, state=State.WAITLISTED, has_seat=False)
    gone = confirmed(lesson.run, state=State.CANCELLED, has_seat=False)
    by = staff()
    attendance.mark(lesson, person, Mark.EXCUSED, by=by)

    assert attendance.mark_all_present(lesson, by=by) == 2
    assert attendance.mark_all_present(lesson, by=by) == 0
    assert marks(lesson) == {
        person.full_name: Mark.EXCUSED,
        **{other.full_name: Mark.PRESENT for other in others},
    }
    assert not Attendance.objects.filter(registration__in=[waiting, gone]).exists()


def test_who_was_marked_by_name_stands_over_all_present_in_either_order(lesson):
    early, late, _third = people_of(lesson)
    now, by = timezone.now(), staff()
    attendance.mark(lesson, early, Mark.ABSENT, by=by, marked_at=now - 8 * MINUTE)
    attendance.mark_all_present(lesson, by=by, marked_at=now - 4 * MINUTE)
    # Tapped before “all present”, on a telephone whose network came back only now.
    attendance.mark(lesson, late, Mark.ABSENT, by=by, marked_at=now - 8 * MINUTE)

    assert marks(lesson)[early.full_name] == marks(lesson)[late.full_name] == Mark.ABSENT


# --- who may, and when ------------------------------------------------------------------------------


def test_a_trainer_marks_in_the_own_class_alone_and_is_named(lesson):
    person, *_others = people_of(lesson)
    by = trainer_of(lesson.run)
    attendance.mark(lesson, person, Mark.PRESENT, by=by)

    row = Attendance.objects.get()
    assert (row.recorded_by, row.recorded_name) == (None, "Hoàng Văn Giảng")
    _run, other, _people = class_of(1)
    with pytest.raises(PermissionDenied):
        attendance.mark(other, people_of(other)[0], Mark.PRESENT, by=by)
    with pytest.raises(PermissionDenied):
        attendance.mark_all_present(other, by=by)


def test_nobody_else_marks(lesson):
    person, *_others = people_of(lesson)
    revoked = trainer_of(lesson.run)
    revoked = Marker(access=trainer_links.revoke(revoked.access, actor=staff().user))
    strangers = [
        UserFactory(),
        UserFactory(roles=[Role.SECRETARY]),
        UserFactory(roles=[Role.EDITOR]),
    ]

    for by in (revoked, Marker(), *(Marker(user=user) for user in strangers)):
        with pytest.raises(PermissionDenied):
            attendance.mark(lesson, person, Mark.PRESENT, by=by)


def test_marking_opens_with_the_day_of_the_session(time_machine):
    _run, session, [person] = class_of(1)
    by, day = staff(), midnight(session.starts_at)

    time_machine.move_to(day - timedelta(seconds=1), tick=False)
    with pytest.raises(RefusedError, match=f"{day:%d/%m/%Y}"):
        attendance.mark(session, person, Mark.PRESENT, by=by)

    time_machine.move_to(day, tick=False)
    assert attendance.mark(session, person, Mark.PRESENT, by=by).is_written


def test_marks_are_corrected_until_thirty_days_after_the_class(time_machine):
    run, session, [person] = class_of(1)
    by, last = staff(), run.ends_at + timedelta(days=30)

    time_machine.move_to(last, tick=False)
    assert attendance.mark(session, person, Mark.PRESENT, by=by).is_written
    assert [line.actor for line in lines(person, "add_mark_afterwards")] == [by.user]

    time_machine.move_to(last + timedelta(seconds=1), tick=False)
    with pytest.raises(RefusedError, match="hết hạn sửa"):
        attendance.mark(session, person, Mark.ABSENT, by=by)


@pytest.mark.parametrize(
    ("state", "words"), [(RunState.CANCELLED, "bị hủy"), (RunState.DRAFT, "chưa được công bố")]
)
def test_a_class_that_is_not_held_takes_no_marks(lesson, state, words):
    CourseRun.objects.filter(pk=lesson.run_id).update(state=state)
    session = first_of(CourseRun.objects.get(pk=lesson.run_id))

    with pytest.raises(RefusedError, match=words):
        attendance.mark(session, people_of(session)[0], Mark.PRESENT, by=staff())
    with pytest.raises(RefusedError, match=words):
        attendance.mark_all_present(session, by=staff())


def test_whose_registration_was_cancelled_is_not_marked(lesson):
    gone = confirmed(lesson.run, state=State.CANCELLED, has_seat=False)

    with pytest.raises(RefusedError, match="đã bị hủy"):
        attendance.mark(lesson, gone, Mark.PRESENT, by=staff())


def test_somebody_of_another_class_is_not_marked(lesson):
    _run, _session, [stranger] = class_of(1)

    with pytest.raises(RefusedError, match="không đăng ký lớp này"):
        attendance.mark(lesson, stranger, Mark.PRESENT, by=staff())


# --- what follows for the registration ------------------------------------------------------------------


def test_the_first_coming_makes_an_attendee_and_the_last_correction_none(lesson):
    person, *_others = people_of(lesson)
    second, by = lesson.run.sessions.last(), staff()
    AttendanceFactory(registration=person, session=second, mark=Mark.ABSENT)

    attendance.mark(lesson, person, Mark.LATE, by=by)
    person.refresh_from_db()
    assert person.state == State.ATTENDED

    attendance.mark(lesson, person, Mark.EXCUSED, by=by, marked_at=timezone.now() + MINUTE)
    person.refresh_from_db()
    assert person.state == State.CONFIRMED
    assert [line.actor for line in lines(person, "undo_check_in")] == [by.user]


def test_one_session_attended_of_two_is_enough_to_stay_an_attendee(lesson):
    person, *_others = people_of(lesson)
    second = lesson.run.sessions.last()
    AttendanceFactory(registration=person, session=second, mark=Mark.PRESENT)
    by = staff()
    attendance.mark(lesson, person, Mark.PRESENT, by=by)
    attendance.mark(lesson, person, Mark.ABSENT, by=by, marked_at=timezone.now())

    person.refresh_from_db()
    assert person.state == State.ATTENDED


@pytest.mark.parametrize("state", [State.WAITLISTED, State.REGISTERED])
def test_who_waits_and_came_anyway_is_marked_and_takes_no_place(lesson, state):
    waiting = confirmed(lesson.run, state=state, has_seat=False)
    with pytest.raises(RefusedError, match="chưa có chỗ"):
        attendance.mark(lesson, waiting, Mark.EXCUSED, by=staff())

    attendance.mark(lesson, waiting, Mark.PRESENT, by=staff())

    waiting.refresh_from_db()
    assert (waiting.state, waiting.has_seat) == (State.ATTENDED, False)


def test_who_came_without_a_place_waits_again_once_the_mark_is_corrected(lesson):
    waiting, by = confirmed(lesson.run, state=State.WAITLISTED, has_seat=False), staff()
    attendance.mark(lesson, waiting, Mark.PRESENT, by=by)
    waiting.refresh_from_db()

    attendance.mark(lesson, waiting, Mark.ABSENT, by=by)

    waiting.refresh_from_db()
    assert (waiting.state, waiting.has_seat) == (State.WAITLISTED, False)
    assert len(lines(waiting, "undo_to_waiting")) == 1


def test_a_day_after_the_class_who_never_came_is_absent_once(time_machine):
    run, session, [came, missed, excused] = class_of(3)
    waiting = confirmed(run, state=State.WAITLISTED, has_seat=False)
    AttendanceFactory(registration=excused, session=session, mark=Mark.EXCUSED)
    time_machine.move_to(run.ends_at, tick=False)
    attendance.mark(session, came, Mark.PRESENT, by=staff())

    time_machine.move_to(run.ends_at + timedelta(hours=24, seconds=-1), tick=False)
    assert attendance.record_absences() == 0
    time_machine.move_to(run.ends_at + timedelta(hours=24), tick=False)
    assert attendance.record_absences() == 2
    assert attendance.record_absences() == 0

    states = {row.pk: row.state for row in run.registrations.all()}
    assert states == {
        came.pk: State.ATTENDED,
        missed.pk: State.ABSENT,
        excused.pk: State.ABSENT,
        waiting.pk: State.WAITLISTED,
    }


def test_of_a_class_that_nobody_marked_nobody_is_called_absent(time_machine):
    run, _session, _people = class_of(2)
    time_machine.move_to(run.ends_at + timedelta(days=5), tick=False)

    assert attendance.record_absences() == 0


def test_a_paper_list_found_later_makes_the_absent_attend(time_machine):
    run, session, [person, other] = class_of(2)
    time_machine.move_to(run.ends_at + timedelta(days=2), tick=False)
    by = staff()
    attendance.mark(session, other, Mark.PRESENT, by=by)
    attendance.record_absences()

    attendance.mark(session, person, Mark.PRESENT, by=by, source=Source.FILE)

    person.refresh_from_db()
    assert person.state == State.ATTENDED
