"""A class of two mornings, and who marks in it."""

from datetime import timedelta

from django.utils import timezone

from ecosystem.enums import RegistrationState
from portal.audit import SYSTEM
from portal.roles import Role
from tests.factories.portal import UserFactory
from tests.factories.training import OpenRunFactory, RegistrationFactory
from training.domain import trainer_links
from training.domain.attendance import Marker
from training.models import Trainer

MINUTE = timedelta(minutes=1)


def class_of(people, *, sessions=2, **fields):
    """A class with so many confirmed people, and its first session."""
    run = OpenRunFactory(sessions=sessions, **fields)
    rows = [confirmed(run) for _each in range(people)]
    return run, first_of(run), rows


def first_of(run):
    return run.sessions.select_related("run__course").first()


def confirmed(run, **fields):
    fields.setdefault("state", RegistrationState.CONFIRMED)
    fields.setdefault("has_seat", True)
    return RegistrationFactory(run=run, **fields)


def officer():
    return UserFactory(roles=[Role.TRAINING_OFFICER])


def staff():
    return Marker(user=officer())


def trainer_of(run, name="Hoàng Văn Giảng"):
    """A trainer with the link of the class."""
    trainer = Trainer.objects.create(run=run, name=name)
    access = trainer_links.invite(trainer, email="giang@daotao.test", actor=SYSTEM)
    return Marker(access=access)


def marks(session):
    """What stands: name → mark."""
    return dict(session.attendances.values_list("registration__full_name", "mark"))


def midnight(moment):
    return timezone.localtime(moment).replace(hour=0, minute=0, second=0, microsecond=0)
