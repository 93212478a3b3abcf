"""Applications in the admin: the list, the dossier, and the steps with all their doors."""

from datetime import timedelta

import pytest
from auditlog.models import LogEntry
from django.urls import reverse
from django.utils import timezone

from contests.domain.consent_texts import TEXT_VERSION
from contests.enums import ApplicationState, CheckResult
from contests.models import EligibilityCheck
from portal.models import OutgoingMail
from portal.roles import Role
from tests.contests.dossiers import ready_application
from tests.factories.contests import (
    ApplicationFactory,
    EligibilityCheckFactory,
    SnapshotFactory,
    SupplementRequestFactory,
    TeamMemberFactory,
)
from tests.factories.ecosystem import FieldFactory, LocalityFactory
from tests.factories.portal import UserFactory, board_member, secretary

pytestmark = pytest.mark.django_db

LIST = "admin:contests_application_changelist"


def signed_in(client, user):
    client.force_login(user)
    return user


def page(application):
    return reverse("admin:contests_application_change", args=[application.pk])


def step(application, name):
    return reverse("admin:contests_application_step", args=[application.pk, name])


def submitted(**kwargs):
    return ApplicationFactory(**{"state": ApplicationState.SUBMITTED, **kwargs})


# --- the list -------------------------------------------------------------------------------------


def test_the_list_costs_the_same_for_one_row_and_for_three(client, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    signed_in(client, secretary())
    counts = []
    for _more in range(2):
        for _row in range(1 if not counts else 2):
            SupplementRequestFactory(
                application__reference=None,
                application__field=FieldFactory(),
                application__locality=LocalityFactory(),
            )
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(reverse(LIST)).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 15


def test_the_list_is_searched_without_marks(client):
    signed_in(client, secretary())
    found = submitted(title="Trà hoa hồi Văn Quan")
    submitted(title="Bún ngô khô")

    rows = client.get(reverse(LIST), {"q": "tra HOA hoi"}).context["cl"].result_list

    assert list(rows) == [found]


@pytest.mark.parametrize("choice", ["first", "waiting", "overdue", "answered", "unanswered"])
def test_the_supplement_filter_shows_each_kind(client, choice):
    from datetime import timedelta

    from django.utils import timezone

    now = timezone.now()
    rows = {
        "first": submitted(),
        "waiting": SupplementRequestFactory().application,
        "overdue": SupplementRequestFactory(due_at=now - timedelta(minutes=1)).application,
        "answered": SupplementRequestFactory(
            application__state="submitted", answered_at=now
        ).application,
        "unanswered": SupplementRequestFactory(
            application__state="submitted", closed_at=now
        ).application,
    }
    signed_in(client, secretary())

    found = client.get(reverse(LIST), {"supplement": choice}).context["cl"].result_list

    assert list(found) == [rows[choice]]


def test_states_are_counted_above_the_list_for_the_chosen_edition(client):
    signed_in(client, secretary())
    application = submitted()
    submitted(contest=application.contest)
    submitted()

    response = client.get(reverse(LIST), {"contest__id__exact": application.contest_id})

    [(label, count, url)] = response.context["state_counts"]
    assert (label, count) == (ApplicationState.SUBMITTED.label, 2)
    assert client.get(reverse(LIST) + url).context["cl"].result_count == 2


def test_the_export_follows_the_filters_is_safe_for_spreadsheets_and_leaves_a_line(client):
    actor = signed_in(client, secretary())
    submitted(title="=1+1")
    ApplicationFactory(title="Bản nháp")

    response = client.get(
        reverse("admin:contests_application_export"), {"state__exact": ApplicationState.SUBMITTED}
    )

    text = response.content.decode("utf-8")
    assert text.startswith("\ufeff")
    assert len(text.strip().splitlines()) == 2
    assert "'=1+1" in text
    assert "no-store" in response["Cache-Control"]
    line = LogEntry.objects.get_for_object(actor).get().additional_data
    assert (line["verb"], line["rows"]) == ("export_applications", "1")


def test_the_board_reads_the_list_but_may_not_take_it_away(client):
    signed_in(client, board_member())

    assert client.get(reverse(LIST)).status_code == 200
    assert client.get(reverse("admin:contests_application_export")).status_code == 403


# --- who gets in ----------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.JUDGE, Role.EDITOR, Role.ADMINISTRATOR])
def test_others_on_the_staff_do_not_read_dossiers_not_even_their_own(client, role):
    person = signed_in(client, UserFactory(roles=[role], is_staff=True))
    application = submitted(owner=person)

    for url in (reverse(LIST), page(application), step(application, "mark_valid")):
        assert client.get(url).status_code in {302, 403, 404}
    assert (
        client.get(page(application)).context is None
        or "dossier" not in client.get(page(application)).context
    )


def test_strangers_are_sent_to_the_door(client):
    application = submitted()

    for url in (reverse(LIST), page(application), step(application, "mark_valid")):
        assert client.get(url)["Location"].startswith("/admin/login/")


# --- the dossier ----------------------------------------------------------------------------------


def test_the_dossier_shows_everything_about_the_application(client):
    signed_in(client, secretary())
    request = SupplementRequestFactory(text="Bản thuyết minh có chữ ký")
    application = request.application
    SnapshotFactory(application=application)
    check = EligibilityCheckFactory(
        application=application,
        rule="team_size",
        machine_result=CheckResult.FAILED,
        evidence="6 người",
    )

    response = client.get(page(application))

    html = response.content.decode()
    assert "Bản thuyết minh có chữ ký" in html
    assert "6 người" in html
    assert reverse("admin:contests_application_check", args=[application.pk, check.pk]) in html
    assert 'name="title"' not in html


def test_the_board_reads_the_checklist_without_deciding(client):
    signed_in(client, board_member())
    check = EligibilityCheckFactory(application=submitted())
    url = reverse("admin:contests_application_check", args=[check.application_id, check.pk])

    assert url not in client.get(page(check.application)).content.decode()
    assert client.get(url).status_code == 403


def test_a_rule_is_decided_on_its_page(client):
    actor = signed_in(client, secretary())
    check = EligibilityCheckFactory(application=submitted(), machine_result=CheckResult.FAILED)
    url = reverse("admin:contests_application_check", args=[check.application_id, check.pk])

    assert client.get(url).status_code == 200
    refused = client.post(url, {"result": "passed", "reason": ""})
    accepted = client.post(url, {"result": "passed", "reason": "Đã có giấy xác nhận"})

    check.refresh_from_db()
    assert refused.status_code == 422
    assert refused.context["form"].errors["reason"]
    assert accepted.status_code == 302
    assert (check.result, check.decided_by) == (CheckResult.PASSED, actor)
    assert EligibilityCheck.objects.count() == 1


def test_a_rule_of_another_application_is_not_found(client):
    signed_in(client, secretary())
    check = EligibilityCheckFactory(application=submitted())

    url = reverse("admin:contests_application_check", args=[submitted().pk, check.pk])

    assert client.get(url).status_code == 404


# --- the step ladder ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("person", "offered"),
    [
        (secretary, {"mark_valid", "request_supplement", "mark_invalid", "withdraw"}),
        (board_member, {"disqualify"}),
    ],
)
def test_steps_are_offered_to_those_who_may_take_them(client, person, offered):
    signed_in(client, person())

    steps = {
        transition.name for transition in client.get(page(submitted())).context["workflow_steps"]
    }

    assert steps == offered


