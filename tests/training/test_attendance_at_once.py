"""Several telephones at one list at once: nothing lost, nothing doubled."""

import random
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from ecosystem.domain.seating import Entry
from ecosystem.enums import RegistrationState as State
from tests.contests.test_concurrency import at_once
from tests.training.attending import class_of, staff, trainer_of
from training.domain import attendance
from training.domain.walk_ins import add_walk_in
from training.enums import AttendanceMark as Mark
from training.models import Attendance, Registration

pytestmark = pytest.mark.django_db(transaction=True)
WORKERS = 12 if connection.vendor == "postgresql" else 4


@pytest.fixture
def lesson(time_machine):
    _run, session, _people = class_of(12, sessions=1)
    time_machine.move_to(session.starts_at + timedelta(hours=1), tick=False)
    return session


def test_three_telephones_mark_everybody_and_the_last_tap_of_each_stands(lesson):
    """Each telephone taps each person; one sends everything twice, as after a lost answer."""
    people = list(lesson.run.registrations.all())
    phones = [staff(), staff(), trainer_of(lesson.run)]
    start = timezone.now() - timedelta(minutes=30)
    dice, taps, expected = random.Random(7), [], {}
    for person in people:
        moments = dice.sample(range(1_000), len(phones))
        for by, moment in zip(phones, moments, strict=True):
            value = dice.choice(Mark.values)
            taps.append((person, value, by, start + timedelta(seconds=moment)))
            if moment == max(moments):
                expected[person.pk] = value
    taps += [tap for tap in taps if tap[2] is phones[2]]
    dice.shuffle(taps)

    at_once(
        [
            lambda tap=tap: attendance.mark(lesson, tap[0], tap[1], by=tap[2], marked_at=tap[3])
            for tap in taps
        ],
        workers=WORKERS,
    )

    rows = list(Attendance.objects.filter(session=lesson))
    assert {row.registration_id: row.mark for row in rows} == expected
    assert len(rows) == len(people)
    came = {pk for pk, value in expected.items() if value in {Mark.PRESENT, Mark.LATE}}
    attended = set(Registration.objects.filter(state=State.ATTENDED).values_list("pk", flat=True))
    assert attended == came


def test_all_present_pressed_on_three_telephones_while_others_tap(lesson):
    first, second, *_others = lesson.run.registrations.all()
    by = staff()
    acts = [lambda: attendance.mark_all_present(lesson, by=by)] * 3
    acts += [
        lambda: attendance.mark(lesson, first, Mark.ABSENT, by=by),
        lambda: attendance.mark(lesson, second, Mark.EXCUSED, by=by),
    ]

    answers = at_once(acts, workers=WORKERS)

    marked = dict(lesson.attendances.values_list("registration_id", "mark"))
    assert len(marked) == lesson.attendances.count() == 12
    assert marked.pop(first.pk) == Mark.ABSENT
    assert marked.pop(second.pk) == Mark.EXCUSED
    assert set(marked.values()) == {Mark.PRESENT}
    assert 10 <= sum(answers[:3]) <= 12


def test_one_walk_in_from_three_telephones_is_one_person(lesson):
    entry = Entry(full_name="Lý Thị Tươi", phone="0912 345 678")
    again = Entry(full_name="lý thị tươi", phone="+84912345678")
    by = staff()

    at_once(
        [lambda entry=entry: add_walk_in(lesson, entry, by=by) for entry in [entry, again] * 3],
        workers=WORKERS,
    )

    person = Registration.objects.get(is_walk_in=True)
    assert person.state == State.ATTENDED
    assert lesson.attendances.filter(registration=person).count() == 1
