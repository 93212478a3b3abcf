from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from contests.domain import dossier
from contests.domain.applications import submit_application
from contests.domain.identity import bare_phone, masked_email, phone_text
from contests.domain.papers import dossier_pdf, parts_of
from contests.domain.snapshots import content_digest, snapshot_content
from contests.domain.status import status_of
from contests.enums import ApplicantType, ApplicationState, AttachmentKind, TaskStatus
from contests.models import Answer, Application, TeamMember
from tests.contests.dossiers import (
    agree,
    attach_explanation,
    contest_with_rules,
    pupil_application,
    ready_application,
)
from tests.factories.contests import (
    ApplicationFactory,
    DecisionFactory,
    DivisionFactory,
    QuestionFactory,
    SectionFactory,
)

pytestmark = pytest.mark.django_db


def tasks_of(application):
    loaded = Application.objects.for_snapshot().get(pk=application.pk)
    tasks = dossier.task_list(loaded)
    return tasks, {task.path: task for group in tasks.groups for task in group.tasks}


def test_a_new_draft_has_only_its_conditions_completed():
    application = ApplicationFactory(contest=contest_with_rules(), applicant_type="")

    tasks, by_path = tasks_of(application)

    assert [group.letter for group in tasks.groups] == ["A", "B", "C", "D", "E"]
    assert tasks.completed_count == 1
    assert by_path[dossier.DIVISION].status == TaskStatus.NOT_STARTED
    assert by_path[dossier.CHECK].status == TaskStatus.CANNOT_START
    assert not by_path[dossier.CHECK].can_open


def test_checking_opens_when_everything_else_is_completed():
    tasks, by_path = tasks_of(ready_application())

    assert tasks.missing == []
    assert by_path[dossier.CHECK].can_open
    assert not by_path[dossier.EVIDENCE].counts


def test_a_division_is_due_only_where_the_edition_has_some():
    application = ready_application()
    division = DivisionFactory(contest=application.contest)

    assert tasks_of(application)[1][dossier.DIVISION].status == TaskStatus.IN_PROGRESS
    Application.objects.update(division=division)
    assert tasks_of(application)[1][dossier.DIVISION].is_completed


def test_individuals_have_no_members_and_only_organised_applicants_an_organisation():
    paths = {
        kind: set(tasks_of(ready_application(applicant_type=kind))[1]) for kind in ApplicantType
    }

    assert dossier.MEMBERS not in paths["individual"]
    assert dossier.MEMBERS in paths["group"] & paths["organisation"] & paths["enterprise"]
    assert dossier.ORGANISATION not in paths["individual"] | paths["group"]
    assert dossier.ORGANISATION in paths["organisation"] & paths["enterprise"]


@pytest.mark.parametrize(("kind", "day", "is_completed"), [
    ("enterprise", None, False), ("enterprise", date(2024, 1, 1), True), ("organisation", None, True),
])  # fmt: skip
def test_only_enterprises_owe_the_day_of_their_registration(kind, day, is_completed):
    application = ready_application(
        applicant_type=kind, organization_name="HTX", tax_code="4900123456", registered_on=day
    )

    assert tasks_of(application)[1][dossier.ORGANISATION].is_completed is is_completed


@pytest.mark.parametrize(("members", "marked", "status"), [
    (0, False, TaskStatus.NOT_STARTED), (1, False, TaskStatus.IN_PROGRESS), (1, True, TaskStatus.COMPLETED),
    (0, True, TaskStatus.IN_PROGRESS), (5, True, TaskStatus.IN_PROGRESS),
])  # fmt: skip
def test_a_group_is_complete_when_it_says_so_and_fits(members, marked, status):
    marks = [dossier.MEMBERS] if marked else []
    application = ready_application(applicant_type=ApplicantType.GROUP, completed_sections=marks)
    for _each in range(members):
        TeamMember.objects.create(
            application=application, full_name="Lan", role="Kế toán", contribution="Giữ sổ sách"
        )

    assert tasks_of(application)[1][dossier.MEMBERS].status == status


def test_a_group_says_what_each_member_contributes():
    application = ready_application(
        applicant_type=ApplicantType.GROUP, completed_sections=[dossier.MEMBERS]
    )
    TeamMember.objects.create(application=application, full_name="Lan", role="Kế toán")

    assert tasks_of(application)[1][dossier.MEMBERS].status == TaskStatus.IN_PROGRESS


def test_a_minor_owes_a_guardian():
    application = ready_application(contact_birth_date=date(2015, 1, 1))

    tasks = tasks_of(application)[1]
    assert not tasks[dossier.CONTACT].is_completed
    assert tasks[dossier.GUARDIANS].status == TaskStatus.NOT_STARTED
    assert dossier.GUARDIANS not in tasks_of(ready_application())[1]
    signed = tasks_of(pupil_application())[1]
    assert signed[dossier.CONTACT].is_completed
    assert signed[dossier.GUARDIANS].is_completed


