"""A class to test with: one Tuesday morning, a class in a week, people who register."""

from datetime import timedelta

from django.utils import timezone

from portal.models import OutgoingMail
from portal.roles import Role
from tests.factories.portal import UserFactory
from tests.factories.training import OpenRunFactory
from training.domain.groups import Contact, register_group
from training.domain.registrations import TraineeEntry, confirm_by_link, register
from training.models import Registration

NOW = "2026-12-01T07:00:00+07:00"


def open_run(**fields):
    """A published class of two mornings from next week on that takes registrations."""
    return OpenRunFactory(**{"sessions": 2, **fields})


def person(**fields):
    """Somebody with an account and a confirmed address."""
    return UserFactory(verified=True, **fields)


def officer(**fields):
    return UserFactory(roles=[Role.TRAINING_OFFICER], **fields)


def entry(name="Lý Thị Hoa", email="hoa@vidu.test", **fields):
    return TraineeEntry(full_name=name, email=email, **fields)


def sign_up(run, user=None, **fields):
    """Somebody with a confirmed account registers."""
    user = user or person()
    return register(run, entry(user.full_name, "", **fields), user=user)


def guest(run, email="hoa@vidu.test", *, confirmed=False, **fields):
    """Somebody without an account registers."""
    made = register(run, entry(email=email, **fields))
    return confirm_by_link(made) if confirmed else made


def group(run, people=3, *, user=None, email="donvi@vidu.test"):
    contact = Contact(
        organization_name="Hợp tác xã Na Chi Lăng", contact_name="Vi Văn Đầu", email=email
    )
    names = [entry(f"Học viên {number}", "") for number in range(1, people + 1)]
    return register_group(run, contact, names, user=user)


def states(run):
    """States in the order of registering."""
    return [str(row.state) for row in Registration.objects.filter(run=run).order_by("pk")]


def mails(template):
    """Whom a mail of this kind went to, in order."""
    rows = OutgoingMail.objects.filter(template=f"training/{template}").order_by("pk")
    return [row.recipient for row in rows]


def assert_seats_agree(run):
    """The counter is the number of registrations with a place."""
    run.refresh_from_db()
    assert run.seats_taken == run.registrations.filter(has_seat=True).count()


def hours(number):
    return timezone.now() + timedelta(hours=number)
