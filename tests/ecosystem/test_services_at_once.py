"""Two people at one request for support at once: one comes first, and the other is told."""

import pytest

from ecosystem.domain.service_work import accept_request, finish_request, refuse_request
from ecosystem.domain.services import MAX_OPEN, cancel_request, send_request
from ecosystem.models import ServiceRequest
from portal.models import Consent, OutgoingMail
from portal.workflow import RefusedError
from tests.contests.test_concurrency import at_once
from tests.factories.ecosystem import ServiceFactory, ServiceRequestFactory, unit_person
from tests.factories.portal import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


def refusals(answers):
    return sum(isinstance(answer, RefusedError) for answer in answers)


def mails(template):
    return OutgoingMail.objects.filter(template=f"ecosystem/{template}").count()


def test_two_of_the_unit_accept_at_once_and_one_is_in_charge():
    service = ServiceFactory()
    people = [unit_person(service.organization) for _each in range(2)]
    request = ServiceRequestFactory(service=service)

    answers = at_once(
        [
            lambda me=me: accept_request(request, actor=me, assignee=me, due_on=request.due_on)
            for me in people * 2
        ],
        workers=4,
    )

    request.refresh_from_db()
    assert (refusals(answers), request.state) == (3, "accepted")
    assert request.assignee in people
    assert mails("service_accepted") == 1


def test_accepting_refusing_and_taking_back_at_once_one_of_them_holds_or_the_end_is_last():
    service = ServiceFactory()
    officer = unit_person(service.organization)
    request = ServiceRequestFactory(service=service)

    answers = at_once(
        [
            lambda: cancel_request(request, actor=request.requester),
            lambda: accept_request(request, actor=officer, assignee=officer, due_on=request.due_on),
            lambda: refuse_request(request, actor=officer, reason="Ngoài phạm vi"),
        ]
        * 2,
        workers=4,
    )

    request.refresh_from_db()
    taken = 6 - refusals(answers)
    # Taken on first, it may still be taken back; nothing follows a refusal or the taking back.
    assert (request.state, taken) in {
        ("refused", 1),
        ("cancelled", 1),
        ("cancelled", 2),
        ("accepted", 1),
    }
    assert mails("service_cancelled") == (request.state == "cancelled")
    assert mails("service_refused") == (request.state == "refused")


def test_finishing_and_taking_back_at_once_one_of_them_holds():
    service = ServiceFactory()
    officer = unit_person(service.organization)
    request = ServiceRequestFactory(service=service, state="in_progress", assignee=officer)

    answers = at_once(
        [
            lambda: finish_request(
                request, actor=officer, outcome="solved", outcome_text="Đã trả lời"
            ),
            lambda: cancel_request(request, actor=request.requester),
        ]
        * 2,
        workers=4,
    )

    request.refresh_from_db()
    assert refusals(answers) == 3
    assert bool(request.outcome) is (request.state == "done")


def test_one_person_at_many_doors_sends_as_many_as_allowed_and_a_double_click_makes_one():
    user, service = UserFactory(verified=True), ServiceFactory(staffed=True)
    keys = [f"k{number}" for number in range(MAX_OPEN + 2)]

    answers = at_once(
        [
            lambda key=key: send_request(user, service, subject="Nợ", text="Nợ hàng", send_key=key)
            for key in keys * 2
        ],
        workers=4,
    )

    assert ServiceRequest.objects.count() == Consent.objects.count() == MAX_OPEN
    assert refusals(answers) == 4