@pytest.mark.parametrize(("value", "marked", "status"), [
    ("", False, TaskStatus.NOT_STARTED), ("x", False, TaskStatus.IN_PROGRESS),
    ("x", True, TaskStatus.COMPLETED), ("", True, TaskStatus.IN_PROGRESS),
])  # fmt: skip
def test_a_section_is_complete_when_it_is_marked_and_nothing_due_is_empty(value, marked, status):
    contest = contest_with_rules()
    question = QuestionFactory(section=SectionFactory(contest=contest, slug="tom-tat"))
    application = ready_application(
        contest=contest, completed_sections=["tom-tat"] if marked else []
    )
    Answer.objects.create(application=application, question=question, value=value)

    assert tasks_of(application)[1]["tom-tat"].status == status


def test_pages_follow_one_another_and_the_last_follows_itself():
    tasks, _by_path = tasks_of(ready_application())

    assert tasks.after(dossier.ELIGIBILITY) == dossier.DIVISION
    assert tasks.after(dossier.CHECK) == dossier.CHECK
    assert tasks.after("khong-co") == dossier.CHECK


def test_a_section_cannot_take_the_path_of_a_fixed_page():
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError):
        SectionFactory(slug="kiem-tra").full_clean()


# --- snapshots and papers ----------------------------------------------------------------------

NASTY = '#eval("1+1") *đậm* $x^2$ @ref <nhãn> // #image("/etc/passwd") \\ "ngoặc"'


def full_application():
    contest = contest_with_rules(decision=DecisionFactory())
    question = QuestionFactory(section=SectionFactory(contest=contest, slug="tom-tat"))
    application = ready_application(
        contest=contest,
        title=NASTY,
        applicant_type=ApplicantType.ENTERPRISE,
        organization_name="Hợp tác xã Mẫu Sơn",
        tax_code="4900123456",
        registered_on=date(2024, 1, 1),
        guardian_name="Hoàng Văn Cha",
        guardian_phone="+84912345678",
        video_url="https://example.vn/v",
        completed_sections=["tom-tat", dossier.MEMBERS],
    )
    TeamMember.objects.create(
        application=application, full_name="Lý Văn Tày", role="Kế toán", birth_date=date(1999, 1, 1)
    )
    Answer.objects.create(application=application, question=question, value=f"{NASTY}\nDòng hai")
    attachment = attach_explanation(application)
    attachment.kind, attachment.caption = AttachmentKind.EVIDENCE, "Ảnh vườn hồi"
    attachment.save()
    agree(application)
    return application


def test_a_snapshot_reads_nothing_more_once_it_is_loaded(django_assert_num_queries):
    application = full_application()
    loaded = Application.objects.for_snapshot().get(pk=application.pk)

    with django_assert_num_queries(0):
        content = snapshot_content(loaded)

    assert content["contact"]["full_name"] == application.owner.full_name
    assert content["members"][0]["role"] == "Kế toán"
    assert content["sections"][0]["answers"][0]["text"].endswith("Dòng hai")
    assert len(content_digest(content)) == 64


def test_the_pdf_shows_what_people_typed_as_text_and_never_as_markup():
    application = full_application()
    submitted = submit_application(application, actor=application.owner)

    pdf = dossier_pdf(submitted.snapshots.get())

    text = " ".join("".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())
    assert submitted.reference in text
    assert '#eval("1+1") *đậm* $x^2$' in text
    assert "Lý Văn Tày" in text
    assert f"{application.pk:064x}"[:20] in text


def test_a_frozen_version_does_not_change_with_the_dossier():
    application = full_application()
    submitted = submit_application(application, actor=application.owner)
    Application.objects.update(title="Đổi tên")

    assert submitted.snapshots.get().content["title"] == NASTY


def test_an_empty_draft_has_parts_too():
    parts = parts_of(snapshot_content(ApplicationFactory(rule_set=None)))

    assert parts[0].path == dossier.DIVISION
    assert all(isinstance(row.value, str) for part in parts for row in part.rows)


# --- words -------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ApplicationState)
def test_every_state_has_a_word_and_a_sentence_for_applicants(state):
    status = status_of(ApplicationFactory.build(state=state))

    assert status.label
    assert status.text


def test_a_corrected_draft_is_said_to_be_not_submitted():
    fresh, corrected = (status_of(ApplicationFactory.build(number=number)) for number in (None, 3))

    assert fresh.text != corrected.text


@pytest.mark.parametrize(
    "typed", ["0912 345 678", "+84912345678", "84 912 345 678", "0912.345.678"]
)
def test_a_telephone_number_is_the_same_however_it_is_written(typed):
    assert bare_phone(typed) == "0912345678"
    assert phone_text(typed) == "0912 345 678"


def test_what_is_no_mobile_number_is_shown_as_it_is():
    assert phone_text("113") == "113"
    assert bare_phone(None) == ""


def test_an_address_is_masked():
    assert masked_email("nguyen@gmail.com") == "n***@gmail.com"


def test_the_rules_are_asked_for_once_however_many_pages_need_them(django_assert_num_queries):
    application = pupil_application(applicant_type=ApplicantType.GROUP)
    Application.objects.update(rule_set=None)
    loaded = Application.objects.for_snapshot().get(pk=application.pk)

    with django_assert_num_queries(1):
        dossier.task_list(loaded)
