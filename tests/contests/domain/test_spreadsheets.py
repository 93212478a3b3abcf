import datetime as dt
import io

import pytest
import time_machine
from auditlog.models import LogEntry
from django.core.exceptions import PermissionDenied
from openpyxl import load_workbook

from contests.domain.export_columns import columns_of
from contests.domain.spreadsheets import build_spreadsheet, start_spreadsheet
from contests.enums import ApplicationState, AttachmentKind, CheckResult, QuestionKind
from contests.models import Answer, Attachment, TeamMember
from portal import jobruns
from portal.models import BackgroundJob
from portal.models.jobs import JobState
from portal.workflow import RefusedError
from tests.factories.contests import (
    ApplicationFactory,
    ContestFactory,
    EligibilityCheckFactory,
    QuestionFactory,
    SectionFactory,
)
from tests.factories.files import StoredFileFactory
from tests.factories.portal import board_member, secretary

pytestmark = pytest.mark.django_db


def exported(*applications, columns, contest=None, actor=None):
    """The workbook that comes out of the job."""
    row = start_spreadsheet(
        [application.pk for application in applications],
        contest=contest,
        columns=columns,
        filters="state__exact=valid",
        actor=actor or secretary(),
    )
    assert jobruns.run(row.pk) == JobState.DONE, BackgroundJob.objects.get(pk=row.pk).error
    row.refresh_from_db()
    return load_workbook(io.BytesIO(row.result.file.read()))


def moment_of(text):
    """A moment as a spreadsheet holds it: without a time zone."""
    return dt.datetime.fromisoformat(text)


def submitted(**kwargs):
    return ApplicationFactory(**{"state": ApplicationState.SUBMITTED, **kwargs})


def test_chosen_columns_stand_in_their_own_order_under_vietnamese_heads():
    application = submitted(title="Trà hoa hồi", reference="LS26-0037-K")

    book = exported(application, columns=["state", "title", "reference"])

    assert book.sheetnames == ["Hồ sơ"]
    head, row = book["Hồ sơ"].iter_rows(values_only=True)
    assert head == ("Mã hồ sơ", "Tên dự án", "Trạng thái")
    assert row == ("LS26-0037-K", "Trà hoa hồi", "Đã nộp")


def test_days_moments_and_numbers_keep_their_types():
    contest = ContestFactory()
    section = SectionFactory(contest=contest)
    with time_machine.travel("2026-08-31T10:00:00Z", tick=False):
        application = submitted(
            contest=contest,
            contact_birth_date=dt.date(1990, 3, 5),
            submitted_at=dt.datetime(2026, 8, 31, 10, 0, tzinfo=dt.UTC),
        )
    keys = []
    for kind, value in (
        (QuestionKind.MONEY, "30000000"),
        (QuestionKind.NUMBER, "18.5"),
        (QuestionKind.DATE, "2025-02-01"),
    ):
        question = QuestionFactory(section=section, kind=kind)
        Answer.objects.create(application=application, question=question, value=value)
        keys.append(f"answer:{section.slug}:{question.key}")

    sheet = exported(
        application, contest=contest, columns=["birth_date", "submitted_at", *keys]
    ).active

    birth, money, number, day, moment = sheet[2]
    assert (birth.value, birth.number_format) == (moment_of("1990-03-05"), "dd/mm/yyyy")
    assert (money.value, money.number_format) == (30_000_000, '#,##0" đồng"')
    assert number.value == 18.5
    assert day.value == moment_of("2025-02-01")
    assert (moment.value, moment.number_format) == (
        moment_of("2026-08-31 17:00"),
        "hh:mm dd/mm/yyyy",
    )


@pytest.mark.parametrize("text", ["=1+1", "+84", "-x", "@SUM(A1)", '=HYPERLINK("http://x")'])
def test_text_is_never_a_formula(text):
    sheet = exported(submitted(title=text), columns=["title"]).active

    assert (sheet["A2"].value, sheet["A2"].data_type) == (text, "s")


