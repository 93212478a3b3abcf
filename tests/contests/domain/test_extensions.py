from datetime import timedelta

import pytest
from auditlog.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from contests.domain.deadlines import standing_extension, submission_deadline
from contests.domain.extensions import grant_extension, revoke_extension
from contests.enums import ApplicationState
from contests.models import Extension
from portal.models import OutgoingMail
from portal.workflow import ReasonMissingError, RefusedError
from tests.contests.dossiers import ready_application
from tests.factories.contests import ApplicationFactory
from tests.factories.portal import UserFactory, board_member, secretary

pytestmark = pytest.mark.django_db


def later(application, **delta):
    return application.contest.deadline_at + timedelta(**(delta or {"days": 1}))


def grant(application, actor, **fields):
    values = {"until": later(application), "reason": "Mưa lũ", "document_number": "12/TB-BTC"}
    return grant_extension(application, actor=actor, **(values | fields))


@pytest.mark.parametrize("officer", [secretary, board_member])
def test_an_extension_moves_the_deadline_of_one_dossier_and_tells_its_owner(officer):
    application = ready_application()

    extension = grant(application, officer())

    assert submission_deadline(application) == extension.until
    mail = OutgoingMail.objects.get()
    assert mail.recipient == application.owner.email
    assert "12/TB-BTC" in mail.body_text
    assert "Mưa lũ" in mail.body_text
    line = LogEntry.objects.get_for_object(application).first().additional_data
    assert (line["verb"], line["reason"], line["number"]) == (
        "grant_extension",
        "Mưa lũ",
        "12/TB-BTC",
    )


def test_owners_and_strangers_grant_themselves_nothing():
    application = ready_application()

    for person in (application.owner, UserFactory()):
        with pytest.raises(PermissionDenied):
            grant(application, person)

    assert not Extension.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [{"reason": "  "}, {"until": timezone.now() - timedelta(days=1)}],
    ids=["no reason", "past"],
)
def test_an_extension_needs_a_reason_and_a_time_to_come(fields):
    with pytest.raises(RefusedError):
        grant(ready_application(), secretary(), **fields)


def test_an_extension_that_gives_no_more_time_is_refused():
    application = ready_application()

    with pytest.raises(RefusedError):
        grant(application, secretary(), until=application.contest.deadline_at)


def test_one_extension_stands_at_a_time():
    application, officer = ready_application(), secretary()
    grant(application, officer)

    with pytest.raises(RefusedError):
        grant(application, officer, until=later(application, days=3))
    with pytest.raises(IntegrityError), transaction.atomic():
        Extension.objects.create(
            application=application, until=later(application), reason="x", granted_by=officer
        )

    revoke_extension(application, actor=officer, reason="Nhầm hồ sơ")
    application = type(application).objects.get(pk=application.pk)
    assert grant(application, officer, until=later(application, days=3)).revoked_at is None


@pytest.mark.parametrize("state", [ApplicationState.VALID, ApplicationState.WITHDRAWN])
def test_what_is_decided_gets_no_more_time(state):
    with pytest.raises(RefusedError):
        grant(ApplicationFactory(state=state), secretary())


def test_revoking_needs_a_reason_and_something_to_revoke():
    application, officer = ready_application(), board_member()
    with pytest.raises(RefusedError):
        revoke_extension(application, actor=officer, reason="Nhầm")
    grant(application, officer)

    with pytest.raises(ReasonMissingError):
        revoke_extension(application, actor=officer, reason=" ")
    with pytest.raises(PermissionDenied):
        revoke_extension(application, actor=application.owner, reason="Nhầm")
    revoke_extension(application, actor=officer, reason="Nhầm hồ sơ")

    fresh = type(application).objects.get(pk=application.pk)
    assert standing_extension(fresh) is None
    assert "Nhầm hồ sơ" in OutgoingMail.objects.order_by("pk").last().body_text
