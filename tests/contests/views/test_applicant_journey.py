"""The whole way of an applicant without any script, and the doors that stay closed."""

from datetime import date, timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.urls import reverse
from django.utils import timezone

from contests.enums import ApplicationState
from contests.models import Application
from portal.models import Consent, OutgoingMail
from portal.roles import Role
from tests.contests.dossiers import contest_with_rules, pdf_upload, ready_application
from tests.factories.contests import (
    ApplicationFactory,
    ContestFactory,
    QuestionFactory,
    SectionFactory,
    SnapshotFactory,
    SupplementRequestFactory,
)
from tests.factories.ecosystem import FieldFactory, LocalityFactory
from tests.factories.portal import UserFactory, judge, secretary

pytestmark = pytest.mark.django_db
ANSWERS = {"in_province": "yes", "past_winner": "no", "inner_circle": "no"}
AGREED = {"declaration": "on", "contest": "on"}


def page(name, application, *args):
    return reverse(f"contests:{name}", args=[application.public_id, *args])


def start_page(name, contest):
    return reverse(f"contests:{name}", args=[contest.year])


def owner_client(client, application):
    client.force_login(application.owner)
    return client


def post_page(client, url, **data):
    """Send a page as its form would: with the mark of what was seen."""
    seen = client.get(url).context["seen"]
    return client.post(url, {"seen": seen, "action": "continue", **data})


def test_from_the_first_question_to_the_confirmation_without_a_script(client):
    contest, locality, field = contest_with_rules(), LocalityFactory(), FieldFactory()
    question = QuestionFactory(section=SectionFactory(contest=contest, slug="tom-tat"))
    user = UserFactory(verified=True)

    client.post(start_page("application_entry", contest), ANSWERS)
    create = start_page("application_create", contest)
    assert client.get(create).url.startswith(reverse("account_login"))
    client.force_login(user)
    session = client.session
    session[f"entry-answers-{contest.year}"] = ANSWERS
    session.save()
    response = client.post(create, {"title": "Trà hoa hồi", "start_key": "k"})
    application = Application.objects.get()
    assert response.url == application.get_absolute_url()

    post_page(client, page("application_section", application, "bang-thi"),
              title="Trà hoa hồi", applicant_type="group", field=field.pk)  # fmt: skip
    post_page(client, page("application_section", application, "dai-dien"),
              contact_name="Hoàng Thị Lan", contact_birth_date="5/3/1990", contact_phone="0912 345 678",
              contact_email="lan@vidu.vn", locality=locality.pk)  # fmt: skip
    member = {"full_name": "Lý Văn Tày", "birth_date": "1/2/1999", "role": "Kế toán",
              "contribution": "Giữ sổ sách"}  # fmt: skip
    client.post(page("member_add", application), member)
    client.post(page("application_members", application), {"is_complete": "yes"})
    post_page(client, page("application_section", application, "tom-tat"),
              **{f"q{question.pk}": "Trà từ hoa hồi", "is_complete": "yes"})  # fmt: skip
    client.post(
        page("application_explanation", application), {"kind": "explanation", "file": pdf_upload()}
    )

    check = client.get(page("application_check", application))
    assert check.context["missing"] == []
    assert "05/03/1990" in check.content.decode()
    agreed = {**AGREED, f"contest-member-{application.members.get().pk}": "on"}
    response = client.post(page("application_declare", application), agreed)

    application.refresh_from_db()
    assert response.url == page("application_submitted", application)
    assert (application.state, application.contact_birth_date) == ("submitted", date(1990, 3, 5))
    confirmation = client.get(response.url).content.decode()
    assert application.reference in confirmation
    assert user.email not in confirmation
    assert client.get(page("application_pdf", application)).content.startswith(b"%PDF")
    assert OutgoingMail.objects.count() == 1
    assert set(Consent.objects.values_list("purpose", flat=True)) == {"declaration", "contest"}


# --- before the dossier ------------------------------------------------------------------------


