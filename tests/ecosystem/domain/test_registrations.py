"""Registering for an event: hours to the second, places, waiting list, offers, who is told."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from ecosystem.domain import registrations as acts
from ecosystem.domain.registration_care import record_absences, remind_registered
from ecosystem.domain.seating import VERIFY_HOURS
from ecosystem.enums import EventState, RegistrationPhase
from ecosystem.models import Event, EventRegistration
from portal.audit import SYSTEM
from portal.models import Consent, OutgoingMail
from portal.workflow import RefusedError
from tests.ecosystem.events import (
    NOW,
    assert_seats_agree,
    days,
    editor,
    entry,
    forum,
    guest,
    mails,
    person,
    sign_up,
    states,
)
from tests.factories.portal import UserFactory

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(NOW, tick=False)
    return time_machine


# --- when one can register ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("moment", "phase"),
    [
        (-SECOND, RegistrationPhase.SOON),
        (timedelta(), RegistrationPhase.OPEN),
        (SECOND, RegistrationPhase.OPEN),
    ],
)
def test_registration_opens_at_its_hour_to_the_second(clock, moment, phase):
    event = forum(opens_at=days(1))
    clock.move_to(event.opens_at + moment, tick=False)

    assert event.phase == phase
    if phase == RegistrationPhase.OPEN:
        assert sign_up(event).state == "confirmed"
    else:
        with pytest.raises(RefusedError, match="Chưa đến giờ mở đăng ký"):
            sign_up(event)


@pytest.mark.parametrize(
    ("moment", "is_open"), [(-SECOND, True), (timedelta(), True), (SECOND, False)]
)
@pytest.mark.parametrize("field", ["closes_at", "starts_at"])
def test_registration_closes_at_its_hour_or_with_the_start(clock, field, moment, is_open):
    event = forum(closes_at=days(3) if field == "closes_at" else None)
    clock.move_to(getattr(event, field) + moment, tick=False)

    if is_open:
        assert sign_up(event).state == "confirmed"
    else:
        with pytest.raises(RefusedError, match="Đã đóng đăng ký"):
            sign_up(event)
        assert states(event) == []


@pytest.mark.parametrize(
    "fields", [{"state": "draft"}, {"state": "cancelled"}, {"takes_registrations": False}]
)
def test_an_event_that_takes_none_refuses(fields):
    event = forum(**fields)

    with pytest.raises(RefusedError, match="không nhận đăng ký"):
        sign_up(event)


def test_the_event_is_read_again_under_the_lock():
    event = forum()
    Event.objects.filter(pk=event.pk).update(state=EventState.CANCELLED)

    with pytest.raises(RefusedError):
        sign_up(event)


# --- with and without an account ---------------------------------------------------------------


def test_a_confirmed_account_is_registered_at_once_and_gets_the_ticket():
    event, user = forum(capacity=5, online_url="https://hop.vidu.vn/1"), person()

    made = sign_up(event, user)

    assert (made.state, made.user, made.email, made.has_seat) == (
        "confirmed",
        user,
        user.email,
        True,
    )
    mail = OutgoingMail.objects.get(template="ecosystem/registration_confirmed")
    assert mail.recipient == user.email
    assert made.code in mail.subject
    assert made.get_absolute_url() in mail.body_text
    assert "https://hop.vidu.vn/1" in mail.body_text
    assert_seats_agree(event)


def test_a_guest_holds_a_place_until_the_address_is_confirmed():
    event = forum(capacity=5)

    made = guest(event)

    assert (made.state, made.has_seat, made.verified_at) == ("registered", True, None)
    assert made.held_until == timezone.now() + timedelta(hours=VERIFY_HOURS)
    assert mails("registration_verify") == ["hoa@vidu.test"]
    assert mails("registration_confirmed") == []

    assert acts.confirm_by_link(made).state == "confirmed"
    assert acts.confirm_by_link(made).state == "confirmed"  # a second tap
    assert mails("registration_confirmed") == ["hoa@vidu.test"]


def test_an_account_without_a_confirmed_address_confirms_like_a_guest():
    user = UserFactory()

    made = acts.register(forum(), entry(), user=user)

    # The account's own list would open the link that is the proof of the address.
    assert (made.state, made.verified_at, made.user) == ("registered", None, None)
    assert mails("registration_verify") == [user.email]


@pytest.mark.parametrize("email", ["hoa@vidu.test", "khac@vidu.test"])
def test_once_it_is_closed_a_registered_address_is_answered_like_any_other(clock, email):
    event = forum(closes_at=days(1))
    guest(event, confirmed=True)
    clock.move_to(days(2), tick=False)

    with pytest.raises(RefusedError, match="Đã đóng đăng ký"):
        guest(event, email)


@pytest.mark.parametrize(("late", "is_refused"), [(timedelta(), False), (SECOND, True)])
def test_the_time_to_confirm_holds_to_the_second_before_any_task_ran(clock, late, is_refused):
    made = guest(forum())
    clock.move_to(made.held_until + late, tick=False)

    if is_refused:
        with pytest.raises(RefusedError, match="quá thời hạn"):
            acts.confirm_by_link(made)
        assert acts.lapse_unconfirmed() == 1
        assert states(made.event) == ["cancelled"]
    else:
        assert acts.lapse_unconfirmed() == 0
        assert acts.confirm_by_link(made).state == "confirmed"


def test_nobody_is_kept_a_place_beyond_the_start():
    event = forum(starts_at=timezone.now() + timedelta(hours=2))

    assert guest(event).held_until == event.starts_at


def test_the_consent_is_kept_in_its_words_and_withdrawn_with_the_registration():
    made = sign_up(forum())

    consent = Consent.objects.get(pk=made.consent_id)
    assert (consent.purpose, consent.user, consent.subject) == ("event", made.user, made.code)
    assert "Tôi đồng ý để ban tổ chức" in consent.text

    acts.cancel_registration(made, actor=made.user)
    consent.refresh_from_db()
    assert consent.withdrawn_at is not None


# --- one for an address ------------------------------------------------------------------------


@pytest.mark.parametrize("again", ["hoa@vidu.test", "HOA@Vidu.Test", "  hoa@vidu.test "])
def test_one_address_registers_once_however_it_is_written(again):
    event = forum()
    first = guest(event)

    second = guest(event, again)

    assert second == first
    assert states(event) == ["registered"]
    assert mails("registration_again") == ["hoa@vidu.test"]


def test_the_database_refuses_a_second_registration_of_an_address():
    first = guest(forum())
    twin = EventRegistration(event=first.event, full_name="Khác", email_key=first.email_key)

    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()


def test_after_cancelling_one_may_register_again():
    event, user = forum(), person()
    acts.cancel_registration(sign_up(event, user), actor=user)

    assert sign_up(event, user).state == "confirmed"
    assert states(event) == ["cancelled", "confirmed"]
    assert_seats_agree(event)


def test_what_ran_out_a_moment_ago_holds_nobody_back(clock):
    event = forum(capacity=1)
    first = guest(event)
    clock.move_to(first.held_until + SECOND, tick=False)

    second = guest(event)

    assert second.pk != first.pk
    assert states(event) == ["cancelled", "registered"]
    assert_seats_agree(event)


def test_who_signs_in_takes_over_what_the_same_address_registered_before():
    event, user = forum(), person()
    before = guest(event, user.email.upper())

    after = sign_up(event, user)

    assert (after.pk, after.user, after.state) == (before.pk, user, "confirmed")


def test_an_unconfirmed_account_takes_over_nothing():
    event, user = forum(), UserFactory()
    before = guest(event, user.email, confirmed=True)

    acts.register(event, entry(), user=user)

    before.refresh_from_db()
    assert before.user is None


# --- places and the waiting list ---------------------------------------------------------------


def test_the_last_place_is_given_and_the_next_person_waits():
    event = forum(capacity=1)

    sign_up(event)
    waiting = sign_up(event)

    assert states(event) == ["confirmed", "waitlisted"]
    assert mails("registration_waiting") == [waiting.email]
    assert "chưa có chỗ" in OutgoingMail.objects.get(recipient=waiting.email).body_text
    assert_seats_agree(event)


def test_without_a_waiting_list_a_full_event_refuses():
    event = forum(capacity=1, has_waiting_list=False)
    sign_up(event)

    with pytest.raises(RefusedError, match="hết chỗ"):
        sign_up(event)
    assert states(event) == ["confirmed"]


def test_the_database_refuses_more_places_than_there_are():
    event = forum(capacity=2)

    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(seats_taken=3)


def test_a_freed_place_is_offered_to_the_first_who_waits_once():
    event = forum(capacity=1, offer_hours=12)
    first, second, third = sign_up(event), sign_up(event), sign_up(event)

    acts.cancel_registration(first, actor=first.user)

    second.refresh_from_db()
    assert states(event) == ["cancelled", "offered", "waitlisted"]
    assert second.held_until == timezone.now() + timedelta(hours=12)
    assert mails("registration_offered") == [second.email]
    assert mails("registration_cancelled") == [first.email]
    # An offered place is taken: nobody else gets it.
    assert sign_up(event).state == "waitlisted"
    assert third.email not in mails("registration_offered")
    assert_seats_agree(event)


@pytest.mark.parametrize(("late", "is_refused"), [(timedelta(), False), (SECOND, True)])
def test_an_offer_is_accepted_in_its_time_and_not_a_second_later(clock, late, is_refused):
    event = forum(capacity=1)
    first, second = sign_up(event), sign_up(event)
    acts.cancel_registration(first, actor=first.user)
    second.refresh_from_db()
    clock.move_to(second.held_until + late, tick=False)

    if is_refused:
        with pytest.raises(RefusedError, match="quá thời hạn"):
            acts.confirm_by_link(second)
    else:
        assert acts.confirm_by_link(second).state == "confirmed"
        assert mails("registration_confirmed") == [first.email, second.email]


def test_an_offer_that_lapses_goes_to_the_next_and_both_are_told_once(clock):
    event = forum(capacity=1)
    first, second, third = sign_up(event), sign_up(event), sign_up(event)
    acts.cancel_registration(first, actor=first.user)
    clock.move_to(days(1) + SECOND, tick=False)

    assert acts.lapse_unconfirmed() == 1
    assert acts.lapse_unconfirmed() == 0

    assert states(event) == ["cancelled", "cancelled", "offered"]
    assert mails("registration_lapsed") == [second.email]
    assert mails("registration_offered") == [second.email, third.email]
    assert_seats_agree(event)


def test_who_leaves_the_waiting_list_promotes_nobody():
    event = forum(capacity=1)
    _first, second, third = sign_up(event), sign_up(event), sign_up(event)

    acts.cancel_registration(second, actor=second.user)

    assert states(event) == ["confirmed", "cancelled", "waitlisted"]
    assert mails("registration_offered") == []
    third.refresh_from_db()
    assert not third.has_seat
    assert_seats_agree(event)


def test_whoever_did_not_confirm_the_address_is_passed_over(clock):
    event = forum(capacity=1)
    first, unknown, known = sign_up(event), guest(event), sign_up(event)

    acts.cancel_registration(first, actor=first.user)

    assert states(event) == ["cancelled", "waitlisted", "offered"]
    assert acts.confirm_by_link(unknown).state == "waitlisted"
    assert mails("registration_offered") == [known.email]


def test_who_confirms_the_address_while_a_place_is_free_is_asked_at_once():
    event = forum(capacity=1)
    first, unknown = sign_up(event), guest(event)
    acts.cancel_registration(first, actor=first.user)

    assert acts.confirm_by_link(unknown).state == "offered"


def test_an_unconfirmed_turn_on_the_waiting_list_lapses_without_promoting(clock):
    event = forum(capacity=1)
    sign_up(event), guest(event), sign_up(event)
    clock.move_to(days(1), tick=False)

    acts.lapse_unconfirmed()

    assert states(event) == ["confirmed", "cancelled", "waitlisted"]


def test_nobody_is_offered_a_place_once_the_event_began(clock):
    event = forum(capacity=1)
    first, _second = sign_up(event), sign_up(event)
    clock.move_to(event.starts_at, tick=False)

    with pytest.raises(RefusedError, match="đã bắt đầu"):
        acts.cancel_registration(first, actor=first.user)
    acts.call_off(first, actor=SYSTEM, reason="Nhầm")

    assert states(event) == ["cancelled", "waitlisted"]


# --- by hand -----------------------------------------------------------------------------------


def test_staff_confirm_in_place_of_the_person():
    made = guest(forum())

    assert acts.confirm_by_hand(made, actor=editor()).state == "confirmed"


def test_staff_give_no_place_beyond_the_places():
    event, staff = forum(capacity=1), editor()
    _first, second = sign_up(event), sign_up(event)

    with pytest.raises(RefusedError, match="Không còn chỗ trống"):
        acts.confirm_by_hand(second, actor=staff)

    Event.objects.filter(pk=event.pk).update(capacity=2)
    assert acts.confirm_by_hand(second, actor=staff).has_seat
    assert_seats_agree(event)


def test_staff_cancel_with_a_reason_that_the_person_reads():
    made = sign_up(forum())

    acts.call_off(made, actor=editor(), reason="Sự kiện chỉ dành cho dự án của tỉnh")

    mail = OutgoingMail.objects.get(template="ecosystem/registration_cancelled")
    assert "Sự kiện chỉ dành cho dự án của tỉnh" in mail.body_text


def test_strangers_neither_cancel_nor_confirm():
    made, stranger = sign_up(forum()), person()

    with pytest.raises(PermissionDenied):
        acts.cancel_registration(made, actor=stranger)
    with pytest.raises(PermissionDenied):
        acts.confirm_by_hand(guest(made.event), actor=stranger)


# --- by the clock ------------------------------------------------------------------------------


def test_the_day_before_everybody_with_a_place_is_reminded_once(clock):
    event = forum(capacity=1)
    first, _waiting = sign_up(event), sign_up(event)
    forum(starts_at=days(9))
    clock.move_to(event.starts_at - timedelta(days=1, hours=3), tick=False)

    remind_registered()
    remind_registered()

    assert mails("event_reminder") == [first.email]


@pytest.mark.parametrize("away", [2, 0])
def test_on_other_days_nobody_is_reminded(clock, away):
    event = forum()
    sign_up(event)
    clock.move_to(event.starts_at - timedelta(days=away, hours=3), tick=False)

    assert remind_registered() == 0


def test_nobody_is_reminded_of_a_cancelled_event(clock):
    event = forum()
    sign_up(event)
    Event.objects.filter(pk=event.pk).update(state=EventState.CANCELLED)
    clock.move_to(event.starts_at - timedelta(days=1), tick=False)

    assert remind_registered() == 0


@pytest.mark.parametrize(("late", "found"), [(-SECOND, 0), (timedelta(), 1)])
def test_a_day_after_the_end_who_was_not_checked_in_did_not_come(clock, late, found):
    event = forum()
    sign_up(event)
    clock.move_to(event.ends_at + timedelta(hours=24) + late, tick=False)

    assert record_absences() == found
    assert states(event) == (["absent"] if found else ["confirmed"])
