"""The public figures of training, the report of the staff, and what plans are told."""

import io
import zipfile
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils.translation import override
from docx import Document
from openpyxl import load_workbook
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from ecosystem.enums import OutcomeKind
from ecosystem.models import IndicatorValue
from portal import jobruns
from portal.models import BackgroundJob
from portal.roles import Role
from portal.site import actuals
from portal.site.figures import training_table
from portal.site.training_figures import public_figures
from tests.factories.ecosystem import IndicatorFactory, PlanFactory
from tests.factories.portal import UserFactory
from tests.factories.training import (
    CourseRunFactory,
    HistoricalAttendanceFactory,
    RegistrationFactory,
)
from tests.training.persons import came
from training.domain import persons

pytestmark = pytest.mark.django_db
PAGE = "/so-lieu/dao-tao/"
REPORT = "/admin/training/report/"
YEAR = 2026
HERE = ZoneInfo("Asia/Ho_Chi_Minh")


def held(**values):
    first = datetime(YEAR, 3, 5, 8, tzinfo=HERE)
    return CourseRunFactory(sessions=1, sessions__first=first, **values)


@pytest.fixture
def officer(client):
    user = UserFactory(roles=[Role.TRAINING_OFFICER])
    client.force_login(user)
    return user


def indicator(**values):
    plan = PlanFactory(start_year=YEAR - 1, end_year=YEAR + 1)
    return IndicatorFactory(plan=plan, fed_by=OutcomeKind.TRAINED, **values)


# --- everybody ----------------------------------------------------------------------------------


def test_the_page_shows_both_counts_with_what_they_mean(client):
    for _class in range(2):
        came(held(), email="hoc@x.vn")
    persons.link_pending()

    response = client.get(PAGE)

    assertContains(
        response, '<span class="figure-value">2</span><span class="figure-label">Lượt người'
    )
    assertContains(
        response, '<span class="figure-value">1</span><span class="figure-label">Số người'
    )
    assertContains(response, "một người dự ba lớp tính là ba lượt người")
    assertNotContains(response, "dữ liệu minh họa")


def test_the_history_of_the_province_stands_with_its_source_and_nothing_is_made_up(client):
    call_command("load_langson")

    [rounds, course, yearly] = public_figures().history.rows
    assert rounds.cells[3] == "9 đợt"
    assert (rounds.cells[4], rounds.cells[5]) == (None, None)
    assert (course.cells[4], course.cells[5]) == (None, 10)
    assert (yearly.cells[4], yearly.cells[5]) == ("trên 700", None)
    assert all("Sở Khoa học và Công nghệ" in row.sources for row in (rounds, course, yearly))
    for path in (PAGE, reverse("training:history")):
        response = client.get(path)
        for text in ("trên 700", "không có số liệu", "Sở Khoa học và Công nghệ tỉnh Lạng Sơn"):
            assertContains(response, text)
    assertContains(response, "5</dd>")
    assertContains(response, "Cán bộ của 5 cơ quan")
    assertContains(client.get(PAGE), "10.000 lượt người")


def test_small_counts_of_what_people_declare_are_not_told_to_everybody(client, officer):
    run = held()
    for place in range(6):
        came(run, name=f"Nữ Số {place}", sex="female")
    for place in range(2):
        came(run, name=f"Nam Số {place}", sex="male")
    persons.link_pending()

    shown = next(table for table in public_figures().tables if table.title == "Theo giới tính")
    assert [list(row.cells) for row in shown.rows] == [
        ["Nữ", 1, "…", "…"],
        ["Nam", 1, "< 5", "< 5"],
    ]
    by_course = next(table for table in public_figures().tables if table.title == "Theo khóa học")
    assert by_course.rows[0].cells[1:] == [1, 8, 8]
    assertContains(client.get(REPORT), ">6</td>")


def test_demonstration_is_shown_for_want_of_real_marks_and_says_so(client):
    came(CourseRunFactory(sessions=1, course__is_demo=True))
    assertContains(client.get(PAGE), "dữ liệu minh họa")

    came(held(), name="Có Thật")
    figures = public_figures()
    assert not figures.is_demo
    assert figures.totals.attendances == 1


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_takes_the_same_number_of_queries(number, django_assert_num_queries):
    for place in range(number):
        came(held(), name=f"Học Viên {place}")
        HistoricalAttendanceFactory()
        IndicatorValue.objects.create(indicator=indicator(), year=YEAR, value=5, source="Báo cáo")
    persons.link_pending()

    with django_assert_num_queries(4):
        public_figures()


