"""Supplements: asking, answering in time, and the end that comes by itself."""

from datetime import timedelta

import pytest
import time_machine
from auditlog.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from contests.domain.supplements import (
    SupplementNotDueError,
    close_overdue_supplements,
    close_supplement,
    is_overdue,
    open_requests,
    request_supplement,
    unanswered_supplement,
)
from contests.enums import ApplicationState
from contests.tasks import close_overdue_supplements as close_task
from portal.audit import SYSTEM
from portal.models import OutgoingMail
from portal.workflow import ReasonMissingError, RefusedError, TransitionNotAllowedError
from tests.factories.contests import (
    ApplicationFactory,
    SnapshotFactory,
    SupplementRequestFactory,
)
from tests.factories.portal import UserFactory, board_member, secretary

pytestmark = pytest.mark.django_db


def submitted(**kwargs):
    return ApplicationFactory(
        **{"state": ApplicationState.SUBMITTED, "reference": "LS26-0037-K", **kwargs}
    )


def in_days(days):
    return timezone.now() + timedelta(days=days)


def audit_of(application):
    return LogEntry.objects.get_for_object(application).first().additional_data


def test_the_due_time_itself_is_still_in_time():
    request = SupplementRequestFactory()

    assert not is_overdue(request, request.due_at)
    assert is_overdue(request, request.due_at + timedelta(microseconds=1))
    assert list(open_requests(request.application)) == [request]


def test_a_supplement_reopens_the_dossier_and_tells_the_applicant_until_when():
    application, due = submitted(), in_days(5)

    request = request_supplement(
        application, actor=secretary(), text="Bản thuyết minh có chữ ký", due_at=due
    )

    application.refresh_from_db()
    assert application.state == ApplicationState.SUPPLEMENT_REQUESTED
    assert application.state_reason == request.text == "Bản thuyết minh có chữ ký"
    assert audit_of(application)["reason"] == "Bản thuyết minh có chữ ký"
    mail = OutgoingMail.objects.get()
    assert mail.recipient == application.owner.email
    assert mail.subject.startswith("[LS26-0037-K] Đề nghị bổ sung hồ sơ trước ")
    assert timezone.localtime(due).strftime("%d/%m/%Y") in mail.subject
    assert "Bản thuyết minh có chữ ký" in mail.body_text
    assert application.get_absolute_url() in mail.body_text


@pytest.mark.parametrize(
    ("text", "days", "refusal"),
    [("  ", 5, ReasonMissingError), ("Bổ sung", 0, RefusedError), ("Bổ sung", -1, RefusedError)],
)
def test_a_supplement_needs_words_and_a_future_due_time(text, days, refusal):
    application = submitted()

    with pytest.raises(refusal):
        request_supplement(application, actor=secretary(), text=text, due_at=in_days(days))

    application.refresh_from_db()
    assert application.state == ApplicationState.SUBMITTED
    assert OutgoingMail.objects.count() == 0


def test_a_second_supplement_is_refused_while_one_is_open():
    application = submitted()
    request_supplement(application, actor=secretary(), text="Một", due_at=in_days(5))

    with pytest.raises(TransitionNotAllowedError):
        request_supplement(application, actor=secretary(), text="Hai", due_at=in_days(5))

    assert OutgoingMail.objects.count() == 1


# --- the end that comes by itself -----------------------------------------------------------------


@pytest.mark.parametrize(("seconds", "closed"), [(-1, 0), (0, 0), (1, 1)])
def test_a_supplement_closes_by_itself_once_its_time_has_passed(seconds, closed):
    request = SupplementRequestFactory(
        application__reference="LS26-0037-K", application__state_reason="Bổ sung"
    )
    SnapshotFactory(application=request.application, sequence=2)

    with time_machine.travel(request.due_at + timedelta(seconds=seconds), tick=False):
        assert close_overdue_supplements() == closed

    request.refresh_from_db()
    application = request.application
    assert application.state == (
        ApplicationState.SUBMITTED if closed else ApplicationState.SUPPLEMENT_REQUESTED
    )
    assert application.state_reason == ("" if closed else "Bổ sung")
    assert (request.closed_at is not None) is bool(closed)
    assert request.answered_at is None
    assert OutgoingMail.objects.count() == closed


def test_the_applicant_is_told_which_version_counts():
    request = SupplementRequestFactory(application__reference="LS26-0037-K", due_at=in_days(-1))
    SnapshotFactory(application=request.application, sequence=2)

    close_overdue_supplements()

    mail = OutgoingMail.objects.get()
    assert mail.recipient == request.application.owner.email
    assert mail.subject == "[LS26-0037-K] Đã hết hạn bổ sung hồ sơ"
    assert "lần 2" in mail.body_text
    assert audit_of(request.application)["verb"] == "close_supplement"


def test_closing_twice_closes_once_and_mails_once():
    SupplementRequestFactory(due_at=in_days(-1))

    close_task()
    close_task()

    assert OutgoingMail.objects.count() == 1


def test_what_was_answered_or_concluded_meanwhile_is_left_alone():
    answered = SupplementRequestFactory(
        application__state="submitted", due_at=in_days(-1), answered_at=in_days(-2)
    )
    concluded = SupplementRequestFactory(
        application__state="invalid", due_at=in_days(-1), closed_at=in_days(-2)
    )

    assert close_overdue_supplements() == 0
    for request in (answered, concluded):
        with pytest.raises(TransitionNotAllowedError):
            close_supplement(request.application, actor=SYSTEM)
    assert OutgoingMail.objects.count() == 0


def test_the_secretary_closes_by_hand_only_after_the_due_time():
    early, late = SupplementRequestFactory(), SupplementRequestFactory(due_at=in_days(-1))

    with pytest.raises(SupplementNotDueError):
        close_supplement(early.application, actor=secretary())

    assert close_supplement(late.application, actor=secretary()).state == "submitted"


@pytest.mark.parametrize("person", [UserFactory, board_member])
def test_only_the_secretary_and_the_clock_close_a_supplement(person):
    with pytest.raises(PermissionDenied):
        close_supplement(SupplementRequestFactory(due_at=in_days(-1)).application, actor=person())


def test_a_supplement_that_ran_out_is_shown_until_the_check_is_concluded():
    application = SupplementRequestFactory(due_at=in_days(-1)).application
    assert unanswered_supplement(application) is None

    application = close_supplement(application, actor=SYSTEM)

    assert unanswered_supplement(application).due_at < timezone.now()
    assert unanswered_supplement(submitted()) is None
