"""At the door: once is enough, the wrong ticket is refused, figures, walk-ins."""

from datetime import timedelta

import pytest
from auditlog.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from ecosystem.domain import checkin
from ecosystem.domain.event_exports import export_registrations
from ecosystem.domain.registrations import call_off
from ecosystem.models import Event
from portal.audit import SYSTEM
from portal.models import Consent
from portal.roles import Role
from portal.workflow import RefusedError
from tests.ecosystem.events import (
    NOW,
    assert_seats_agree,
    days,
    editor,
    entry,
    forum,
    guest,
    on_the_day,
    person,
    sign_up,
    states,
)
from tests.factories.portal import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(NOW, tick=False)
    return time_machine


@pytest.fixture
def event(clock):
    """A forum with room for two whose day has come."""
    return forum(capacity=2)


def test_a_second_scan_keeps_the_first_hour(clock, event):
    made, staff = sign_up(event), editor()
    clock.move_to(on_the_day(event), tick=False)

    first = checkin.check_in(made, actor=staff)
    clock.shift(timedelta(minutes=20))
    second = checkin.check_in(made, actor=editor())

    assert (first.state, first.checked_in_by) == ("attended", staff)
    assert second.checked_in_at == first.checked_in_at == on_the_day(event)
    assert second.checked_in_by == staff


def test_nobody_is_checked_in_before_the_day(clock, event):
    made = sign_up(event)
    midnight = timezone.localtime(event.starts_at).replace(hour=0, minute=0)
    clock.move_to(midnight - timedelta(seconds=1), tick=False)

    with pytest.raises(RefusedError, match="08/12/2026"):
        checkin.check_in(made, actor=editor())

    clock.move_to(midnight, tick=False)
    assert checkin.check_in(made, actor=editor()).state == "attended"


@pytest.mark.parametrize(
    ("state", "words"), [("cancelled", "bị hủy"), ("draft", "chưa được công bố")]
)
def test_an_event_that_does_not_take_place_checks_nobody_in(clock, event, state, words):
    made = sign_up(event)
    clock.move_to(on_the_day(event), tick=False)
    Event.objects.filter(pk=event.pk).update(state=state)

    with pytest.raises(RefusedError, match=words):
        checkin.check_in(made, actor=editor())


def test_a_cancelled_ticket_is_refused_in_words(clock, event):
    made = sign_up(event)
    call_off(made, actor=SYSTEM, reason="Nhầm")
    clock.move_to(on_the_day(event), tick=False)

    with pytest.raises(RefusedError, match="vé không còn giá trị"):
        checkin.check_in(made, actor=editor())


def test_only_staff_check_in(clock, event):
    made = sign_up(event)
    clock.move_to(on_the_day(event), tick=False)

    for somebody in (made.user, person(), UserFactory(roles=[Role.SPACE_MANAGER])):
        with pytest.raises(PermissionDenied):
            checkin.check_in(made, actor=somebody)
        with pytest.raises(PermissionDenied):
            checkin.add_walk_in(event, entry(), actor=somebody)


def test_who_waits_may_be_let_in_and_takes_no_place(clock, event):
    sign_up(event), sign_up(event)
    waiting = sign_up(event)
    clock.move_to(on_the_day(event), tick=False)

    assert checkin.check_in(waiting, actor=editor()).state == "attended"
    assert_seats_agree(event)
    assert event.seats_taken == 2


def test_a_mistake_is_taken_back_and_recorded_again(clock, event):
    made, staff = sign_up(event), editor()
    clock.move_to(on_the_day(event), tick=False)
    checkin.check_in(made, actor=staff)

    undone = checkin.undo_check_in(made, actor=staff)

    assert (undone.state, undone.checked_in_at) == ("confirmed", None)
    assert checkin.check_in(undone, actor=staff).state == "attended"


def test_who_came_without_a_place_waits_again_once_that_is_taken_back(clock, event):
    sign_up(event), sign_up(event)
    waiting, staff = sign_up(event), editor()
    clock.move_to(on_the_day(event), tick=False)
    checkin.check_in(waiting, actor=staff)

    undone = checkin.undo_check_in(waiting, actor=staff)

    assert (undone.state, undone.has_seat, undone.checked_in_at) == ("waitlisted", False, None)
    assert checkin.attendance_of(event).confirmed == 2
    assert checkin.check_in(undone, actor=staff).state == "attended"