def test_wrong_answers_end_on_a_page_with_the_reasons(client):
    contest = contest_with_rules()

    response = client.post(
        start_page("application_entry", contest), {**ANSWERS, "past_winner": "yes"}
    )

    assert [question.key for question in response.context["reasons"]] == ["past_winner"]


def test_unanswered_questions_are_errors_at_the_questions(client):
    response = client.post(start_page("application_entry", contest_with_rules()), {})

    assert set(response.context["form"].errors) == set(ANSWERS)


def test_without_answers_nobody_names_a_project(client):
    contest = contest_with_rules()
    client.force_login(UserFactory())

    response = client.get(start_page("application_create", contest))

    assert response.url == start_page("application_entry", contest)


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.BOARD, Role.JUDGE])
@pytest.mark.parametrize("name", ["application_start", "application_entry", "application_create"])
def test_the_contests_own_people_read_why_they_may_not_enter(client, role, name):
    client.force_login(UserFactory(roles=[role]))

    assert client.get(start_page(name, contest_with_rules())).context["is_inner_circle"]


@pytest.mark.parametrize("days", [-1, 20])
def test_outside_the_intake_there_is_a_page_that_says_so(client, days):
    now = timezone.now() + timedelta(days=days)
    contest = ContestFactory(opens_at=now, deadline_at=now + timedelta(hours=1))

    assert client.get(start_page("application_start", contest)).context["is_closed"]


def test_an_edition_in_preparation_does_not_exist_yet(client):
    assert (
        client.get(start_page("application_start", ContestFactory(state="draft"))).status_code
        == 404
    )


def test_posting_the_name_twice_makes_one_draft(client):
    contest = contest_with_rules()
    client.force_login(UserFactory())

    for _click in range(2):
        client.post(start_page("application_create", contest), {"title": "Trà", "start_key": "k"})

    assert Application.objects.count() == 1


def test_beyond_the_number_of_entries_there_is_a_page_that_says_so(client):
    contest = contest_with_rules(max_entries_individual=1, max_entries_organised=1)
    draft = ApplicationFactory(contest=contest)
    owner_client(client, draft)

    response = client.post(
        start_page("application_create", contest), {"title": "Trà", "start_key": "k"}
    )

    assert response.context["is_quota"]
    assert Application.objects.count() == 1


def test_the_start_page_leads_back_to_drafts(client):
    draft = ApplicationFactory(contest=contest_with_rules())

    response = owner_client(client, draft).get(start_page("application_start", draft.contest))

    assert list(response.context["applications"]) == [draft]


# --- closed doors ------------------------------------------------------------------------------

PAGES = [
    ("application_detail", ()), ("application_eligibility", ()), ("application_section", ("bang-thi",)),
    ("application_members", ()), ("member_add", ()), ("application_explanation", ()),
    ("application_evidence", ()), ("application_check", ()), ("application_declare", ()),
    ("application_submitted", ()), ("application_pdf", ()), ("application_correct", ()),
    ("application_withdraw", ()), ("application_discard", ()),
]  # fmt: skip


@pytest.mark.parametrize(("name", "args"), PAGES)
@pytest.mark.parametrize("state", [ApplicationState.DRAFT, ApplicationState.SUBMITTED])
@pytest.mark.parametrize("person", [UserFactory, judge])
def test_a_strangers_dossier_does_not_exist(client, name, args, state, person):
    application = ApplicationFactory(
        state=state, number=1, reference="LS26-0001-X", applicant_type="group"
    )
    SnapshotFactory(application=application)
    client.force_login(person())

    assert client.get(page(name, application, *args)).status_code == 404


@pytest.mark.parametrize(("name", "args"), PAGES)
def test_visitors_are_asked_to_sign_in(client, name, args):
    response = client.get(page(name, ApplicationFactory(), *args))

    assert response.url.startswith(reverse("account_login"))