def test_the_confirmation_page_says_what_happens_and_does_nothing(client):
    signed_in(client, secretary())
    application = submitted()

    response = client.get(step(application, "mark_valid"))

    application.refresh_from_db()
    assert application.owner.email in response.content.decode()
    assert application.state == ApplicationState.SUBMITTED
    assert OutgoingMail.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "data", "state"),
    [
        ("mark_valid", {}, ApplicationState.VALID),
        ("mark_invalid", {"reason": "Quá hạn"}, ApplicationState.INVALID),
        (
            "request_supplement",
            {"text": "Thuyết minh", "due_on": "31/12/2090", "due_time": "17:00"},
            ApplicationState.SUPPLEMENT_REQUESTED,
        ),
    ],
)
def test_a_step_acts_audits_and_queues_the_mail(client, name, data, state):
    actor = signed_in(client, secretary())
    application = submitted()

    response = client.post(step(application, name), data)

    application.refresh_from_db()
    assert response["Location"] == page(application)
    assert application.state == state
    line = LogEntry.objects.get_for_object(application).get()
    assert (line.actor, line.additional_data["verb"]) == (actor, name)
    assert OutgoingMail.objects.get().recipient == application.owner.email


@pytest.mark.parametrize(
    ("name", "data", "field"),
    [
        ("mark_invalid", {"reason": " "}, "reason"),
        ("request_supplement", {"text": "", "due_on": "31/12/2090", "due_time": "17:00"}, "text"),
        (
            "request_supplement",
            {"text": "Thiếu", "due_on": "01/01/2020", "due_time": "17:00"},
            "due_on",
        ),
        ("request_supplement", {"text": "Thiếu", "due_on": "2090", "due_time": "x"}, "due_time"),
    ],
)
def test_bad_input_keeps_what_was_typed_and_changes_nothing(client, name, data, field):
    signed_in(client, secretary())
    application = submitted()

    response = client.post(step(application, name), data)

    application.refresh_from_db()
    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert application.state == ApplicationState.SUBMITTED


