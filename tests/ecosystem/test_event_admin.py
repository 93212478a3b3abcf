"""Events in the administration: the form, steps, check-in list, walk-ins, files, who may."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from ecosystem.domain import registrations as acts
from ecosystem.domain.checkin import check_in
from ecosystem.domain.seating import Entry
from ecosystem.models import Event, EventRegistration
from portal.roles import Role
from portal.site.tasks_board import tasks_for
from tests.ecosystem.events import (
    NOW,
    days,
    editor,
    forum,
    guest,
    mails,
    on_the_day,
    person,
    sign_up,
    states,
)
from tests.factories.ecosystem import EventFactory
from tests.factories.portal import UserFactory

pytestmark = pytest.mark.django_db
PAGES = ("check_in", "walk_in", "attendees", "registration", "export")


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(NOW, tick=False)
    return time_machine


@pytest.fixture
def staff(client):
    user = UserFactory(roles=[Role.SECRETARY])
    client.force_login(user)
    return user


def url(name, event):
    return reverse(f"admin:ecosystem_event_{name}", args=[event.pk])


def values(event, **more):
    """The form of ``event`` as it stands."""
    local = {
        name: getattr(event, name).astimezone().strftime("%d/%m/%Y %H:%M").split()
        for name in ("starts_at", "ends_at")
    }
    return {
        "title": event.title,
        "slug": event.slug,
        "kind": event.kind,
        "venue": event.venue,
        "starts_at_0": local["starts_at"][0],
        "starts_at_1": local["starts_at"][1],
        "ends_at_0": local["ends_at"][0],
        "ends_at_1": local["ends_at"][1],
        "takes_registrations": "on",
        "has_waiting_list": "on",
        "capacity": event.capacity or "",
        "offer_hours": 24,
        **more,
    }


def save(client, event, **more):
    return client.post(url("change", event), values(event, **more), follow=True)


# --- the form ----------------------------------------------------------------------------------


def test_a_saved_change_of_place_is_mailed_and_nothing_else_is(client, staff):
    event = forum()
    made = sign_up(event)

    save(client, event, description="Thêm mô tả")
    assert mails("event_changed") == []
    page = save(client, event, venue="Hội trường tỉnh")

    assert mails("event_changed") == [made.email]
    assertContains(page, "Đã gửi thư báo thời gian, địa điểm mới cho 1 người đăng ký")


def test_more_places_are_offered_on_saving_and_fewer_than_taken_are_refused(client, staff):
    event = forum(capacity=2)
    sign_up(event), sign_up(event), sign_up(event)

    refused = save(client, event, capacity=1)
    assert refused.context["adminform"].form.errors == {
        "capacity": ["Đã có 2 chỗ được giữ hoặc mời: không đặt ít hơn số này."]
    }
    save(client, event, capacity=3)

    assert states(event) == ["confirmed", "confirmed", "offered"]
    event.refresh_from_db()
    assert event.seats_taken == 3


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"opens_at_0": "05/12/2026", "opens_at_1": "8:00", "closes_at_0": "05/12/2026", "closes_at_1": "8:00"}, "closes_at"),
        ({"closes_at_0": "09/12/2026", "closes_at_1": "8:00"}, "closes_at"),
        ({"starts_at_0": "", "starts_at_1": "", "ends_at_0": "", "ends_at_1": ""}, "starts_at"),
        ({"slug": "ve"}, "slug"),
    ],
)  # fmt: skip
def test_what_does_not_fit_together_is_told_at_the_field(client, staff, more, field):
    page = save(client, forum(), **more)

    assert field in page.context["adminform"].form.errors


def test_a_new_event_is_a_draft_until_a_step_publishes_it(client, staff):
    event = forum(state="draft")
    step = reverse("admin:ecosystem_event_step", args=[event.pk, "publish"])

    assertContains(client.get(url("change", event)), step)
    assertContains(client.get(step), "Mọi người đều xem được sự kiện")
    client.post(step)

    event.refresh_from_db()
    assert event.state == "published"


def test_cancelling_says_how_many_are_told_and_asks_why(client, staff):
    event = forum()
    made = sign_up(event)
    step = reverse("admin:ecosystem_event_step", args=[event.pk, "cancel"])

    assertContains(client.get(step), "1 người đã đăng ký nhận thư")
    assert client.post(step, {"reason": ""}).status_code == 422
    client.post(step, {"reason": "Bão số 5"})

    assert mails("event_cancelled") == [made.email]


def test_an_event_of_the_past_without_registrations_shows_no_panel(client, staff):
    page = client.get(url("change", EventFactory(state="published", year=2019)))

    assertNotContains(page, "event-panel")


# --- who may -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("role", [Role.BOARD, Role.PUBLISHER, Role.SPACE_MANAGER, Role.EDITOR])
def test_pages_of_an_event_open_to_those_who_run_events(client, name, role):
    event = forum()
    client.force_login(UserFactory(roles=[role]))

    answer = client.get(url(name, event))

    may = role == Role.EDITOR and name != "export"
    assert answer.status_code in ({200} if may else {403, 404, 302})


@pytest.mark.parametrize("name", PAGES)
def test_pages_of_an_event_that_is_none_are_not_found(client, staff, name):
    missing = EventFactory.build(pk=999_999)

    assert client.get(url(name, missing)).status_code == 404


def test_the_list_of_registrations_costs_the_same_for_any_number(
    client, staff, django_assert_max_num_queries
):
    listing = reverse("admin:ecosystem_eventregistration_changelist")
    event = forum()
    sign_up(event)
    with django_assert_max_num_queries(12) as one:
        client.get(listing)
    sign_up(event), sign_up(event)
    with django_assert_max_num_queries(12) as three:
        client.get(listing)

    assert len(one) == len(three)


def test_registrations_are_found_without_marks_by_name_address_telephone_and_code(client, staff):
    event = forum()
    made = acts.register(
        event, Entry(full_name="Nguyễn Thị Ánh", email="anh@vidu.test", phone="0912 345 678")
    )
    guest(event)
    listing = reverse("admin:ecosystem_eventregistration_changelist")

    for words in ("nguyen anh", "ANH@vidu", "345", made.code[:6]):
        page = client.get(listing, {"q": words})
        assert list(page.context["cl"].queryset) == [made], words


def test_who_came_without_a_place_is_offered_the_way_back_to_the_waiting_list_alone(
    client, staff, clock
):
    event = forum(capacity=1)
    seated, waiting = sign_up(event), sign_up(event)
    clock.move_to(on_the_day(event), tick=False)
    for row, step, other in (
        (seated, "undo_check_in", "undo_to_waiting"),
        (waiting, "undo_to_waiting", "undo_check_in"),
    ):
        check_in(row, actor=staff)
        page = client.get(reverse("admin:ecosystem_eventregistration_change", args=[row.pk]))
        assert f"/step/{step}/" in page.content.decode()
        assert f"/step/{other}/" not in page.content.decode()


# --- at the door -------------------------------------------------------------------------------


def test_one_tap_on_the_list_and_one_to_take_it_back(client, staff, clock):
    event = forum()
    made = sign_up(event)
    clock.move_to(on_the_day(event), tick=False)
    door = url("check_in", event)

    answer = client.post(f"{door}?q=ly", {"registration": made.pk})
    assertRedirects(answer, f"{door}?q=ly")
    assert states(event) == ["attended"]
    client.post(door, {"registration": made.pk, "undo": "1"})
    assert states(event) == ["confirmed"]


def test_the_list_finds_people_and_shows_nobody_who_cancelled(client, staff, clock):
    event = forum()
    made, gone = sign_up(event), sign_up(event)
    acts.cancel_registration(gone, actor=gone.user)

    page = client.get(url("check_in", event), {"q": made.email})

    assert page.context["rows"] == [made]
    assertContains(page, "chỉ điểm danh được từ ngày đó")
    assertNotContains(page, 'class="button default"')


@pytest.mark.parametrize("key", ["", "x", "0", "999999"])
def test_a_registration_of_another_event_is_not_found_on_the_list(client, staff, key):
    stranger = sign_up(forum())
    event = forum()

    assert client.post(url("check_in", event), {"registration": key}).status_code == 404
    assert client.post(url("check_in", event), {"registration": stranger.pk}).status_code == 404


def test_somebody_without_a_registration_is_written_down_at_the_door(client, staff, clock):
    event = forum()
    clock.move_to(on_the_day(event), tick=False)
    walk_in = url("walk_in", event)

    refused = client.post(walk_in, {"full_name": "Mã Văn Tới"})
    assert refused.status_code == 422
    assertContains(refused, "Mã Văn Tới", status_code=422)
    client.post(walk_in, {"full_name": "Mã Văn Tới", "agrees": "on"})

    made = EventRegistration.objects.get()
    assert (made.full_name, made.state, made.is_walk_in) == ("Mã Văn Tới", "attended", True)


# --- figures and files -------------------------------------------------------------------------


def test_the_number_is_proposed_and_accepted_with_one_button(client, staff, clock):
    event = forum()
    made = sign_up(event)
    clock.move_to(on_the_day(event), tick=False)
    check_in(made, actor=staff)
    assertNotContains(client.get(url("change", event)), url("attendees", event))
    clock.move_to(event.ends_at, tick=False)

    assertContains(client.get(url("change", event)), url("attendees", event))
    assertContains(client.get(url("attendees", event)), "có 1 người dự")
    client.post(url("attendees", event))

    event.refresh_from_db()
    assert event.attendees == 1


def test_the_registration_is_closed_and_opened_with_one_button(client, staff):
    event = forum()

    client.post(url("registration", event))
    assert Event.objects.get(pk=event.pk).phase == "closed"
    client.post(url("registration", event))
    assert Event.objects.get(pk=event.pk).phase == "open"


def test_the_file_is_handed_over_on_post_only_and_opens_in_a_spreadsheet(client, staff):
    event = forum()
    made = sign_up(event)

    asked = client.get(url("export", event))
    assertContains(asked, "1 người")
    assertNotContains(asked, made.email)
    answer = client.post(url("export", event))

    text = answer.content.decode("utf-8")
    assert text.startswith("\ufeffSTT,Mã vé")
    assert made.email in text
    assert "no-store" in answer["Cache-Control"]


# --- my tasks ----------------------------------------------------------------------------------


def test_drafts_to_come_and_uncounted_events_are_tasks_of_the_editors(clock):
    event = forum()
    made = sign_up(event)
    forum(state="draft", starts_at=days(30))
    clock.move_to(on_the_day(event), tick=False)
    check_in(made, actor=editor())
    clock.move_to(event.ends_at, tick=False)

    assert {task.key: task.count for task in tasks_for(editor())} == {
        "events_draft": 1,
        "events_attendance": 1,
    }
    assert tasks_for(person()) == []
