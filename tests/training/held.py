"""Classes that are over, with people who came to so many sessions."""

from django.utils import timezone

from portal.roles import Role
from tests.factories.portal import UserFactory
from tests.factories.training import (
    AttendanceFactory,
    CourseFactory,
    OpenRunFactory,
    RegistrationFactory,
    morning_in,
)
from training.domain.certificates import PaperDetails


def officer(**kwargs):
    return UserFactory(roles=[Role.TRAINING_OFFICER], **kwargs)


def held_run(sessions=4, days=-10, min_attendance=75, **values):
    """A class whose first morning was ``-days`` ago; the certificate asks for 3 of 4 sessions."""
    course = values.pop("course", None) or CourseFactory(min_attendance=min_attendance)
    return OpenRunFactory(
        course=course, sessions=sessions, sessions__first=morning_in(days), **values
    )


def trainee(run, came=4, **values):
    """Somebody who was at the first ``came`` sessions."""
    person = RegistrationFactory(run=run, **{"state": "confirmed", **values})
    for session in run.sessions.all()[:came]:
        AttendanceFactory(registration=person, session=session)
    return person


def paper(**values):
    return PaperDetails(
        **{
            "issued_on": timezone.localdate(),
            "signer": "Nguyễn Văn Ký",
            "signer_position": "Giám đốc",
            "basis": "Quyết định số 12/QĐ-SKHCN",
            **values,
        }
    )