def test_an_open_rule_refuses_the_conclusion_with_a_message(client):
    signed_in(client, secretary())
    application = EligibilityCheckFactory(
        application=submitted(), machine_result=CheckResult.UNCLEAR
    ).application

    response = client.post(step(application, "mark_valid"))

    assert response.status_code == 422
    assert response.context["form"].non_field_errors()


def test_a_step_from_a_wrong_state_leads_back_with_a_message(client):
    signed_in(client, secretary())
    application = submitted(state=ApplicationState.DRAFT)

    response = client.post(step(application, "mark_valid"), follow=True)

    application.refresh_from_db()
    assert application.state == ApplicationState.DRAFT
    assert [message.level_tag for message in response.context["messages"]] == ["error"]


def test_a_step_of_another_role_is_refused(client):
    signed_in(client, board_member())
    application = submitted()

    assert client.post(step(application, "mark_valid")).status_code == 403
    assert client.get(step(application, "no_such_step")).status_code == 404


def test_in_bulk_every_row_reports_its_own_result(client):
    signed_in(client, secretary())
    good, bad = submitted(), submitted()
    EligibilityCheckFactory(application=bad, machine_result=CheckResult.FAILED)
    data = {"action": "step_mark_valid", "_selected_action": [good.pk, bad.pk]}

    asked = client.post(reverse(LIST), data)
    states_before = [ApplicationState.SUBMITTED] * 2
    assert asked.status_code == 200
    assert [row.state for row in type(good).objects.order_by("pk")] == states_before

    done = client.post(reverse(LIST), {**data, "confirm": "1"}, follow=True)

    good.refresh_from_db()
    bad.refresh_from_db()
    assert (good.state, bad.state) == (ApplicationState.VALID, ApplicationState.SUBMITTED)
    assert {message.level_tag for message in done.context["messages"]} == {"warning", "success"}
    assert OutgoingMail.objects.get().recipient == good.owner.email


# --- consents ----------------------------------------------------------------------------------


def test_the_dossier_shows_the_ledger_of_its_consents_and_what_is_missing(client):
    application = ready_application(consents={"contest"})
    TeamMemberFactory(application=application, full_name="Lý Văn Tày")
    signed_in(client, secretary())

    text = client.get(page(application)).content.decode()

    assert TEXT_VERSION in text
    assert "Lý Văn Tày" in text
    assert reverse("admin:contests_application_consents", args=[application.pk]) in text


@pytest.mark.parametrize(
    ("role", "status"), [(Role.SECRETARY, 200), (Role.BOARD, 403), (Role.EDITOR, 404)]
)
def test_the_proof_of_consents_is_the_secretarys_and_leaves_a_line(client, role, status):
    application = ready_application()
    user = signed_in(client, UserFactory(roles=[role]))

    response = client.get(reverse("admin:contests_application_consents", args=[application.pk]))

    assert response.status_code == status
    lines = LogEntry.objects.filter(actor=user, additional_data__verb="export_consents")
    assert lines.exists() is (status == 200)
    if status == 200:
        assert response.content.startswith(b"%PDF")


def test_the_list_says_at_the_state_until_when_a_supplement_is_awaited(client):
    signed_in(client, secretary())
    application = submitted(state=ApplicationState.SUPPLEMENT_REQUESTED)
    request = SupplementRequestFactory(
        application=application, due_at=timezone.now() + timedelta(days=2)
    )
    due = f"{timezone.localtime(request.due_at):%H:%M %d/%m/%Y}"

    assert f"Cần bổ sung, hạn {due}</td>" in client.get(reverse(LIST)).content.decode()

    type(request).objects.update(due_at=timezone.now() - timedelta(minutes=1))
    assert "quá hạn</td>" in client.get(reverse(LIST)).content.decode()
