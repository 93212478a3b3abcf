"""Trainees who register in many ways, for the tests of persons and figures."""

from ecosystem.enums import RegistrationState
from tests.factories.training import AttendanceFactory, CourseRunFactory, RegistrationFactory
from training.domain import persons
from training.domain.attended import attended, tally
from training.models import Person

NAME, PLAIN = "Nông Văn Học", "NONG VAN HOC"


def came(run=None, *, name=NAME, mark="present", **values):
    """Somebody who registered for a class and was at its first session."""
    run = run or CourseRunFactory(sessions=1)
    row = RegistrationFactory(
        run=run, full_name=name, state=RegistrationState.CONFIRMED, **with_email(values)
    )
    AttendanceFactory(registration=row, mark=mark)
    return row


def with_email(values):
    """No address unless one is given: two trainees without one are two."""
    return {"email": ""} | values


def both_counts():
    """Attendances and persons, once everybody is linked."""
    persons.link_pending()
    counted = tally(attended())
    return counted.attendances, counted.persons


def person_of(row):
    row.refresh_from_db()
    return Person.objects.get(pk=row.person.root_pk)
