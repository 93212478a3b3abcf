"""Registering for a class in the browser: forms, own pages behind the links, the group's page."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from ecosystem.enums import RegistrationState
from portal.audit import SYSTEM
from tests.factories.ecosystem import LocalityFactory
from tests.factories.training import (
    AudienceFactory,
    CourseRunFactory,
    RegistrationFactory,
    RegistrationGroupFactory,
    RunQuestionFactory,
)
from tests.training.places import (
    NOW,
    group,
    guest,
    mails,
    open_run,
    person,
    sign_up,
    states,
)
from training.domain import registrations as desk
from training.models import Registration, RegistrationGroup

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(NOW, tick=False)
    return time_machine


def form(**values):
    return {"full_name": "Lý Thị Hoa", "email": "hoa@vidu.test", "consent": "on", **values}


def url(page, run):
    return reverse(f"training:{page}", args=[run.course.slug, run.slug])


def group_form(people=2, **values):
    rows = {
        f"form-{number}-full_name": f"Học viên {number + 1}" if number < people else ""
        for number in range(5)
    }
    return {
        "organization_name": "Trường Trung học phổ thông A",
        "contact_name": "Vi Thị Cô",
        "email": "co@vidu.test",
        "consent": "on",
        "form-TOTAL_FORMS": "5",
        "form-INITIAL_FORMS": "0",
        **rows,
        **values,
    }


# --- the page of the class -------------------------------------------------------------------------


def test_the_page_of_the_class_tells_phase_places_and_who_waits(client):
    run = open_run(capacity=1, takes_groups=True)
    assertContains(client.get(run.get_absolute_url()), "1/1 chỗ")
    sign_up(run), sign_up(run)

    page = client.get(run.get_absolute_url())

    assertContains(page, "1 người đang chờ")
    assertContains(page, url("registration_create", run))
    assertContains(page, url("group_create", run))


def test_a_class_without_registration_leads_to_none(client):
    run = CourseRunFactory(sessions=1)

    assertNotContains(client.get(run.get_absolute_url()), "/dang-ky/")
    assertContains(client.get(url("registration_create", run)), "không nhận đăng ký")


def test_who_is_registered_sees_the_own_registration_there(client):
    run, user = open_run(), person()
    made = sign_up(run, user)
    client.force_login(user)

    assertContains(client.get(run.get_absolute_url()), made.get_absolute_url())
    assertRedirects(client.get(url("registration_create", run)), made.get_absolute_url())


# --- alone -----------------------------------------------------------------------------------------


def test_without_an_account_the_way_leads_through_the_mail(client):
    run = open_run()
    page = client.get(url("registration_create", run))
    assertContains(page, "16 tuổi")
    assertContains(page, ">Không khai</option>", count=3)

    answer = client.post(url("registration_create", run), form())

    assertRedirects(answer, url("registration_sent", run))
    [made] = Registration.objects.all()
    assert mails("registration_verify") == ["hoa@vidu.test"]
    page = client.get(made.get_absolute_url())
    assertContains(page, "Xác nhận đăng ký")
    assert client.get(made.get_absolute_url()).context["registration"].verified_at is None
    assertRedirects(client.post(made.get_absolute_url()), made.get_absolute_url())
    made.refresh_from_db()
    assert made.state == RegistrationState.CONFIRMED


def test_somebody_registered_already_reads_the_same_as_a_stranger(client):
    run = open_run()
    guest(run)

    answer = client.post(url("registration_create", run), form())

    assertRedirects(answer, url("registration_sent", run))
    assert Registration.objects.count() == 1


def test_what_is_declared_and_asked_is_kept(client):
    run, commune, audience = open_run(), LocalityFactory(), AudienceFactory()
    choice = RunQuestionFactory(run=run, text="Bước nào?", kind="choice", choices="Một\nHai")
    yes = RunQuestionFactory(run=run, kind="yes_no", is_required=True)
    text = RunQuestionFactory(run=run)
    values = {
        "sex": "female",
        "birth_year": "1999",
        "locality": commune.pk,
        "audience": audience.pk,
        f"question_{choice.pk}": "Hai",
        f"question_{yes.pk}": "Có",
        f"question_{text.pk}": "",
    }

    client.post(url("registration_create", run), form(**values))

    made = Registration.objects.get()
    assert (made.sex, made.birth_year) == ("female", 1999)
    assert (made.locality, made.audience) == (commune, audience)
    assert {row.asked: row.answer for row in made.answers.all()} == {
        "Bước nào?": "Hai",
        yes.text: "Có",
    }


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"full_name": ""}, "họ"),
        ({"consent": ""}, "đồng ý"),
        ({"birth_year": "99"}, "bốn chữ số"),
        ({"birth_year": "2011"}, "người giám hộ"),
        ({"question": ""}, "Trả lời câu hỏi này"),
    ],
)
def test_what_is_missing_or_not_allowed_is_said_and_nothing_is_kept(client, values, words):
    run = open_run()
    question = RunQuestionFactory(run=run, is_required=True)
    answers = {f"question_{question.pk}": values.get("question", "Có")}

    page = client.post(url("registration_create", run), form(**values, **answers))

    assertContains(page, words, status_code=422)
    assert not Registration.objects.exists()


def test_whoever_turns_sixteen_this_year_may_register(client):
    run = open_run()

    client.post(url("registration_create", run), form(birth_year="2010"))

    assert Registration.objects.get().birth_year == 2010


def test_after_the_closing_hour_the_form_is_gone_and_a_post_refused(client):
    run = open_run(closes_at=timezone.now() - timedelta(seconds=1))

    assertNotContains(client.get(url("registration_create", run)), "<textarea")
    page = client.post(url("registration_create", run), form())

    assertContains(page, "Đã đóng đăng ký", status_code=422)


# --- the own page ----------------------------------------------------------------------------------


def test_the_own_page_has_ticket_sessions_files_and_the_way_out(client):
    run = open_run(online_url="https://hop.example.vn/a")
    made = guest(run, confirmed=True)

    page = client.get(made.get_absolute_url())

    assertContains(page, made.code)
    assertContains(page, "ticket-qr")
    assertContains(page, "https://hop.example.vn/a")
    for session in run.sessions.all():
        assertContains(page, session.when)
    calendar = client.get(reverse("training:registration_file", args=[made.key])).content.decode()
    assert calendar.count("BEGIN:VEVENT") == 2
    assert "https://hop.example.vn/a" in calendar.replace("\r\n ", "")
    paper = client.get(reverse("training:invitation", args=[made.key]))
    assert paper.content.startswith(b"%PDF")
    assertRedirects(
        client.post(reverse("training:registration_cancel", args=[made.key])),
        made.get_absolute_url(),
    )
    assert states(run) == ["cancelled"]


def test_who_has_no_place_gets_no_invitation_and_no_address_of_the_meeting(client):
    run = open_run(capacity=1, online_url="https://hop.example.vn/a")
    sign_up(run)
    made = guest(run, confirmed=True)

    assert client.get(reverse("training:invitation", args=[made.key])).status_code == 404
    page = client.get(made.get_absolute_url())
    assertContains(page, "danh sách chờ")
    assertNotContains(page, "hop.example.vn")
    calendar = client.get(reverse("training:registration_file", args=[made.key])).content
    assert b"hop.example.vn" not in calendar
    assert b"TENTATIVE" in calendar


def test_who_waits_reads_the_place_in_the_list_once_the_address_is_confirmed(client):
    run = open_run(capacity=1)
    first, second, unknown = sign_up(run), sign_up(run), guest(run)
    third = guest(run, "ba@vidu.test", confirmed=True)

    for row, number in ((second, 1), (third, 2)):
        assertContains(client.get(row.get_absolute_url()), f"vị trí số {number} trong")
    for row in (first, unknown):
        assertNotContains(client.get(row.get_absolute_url()), "vị trí số")
    desk.cancel_registration(second, actor=second.user)
    assertContains(client.get(third.get_absolute_url()), "vị trí số 1 trong")


def test_whose_registration_ended_reads_so_and_may_register_again_while_it_is_open(client, clock):
    run = open_run()
    made = guest(run, confirmed=True)
    desk.cancel_registration(made, actor=SYSTEM)

    page = client.get(made.get_absolute_url())
    assertContains(page, "không còn hiệu lực")
    assertContains(page, url("registration_create", run))
    run.refresh_from_db()
    clock.move_to(run.starts_at + timedelta(minutes=1), tick=False)
    assertNotContains(client.get(made.get_absolute_url()), url("registration_create", run))


def test_the_ticket_of_one_day_tells_the_hours(client):
    one, two = (guest(open_run(sessions=n), confirmed=True) for n in (1, 2))

    assertContains(client.get(one.get_absolute_url()), f"<p>{one.run.sessions.get().when}</p>")
    assertContains(client.get(two.get_absolute_url()), f"<p>{two.run.days}</p>")
    assertContains(client.get(one.run.get_absolute_url()), f"<dd>{one.run.when}</dd>")


def test_who_awaits_approval_reads_that_the_staff_decide(client):
    made = guest(open_run(needs_approval=True), confirmed=True)

    page = client.get(made.get_absolute_url())

    assertContains(page, "Chờ duyệt")
    assertContains(page, "xét chọn")
    assertNotContains(page, "ticket-qr")


def test_a_ticket_tells_nothing_of_the_person(client):
    made = guest(open_run(), confirmed=True)

    page = client.get(made.get_ticket_url())

    assertContains(page, made.code)
    assertNotContains(page, made.full_name)
    assertNotContains(page, made.key)


def test_my_classes_hold_what_the_account_registered_and_nothing_else(client):
    user = person()
    own = sign_up(open_run(), user)
    mine = group(open_run(), 2, user=user)
    other = sign_up(open_run())
    client.force_login(user)

    page = client.get(reverse("training:registration_list"))

    assertContains(page, own.get_absolute_url())
    assertContains(page, mine.get_absolute_url())
    assertNotContains(page, other.key)


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_cost_the_same_for_any_number(client, django_assert_num_queries, rows):
    user = person()
    for _each in range(rows):
        RegistrationFactory(user=user, state="confirmed")
        RegistrationGroupFactory(user=user)
    run = open_run(sessions=rows)
    made = group(run, rows, user=person(email="donvi@vidu.test"))
    for _each in range(rows):
        RunQuestionFactory(run=run)

    with django_assert_num_queries(3):
        client.get(made.get_absolute_url())
    with django_assert_num_queries(5):
        client.get(url("registration_create", run))
    client.force_login(user)
    with django_assert_num_queries(6):
        client.get(reverse("training:registration_list"))


# --- a group ---------------------------------------------------------------------------------------


def test_a_teacher_registers_pupils_confirms_once_and_cancels_one(client):
    run = open_run(capacity=2)
    values = group_form(3, **{"form-0-birth_year": "2012", "form-1-phone": "0912345678"})

    assertRedirects(client.post(url("group_create", run), values), url("registration_sent", run))
    made = RegistrationGroup.objects.get()
    assertContains(client.get(made.get_absolute_url()), "Xác nhận cho cả nhóm")
    client.post(made.get_absolute_url())

    assert states(run) == ["confirmed", "confirmed", "waitlisted"]
    page = client.get(made.get_absolute_url())
    first, *_others = made.members.order_by("pk")
    assert first.birth_year == 2012
    assertContains(page, first.get_absolute_url())
    client.post(reverse("training:registration_cancel", args=[first.key]))
    assert states(run) == ["cancelled", "confirmed", "offered"]


def test_the_whole_group_is_cancelled_from_its_page(client):
    run = open_run()
    made = group(run, 2, user=person(email="donvi@vidu.test"))
    cancel = reverse("training:group_cancel", args=[made.key])

    assertContains(client.get(cancel), "cả nhóm")
    assert states(run) == ["confirmed", "confirmed"]
    assertRedirects(client.post(cancel), made.get_absolute_url())

    assert states(run) == ["cancelled", "cancelled"]


def test_more_rows_come_by_a_button_and_keep_what_was_typed(client):
    run = open_run()

    page = client.post(url("group_create", run), group_form(2, more="1"))

    assertContains(page, 'value="Học viên 2"')
    assertContains(page, 'name="form-9-full_name"')
    assertContains(page, 'value="Vi Thị Cô"')
    assert not RegistrationGroup.objects.exists()
    full = client.post(
        url("group_create", run), group_form(2, **{"more": "1", "form-TOTAL_FORMS": "18"})
    )
    assertContains(full, 'name="form-19-full_name"')
    assertNotContains(full, 'name="form-20-full_name"')
    assertNotContains(full, 'name="more"')


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"form-3-birth_year": "2010"}, "Nhập họ và tên của người này"),
        ({"form-0-full_name": "", "form-1-full_name": ""}, "ít nhất một người"),
        ({"form-1-full_name": "Học viên 1"}, "hai lần"),
        ({"consent": ""}, "đồng ý"),
        ({"form-TOTAL_FORMS": "5000"}, "20"),
    ],
)
def test_a_list_that_is_wrong_says_where(client, values, words):
    run = open_run()

    page = client.post(url("group_create", run), group_form(2, **values))

    assertContains(page, words, status_code=422)
    assert not Registration.objects.exists()


def test_questions_of_a_group_are_answered_once_for_everybody(client):
    run = open_run()
    question = RunQuestionFactory(run=run, is_required=True)

    client.post(url("group_create", run), group_form(2, **{f"question_{question.pk}": "Hai"}))

    assert [made.answers.get().answer for made in Registration.objects.all()] == ["Hai", "Hai"]


def test_a_class_without_groups_has_no_form_for_them(client):
    run = open_run(takes_groups=False)

    assert client.get(url("group_create", run)).status_code == 404
    assertNotContains(client.get(run.get_absolute_url()), "dang-ky-nhom")


def test_a_lapsed_offer_is_no_longer_accepted_on_the_page(client, clock):
    run = open_run(capacity=1)
    first, second = sign_up(run), guest(run, confirmed=True)
    desk.cancel_registration(first, actor=first.user)
    second.refresh_from_db()
    clock.move_to(second.held_until + timedelta(seconds=1), tick=False)

    page = client.post(second.get_absolute_url(), follow=True)

    assertContains(page, "Đã quá thời hạn")
    assert states(run) == ["cancelled", "offered"]
