"""A group of one organisation: one contact confirms and cancels, everybody has a place of their own."""

import pytest

from ecosystem.enums import RegistrationState
from portal.models import Consent
from portal.workflow import RefusedError
from tests.training.places import (
    NOW,
    assert_seats_agree,
    group,
    hours,
    mails,
    officer,
    open_run,
    person,
    sign_up,
    states,
)
from training.domain import groups
from training.domain import registrations as desk
from training.models import RegistrationGroup

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(NOW, tick=False)
    return time_machine


def test_the_contact_confirms_once_for_everybody_and_gets_one_letter():
    run = open_run(capacity=2)

    made = group(run, 3)
    assert states(run) == ["registered", "registered", "waitlisted"]
    assert mails("group_verify") == ["donvi@vidu.test"]
    groups.confirm_group(made)
    groups.confirm_group(made)

    assert states(run) == ["confirmed", "confirmed", "waitlisted"]
    assert mails("group_registered") == ["donvi@vidu.test"]
    assert mails("registration_confirmed") == []
    assert_seats_agree(run)


def test_with_an_account_nothing_is_left_to_confirm():
    run, user = open_run(), person(email="donvi@vidu.test")

    made = group(run, 2, user=user)

    assert made.user == user
    assert states(run) == ["confirmed", "confirmed"]
    assert mails("group_verify") == []


def test_what_the_contact_does_not_confirm_in_time_lapses_and_is_offered_on(clock):
    run = open_run(capacity=2)
    made = group(run, 2)
    waiting = sign_up(run)

    clock.move_to(hours(6), tick=False)
    assert desk.lapse_unconfirmed() == 0
    clock.move_to("2026-12-01T13:00:01+07:00", tick=False)
    with pytest.raises(RefusedError, match="Đã quá thời hạn"):
        groups.confirm_group(made)
    assert desk.lapse_unconfirmed() == 2

    waiting.refresh_from_db()
    assert waiting.state == RegistrationState.OFFERED
    assert_seats_agree(run)


def test_a_place_offered_to_a_member_goes_to_the_contact_by_name():
    run = open_run(capacity=1)
    first = sign_up(run)
    group(run, 2, user=person(email="donvi@vidu.test"))

    desk.cancel_registration(first, actor=first.user)

    assert states(run) == ["cancelled", "offered", "waitlisted"]
    assert mails("registration_offered") == ["donvi@vidu.test"]


def test_cancelling_the_group_offers_its_places_to_others_and_never_to_its_own():
    run = open_run(capacity=2)
    made = group(run, 3, user=person(email="donvi@vidu.test"))
    other = sign_up(run)

    assert groups.cancel_group(made, actor=made.user) == 3

    other.refresh_from_db()
    assert states(run)[:3] == ["cancelled"] * 3
    assert other.state == RegistrationState.OFFERED
    assert mails("registration_offered") == [other.email]
    assert mails("group_cancelled") == ["donvi@vidu.test"]
    assert mails("registration_cancelled") == []
    assert_seats_agree(run)
    with pytest.raises(RefusedError):
        groups.cancel_group(made, actor=made.user)


def test_one_member_is_cancelled_without_the_others():
    run = open_run(capacity=2)
    made = group(run, 2, user=person(email="donvi@vidu.test"))

    desk.cancel_registration(made.members.first(), actor=desk.audit.SYSTEM)

    assert states(run) == ["cancelled", "confirmed"]
    assert mails("registration_cancelled") == ["donvi@vidu.test"]


def test_a_contact_has_one_group_in_a_class_and_gets_the_link_again():
    run = open_run()
    made = group(run, 2)

    assert group(run, 3, email="DonVi@vidu.test") == made

    assert RegistrationGroup.objects.count() == 1
    assert mails("group_again") == ["donvi@vidu.test"]
    assert run.registrations.count() == 2


def test_after_cancelling_all_the_contact_may_register_a_group_again():
    run = open_run()
    made = group(run, 2, user=person(email="donvi@vidu.test"))
    groups.cancel_group(made, actor=made.user)

    assert group(run, 2) != made


def test_members_of_a_class_with_approval_are_chosen_one_by_one():
    run = open_run(needs_approval=True, capacity=1)
    made = group(run, 2)
    groups.confirm_group(made)
    assert all(member.awaits_approval for member in made.members.all())

    first, second = made.members.order_by("pk")
    desk.confirm_by_hand(first, actor=officer())
    desk.call_off(second, actor=officer(), reason="Mỗi đơn vị một người")

    assert states(run) == ["confirmed", "cancelled"]
    assert mails("registration_refused") == ["donvi@vidu.test"]


@pytest.mark.parametrize(
    ("fields", "people", "words"),
    [
        ({"takes_groups": False}, 2, "không nhận"),
        ({"capacity": 2, "has_waiting_list": False}, 3, "2 chỗ"),
        ({}, groups.MAX_PEOPLE + 1, "20"),
        ({}, 0, "ít nhất"),
    ],
)
def test_what_cannot_be_registered_as_a_whole_is_refused_as_a_whole(fields, people, words):
    run = open_run(**fields)

    with pytest.raises(RefusedError, match=words):
        group(run, people)

    assert run.registrations.count() == 0
    assert_seats_agree(run)


def test_twenty_people_are_a_group():
    assert group(open_run(), groups.MAX_PEOPLE).members.count() == groups.MAX_PEOPLE


def test_each_member_has_a_consent_that_the_contact_declared():
    made = group(open_run(), 2, user=person(email="donvi@vidu.test"))

    consents = list(Consent.objects.order_by("pk"))

    assert [consent.subject_name for consent in consents] == ["Học viên 1", "Học viên 2"]
    assert {consent.user for consent in consents} == {made.user}
    assert "người giám hộ" in consents[0].text


def test_somebody_confirmed_on_their_own_page_does_not_hold_up_the_group():
    run = open_run()
    made = group(run, 2)
    desk.confirm_by_link(made.members.first())

    groups.confirm_group(made)

    assert states(run) == ["confirmed", "confirmed"]