def test_a_walk_in_who_is_taken_back_waits_for_nothing(clock, event):
    clock.move_to(on_the_day(event), tick=False)
    made = checkin.add_walk_in(event, entry("Mã Văn Tới", ""), actor=editor())

    assert checkin.undo_check_in(made, actor=editor()).state == "confirmed"


def test_a_walk_in_is_present_at_once_beyond_the_places_with_a_consent_on_paper(clock, event):
    sign_up(event), sign_up(event)
    staff = editor()
    clock.move_to(on_the_day(event), tick=False)

    made = checkin.add_walk_in(event, entry("Mã Văn Tới", ""), actor=staff)

    assert (made.state, made.is_walk_in, made.has_seat) == ("attended", True, False)
    consent = Consent.objects.get(pk=made.consent_id)
    assert (consent.given_via, consent.recorded_by) == ("paper", staff)
    assert_seats_agree(event)


def test_two_walk_ins_without_an_address_are_two_people(clock, event):
    clock.move_to(on_the_day(event), tick=False)

    for name in ("Mã Văn Tới", "Lộc Thị Sau"):
        checkin.add_walk_in(event, entry(name, ""), actor=editor())

    assert states(event) == ["attended", "attended"]


def test_a_walk_in_who_is_registered_is_checked_in_not_doubled(clock, event):
    made = guest(event, confirmed=True)
    clock.move_to(on_the_day(event), tick=False)

    again = checkin.add_walk_in(event, entry(email="HOA@vidu.test"), actor=editor())

    assert (again.pk, states(event)) == (made.pk, ["attended"])


def test_figures_tell_registered_confirmed_attended_and_walk_ins_apart(clock, event):
    present = sign_up(event)
    guest(event)
    sign_up(event)
    gone = guest(event, "khac@vidu.test")
    call_off(gone, actor=SYSTEM, reason="Nhầm")
    clock.move_to(on_the_day(event), tick=False)
    checkin.check_in(present, actor=editor())
    checkin.add_walk_in(event, entry("Mã Văn Tới", ""), actor=editor())

    found = checkin.attendance_of(event)

    assert found == checkin.Attendance(
        registered=2, waiting=1, confirmed=1, attended=2, walk_ins=1, absent=0, cancelled=1
    )


def test_the_number_of_attendees_is_accepted_by_staff_after_the_end(clock, event):
    staff = editor()
    made = sign_up(event)
    clock.move_to(on_the_day(event), tick=False)
    checkin.check_in(made, actor=staff)

    with pytest.raises(RefusedError, match="chưa kết thúc"):
        checkin.accept_attendance(event, actor=staff)
    clock.move_to(event.ends_at, tick=False)
    assert list(Event.objects.uncounted()) == [event]
    checkin.accept_attendance(event, actor=staff)

    event.refresh_from_db()
    assert (event.attendees, event.attendees_is_minimum) == (1, False)
    assert event.source == "Điểm danh trên Cổng"
    assert not Event.objects.uncounted().exists()
    with pytest.raises(PermissionDenied):
        checkin.accept_attendance(event, actor=person())


def test_where_nobody_was_checked_in_there_is_no_number_to_accept(clock, event):
    clock.move_to(days(30), tick=False)

    with pytest.raises(RefusedError, match="Chưa có ai"):
        checkin.accept_attendance(event, actor=editor())


def test_the_list_leaves_the_portal_for_who_may_and_no_cell_is_a_formula(event):
    sign_up(event, person(full_name="=HYPERLINK(1)"))

    with pytest.raises(PermissionDenied):
        export_registrations(event, actor=editor())
    secretary = UserFactory(roles=[Role.SECRETARY])
    head, row = export_registrations(event, actor=secretary)

    assert len(head) == len(row)
    assert row[2] == "'=HYPERLINK(1)"
    line = LogEntry.objects.get(additional_data__verb="export_registrations")
    assert (line.actor, line.additional_data["rows"]) == (secretary, "1")