def test_files_go_to_the_owner_and_the_staff_only(client):
    application = ready_application()
    attachment = application.attachments.get()
    url = page("attachment_download", application, attachment.stored.public_id)

    answers = []
    for user in (application.owner, secretary(), judge(), UserFactory()):
        client.force_login(user)
        answers.append(client.get(url).status_code)
    assert answers == [200, 200, 404, 404]


@pytest.mark.parametrize(
    "name", ["application_check", "application_declare", "application_explanation"]
)
def test_a_submitted_dossier_has_no_open_pages(client, name):
    application = ready_application(state=ApplicationState.SUBMITTED, number=1)

    assert owner_client(client, application).get(page(name, application)).status_code == 302


@pytest.mark.parametrize(
    "name", ["application_correct", "application_withdraw", "application_discard"]
)
def test_steps_that_are_not_open_lead_back(client, name):
    application = ApplicationFactory(state=ApplicationState.IN_ROUND, number=1)

    response = owner_client(client, application).get(page(name, application))

    assert response.url == application.get_absolute_url()


def test_a_page_that_the_dossier_does_not_have_is_not_found(client):
    application = ApplicationFactory(contest=contest_with_rules())
    owner_client(client, application)

    for path in ("to-chuc", "khong-co"):
        assert client.get(page("application_section", application, path)).status_code == 404
    assert client.get(page("application_members", application)).status_code == 404


def test_there_is_no_confirmation_before_the_first_submission(client):
    application = ApplicationFactory()

    assert (
        owner_client(client, application)
        .get(page("application_submitted", application))
        .status_code
        == 404
    )


# --- submitting --------------------------------------------------------------------------------


def test_one_second_late_is_a_page_and_the_draft_is_kept(client):
    application = ready_application(consents=set())
    owner_client(client, application)

    with time_machine.travel(application.contest.deadline_at + timedelta(seconds=1), tick=False):
        response = client.post(page("application_declare", application), AGREED)

    assert response.status_code == 200
    assert "Đã hết hạn nộp hồ sơ" in response.content.decode()
    application.refresh_from_db()
    assert application.state == ApplicationState.DRAFT
    assert not Consent.objects.exists()


def test_submitting_twice_ends_on_the_same_confirmation(client):
    application = ready_application(consents=set())
    owner_client(client, application)

    answers = [client.post(page("application_declare", application), AGREED) for _click in range(2)]

    assert {answer.url for answer in answers} == {page("application_submitted", application)}
    assert application.snapshots.count() == OutgoingMail.objects.count() == 1


def test_boxes_stand_unticked_and_the_due_ones_are_errors(client):
    application = ready_application(consents=set())
    owner_client(client, application)

    assert "checked" not in client.get(page("application_declare", application)).content.decode()
    response = client.post(page("application_declare", application), {"publication": "on"})
    assert set(response.context["form"].errors) == {"declaration", "contest"}


def test_an_unconfirmed_address_is_told_how_to_confirm_it(client):
    application = ready_application(consents=set(), owner=UserFactory())
    owner_client(client, application)

    assert (
        reverse("account_email")
        in client.get(page("application_declare", application)).content.decode()
    )
    response = client.post(page("application_declare", application), AGREED)
    assert response.url == page("application_check", application)
    EmailAddress.objects.create(
        user=application.owner, email=application.owner.email, verified=True
    )
    client.post(page("application_declare", application), AGREED)
    application.refresh_from_db()
    assert application.state == ApplicationState.SUBMITTED


def test_an_incomplete_dossier_does_not_reach_the_declaration(client):
    application = ApplicationFactory(contest=contest_with_rules())

    response = owner_client(client, application).get(page("application_declare", application))

    assert response.url == page("application_check", application)


# --- afterwards --------------------------------------------------------------------------------


def test_withdrawing_to_correct_asks_first_and_opens_the_draft(client):
    application = ready_application(
        state=ApplicationState.SUBMITTED, number=1, reference="LS26-0001-X"
    )
    owner_client(client, application)
    url = page("application_correct", application)

    client.get(url)
    application.refresh_from_db()
    assert application.state == ApplicationState.SUBMITTED
    client.post(url)
    application.refresh_from_db()
    assert application.state == ApplicationState.DRAFT
    assert (
        client.get(page("application_submitted", application)).url == application.get_absolute_url()
    )


