"""Two people at one request at once: one of them comes first, and the other is told."""

import pytest

from ecosystem.domain.connection_care import tell_outcome
from ecosystem.domain.connections import (
    accept_request,
    cancel_request,
    decline_request,
    send_request,
)
from ecosystem.enums import ConnectionSide
from ecosystem.models import ConnectionRequest
from portal.models import OutgoingMail
from portal.workflow import RefusedError
from tests.contests.test_concurrency import at_once
from tests.factories.ecosystem import ConnectionRequestFactory, ExpertFactory, StartupFactory
from tests.factories.portal import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


def refusals(answers):
    return sum(isinstance(answer, RefusedError) for answer in answers)


def test_accepting_declining_and_cancelling_at_once_one_of_them_holds():
    request = ConnectionRequestFactory(state="accepted")

    answers = at_once(
        [
            lambda: accept_request(request, contact="0912 345 678"),
            lambda: decline_request(request),
            lambda: cancel_request(request, actor=request.founder),
        ]
        * 2,
        workers=4,
    )

    request.refresh_from_db()
    assert refusals(answers) == 5
    contacts = OutgoingMail.objects.filter(template__contains="connection_contact")
    assert contacts.count() == (2 if request.is_connected else 0)


def test_one_person_at_many_doors_sends_as_many_requests_as_allowed():
    user = UserFactory(verified=True)
    startup, experts = StartupFactory(owner=user), ExpertFactory.create_batch(5)
    wish = {"purpose": "advice", "message": "Xin góp ý.", "contact_way": "email"}

    answers = at_once(
        [
            lambda expert=expert: send_request(user, expert, startup=startup, **wish)
            for expert in experts
        ],
        workers=4,
    )

    assert refusals(answers) == 2
    assert ConnectionRequest.objects.count() == 3


def test_both_sides_telling_the_outcome_at_once_finish_it_once():
    request = ConnectionRequestFactory(state="in_progress")

    answers = at_once(
        [lambda side=side: tell_outcome(request, side, result="useful") for side in ConnectionSide]
        * 2,
        workers=4,
    )

    request.refresh_from_db()
    assert (refusals(answers), request.state, request.outcomes.count()) == (2, "done", 2)