def test_an_answer_that_is_a_file_shows_its_name():
    section = SectionFactory()
    question = QuestionFactory(section=section, kind=QuestionKind.FILE)
    application = submitted(contest=section.contest)
    Attachment.objects.create(
        application=application,
        kind=AttachmentKind.ANSWER,
        question=question,
        stored=StoredFileFactory(original_name="so-do.pdf"),
    )
    key = f"answer:{section.slug}:{question.key}"

    sheet = exported(application, contest=section.contest, columns=[key]).active

    assert sheet["A2"].value == "so-do.pdf"


def test_marks_that_a_spreadsheet_cannot_hold_are_left_out():
    section = SectionFactory()
    application = submitted(contest=section.contest)
    question = QuestionFactory(section=section)
    Answer.objects.create(application=application, question=question, value="x" * 40_000)
    key = f"answer:{section.slug}:{question.key}"

    sheet = exported(application, contest=section.contest, columns=[key]).active

    assert len(sheet["A2"].value) == 32_767


def test_the_people_of_the_teams_stand_on_a_second_sheet():
    application = submitted(
        reference="LS26-0001-X",
        title="Trà",
        contact_name="Hoàng Thị Lý",
        contact_phone="+84912345678",
    )
    TeamMember.objects.create(
        application=application,
        full_name="Vi Văn Nam",
        role="Kỹ thuật",
        birth_date=dt.date(2001, 2, 3),
    )

    book = exported(application, columns=["title", "members"])

    head, first, second = book["Thành viên"].iter_rows(values_only=True)
    assert head[:4] == ("Mã hồ sơ", "Tên dự án", "Họ và tên", "Ngày sinh")
    assert first[2:7] == ("Hoàng Thị Lý", None, "Người đại diện", None, "0912 345 678")
    assert second[:5] == (
        "LS26-0001-X",
        "Trà",
        "Vi Văn Nam",
        moment_of("2001-02-03"),
        "Kỹ thuật",
    )


def test_the_checklist_has_a_column_a_rule():
    application = submitted()
    EligibilityCheckFactory(
        application=application, rule="team_size", machine_result=CheckResult.FAILED
    )

    sheet = exported(application, columns=["check:team_size", "check:documents"]).active

    assert (sheet["A2"].value, sheet["B2"].value) == ("Không đạt", None)


def test_answers_are_offered_for_one_edition_only():
    question = QuestionFactory(label="Tóm tắt dự án")

    labels = {column.label for column in columns_of(question.section.contest)}

    assert "Tóm tắt dự án" in labels
    assert "Tóm tắt dự án" not in {column.label for column in columns_of(None)}


def test_the_export_leaves_a_line_with_its_columns_and_rows():
    actor = secretary()

    exported(submitted(), submitted(), columns=["title", "phone"], actor=actor)

    line = LogEntry.objects.get_for_object(actor).latest("timestamp")
    assert line.actor == actor
    assert line.additional_data == {
        "verb": "export_applications",
        "rows": "2",
        "columns": "title, phone",
        "filters": "state__exact=valid",
    }


def test_an_empty_list_is_refused():
    with pytest.raises(RefusedError):
        start_spreadsheet([], contest=None, columns=["title"], filters="", actor=secretary())


def test_who_may_not_export_cannot_start_it():
    with pytest.raises(PermissionDenied):
        start_spreadsheet(
            [submitted().pk], contest=None, columns=["title"], filters="", actor=board_member()
        )


def test_who_lost_the_permission_meanwhile_gets_no_file(caplog):
    actor = secretary()
    row = start_spreadsheet(
        [submitted().pk], contest=None, columns=["title"], filters="", actor=actor
    )
    actor.groups.clear()

    assert jobruns.run(row.pk) == JobState.FAILED

    row.refresh_from_db()
    assert row.result is None


def test_the_job_costs_the_same_number_of_queries_for_one_row_and_for_three(
    django_assert_max_num_queries, tmp_path
):
    counts = []
    for number in (1, 3):
        rows = [submitted().pk for _row in range(number)]
        job = start_spreadsheet(
            rows, contest=None, columns=["title", "members"], filters="", actor=secretary()
        )
        report = lambda done, total: None  # noqa: E731 -- a report that writes nothing
        report.folder = tmp_path
        with django_assert_max_num_queries(14) as queries:
            build_spreadsheet(job, report)
        counts.append(len(queries))

    assert counts[0] == counts[1]
