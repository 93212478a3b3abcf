"""Dossiers that were entered for somebody, ready to be submitted."""

from datetime import timedelta

from django.utils import timezone

from contests.domain.consents import record_consents
from contests.enums import Channel
from ecosystem.models import Membership
from portal.roles import Role
from tests.contests.dossiers import (
    AGREED,
    attach_explanation,
    contest_with_rules,
    ready_application,
)
from tests.factories.contests import ApplicationFactory
from tests.factories.ecosystem import FieldFactory, LocalityFactory, OrganizationFactory
from tests.factories.portal import UserFactory, secretary


def member_of(unit, **fields):
    """Somebody who acts for ``unit`` and no member of the staff."""
    person = UserFactory(roles=[Role.NOMINATOR], verified=True)
    person.is_staff = False
    person.save()
    Membership.objects.create(organization=unit, user=person, **fields)
    return person


def nominated(unit=None, *, contest=None, **fields):
    """A complete draft of an applicant who names ``unit``."""
    unit = unit or OrganizationFactory()
    return ready_application(contest=contest, nominating_unit=unit, **fields)


def entered(*, channel=Channel.PAPER, actor=None, contest=None, consents=AGREED, **fields):
    """A complete draft without an owner."""
    actor = actor or secretary()
    values = {
        "applicant_type": "individual",
        "field": FieldFactory(),
        "locality": LocalityFactory(),
        "contact_name": "Hoàng Thị Lan",
        "contact_email": "lan@khoinghiep.test",
        "contact_phone": "+84912345678",
        "contact_birth_date": "1990-03-05",
        "received_at": None if channel == Channel.UNIT else timezone.now() - timedelta(hours=1),
    }
    application = ApplicationFactory(
        contest=contest or contest_with_rules(),
        owner=None,
        entered_by=actor,
        channel=channel,
        **(values | fields),
    )
    application.refresh_from_db()
    attach_explanation(application)
    record_consents(application, actor=actor, purposes=consents)
    return application