def test_withdrawing_for_good_asks_for_the_reason(client):
    application = ready_application(
        state=ApplicationState.SUBMITTED, number=1, reference="LS26-0001-X"
    )
    owner_client(client, application)
    url = page("application_withdraw", application)

    assert client.get(url).status_code == 200
    assert client.post(url, {"reason": ""}).context["form"].errors
    client.post(url, {"reason": "Nhóm giải thể"})
    application.refresh_from_db()
    assert (application.state, application.state_reason) == ("withdrawn", "Nhóm giải thể")
    client.post(url, {"reason": "Lần nữa"})
    application.refresh_from_db()
    assert application.state_reason == "Nhóm giải thể"


def test_a_draft_is_deleted_after_asking(client):
    application = ApplicationFactory()
    owner_client(client, application)
    url = page("application_discard", application)

    assert client.get(url).status_code == 200
    assert client.post(url).url == reverse("contests:application_list")
    assert not Application.objects.exists()


def test_a_step_refused_meanwhile_is_said_on_the_page(client):
    application = ApplicationFactory(state=ApplicationState.VALID, number=1)
    owner_client(client, application)

    response = client.post(page("application_correct", application), follow=True)

    assert [message.level_tag for message in response.context["messages"]] == ["error"]


def test_a_supplement_shows_its_text_and_time_and_opens_the_pages(client):
    request = SupplementRequestFactory(application__contest=contest_with_rules())

    response = owner_client(client, request.application).get(request.application.get_absolute_url())

    assert response.context["supplement"] == request
    assert request.text in response.content.decode()


def test_an_overdue_supplement_is_read_only_and_says_so(client):
    request = SupplementRequestFactory(due_at=timezone.now() - timedelta(minutes=1))

    response = owner_client(client, request.application).get(request.application.get_absolute_url())

    assert response.context["is_overdue"]


@pytest.mark.parametrize("state", [s for s in ApplicationState if s != ApplicationState.DRAFT])
def test_every_state_has_its_page(client, state):
    application = ApplicationFactory(
        state=state, number=1, reference="LS26-0001-X", state_reason="Lý do"
    )

    response = owner_client(client, application).get(application.get_absolute_url())

    assert response.status_code == 200
    assert response.context["status"].label in response.content.decode()


# --- lists -------------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [1, 3])
def test_my_applications_cost_the_same_for_one_and_for_three(
    client, rows, django_assert_num_queries
):
    owner = UserFactory()
    contest = contest_with_rules()
    for _each in range(rows):
        ApplicationFactory(owner=owner, contest=contest)
    client.force_login(owner)

    with django_assert_num_queries(6):
        response = client.get(reverse("contests:application_list"))

    assert len(response.context["rows"]) == rows


def test_my_applications_are_only_mine(client):
    ApplicationFactory()
    client.force_login(UserFactory())

    assert client.get(reverse("contests:application_list")).context["rows"] == []


@pytest.mark.parametrize("sections", [1, 3])
def test_the_task_list_costs_the_same_for_one_section_and_for_three(
    client, sections, django_assert_num_queries
):
    application = ready_application()
    for _each in range(sections):
        QuestionFactory(section=SectionFactory(contest=application.contest))
    owner_client(client, application)

    client.get(application.get_absolute_url())  # what is asked once per process
    with django_assert_num_queries(19):
        client.get(application.get_absolute_url())


def test_the_answers_given_before_the_start_can_be_read_again(client):
    application = ApplicationFactory(contest=contest_with_rules(), eligibility_answers=ANSWERS)

    response = owner_client(client, application).get(page("application_eligibility", application))

    assert [row["value"] for row in response.context["rows"]] == ["Có", "Không", "Không"]
