"""What the journey of a course cannot do in a browser: a full class, and time that passes.

Runs inside ``manage.py shell`` of the portal under test.
"""

from datetime import timedelta

from django.db.models import F
from django.utils import timezone

from portal.models import User
from training.domain.registrations import TraineeEntry, lapse_unconfirmed, register_by_hand
from training.domain.runs import settle
from training.models import CourseRun, Registration

OFFICER = "daotao@khoinghiep.test"


def fill(run, people):
    """Enter so many people from paper forms, with a telephone and no address: nobody is mailed."""
    run, officer = CourseRun.objects.get(pk=run), User.objects.get(email=OFFICER)
    for number in range(1, people + 1):
        entry = TraineeEntry(
            full_name=f"Nông Thị Học {number:02}", phone=f"0912 340 {number:03}", sex="female"
        )
        register_by_hand(run, entry, actor=officer)


def let_lapse(email):
    """The hours to accept are over; the task that runs every five minutes sees it."""
    late = timezone.now() - timedelta(minutes=1)
    Registration.objects.filter(email=email).update(held_until=late)
    lapse_unconfirmed()


def move_start(run, *, hours):
    """The class, of one session, begins so many hours from now; it keeps its length."""
    run = CourseRun.objects.get(pk=run)
    by = timezone.now() + timedelta(hours=hours) - run.starts_at
    run.sessions.update(starts_at=F("starts_at") + by, ends_at=F("ends_at") + by)
    settle(run)
