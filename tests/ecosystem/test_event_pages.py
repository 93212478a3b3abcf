"""The public pages of events: what is shown, what one can do, what a ticket tells whom."""

import re
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from ecosystem.domain import checkin
from ecosystem.models import Event, EventRegistration
from portal.models import OutgoingMail
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
from tests.factories.ecosystem import EventFactory, FieldFactory, OrganizationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(NOW, tick=False)
    return time_machine


def form(**values):
    return {"full_name": "Lý Thị Hoa", "email": "hoa@vidu.test", "consent": "on", **values}


def create_url(event):
    return reverse("ecosystem:registration_create", args=[event.slug])


# --- reading -----------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_month_and_page_cost_the_same_for_any_number(client, django_assert_num_queries, rows):
    for _each in range(rows):
        event = forum(title="Diễn đàn")
        EventFactory(state="published", year=2019).organizers.add(
            OrganizationFactory(is_public=True)
        )
        for _other in range(rows):
            event.organizers.add(OrganizationFactory(is_public=True))
            event.fields.add(FieldFactory())

    with django_assert_num_queries(5):
        client.get("/su-kien/")
    with django_assert_num_queries(1):
        client.get("/su-kien/2026/12/")
    with django_assert_num_queries(3):
        client.get(event.get_absolute_url())


def test_the_list_holds_what_comes_and_what_was_with_figures_and_source(client):
    forum(title="Diễn đàn sắp tới", capacity=10)
    forum(title="Hội thảo bị hủy", state="cancelled")
    forum(title="Bản nháp kín", state="draft")
    EventFactory(
        title="Ngày hội 2019",
        state="published",
        year=2019,
        attendees=1500,
        attendees_is_minimum=True,
        source="Sở Khoa học và Công nghệ",
    )

    page = client.get("/su-kien/")

    assert [e.title for e in page.context["coming_events"]] == [
        "Diễn đàn sắp tới",
        "Hội thảo bị hủy",
    ]
    assertContains(page, "còn 10/10 chỗ")
    assertContains(page, "trên 1.500 người dự")
    assertContains(page, "Sở Khoa học và Công nghệ")
    assertNotContains(page, "Bản nháp kín")


def test_the_facts_of_the_province_are_public_without_registration(client):
    event = EventFactory(title="Ngày hội 2019", state="published", year=2019)

    page = client.get(event.get_absolute_url())

    assertContains(page, "2019")
    assertNotContains(page, "/dang-ky/")


@pytest.mark.parametrize("path", ["/su-kien/2026/13/", "/su-kien/2026/00/", "/su-kien/0000/12/"])
def test_impossible_months_are_not_found(client, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("path", "shown"),
    [("/su-kien/9999/12/", "/su-kien/2028/12/"), ("/su-kien/1000/01/", "/su-kien/2017/01/")],
)
def test_months_far_away_lead_to_the_nearest(client, path, shown):
    assertRedirects(client.get(path), shown)


def test_the_month_links_its_events_once_in_the_grid_and_once_in_the_list(client):
    event = forum()

    page = client.get("/su-kien/2026/12/")

    assertContains(page, f'href="{event.get_absolute_url()}"', count=2)


def test_a_draft_is_seen_by_staff_only_and_says_so(client):
    event = forum(state="draft")

    for path in ("event_detail", "event_file"):
        assert client.get(reverse(f"ecosystem:{path}", args=[event.slug])).status_code == 404
    client.force_login(editor())
    assertContains(client.get(event.get_absolute_url()), "bản nháp")


def test_the_address_of_the_meeting_is_told_to_nobody_without_a_place(client):
    event = forum(online_url="https://hop.vidu.vn/1", capacity=1)
    with_place, waiting = sign_up(event), sign_up(event)

    for path in (
        event.get_absolute_url(),
        waiting.get_absolute_url(),
        with_place.get_ticket_url(),
        create_url(event),
    ):
        assertNotContains(client.get(path), "hop.vidu.vn")
    assertContains(client.get(with_place.get_absolute_url()), "https://hop.vidu.vn/1")


def test_organisers_are_named_while_they_are_public(client):
    event = forum()
    shown, hidden = OrganizationFactory(is_public=True), OrganizationFactory(is_public=False)
    event.organizers.add(shown, hidden)

    page = client.get(event.get_absolute_url())

    assertContains(page, shown.get_absolute_url())
    assertNotContains(page, hidden.name)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"opens_at": days}, "Mở đăng ký lúc 7 giờ 00, ngày 02/12/2026"),
        ({}, "Nhận đăng ký đến hết 7 giờ 00, ngày 08/12/2026"),
        ({"capacity": 0}, "vào danh sách chờ"),
        ({"capacity": 0, "has_waiting_list": False}, "không có danh sách chờ"),
        ({"closes_at": lambda _n: days(-1)}, "Đã đóng đăng ký"),
    ],
)
def test_the_page_says_in_words_whether_one_can_register(client, fields, words):
    values = {key: value(1) if callable(value) else value for key, value in fields.items()}

    assertContains(client.get(forum(**values).get_absolute_url()), words)


