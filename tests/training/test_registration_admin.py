"""Training officers run registrations in the administration."""

import io
from datetime import timedelta

import pytest
from auditlog.models import LogEntry
from django.urls import reverse
from openpyxl import load_workbook
from pytest_django.asserts import assertContains, assertNotContains

from portal.roles import Role
from portal.site.tasks_board import tasks_for
from tests.factories.portal import UserFactory
from tests.factories.training import RegistrationFactory, RunQuestionFactory
from tests.training.places import (
    NOW,
    assert_seats_agree,
    group,
    guest,
    mails,
    officer,
    open_run,
    person,
    sign_up,
    states,
)
from training.models import CourseRun, Registration

pytestmark = pytest.mark.django_db
LIST = reverse("admin:training_registration_changelist")


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(NOW, tick=False)
    return time_machine


@pytest.fixture
def staff(client):
    user = officer()
    client.force_login(user)
    return user


def page(name, run):
    return reverse(f"admin:training_courserun_{name}", args=[run.pk])


def step(registration, name):
    return reverse("admin:training_registration_step", args=[registration.pk, name])


def saved(run, **values):
    """What the form of a class sends, with the sessions as they are."""
    sessions = list(run.sessions.all())
    rows = {}
    for number, session in enumerate(sessions):
        rows |= {
            f"sessions-{number}-id": session.pk,
            f"sessions-{number}-run": run.pk,
            f"sessions-{number}-starts_at_0": f"{session.starts_at:%d/%m/%Y}",
            f"sessions-{number}-starts_at_1": "08:00",
            f"sessions-{number}-ends_at_0": f"{session.starts_at:%d/%m/%Y}",
            f"sessions-{number}-ends_at_1": "11:00",
        }
    return {
        "course": run.course_id,
        "slug": run.slug,
        "venue": run.venue,
        "takes_registrations": "on",
        "has_waiting_list": "on",
        "takes_groups": "on",
        "capacity": run.capacity or "",
        "offer_hours": 24,
        "sessions-TOTAL_FORMS": len(sessions),
        "sessions-INITIAL_FORMS": len(sessions),
        "trainers-TOTAL_FORMS": 0,
        "trainers-INITIAL_FORMS": 0,
        "questions-TOTAL_FORMS": 0,
        "questions-INITIAL_FORMS": 0,
        "materials-TOTAL_FORMS": 0,
        "materials-INITIAL_FORMS": 0,
        **rows,
        **values,
    }


# --- the class -------------------------------------------------------------------------------------


def test_the_page_of_a_class_has_figures_and_the_warning_of_too_few_people(client, staff):
    run = open_run(capacity=5, min_places=3)
    sign_up(run)

    found = client.get(page("change", run))

    assertContains(found, "Mới có 1 người có chỗ; lớp cần ít nhất 3 người")
    assertContains(found, page("register", run))
    assertContains(found, page("export", run))
    assertContains(found, page("registration", run))


def test_saving_tells_of_another_place_and_offers_added_places(client, staff):
    run = open_run(capacity=1)
    one = sign_up(run)
    waiting = sign_up(run)

    answer = client.post(page("change", run), saved(run, venue="Nhà văn hóa", capacity=2))

    assert answer.status_code == 302
    assert mails("run_changed") == [one.email, waiting.email]
    assert mails("registration_offered") == [waiting.email]
    assert_seats_agree(run)


def test_saving_without_a_change_tells_nobody(client, staff):
    run = open_run(capacity=2)
    sign_up(run)

    client.post(page("change", run), saved(run, capacity=5))

    run.refresh_from_db()
    assert run.capacity == 5
    assert mails("run_changed") == []


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"capacity": 1}, "2 chỗ"),
        ({"capacity": 5, "min_places": 6}, "lớn hơn chỉ tiêu"),
        (
            {
                "opens_at_0": "02/12/2026",
                "opens_at_1": "08:00",
                "closes_at_0": "02/12/2026",
                "closes_at_1": "08:00",
            },
            "sau giờ mở",
        ),
    ],
)
def test_what_cannot_be_is_refused_in_the_form(client, staff, values, words):
    run = open_run(capacity=3)
    sign_up(run), sign_up(run)

    assertContains(client.post(page("change", run), saved(run, **values)), words)
    run.refresh_from_db()
    assert (run.capacity, run.seats_taken) == (3, 2)


def test_registration_is_closed_and_opened_on_a_page_of_its_own(client, staff):
    run = open_run()

    client.post(page("registration", run))
    run.refresh_from_db()
    assert run.phase == "closed"
    client.post(page("registration", run))
    run.refresh_from_db()
    assert run.phase == "open"


