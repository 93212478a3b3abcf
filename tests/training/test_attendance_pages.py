"""The pages on which attendance is marked: by staff, by a trainer's link, by tickets and codes."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from portal.models import OutgoingMail
from portal.roles import Role
from tests.factories.portal import UserFactory
from tests.factories.training import AttendanceFactory
from tests.training.attending import class_of, confirmed, marks, officer, trainer_of
from training.domain import screen_codes, trainer_links
from training.domain.walk_ins import consent_text
from training.enums import AttendanceMark as Mark
from training.models import Registration

pytestmark = pytest.mark.django_db


def at(name, pk):
    return reverse(f"training:{name}", args=[pk])


@pytest.fixture
def lesson(time_machine):
    _run, session, _people = class_of(2)
    time_machine.move_to(session.starts_at, tick=False)
    return session


@pytest.fixture
def staff(client):
    user = officer()
    client.force_login(user)
    return user


def open_link(client, run):
    """A trainer opens the mailed link in this browser."""
    by = trainer_of(run)
    body = OutgoingMail.objects.latest("pk").body_text
    key = body.split("/dao-tao/giang-vien/")[1].split("/")[0]
    return by, client.get(reverse("training:trainer_link", args=[key]))


def send(client, session, *taps):
    return client.post(at("attendance_session", session.pk), {"taps": json.dumps(taps)})


# --- the list ------------------------------------------------------------------------------------


def test_one_button_marks_and_leads_back_to_the_person(client, staff, lesson):
    person = lesson.run.registrations.first()
    page = at("attendance_session", lesson.pk)

    response = client.post(f"{page}?q=nong", {"mark": f"{person.pk}:late"})

    assertRedirects(response, f"{page}?q=nong#hv-{person.pk}", fetch_redirect_response=False)
    assert marks(lesson) == {person.full_name: Mark.LATE}
    assertContains(client.get(page), "1</span> muộn")


def test_all_present_is_one_button(client, staff, lesson):
    response = client.post(at("attendance_session", lesson.pk), {"all": "1"}, follow=True)

    assertContains(response, "Đã ghi có mặt cho 2 người")
    assert set(marks(lesson).values()) == {Mark.PRESENT}


@pytest.mark.parametrize("value", ["x", "0:present", "present", "1:", "²:present"])
def test_a_button_that_the_page_has_not_is_no_mark(client, staff, lesson, value):
    assert client.post(at("attendance_session", lesson.pk), {"mark": value}).status_code == 404


def test_the_search_finds_without_diacritics(client, staff, lesson):
    confirmed(lesson.run, full_name="Đặng Thị Hoà", organization_name="Đoàn xã")
    page = at("attendance_session", lesson.pk)

    assertContains(client.get(page, {"q": "dang hòa"}), "Đặng Thị Hoà")
    assertNotContains(client.get(page, {"q": "dang hòa"}), "Nông Văn Học")


def test_telephones_and_addresses_are_not_on_the_list(client, staff, lesson):
    confirmed(lesson.run, phone="0912 345 678", email="rieng@daotao.test", note="Ăn chay")
    response = client.get(at("attendance_session", lesson.pk))
    for secret in ("0912 345 678", "rieng@daotao.test", "Ăn chay"):
        assertNotContains(response, secret)


def test_the_list_costs_as_many_queries_for_one_person_as_for_three(
    client, staff, lesson, django_assert_num_queries
):
    page = at("attendance_session", lesson.pk)
    client.get(page)
    with django_assert_num_queries(12, exact=False) as first:
        client.get(page)
    for _each in range(3):
        AttendanceFactory(registration=confirmed(lesson.run), session=lesson)
    with django_assert_num_queries(len(first)):
        client.get(page)


def test_before_its_day_the_list_is_read_and_not_marked(client, staff, lesson, time_machine):
    time_machine.move_to(lesson.starts_at - timedelta(days=1), tick=False)
    response = client.get(at("attendance_session", lesson.pk))

    assertContains(response, "điểm danh được từ ngày đó")
    assertNotContains(response, 'name="mark"')


# --- what a script sends -------------------------------------------------------------------------------


def test_taps_are_answered_one_by_one_and_tell_what_others_marked(client, staff, lesson):
    first, second = lesson.run.registrations.order_by("pk")
    gone = confirmed(lesson.run, state="cancelled", has_seat=False)
    now = timezone.now().timestamp() * 1000
    AttendanceFactory(registration=second, session=lesson, mark=Mark.ABSENT)

    answer = send(
        client,
        lesson,
        {"id": "a", "kind": "mark", "person": first.pk, "mark": "present", "at": now - 60_000},
        {"id": "b", "kind": "mark", "person": gone.pk, "mark": "present", "at": now},
        {"id": "c", "kind": "mark", "person": 0, "mark": "present"},
        {"id": "d", "kind": "mark", "person": first.pk, "mark": "dancing"},
    ).json()

    assert answer["answers"]["a"] == ""
    assert all(answer["answers"][tap] for tap in "bcd")
    assert answer["marks"] == {str(first.pk): "present", str(second.pk): "absent"}
    assert answer["now"] == int(now)
    row = lesson.attendances.get(registration=first)
    assert row.marked_at == timezone.now() - timedelta(minutes=1)


def test_a_walk_in_sent_twice_is_one_person_with_their_consent(client, staff, lesson):
    values = {"full_name": "Phùng Thị Tươi", "phone": "0912345678", "agrees": "on"}
    for tap in ("a", "b"):
        assert send(client, lesson, {"id": tap, "kind": "walk-in", "values": values}).json()[
            "answers"
        ] == {tap: ""}

    person = Registration.objects.get(is_walk_in=True)
    assert (person.state, person.consent.text) == ("attended", consent_text())
    values = {**values, "agrees": ""}
    answer = send(client, lesson, {"id": "c", "kind": "walk-in", "values": values}).json()
    assert "đánh dấu" in answer["answers"]["c"]


@pytest.mark.parametrize("text", ["", "no json", "{}", "[1]", '[{"id": 1}]', '{"a": 1}'])
def test_what_is_no_list_of_taps_is_refused(client, staff, lesson, text):
    page = at("attendance_session", lesson.pk)
    assert client.post(page, {"taps": text}).status_code == 400


def test_a_walk_in_form_without_scripts_says_what_is_missing(client, staff, lesson):
    page = at("attendance_session", lesson.pk)
    response = client.post(page, {"walk_in": "1", "full_name": "Phùng Thị Tươi"})
    assertContains(response, "Nhập số điện thoại", status_code=422)

    values = {"walk_in": "1", "full_name": "Phùng Thị Tươi", "phone": "0912345678", "agrees": "on"}
    assertContains(client.post(page, values, follow=True), "Phùng Thị Tươi")


# --- a trainer --------------------------------------------------------------------------------------------


def test_a_link_opens_its_class_and_nothing_else(client, lesson):
    _by, response = open_link(client, lesson.run)
    assertRedirects(response, at("attendance_run", lesson.run_id))
    person = lesson.run.registrations.first()
    response = client.post(at("attendance_session", lesson.pk), {"mark": f"{person.pk}:present"})
    assert response.status_code == 302
    assert lesson.attendances.get().recorded_name == "Hoàng Văn Giảng"
    assertContains(client.get(reverse("training:attendance_desk")), str(lesson.run))

    _run, other, _people = class_of(1)
    for name, pk in [
        ("attendance_session", other.pk),
        ("attendance_session_paper", other.pk),
        ("attendance_screen", other.pk),
        ("attendance_run", other.run_id),
        ("attendance_run_paper", other.run_id),
    ]:
        assert client.get(at(name, pk)).status_code == 302, name
    assertNotContains(client.get(reverse("training:attendance_desk")), str(other.run))
    admin = reverse("admin:training_courserun_attendance", args=[lesson.run_id])
    assert client.get(admin).status_code == 302


def test_a_link_taken_back_ends_at_once_in_the_browser_that_opened_it(client, lesson):
    by, _response = open_link(client, lesson.run)
    page = at("attendance_session", lesson.pk)
    assert client.get(page).status_code == 200

    trainer_links.revoke(by.access, actor=officer())

    assert client.get(page).status_code == 302
    assert client.get(reverse("training:attendance_desk")).status_code == 302


def test_wrong_keys_are_told_in_words_and_braked(client, lesson):
    page = reverse("training:trainer_link", args=["sai-duong-dan"])
    for _each in range(20):
        assertContains(client.get(page), "không còn giá trị", status_code=404)
    assert client.get(page).status_code == 429


def test_pages_with_names_are_kept_and_found_by_nobody(client, staff, lesson):
    for name in ("attendance_session", "attendance_screen", "self_check_in"):
        response = client.get(at(name, lesson.pk))
        assert "no-store" in response["Cache-Control"], name
        assert "noindex" in response["X-Robots-Tag"], name


def test_lists_to_sign_are_pdfs(client, staff, lesson):
    for name, pk in [
        ("attendance_session_paper", lesson.pk),
        ("attendance_run_paper", lesson.run_id),
    ]:
        response = client.get(at(name, pk))
        assert response["Content-Type"] == "application/pdf"
        assert response.content.startswith(b"%PDF")


# --- tickets ----------------------------------------------------------------------------------------------


def ticket(person):
    return reverse("training:ticket", args=[person.code])


def test_a_ticket_tells_strangers_nothing_of_the_person(client, lesson):
    person = lesson.run.registrations.first()
    for user in (None, UserFactory(), UserFactory(roles=[Role.SECRETARY])):
        if user:
            client.force_login(user)
        response = client.get(ticket(person))
        assertNotContains(response, person.full_name)
        assert client.post(ticket(person)).status_code == 404
    assert marks(lesson) == {}


def test_a_scan_marks_the_session_of_now_with_one_tap(client, staff, lesson):
    person = lesson.run.registrations.first()
    assertContains(client.get(ticket(person)), person.full_name)
    assert marks(lesson) == {}

    response = client.post(ticket(person), follow=True)

    assertContains(response, "Đã ghi có mặt lúc")
    assert lesson.attendances.get().source == "ticket"


def test_a_ticket_of_another_class_is_told(client, staff, lesson):
    _run, other, _people = class_of(1)
    client.get(at("attendance_session", other.pk))

    response = client.get(ticket(lesson.run.registrations.first()))

    assertContains(response, "Vé của lớp khác")
    assertNotContains(response, 'class="btn btn-primary"')


def test_a_day_without_a_session_marks_nobody(client, staff, lesson, time_machine):
    person = lesson.run.registrations.first()
    time_machine.move_to(lesson.run.ends_at + timedelta(days=1), tick=False)

    assertContains(client.post(ticket(person)), "không có buổi học")
    assert marks(lesson) == {}


# --- by oneself ----------------------------------------------------------------------------------------------


def scan(client, lesson):
    page = at("self_check_in", lesson.pk)
    return client.get(page, {"ma": screen_codes.code_of(lesson)}, follow=True)


def test_who_scans_in_time_has_time_to_type_the_ticket(client, lesson, time_machine):
    person, page = lesson.run.registrations.first(), at("self_check_in", lesson.pk)
    assertNotContains(scan(client, lesson), 'name="code"')
    time_machine.shift(timedelta(seconds=180))

    values = {"ticket": person.code, "full_name": person.full_name}
    assertContains(client.post(page, values), "Đã ghi nhận")
    assert lesson.attendances.get().source == "self"

    # The next morning this browser knows whose it is.
    second = lesson.run.sessions.last()
    time_machine.move_to(second.starts_at, tick=False)
    assertContains(scan(client, second), person.full_name)


def test_a_photograph_of_the_screen_is_stale_within_a_minute(client, lesson, time_machine):
    code, page = screen_codes.code_of(lesson), at("self_check_in", lesson.pk)
    time_machine.shift(timedelta(seconds=60))
    assertContains(client.get(page, {"ma": code}), 'name="code"')
    person = lesson.run.registrations.first()
    values = {"code": code, "ticket": person.code, "full_name": person.full_name}

    assertContains(client.post(page, values), "không còn trên màn hình", status_code=422)
    assert marks(lesson) == {}


def test_an_account_needs_no_ticket(client, lesson):
    person = lesson.run.registrations.first()
    person.user = UserFactory()
    person.save()
    client.force_login(person.user)

    response = client.post(at("self_check_in", lesson.pk), {"code": screen_codes.code_of(lesson)})

    assertContains(response, person.full_name)
    assert lesson.attendances.get().recorded_by == person.user


def test_one_device_marks_one_person(client, lesson):
    first, second = lesson.run.registrations.all()
    scan(client, lesson)
    page = at("self_check_in", lesson.pk)
    client.post(page, {"ticket": first.code, "full_name": first.full_name})
    session = client.session
    session["trainee-keys"] = {}
    session.save()

    response = client.post(page, {"ticket": second.code, "full_name": second.full_name})

    assertContains(response, "người khác", status_code=422)
    assert marks(lesson) == {first.full_name: Mark.PRESENT}


def test_guessing_codes_is_braked(client, lesson):
    page, person = at("self_check_in", lesson.pk), lesson.run.registrations.first()
    values = {"code": "1", "ticket": person.code, "full_name": person.full_name}
    for _each in range(30):
        assert client.post(page, values).status_code == 422
    assert client.post(page, values).status_code == 429
