"""Courses, classes, and training of the past."""

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from ecosystem.enums import RegistrationState
from training.domain.runs import settle
from training.enums import AttendanceMark, AttendanceSource, RunState
from training.models import (
    Attendance,
    Audience,
    Course,
    CourseRun,
    HistoricalAttendance,
    Registration,
    RegistrationGroup,
    RunQuestion,
    Session,
)


class HistoricalAttendanceFactory(DjangoModelFactory):
    class Meta:
        model = HistoricalAttendance

    title = factory.Sequence(lambda n: f"Lớp tập huấn {n}")


class AudienceFactory(DjangoModelFactory):
    class Meta:
        model = Audience

    name = factory.Sequence(lambda n: f"Nhóm đối tượng {n}")


class CourseFactory(DjangoModelFactory):
    class Meta:
        model = Course

    name = factory.Sequence(lambda n: f"Khóa học {n}")
    slug = factory.Sequence(lambda n: f"khoa-hoc-so-{n}")


class CourseRunFactory(DjangoModelFactory):
    """A published class in a hall; ``sessions=2`` gives it two mornings from next week on."""

    class Meta:
        model = CourseRun
        skip_postgeneration_save = True

    course = factory.SubFactory(CourseFactory)
    slug = factory.Sequence(lambda n: f"lop-so-{n}")
    venue = "Hội trường A"
    state = RunState.PUBLISHED

    @factory.post_generation
    def sessions(self, create, extracted, **kwargs):
        if not create:
            return
        first = kwargs.get("first") or morning_in(7)
        for place in range(extracted or 0):
            SessionFactory(run=self, starts_at=first + timedelta(days=place))
        if extracted:
            run = settle(self)
            self.starts_at, self.ends_at = run.starts_at, run.ends_at


class SessionFactory(DjangoModelFactory):
    """Three hours of a morning."""

    class Meta:
        model = Session

    run = factory.SubFactory(CourseRunFactory)
    starts_at = factory.LazyFunction(lambda: morning_in(7))
    ends_at = factory.LazyAttribute(lambda session: session.starts_at + timedelta(hours=3))


def morning_in(days):
    """Eight o'clock so many days from today."""
    now = timezone.localtime() + timedelta(days=days)
    return now.replace(hour=8, minute=0, second=0, microsecond=0)


class OpenRunFactory(CourseRunFactory):
    """A published class next week that takes registrations; ``sessions=2`` gives it mornings."""

    takes_registrations = True


class RegistrationFactory(DjangoModelFactory):
    class Meta:
        model = Registration

    run = factory.SubFactory(OpenRunFactory, sessions=1)
    full_name = factory.Sequence(lambda n: f"Nông Văn Học {n}")
    email = factory.Sequence(lambda n: f"hoc{n}@daotao.test")
    email_key = factory.LazyAttribute(lambda row: row.email.casefold())
    state = RegistrationState.REGISTERED


class RegistrationGroupFactory(DjangoModelFactory):
    class Meta:
        model = RegistrationGroup

    run = factory.SubFactory(OpenRunFactory, sessions=1)
    organization_name = factory.Sequence(lambda n: f"Đơn vị {n}")
    contact_name = "Vi Văn Đầu"
    email = factory.Sequence(lambda n: f"donvi{n}@daotao.test")
    email_key = factory.LazyAttribute(lambda row: row.email.casefold())


class RunQuestionFactory(DjangoModelFactory):
    class Meta:
        model = RunQuestion

    run = factory.SubFactory(OpenRunFactory, sessions=1)
    text = factory.Sequence(lambda n: f"Câu hỏi {n}")


class AttendanceFactory(DjangoModelFactory):
    class Meta:
        model = Attendance

    registration = factory.SubFactory(RegistrationFactory)
    session = factory.LazyAttribute(lambda row: row.registration.run.sessions.first())
    mark = AttendanceMark.PRESENT
    source = AttendanceSource.LIST
    marked_at = factory.LazyFunction(timezone.now)