def test_somebody_is_registered_by_hand_with_the_answers(client, staff):
    run = open_run()
    question = RunQuestionFactory(run=run, is_required=True)
    values = {"full_name": "Bế Văn Giấy", "phone": "0912345678", "agrees": "on"}

    refused = client.post(page("register", run), values)
    assertContains(refused, "Trả lời câu hỏi này", status_code=422)
    client.post(page("register", run), {**values, f"question_{question.pk}": "Có"})

    made = Registration.objects.get()
    assert (made.state, made.consent.given_via) == ("confirmed", "paper")
    assert made.answers.get().answer == "Có"


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_list_leaves_as_a_file_with_answers_and_a_line_in_the_log(client, staff, kind):
    run = open_run()
    question = RunQuestionFactory(run=run, text="Máy tính?")
    sign_up(run, answers={question: "=Có"})
    group(run, 1, user=person(email="donvi@vidu.test"))
    assertContains(client.get(page("export", run)), "2 người")

    answer = client.post(page("export", run), {"kind": kind})

    assert answer["Cache-Control"].startswith("private, no-store")
    if kind == "csv":
        text = answer.content.decode()
        assert "Máy tính?" in text
        assert "'=Có" in text
        assert "donvi@vidu.test" in text
    else:
        rows = list(load_workbook(io.BytesIO(answer.content)).active.values)
        assert rows[0][-1] == "Máy tính?"
        assert rows[1][-1] == "=Có"
        assert len(rows) == 3
    entries = LogEntry.objects.get_for_object(run)
    assert entries.filter(additional_data__verb="export_registrations").count() == 1


@pytest.mark.parametrize("name", ["export", "register", "registration"])
def test_pages_of_acts_are_closed_to_those_who_only_look(client, name):
    run = open_run()
    client.force_login(UserFactory(roles=[Role.SECRETARY]))

    assert client.get(page(name, run)).status_code == 403
    assert client.post(page(name, run), {}).status_code == 403
    assert client.get(page("change", run)).status_code == 200
    assert client.get(LIST).status_code == 403


# --- registrations ---------------------------------------------------------------------------------


def test_who_awaits_approval_is_found_and_told_apart(client, staff):
    run = open_run(needs_approval=True)
    waits, unconfirmed = sign_up(run), guest(run)

    found = client.get(f"{LIST}?waiting=approval")

    assertContains(found, "Chờ duyệt")
    assertContains(found, waits.full_name)
    assertNotContains(found, unconfirmed.full_name)
    assertContains(client.get(f"{LIST}?waiting=address"), unconfirmed.full_name)


def test_registrations_are_approved_and_refused_in_bulk(client, staff):
    run = open_run(needs_approval=True, capacity=1)
    rows = [sign_up(run) for _each in range(3)]
    ids = [row.pk for row in rows]

    client.post(LIST, {"action": "step_confirm", "_selected_action": ids[:2], "confirm": "1"})
    client.post(
        LIST,
        {
            "action": "step_call_off",
            "_selected_action": ids[2:],
            "confirm": "1",
            "reason": "Ngoài đối tượng",
        },
    )

    # The list shows the newest first: who was approved beyond the places waits.
    assert sorted(states(run)) == ["cancelled", "confirmed", "waitlisted"]
    assert mails("registration_refused") == [rows[2].email]
    assert_seats_agree(run)


def test_the_page_before_an_approval_says_what_follows(client, staff):
    run = open_run(needs_approval=True, capacity=1)
    first, second = sign_up(run), sign_up(run)
    assertContains(client.get(step(first, "confirm")), "có chỗ và nhận vé")
    client.post(step(first, "confirm"))

    assertContains(client.get(step(second, "confirm")), "vào danh sách chờ")


def test_registrations_are_searched_without_diacritics_and_groups_by_their_people(client, staff):
    run = open_run()
    guest(run)
    group(run, 2)

    assertContains(client.get(f"{LIST}?q=ly thi hoa"), "Lý Thị Hoa")
    assertNotContains(client.get(f"{LIST}?q=ly thi hoa"), "Học viên 1")
    groups = reverse("admin:training_registrationgroup_changelist")
    assertContains(client.get(f"{groups}?q=hoc vien 2"), "Hợp tác xã Na Chi Lăng")
    assertNotContains(client.get(f"{groups}?q=khong co"), "Hợp tác xã Na Chi Lăng")


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_cost_the_same_for_any_number(client, staff, django_assert_num_queries, rows):
    for number in range(rows):
        run = open_run()
        RegistrationFactory(run=run)
        group(run, 2, email=f"donvi{number}@vidu.test")

    client.get(LIST)
    with django_assert_num_queries(10):
        client.get(LIST)
    with django_assert_num_queries(9):
        client.get(reverse("admin:training_registrationgroup_changelist"))


# --- what the office must see ----------------------------------------------------------------------


def test_the_board_counts_approvals_and_classes_with_too_few_people(client, staff, clock):
    run = open_run(needs_approval=True, min_places=5)
    sign_up(run)
    guest(run)
    clock.move_to(run.starts_at - timedelta(days=3), tick=False)

    found = {task.key: task for task in tasks_for(staff)}

    assert found["registrations_approval"].count == 1
    assert found["runs_few"].count == 1
    assertContains(client.get(found["runs_few"].url), str(run))
    assertContains(client.get(found["registrations_approval"].url), "Chờ duyệt")
    assert "runs_few" not in {task.key for task in tasks_for(person())}
    CourseRun.objects.filter(pk=run.pk).update(min_places=None)
    assert "runs_few" not in {task.key for task in tasks_for(staff)}
