"""A class that meets now, made inside ``manage.py shell`` of the portal under test."""

import json
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from portal.roles import Role
from tests.browser.addresses import session
from tests.factories.portal import UserFactory
from tests.factories.training import (
    CourseFactory,
    OpenRunFactory,
    RegistrationFactory,
    SessionFactory,
)
from training.domain.runs import settle
from training.domain.trainer_links import hash_of
from training.models import Attendance, Registration, Session, Trainer, TrainerAccess

PEOPLE = 12
COURSE = "Lớp ba điện thoại"
KEYS = ("duong-dan-giang-vien-mot-ba-dien-thoai", "duong-dan-giang-vien-hai-ba-dien-thoai")


def make():
    """Twelve people, an officer with an account, two trainers with links."""
    run = OpenRunFactory(
        course=CourseFactory(name=COURSE, slug="lop-ba-dien-thoai"), slug="ba-dien-thoai"
    )
    now = timezone.now()
    lesson = SessionFactory(
        run=run, starts_at=now - timedelta(minutes=30), ends_at=now + timedelta(hours=2)
    )
    settle(run)
    people = [
        RegistrationFactory(
            run=run,
            full_name=f"Nông Thị Số {number:02}",
            email=f"ba-dien-thoai-{number}@daotao.test",
            state="confirmed",
            has_seat=True,
        )
        for number in range(1, PEOPLE + 1)
    ]
    for number, key in enumerate(KEYS, 1):
        TrainerAccess.objects.create(
            trainer=Trainer.objects.create(run=run, name=f"Giảng viên {number}"),
            email=f"giang-vien-{number}@daotao.test",
            key_hash=hash_of(key),
            invited_at=now,
        )
    officer = UserFactory(email="ba-dien-thoai@khoinghiep.test", roles=[Role.TRAINING_OFFICER])
    return json.dumps(
        {
            "officer": session(officer.email),
            "links": [reverse("training:trainer_link", args=[key]) for key in KEYS],
            "list": reverse("training:attendance_session", args=[lesson.pk]),
            "screen": reverse("training:attendance_screen", args=[lesson.pk]),
            "self": reverse("training:self_check_in", args=[lesson.pk]),
            "tickets": [[person.full_name, person.code] for person in people],
            "people": [person.pk for person in people],
        }
    )


def stored():
    """What stands in the database: name → mark, and how many rows and people there are."""
    lesson = Session.objects.get(run__slug="ba-dien-thoai")
    rows = Attendance.objects.filter(session=lesson).select_related("registration")
    return json.dumps(
        {
            "marks": {row.registration.full_name: row.mark for row in rows},
            "rows": rows.count(),
            "people": Registration.objects.filter(run=lesson.run).count(),
            "by": {row.registration.full_name: row.recorded_name for row in rows},
        }
    )
