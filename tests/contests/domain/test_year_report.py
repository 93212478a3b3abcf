"""The report of a year: four counts kept apart, prizes as published, no names and small numbers in public."""

import io
import json
import zipfile
from datetime import date, timedelta

import pytest
from auditlog.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook

from contests.domain.export_columns import columns_of
from contests.domain.report_files import start_report
from contests.domain.report_people import entrants_of, people_of
from contests.domain.snapshots import snapshot_content
from contests.domain.spreadsheets import tables_workbook
from contests.domain.word import tables_docx
from contests.domain.year_report import year_report
from contests.enums import FigureKind
from contests.models import Application, Contest, HistoricalFigure
from portal import jobruns
from portal.models import BackgroundJob
from portal.models.jobs import JobState
from portal.reports import ReportTable
from portal.workflow import RefusedError
from tests.factories.contests import (
    ApplicationFactory,
    ContestFactory,
    PetitionFactory,
    TeamMemberFactory,
)
from tests.factories.ecosystem import FieldFactory
from tests.factories.portal import UserFactory, secretary
from tests.factories.results import published_round, scored_final

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def report(contest, *, for_publication=False):
    return {t.title: t for t in year_report(contest, for_publication=for_publication)}


def published(**prize):
    contest = ContestFactory(deadline_at=timezone.now() - timedelta(hours=1))
    final = scored_final([90], [80], [70], contest=contest, prizes=(("Giải Nhất", 1),))
    contest.prizes.update(**prize)
    published_round(final)
    return contest


def test_breakdowns_count_each_step_by_itself():
    contest = published()
    farming = FieldFactory(name="Nông nghiệp")
    contest.applications.filter(number__in=[1, 2]).update(field=farming)
    ApplicationFactory(contest=contest, state="invalid", field=farming)
    ApplicationFactory(contest=contest, state="draft", field=farming)

    rows = {row[0]: row[1:] for row in report(contest)["By field"].rows}

    assert rows == {"Nông nghiệp": [3, 2, 2, 1], "not stated": [1, 1, 1, 0]}


@pytest.mark.parametrize(
    ("age", "band"),
    [
        (17, "below 18"),
        (18, "18–25"),
        (25, "18–25"),
        (26, "26–35"),
        (60, "46–60"),
        (61, "61 and older"),
    ],
)
def test_ages_fall_into_bands_on_the_day_that_the_rules_count_from(age, band):
    contest = ContestFactory()
    day = timezone.localdate(contest.deadline_at)
    born = date(day.year - age, day.month, min(day.day, 28))
    ApplicationFactory(contest=contest, state="submitted", contact_birth_date=born)

    rows = {row[0]: row[1] for row in report(contest)["By age of the representative"].rows}

    assert {name for name, number in rows.items() if number} == {band}


def test_money_is_summed_over_prizes_given_and_not_over_those_taken_back():
    contest = published(amount=30_000_000)
    assert report(contest)["Awards and money"].rows[-1] == ["Sum", None, 1, None, 30_000_000, ""]

    contest.applications.filter(state="awarded").update(state="disqualified")

    assert report(contest)["Awards and money"].rows[-1] == ["Sum", None, 0, None, 0, ""]


def test_earlier_years_stand_beside_it_as_reported_and_what_is_missing_stays_empty():
    contest = published()
    year = contest.year - 1
    HistoricalFigure.objects.create(year=year, kind=FigureKind.VALID, value=41, source="Sở")

    rows = report(contest)["Counts of the editions"].rows

    assert [str(year), None, 41, None, None, "Sở"] in rows
    assert rows[-1][:5] == [str(contest.year), 3, 3, 3, 1]


def test_sex_is_counted_of_all_people_as_they_state_it():
    contest = published()
    contest.applications.filter(number=1).update(contact_sex="female")
    winners = contest.applications.get(number=1)
    TeamMemberFactory(application=winners, sex="untold")
    TeamMemberFactory(application=winners, birth_date=date(1990, 1, 1))
    TeamMemberFactory(application=ApplicationFactory(contest=contest, state="draft"), sex="male")

    found = report(contest)
    rows = {row[0]: row[1:] for row in found["By sex"].rows}

    assert rows == {
        "Female": [1, 1, 1, 1],
        "Male": [0, 0, 0, 0],
        "Other": [0, 0, 0, 0],
        "I would rather not say": [1, 1, 1, 1],
        "not stated": [3, 3, 3, 1],
    }
    ages = found["By age of all people of the teams"].rows
    assert sum(row[1] for row in ages) == 5
    public = {row[0]: row[1] for row in report(contest, for_publication=True)["By sex"].rows}
    assert public["Female"] == "< 5"