def test_a_cancelled_event_says_why_and_takes_nobody(client):
    event = forum(state="cancelled", cancel_reason="Bão số 5")

    page = client.get(event.get_absolute_url())

    assertContains(page, "Sự kiện đã hủy")
    assertContains(page, "Bão số 5")
    assertNotContains(page, create_url(event))


def test_files_for_calendars_are_served(client):
    event = forum()

    one = client.get(reverse("ecosystem:event_file", args=[event.slug]))
    feed = client.get("/su-kien/lich.ics")

    assert one["Content-Type"] == feed["Content-Type"] == "text/calendar; charset=utf-8"
    assert event.title in feed.content.decode()
    undated = EventFactory(state="published", year=2019)
    assert client.get(reverse("ecosystem:event_file", args=[undated.slug])).status_code == 404


# --- registering -------------------------------------------------------------------------------


def test_a_guest_registers_confirms_by_link_and_sees_the_ticket(client):
    event = forum()

    sent = client.post(create_url(event), form(phone="0912345678", note="Tôi ăn chay"))
    assertRedirects(sent, reverse("ecosystem:registration_sent", args=[event.slug]))
    made = EventRegistration.objects.get()
    assert (made.phone, made.note, made.state) == ("0912 345 678", "Tôi ăn chay", "registered")
    link = re.search(r"/su-kien/dang-ky/[^/\s]+/", OutgoingMail.objects.get().body_text)[0]

    # Mail programs open links: reading changes nothing.
    assertContains(client.get(link), "Xác nhận đăng ký")
    assert states(event) == ["registered"]
    page = client.post(link, follow=True)

    assertContains(page, made.code)
    assertContains(page, "ticket-qr")
    assert states(event) == ["confirmed"]


def test_whoever_types_a_registered_address_learns_nothing(client):
    event = forum()
    made = guest(event, confirmed=True)

    answer = client.post(create_url(event), form(), follow=True)

    assertNotContains(answer, made.key)
    assertRedirects(answer, reverse("ecosystem:registration_sent", args=[event.slug]))
    assert mails("registration_again") == ["hoa@vidu.test"]


def test_somebody_signed_in_is_not_asked_for_an_address(client):
    event, user = forum(), person()
    client.force_login(user)

    page = client.get(create_url(event))
    assertNotContains(page, 'name="email"')
    assertContains(page, user.full_name)
    answer = client.post(create_url(event), form(email="khac@vidu.test"))

    made = EventRegistration.objects.get()
    assert made.email == user.email
    assertRedirects(answer, made.get_absolute_url())
    assertRedirects(client.get(create_url(event)), made.get_absolute_url())
    assertContains(client.get("/su-kien/cua-toi/"), event.title)


def test_the_box_of_the_consent_is_empty_and_needed(client):
    event = forum()

    assertNotContains(client.get(create_url(event)), "checked")
    answer = client.post(create_url(event), form(consent="", note="Giữ lại"))

    assert answer.status_code == 422
    assert answer.context["form"].errors == {"consent": ["Chọn “Tôi đồng ý” để đăng ký"]}
    assertContains(answer, "Giữ lại", status_code=422)
    assert states(event) == []


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"full_name": " "}, "full_name", "Nhập họ và tên"),
        ({"email": "hoa"}, "email", "ten@vidu.vn"),
        ({"email": ""}, "email", "Nhập địa chỉ thư điện tử"),
        ({"phone": "123"}, "phone", "10 chữ số"),
    ],
)
def test_errors_stand_at_their_field(client, values, field, words):
    answer = client.post(create_url(forum()), form(**values))

    assert answer.status_code == 422
    assert words in answer.context["form"].errors[field][0]


def test_a_form_sent_after_the_last_moment_is_refused_with_what_was_typed(client, clock):
    event = forum(closes_at=days(1))
    clock.move_to(event.closes_at + timedelta(seconds=1), tick=False)

    assertContains(client.get(create_url(event)), "Đã đóng đăng ký")
    answer = client.post(create_url(event), form())

    assertContains(answer, "Lý Thị Hoa", status_code=422)
    assertContains(answer, "Đã đóng đăng ký", status_code=422)


def test_invented_guests_from_one_address_are_braked(client):
    caches["default"].clear()
    event = forum()
    for number in range(30):
        client.post(create_url(event), form(email=f"khach{number}@vidu.test"))

    answer = client.post(create_url(event), form(email="thua@vidu.test"))

    assert answer.status_code == 422
    assert len(states(event)) == 30
    caches["default"].clear()


def test_one_cancels_by_the_link_after_being_asked(client):
    made = guest(forum(), confirmed=True)
    url = reverse("ecosystem:registration_cancel", args=[made.key])

    assertContains(client.get(url), "Hủy đăng ký")
    assert states(made.event) == ["confirmed"]
    client.post(url)

    assert states(made.event) == ["cancelled"]
    assertContains(client.get(made.get_absolute_url()), "Đã hủy")
    assertNotContains(client.get(made.get_absolute_url()), "ticket-qr")