# --- the plan -----------------------------------------------------------------------------------


def test_marks_of_the_portal_and_sources_of_a_year_count_for_the_plan():
    came(held(), email="hoc@x.vn")
    came(held(), email="hoc@x.vn")
    came(CourseRunFactory(sessions=1, course__is_demo=True))
    RegistrationFactory(state="confirmed")
    HistoricalAttendanceFactory(from_year=YEAR, to_year=YEAR, attendances=120)

    count = actuals.counts_of(YEAR)[OutcomeKind.TRAINED]
    assert (count.value, count.is_told) == (122, True)
    assert "điểm danh tại các lớp trên Cổng: 2" in count.source
    assert "theo nguồn về các lớp trước khi có Cổng: 120" in count.source
    assert actuals.counts_of(YEAR + 1)[OutcomeKind.TRAINED].is_told is False


def test_a_recount_follows_the_marks_and_never_what_staff_entered():
    counted, entered = indicator(), indicator()
    IndicatorValue.objects.create(indicator=entered, year=YEAR, value=9, source="Báo cáo")
    came(held())

    actuals.record_year(YEAR)
    came(held(), name="Lý Thị Mai")
    actuals.record_year(YEAR)

    assert counted.values.get().value == 2
    assert entered.values.get().value == 9


# --- staff --------------------------------------------------------------------------------------


def test_the_report_counts_what_the_address_chooses(client, officer):
    run = held()
    came(run)
    came(CourseRunFactory(sessions=1), name="Lý Thị Mai")

    everything, one = client.get(REPORT), client.get(REPORT, {"course": run.course_id})
    assertContains(everything, "<strong>2</strong> lượt người")
    assertContains(one, "<strong>1</strong> lượt người")
    assertContains(one, f"Khóa học: {run.course}")
    wrong = client.get(REPORT, {"from_day": "05/03/2026", "to_day": "04/03/2026"})
    assert wrong.status_code == 422
    assertContains(wrong, "Ngày cuối không được trước ngày đầu", status_code=422)


def test_the_report_is_made_as_a_workbook_and_a_document(client, officer):
    run = held()
    came(run, sex="female")
    came(CourseRunFactory(sessions=1), name="Lý Thị Mai")
    call_command("load_langson")

    response = client.post(f"{REPORT}?course={run.course_id}&from_day=01/01/{YEAR}")
    job = BackgroundJob.objects.get()
    assertRedirects(
        response,
        reverse("admin:portal_backgroundjob_change", args=[job.pk]),
        fetch_redirect_response=False,
    )
    jobruns.run(job.pk)
    job.refresh_from_db()

    with job.result.file.open("rb") as stored, zipfile.ZipFile(io.BytesIO(stored.read())) as file:
        [sheet] = [name for name in file.namelist() if name.endswith(".xlsx")]
        [paper] = [name for name in file.namelist() if name.endswith(".docx")]
        book = load_workbook(io.BytesIO(file.read(sheet)))
        document = Document(io.BytesIO(file.read(paper)))
    years = next(book[name] for name in book.sheetnames if "Theo năm" in name)
    assert [cell.value for cell in years[2]] == [str(YEAR), 1, 1, 1]
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "BÁO CÁO KẾT QUẢ ĐÀO TẠO, TẬP HUẤN" in text
    assert f"Khóa học: {run.course}" in text
    assert f"Các lớp khai giảng từ 01/01/{YEAR}" in text
    cells = {cell.text for table in document.tables for row in table.rows for cell in row.cells}
    assert {"trên 700", "không có số liệu", "10.000 lượt người"} <= cells


@pytest.mark.parametrize(
    ("role", "status"), [(Role.EDITOR, 403), (Role.BOARD, 200), (Role.SECRETARY, 200)]
)
def test_the_report_opens_for_its_roles_only(client, role, status):
    client.force_login(UserFactory(roles=[role]))

    assert client.get(REPORT).status_code == status
    assert client.post(REPORT).status_code == (302 if status == 200 else 403)


def test_visitors_are_sent_to_the_sign_in(client):
    assert client.get(REPORT).status_code == 302


@pytest.mark.parametrize(("count", "words"), [(1, "1 round, 1 class"), (2, "2 rounds, 2 classes")])
def test_one_round_is_no_rounds(count, words):
    HistoricalAttendanceFactory(rounds=count, classes=count)

    with override("en"):
        assert words in training_table().rows[0].cells