def test_a_dossier_received_while_the_report_is_made_is_left_out_with_its_members():
    contest, on = ContestFactory(), timezone.localdate()
    known = TeamMemberFactory(application__contest=contest, application__state="submitted")
    entrants = entrants_of(contest, on)
    TeamMemberFactory(application__contest=contest, application__state="submitted")

    people = people_of(contest, entrants, on)

    assert [person.pk for person in people] == [known.application_id] * 2


def test_sex_is_in_no_frozen_version_and_no_export():
    application = ApplicationFactory(state="submitted", contact_sex="other")
    TeamMemberFactory(application=application, sex="other")
    loaded = Application.objects.for_snapshot().get()

    assert "other" not in json.dumps(snapshot_content(loaded))
    assert not [column for column in columns_of(application.contest) if "sex" in column.key]


def test_the_public_report_names_no_judge_and_tells_no_small_number():
    contest = published()
    PetitionFactory(contest=contest, application=contest.applications.first())

    office, public = report(contest), report(contest, for_publication=True)

    assert "Load of the judges" in office
    assert "Load of the judges" not in public
    assert public["By field"].rows == [["not stated", "< 5", "< 5", "< 5", "< 5"]]


def test_the_report_costs_the_same_for_one_dossier_and_for_three():
    contest = ContestFactory()
    measured = []
    for rows in (1, 2):
        ApplicationFactory.create_batch(rows, contest=contest, state="submitted")
        with CaptureQueriesContext(connection) as queries:
            year_report(contest, for_publication=False)
        measured.append(len(queries))
    assert measured[0] == measured[1]


# --- the files ---------------------------------------------------------------------------------------


def built(contest, **kwargs):
    row = start_report(contest, actor=secretary(), **{"for_publication": False, **kwargs})
    assert jobruns.run(row.pk) == JobState.DONE, BackgroundJob.objects.get(pk=row.pk).error
    row.refresh_from_db()
    return zipfile.ZipFile(io.BytesIO(row.result.file.read()))


def test_the_pack_holds_a_workbook_and_a_document_in_vietnamese():
    contest = published(amount=30_000_000)

    pack = built(contest)

    stem = f"bao-cao-{contest.year}"
    assert sorted(pack.namelist()) == [f"{stem}.docx", f"{stem}.xlsx"]
    book = load_workbook(io.BytesIO(pack.read(f"{stem}.xlsx")))
    money = next(sheet for sheet in book if "tiền" in sheet.title.lower())
    assert money.cell(row=2, column=5).value == 30_000_000
    text = " ".join(Document(io.BytesIO(pack.read(f"{stem}.docx"))).element.itertext())
    assert "30.000.000" in text
    assert LogEntry.objects.filter(additional_data__verb="export_report").exists()


def test_tables_of_the_document_repeat_their_heading_and_keep_numbers_on_one_line():
    money = ReportTable(
        title="Giải thưởng và tiền thưởng theo nguồn",
        heads=("Giải", "Thành tiền (đồng)"),
        rows=[("Giải Nhất của Ủy ban nhân dân tỉnh và các đơn vị tài trợ", 100_000_000)],
    )

    table = Document(io.BytesIO(tables_docx("Báo cáo", [], [money]))).tables[0]
    book = load_workbook(io.BytesIO(tables_workbook([money])))

    heads = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
    assert heads == [True, False]
    # 11 digits and points of 11 points take 22 mm.
    assert table.columns[1].width.mm > 25
    assert book.sheetnames == ["1. Giải thưởng và tiền thưởng…"]
    assert book.worksheets[0].column_dimensions["A"].width == 60


def test_a_public_report_waits_for_the_published_final():
    contest = ContestFactory()

    with pytest.raises(RefusedError):
        start_report(contest, for_publication=True, actor=secretary())
    assert start_report(contest, for_publication=False, actor=secretary()).pk


def test_others_make_no_report():
    with pytest.raises(PermissionDenied):
        start_report(ContestFactory(), for_publication=False, actor=UserFactory())


def test_the_page_starts_the_job_and_says_what_is_refused(client):
    contest = ContestFactory()
    client.force_login(secretary())
    page = reverse("admin:contests_contest_report", args=[contest.pk])
    assert client.get(page).status_code == 200

    assert client.post(page, {"for_publication": "yes"}).status_code == 422
    assert client.post(page, {"for_publication": "no"}).status_code == 302
    assert BackgroundJob.objects.count() == 1
    assert Contest.objects.count() == 1