def test_an_offered_place_is_accepted_or_declined_on_the_same_page(client):
    event = forum(capacity=1)
    first, second = sign_up(event), sign_up(event)
    client.post(reverse("ecosystem:registration_cancel", args=[first.key]))

    page = client.get(second.get_absolute_url())
    assertContains(page, "Nhận chỗ")
    assertContains(page, "Tôi không nhận chỗ")
    client.post(second.get_absolute_url())

    assert states(event) == ["cancelled", "confirmed"]


def test_a_late_tap_is_answered_in_words(client, clock):
    made = guest(forum())
    clock.move_to(made.held_until + timedelta(seconds=1), tick=False)

    assertContains(client.post(made.get_absolute_url(), follow=True), "quá thời hạn xác nhận")


def test_strange_keys_and_other_peoples_lists_lead_nowhere(client):
    made = sign_up(forum())

    for name in ("registration_detail", "registration_cancel", "registration_file"):
        assert client.get(reverse(f"ecosystem:{name}", args=["x" * 32])).status_code == 404
    client.force_login(person())
    assertNotContains(client.get("/su-kien/cua-toi/"), made.event.title)


# --- the ticket --------------------------------------------------------------------------------


def test_the_ticket_tells_everybody_else_nothing_of_the_person(client):
    made = sign_up(forum())

    for visitor in (None, person()):
        if visitor:
            client.force_login(visitor)
        page = client.get(made.get_ticket_url())
        assertContains(page, made.code)
        for secret in (made.full_name, made.email, made.key):
            assertNotContains(page, secret)
        assert client.post(made.get_ticket_url()).status_code == 404
    assert states(made.event) == ["confirmed"]


def test_a_ticket_without_a_place_is_shown_as_not_good(client):
    event = forum(capacity=1)
    sign_up(event)

    assertNotContains(client.get(sign_up(event).get_ticket_url()), "ticket-qr")


def test_unknown_codes_are_not_found_and_staff_are_told_what_to_do(client):
    url = reverse("ecosystem:ticket", args=["0" * 12])

    assert client.get(url).status_code == 404
    client.force_login(editor())
    assertContains(client.get(url), "Không có vé nào mang mã", status_code=404)


def test_one_tap_checks_in_and_the_second_scan_tells_when(client, clock):
    made = sign_up(forum())
    clock.move_to(on_the_day(made.event), tick=False)
    client.force_login(editor())

    page = client.get(made.get_ticket_url())
    assertContains(page, made.full_name)
    assertContains(page, '<button type="submit" class="btn btn-primary">Điểm danh</button>')
    client.post(made.get_ticket_url())
    again = client.get(made.get_ticket_url())

    assertContains(again, "Đã điểm danh lúc 06:00 08/12/2026")
    assertNotContains(again, "btn btn-primary")


def test_staff_are_told_of_a_cancelled_ticket_a_wrong_day_and_a_waiting_person(client, clock):
    event = forum(capacity=1)
    made, waiting = sign_up(event), sign_up(event)
    client.force_login(editor())

    assertContains(client.get(made.get_ticket_url()), "chỉ điểm danh được từ ngày đó")
    clock.move_to(on_the_day(event), tick=False)
    assertContains(client.get(waiting.get_ticket_url()), "Chỉ cho vào nếu còn chỗ")
    EventRegistration.objects.filter(pk=made.pk).update(state="cancelled")
    assertContains(client.get(made.get_ticket_url()), "vé không còn giá trị")
    client.post(made.get_ticket_url())
    assert states(event)[0] == "cancelled"


def test_the_ticket_of_another_event_is_refused_where_the_phone_checks_in(client, clock):
    here, there = forum(title="Ở đây"), forum(title="Ở kia")
    made = sign_up(there)
    clock.move_to(on_the_day(here), tick=False)
    client.force_login(editor())
    client.get(reverse("admin:ecosystem_event_check_in", args=[here.pk]))

    page = client.get(made.get_ticket_url())
    assertContains(page, "Vé này của sự kiện “Ở kia”. Bạn đang điểm danh cho “Ở đây”.")
    client.post(made.get_ticket_url())
    assert states(there) == ["confirmed"]

    client.get(reverse("admin:ecosystem_event_check_in", args=[there.pk]))
    client.post(made.get_ticket_url())
    assert states(there) == ["attended"]


def test_the_name_of_the_session_key_is_shared_by_list_and_ticket(client):
    event = forum()
    client.force_login(editor())

    client.get(reverse("admin:ecosystem_event_check_in", args=[event.pk]))

    assert client.session[checkin.SESSION_KEY] == event.pk


# --- elsewhere ---------------------------------------------------------------------------------


def test_drafts_stand_in_no_map_no_feed_and_no_profile(client):
    organization = OrganizationFactory(is_public=True)
    shown, draft = forum(title="Hội thảo mở"), forum(title="Kế hoạch kín", state="draft")
    for event in (shown, draft):
        event.organizers.add(organization)

    for path in ("/sitemap.xml", organization.get_absolute_url()):
        page = client.get(path)
        assertContains(page, shown.get_absolute_url())
        assertNotContains(page, draft.get_absolute_url())
    assert Event.objects.public().get() == shown
