"""The engine: lock, source state, permission, reason, audit."""

import pytest
from auditlog.models import LogEntry
from django.core.exceptions import PermissionDenied

from contests.workflow import APPLICATION
from portal.audit import SYSTEM
from portal.workflow import ReasonMissingError, TransitionNotAllowedError
from tests.factories.contests import ApplicationFactory
from tests.factories.portal import UserFactory, secretary

pytestmark = pytest.mark.django_db


def test_a_step_changes_the_state_and_writes_one_audit_line():
    application = ApplicationFactory(state="submitted")
    actor = secretary()

    moved = APPLICATION.apply(application, "mark_valid", actor=actor, number="05/TB-BTC")

    assert moved.state == "valid"
    line = LogEntry.objects.get_for_object(application).get()
    assert line.actor == actor
    assert line.changes_dict == {"state": ["submitted", "valid"]}
    assert line.additional_data == {"verb": "mark_valid", "number": "05/TB-BTC"}


def test_a_step_from_a_wrong_state_is_refused_and_leaves_no_trace():
    application = ApplicationFactory(state="draft")

    with pytest.raises(TransitionNotAllowedError):
        APPLICATION.apply(application, "mark_valid", actor=SYSTEM)

    assert LogEntry.objects.get_for_object(application).count() == 0


def test_a_stranger_may_not_take_a_step():
    application = ApplicationFactory(state="submitted")

    with pytest.raises(PermissionDenied):
        APPLICATION.apply(application, "mark_valid", actor=UserFactory())


def test_a_step_that_needs_a_reason_refuses_blanks():
    application = ApplicationFactory(state="submitted")

    with pytest.raises(ReasonMissingError):
        APPLICATION.apply(application, "mark_invalid", actor=SYSTEM, reason="  ")
