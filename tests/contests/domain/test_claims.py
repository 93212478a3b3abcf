"""A dossier is handed over once, to whoever holds the link, and to nobody of the contest."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from contests.domain.applications import InnerCircleError, submit_application
from contests.domain.claims import (
    ClaimRefusedError,
    claim_application,
    clean_key,
    make_claim_link,
    open_claim,
    printed_key,
)
from contests.domain.consents import standing_purposes
from contests.domain.deadlines import IntakeClosedError
from contests.enums import Channel
from contests.models import Application, ClaimLink
from portal.models import OutgoingMail
from portal.workflow import RefusedError
from tests.contests.dossiers import AGREED
from tests.contests.intake import entered, member_of
from tests.factories.contests import ApplicationFactory
from tests.factories.ecosystem import OrganizationFactory
from tests.factories.portal import UserFactory, board_member, judge, secretary

pytestmark = pytest.mark.django_db


def made(application=None, *, by_mail=False):
    application = application or entered()
    return make_claim_link(application, actor=application.entered_by, by_mail=by_mail)


def test_the_key_is_kept_nowhere_and_its_mail_is_secret():
    link, key = made(by_mail=True)

    assert key not in link.key_hash
    assert len(link.key_hash) == 64
    mail = OutgoingMail.objects.get()
    assert (mail.recipient, mail.is_secret) == ("lan@khoinghiep.test", True)
    assert f"/ho-so/nhan/{key}/" in mail.body_text


def test_a_letter_sends_no_mail_and_its_code_is_read_however_it_is_typed():
    link, key = made()

    assert not OutgoingMail.objects.exists()
    code = printed_key(key)
    assert (len(code), code.count("-")) == (14, 2)
    assert open_claim(f" {code.replace('-', ' ')} ") == link
    assert clean_key(code) == key


def test_a_new_link_ends_the_earlier_one():
    application = entered()
    _first, old = made(application)
    _second, new = made(application)

    assert open_claim(old) is None
    assert open_claim(new) is not None


@pytest.mark.parametrize(("seconds", "works"), [(-1, True), (0, False), (1, False)])
def test_a_link_is_good_for_sixty_days(seconds, works):
    link, key = made()

    with time_machine.travel(link.expires_at + timedelta(seconds=seconds), tick=False):
        assert (open_claim(key) is not None) is works
    assert link.expires_at - link.created_at == pytest.approx(
        timedelta(days=60), abs=timedelta(seconds=5)
    )


def test_who_claims_becomes_the_owner_and_hears_of_it():
    typist, person = secretary(), UserFactory(verified=True)
    application = submit_application(entered(actor=typist), actor=typist)
    _link, key = made(application)

    claimed = claim_application(key, actor=person)

    assert claimed.owner == person
    assert person.has_perm("contests.withdraw_application", claimed)
    link = ClaimLink.objects.get()
    assert (link.used_by, link.used_at is not None) == (person, True)
    assert OutgoingMail.objects.order_by("pk").last().recipient == person.email
    # What was agreed to on paper still stands.
    assert standing_purposes(claimed) == AGREED


def test_a_link_is_used_once():
    _link, key = made()
    claim_application(key, actor=UserFactory())

    with pytest.raises(ClaimRefusedError):
        claim_application(key, actor=UserFactory())
    with pytest.raises(ClaimRefusedError):
        claim_application("khongdungdau", actor=UserFactory())


@pytest.mark.parametrize("person", [secretary, board_member, judge])
def test_the_contests_own_people_claim_nothing(person):
    _link, key = made()

    with pytest.raises(InnerCircleError):
        claim_application(key, actor=person())

    assert Application.objects.get().owner is None


def test_who_claims_without_an_address_in_the_letter_gives_their_own():
    _link, key = made(entered(contact_email=""))
    person = UserFactory()

    assert claim_application(key, actor=person).contact_email == person.email


def test_no_mail_without_an_address_and_no_link_for_what_has_an_owner():
    typist = secretary()
    with pytest.raises(RefusedError):
        make_claim_link(entered(actor=typist, contact_email=""), actor=typist, by_mail=True)
    owned = ApplicationFactory(channel=Channel.PAPER)
    with pytest.raises(RefusedError):
        make_claim_link(owned, actor=typist, by_mail=False)


def test_only_those_who_enter_hand_over():
    unit = OrganizationFactory()
    person = member_of(unit)
    of_unit = entered(channel=Channel.UNIT, actor=person, nominating_unit=unit)
    on_paper = entered()

    assert make_claim_link(of_unit, actor=person, by_mail=False)
    for stranger in (person, board_member(), UserFactory(), member_of(OrganizationFactory())):
        with pytest.raises(PermissionDenied):
            make_claim_link(on_paper, actor=stranger, by_mail=False)


def test_after_the_claim_the_clock_of_the_server_counts():
    typist, person = secretary(), UserFactory(verified=True)
    application = entered(actor=typist)
    _link, key = made(application)
    claimed = claim_application(key, actor=person)

    late = claimed.contest.deadline_at + timedelta(days=1)
    with time_machine.travel(late, tick=False), pytest.raises(IntakeClosedError):
        submit_application(claimed, actor=person)
