"""An event to test with: one Tuesday morning, a forum in a week, people who register."""

from datetime import timedelta

from django.utils import timezone

from ecosystem.domain.registrations import confirm_by_link, register
from ecosystem.domain.seating import Entry
from ecosystem.models import EventRegistration
from portal.models import OutgoingMail
from portal.roles import Role
from tests.factories.ecosystem import OpenEventFactory
from tests.factories.portal import UserFactory

NOW = "2026-12-01T07:00:00+07:00"


def forum(**fields):
    return OpenEventFactory(**fields)


def person(**fields):
    """Somebody with an account and a confirmed address."""
    return UserFactory(verified=True, **fields)


def editor(**fields):
    return UserFactory(roles=[Role.EDITOR], **fields)


def entry(name="Lý Thị Hoa", email="hoa@vidu.test", **fields):
    return Entry(full_name=name, email=email, **fields)


def sign_up(event, user=None):
    """Somebody with a confirmed account registers."""
    user = user or person()
    return register(event, entry(user.full_name, ""), user=user)


def guest(event, email="hoa@vidu.test", *, confirmed=False):
    """Somebody without an account registers."""
    made = register(event, entry(email=email))
    return confirm_by_link(made) if confirmed else made


def states(event):
    """States in the order of registering."""
    rows = EventRegistration.objects.filter(event=event).order_by("pk")
    return [str(row.state) for row in rows]


def mails(template):
    """Whom a mail of this kind went to, in order."""
    rows = OutgoingMail.objects.filter(template=f"ecosystem/{template}").order_by("pk")
    return [row.recipient for row in rows]


def assert_seats_agree(event):
    """The counter is the number of registrations with a place."""
    event.refresh_from_db()
    assert event.seats_taken == event.registrations.filter(has_seat=True).count()


def on_the_day(event):
    """Noon of the day of the event."""
    return event.starts_at - timedelta(hours=1)


def days(number):
    return timezone.now() + timedelta(days=number)
