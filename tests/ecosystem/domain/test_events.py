"""An event's own life: published, changed, cancelled; and its calendar."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from ecosystem.domain import events as acts
from ecosystem.domain.event_calendar import (
    clamped,
    coming_calendar,
    events_calendar,
    month_of,
    registration_calendar,
)
from ecosystem.domain.registrations import cancel_registration
from ecosystem.enums import RegistrationPhase
from ecosystem.models import Event
from portal.models import OutgoingMail
from portal.roles import Role
from portal.workflow import ReasonMissingError, RefusedError
from tests.ecosystem.events import NOW, days, editor, forum, guest, mails, person, sign_up, states
from tests.factories.ecosystem import EventFactory
from tests.factories.portal import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(NOW, tick=False)
    return time_machine


def local(*parts):
    return timezone.make_aware(datetime(*parts))  # noqa: DTZ001 -- made aware


# --- publishing and cancelling -----------------------------------------------------------------


def test_publishing_is_an_act_of_the_staff():
    event = forum(state="draft")

    with pytest.raises(PermissionDenied):
        acts.publish_event(event, actor=UserFactory(roles=[Role.BOARD]))
    assert acts.publish_event(event, actor=editor()).state == "published"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"starts_at": None, "ends_at": None}, "giờ bắt đầu"),
        ({"venue": ""}, "địa điểm"),
    ],
)
def test_an_event_to_register_for_is_published_with_its_time_and_place(fields, words):
    event = forum(state="draft", **fields)

    with pytest.raises(RefusedError, match=words):
        acts.publish_event(event, actor=editor())


def test_an_event_of_which_only_the_year_is_known_is_published_too():
    assert acts.publish_event(EventFactory(year=2019), actor=editor()).state == "published"


def test_cancelling_tells_everybody_who_meant_to_come_why():
    event = forum(capacity=1)
    coming, waiting = sign_up(event), sign_up(event)
    gone = sign_up(event)
    cancel_registration(gone, actor=gone.user)

    with pytest.raises(ReasonMissingError):
        acts.cancel_event(event, actor=editor(), reason=" ")
    cancelled = acts.cancel_event(event, actor=editor(), reason="Bão số 5")

    assert (cancelled.state, cancelled.cancel_reason) == ("cancelled", "Bão số 5")
    assert mails("event_cancelled") == [coming.email, waiting.email]
    assert (
        "Bão số 5" in OutgoingMail.objects.filter(template="ecosystem/event_cancelled")[0].body_text
    )
    with pytest.raises(RefusedError, match="bị hủy"):
        cancel_registration(coming, actor=coming.user)


@pytest.mark.parametrize(("seconds", "is_refused"), [(-1, False), (0, True), (1, True)])
def test_what_is_over_is_not_called_off(time_machine, seconds, is_refused):
    event = forum()
    sign_up(event)
    time_machine.move_to(event.until + timedelta(seconds=seconds), tick=False)

    if is_refused:
        with pytest.raises(RefusedError, match="đã kết thúc"):
            acts.cancel_event(event, actor=editor(), reason="Nhầm")
        assert mails("event_cancelled") == []
    else:
        assert acts.cancel_event(event, actor=editor(), reason="Nhầm").state == "cancelled"


def test_an_event_without_a_day_can_be_called_off():
    event = acts.publish_event(EventFactory(year=2019), actor=editor())

    assert acts.cancel_event(event, actor=editor(), reason="Không tổ chức").state == "cancelled"


# --- changes -----------------------------------------------------------------------------------


@pytest.mark.parametrize("field", ["starts_at", "ends_at", "venue", "online_url"])
def test_another_time_or_place_is_told_to_everybody_who_means_to_come(field):
    event = forum()
    made = sign_up(event)
    was = acts.when_and_where(event)
    values = {
        "starts_at": event.starts_at + timedelta(minutes=30),
        "ends_at": event.ends_at + timedelta(minutes=30),
        "venue": "Hội trường tỉnh",
        "online_url": "https://hop.vidu.vn/2",
    }
    setattr(event, field, values[field])
    event.save()

    assert acts.follow_change(event, was) == 1
    assert mails("event_changed") == [made.email]
    assert acts.follow_change(event, acts.when_and_where(event)) == 0


def test_who_has_no_place_is_not_told_the_address_of_the_meeting():
    event = forum(capacity=1)
    sign_up(event), sign_up(event)
    was = acts.when_and_where(event)
    event.online_url = "https://hop.vidu.vn/2"
    event.save()

    acts.follow_change(event, was)

    with_place, without = OutgoingMail.objects.filter(template="ecosystem/event_changed").order_by(
        "pk"
    )
    assert "https://hop.vidu.vn/2" in with_place.body_text
    assert "hop.vidu.vn" not in without.body_text


def test_a_draft_and_a_past_event_change_without_a_mail(clock):
    event = forum()
    sign_up(event)
    was = acts.when_and_where(event)
    Event.objects.filter(pk=event.pk).update(venue="Khác")
    clock.move_to(event.ends_at, tick=False)

    assert acts.follow_change(event, was) == 0


def test_places_that_are_added_are_offered_in_turn():
    event = forum(capacity=1)
    for _each in range(4):
        sign_up(event)
    Event.objects.filter(pk=event.pk).update(capacity=3)

    acts.follow_change(event, acts.when_and_where(event))

    assert states(event) == ["confirmed", "offered", "offered", "waitlisted"]


def test_no_fewer_places_than_are_taken():
    event = forum(capacity=3)
    sign_up(event), sign_up(event)

    event.capacity = 2
    acts.check_capacity(event)
    assert event.seats_taken == 2
    event.capacity = 1
    with pytest.raises(RefusedError, match="2 chỗ"):
        acts.check_capacity(event)


def test_staff_close_and_reopen_the_registration():
    event, staff = forum(), editor()

    assert acts.close_registration(event, actor=staff).phase == RegistrationPhase.CLOSED
    with pytest.raises(RefusedError):
        acts.close_registration(event, actor=staff)
    assert acts.reopen_registration(event, actor=staff).phase == RegistrationPhase.OPEN
    with pytest.raises(RefusedError):
        acts.reopen_registration(event, actor=staff)
    with pytest.raises(PermissionDenied):
        acts.close_registration(event, actor=person())


def test_after_the_start_nothing_is_reopened(clock):
    event = forum()
    clock.move_to(event.starts_at + timedelta(seconds=1), tick=False)

    with pytest.raises(RefusedError, match="đã bắt đầu"):
        acts.reopen_registration(event, actor=editor())


# --- who sees what -----------------------------------------------------------------------------


@pytest.mark.parametrize("role", [None, *Role])
@pytest.mark.parametrize("state", ["draft", "published", "cancelled"])
def test_drafts_are_seen_by_those_who_may_look_and_by_nobody_else(role, state):
    event = EventFactory(state=state)
    user = UserFactory(roles=[role] if role else [])

    listed = Event.objects.visible_to(user).filter(pk=event.pk).exists()

    assert listed is (state != "draft" or user.has_perm("ecosystem.view_event", event))


# --- paths -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("title", "slug"), [("Vé", "su-kien-ve"), ("Lịch", "su-kien-lich")])
def test_a_path_made_from_a_title_is_none_of_the_portals_own(title, slug):
    assert EventFactory(title=title).slug == slug


# --- the calendar ------------------------------------------------------------------------------


def test_a_month_shows_every_day_of_a_long_event_and_no_day_after_midnight():
    long = forum(starts_at=local(2026, 12, 30, 8), ends_at=local(2027, 1, 2, 17))
    late = forum(starts_at=local(2026, 12, 5, 20), ends_at=local(2026, 12, 6, 0))
    EventFactory(state="published", year=2026)

    month = month_of(date(2026, 12, 1), Event.objects.public())

    assert {day.day.day: day.events for day in month.busy_days} == {
        5: [late],
        30: [long],
        31: [long],
    }
    assert {len(week) for week in month.weeks} == {7}
    assert month.weeks[0][0].day == date(2026, 11, 30)
    january = month_of(date(2027, 1, 1), Event.objects.public())
    assert [day.day.day for day in january.busy_days] == [1, 2]


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ((2026, 12), date(2026, 12, 1)),
        ((1900, 5), date(2017, 1, 1)),
        ((9999, 12), date(2028, 12, 1)),
        ((2028, 12), date(2028, 12, 1)),
    ],
)
def test_months_far_away_lead_to_the_nearest_page(asked, shown):
    assert clamped(*asked) == shown


def test_the_first_and_the_last_month_lead_no_further():
    first = month_of(date(2017, 1, 1), Event.objects.public())
    last = month_of(date(2028, 12, 1), Event.objects.public())

    assert (first.earlier, first.later) == (None, date(2017, 2, 1))
    assert (last.earlier, last.later) == (date(2028, 11, 1), None)


def test_the_public_file_holds_no_meeting_and_ones_own_does():
    event = forum(online_url="https://hop.vidu.vn/1")
    made = sign_up(event)

    public, own = events_calendar("x", [event]), registration_calendar(made)

    assert "hop.vidu.vn" not in public
    assert "hop.vidu.vn" in own.replace("\r\n ", "")
    assert f"UID:event-{event.pk}@" in public
    assert f"UID:event-{event.pk}@" in own
    assert "DTSTART;TZID=Asia/Ho_Chi_Minh:20261208T070000" in public


def test_the_feed_holds_what_comes_and_says_what_is_cancelled():
    forum(title="Sắp tới")
    forum(title="Đã hủy", state="cancelled")
    forum(title="Nháp", state="draft")
    forum(title="Đã qua", starts_at=days(-3))

    text = coming_calendar()

    assert "SUMMARY:Sắp tới" in text
    assert "STATUS:CANCELLED" in text
    assert "Nháp" not in text
    assert "Đã qua" not in text


def test_a_waiting_persons_file_is_tentative():
    event = forum(capacity=1)
    guest(event, confirmed=True)

    assert "STATUS:TENTATIVE" in registration_calendar(sign_up(event))
