"""After a class those who came are asked: once, until it closes, and nobody learns who said what."""

import csv
import io
from datetime import timedelta

import pytest
from auditlog.models import LogEntry
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from pytest_django.asserts import assertContains, assertNotContains

from portal.dates import add_months
from portal.models import OutgoingMail
from portal.roles import Role
from portal.workflow import RefusedError
from tests.factories.portal import UserFactory
from tests.factories.training import CourseFactory, RegistrationFactory
from tests.training.held import held_run, officer, trainee
from training.domain import feedback, surveys
from training.domain.surveys import keep_surveys
from training.enums import SurveyKind
from training.models import FollowUpAnswer, RegistrationGroup, SurveyAnswer, SurveyRequest
from training.tasks import keep_surveys as keep_surveys_task

pytestmark = pytest.mark.django_db

AFTER, LATER = SurveyKind.AFTER, SurveyKind.LATER


def yesterday_run(**values):
    """A class of one morning, yesterday."""
    return held_run(sessions=1, days=-1, **values)


def marks(value=5, **values):
    names = ("content", "trainer", "organisation", "usefulness", "recommend")
    return {**dict.fromkeys(names, value), "helped": "", "better": "", **values}


def asked(run, kind=AFTER, count=1, **values):
    """Somebody who came and was asked just now."""
    now = timezone.now()
    return [
        SurveyRequest.objects.create(
            registration=trainee(run, came=1),
            kind=kind,
            asked_at=now,
            closes_at=now + timedelta(days=14),
            **values,
        )
        for _person in range(count)
    ]


def answered(run, *rows, kind=AFTER):
    for request, values in zip(asked(run, kind, len(rows)), rows, strict=True):
        surveys.answer(request, values)


def recipients():
    return sorted(OutgoingMail.objects.values_list("recipient", flat=True))


def at_eight(day):
    return surveys.at(day, timezone.datetime.min.time().replace(hour=8))


# --- asking ------------------------------------------------------------------------------------


def test_the_day_after_the_class_everybody_who_came_is_asked_once():
    run = yesterday_run()
    came = trainee(run, came=1)
    trainee(run, came=0)
    trainee(run, came=0, state="absent")
    trainee(run, came=1, state="cancelled")
    trainee(run, came=1, email="", email_key="")

    assert keep_surveys() == {"after": 1, "later": 0, "closed": 0}
    assert keep_surveys() == {"after": 0, "later": 0, "closed": 0}

    mail = OutgoingMail.objects.get()
    request = SurveyRequest.objects.get()
    assert (mail.template, mail.recipient) == ("training/survey_asked", came.email)
    assert f"/dao-tao/khao-sat/{request.key}/" in mail.body_text
    assert request.closes_at - request.asked_at == timedelta(days=14)


def test_members_of_a_group_are_asked_through_their_contact():
    run = yesterday_run()
    group = RegistrationGroup.objects.create(
        run=run, organization_name="HTX", contact_name="Lý", email="lienhe@htx.test"
    )
    trainee(run, came=1, email="", email_key="", group=group)

    keep_surveys()

    assert recipients() == ["lienhe@htx.test"]


@pytest.mark.parametrize(("days", "is_asked"), [(0, False), (1, True), (8, True), (9, False)])
def test_it_is_asked_from_the_next_day_for_a_week(days, is_asked):
    run = held_run(sessions=1, days=-20)
    trainee(run, came=1)

    keep_surveys(at_eight(timezone.localdate(run.ends_at) + timedelta(days=days)))

    assert OutgoingMail.objects.exists() is is_asked


@pytest.mark.parametrize("values", [{"asks_survey": False}, {"state": "cancelled"}])
def test_a_class_that_does_not_want_it_or_was_called_off_asks_nobody(values):
    trainee(yesterday_run(**values), came=1)

    assert keep_surveys()["after"] == 0


@pytest.mark.parametrize(("days", "is_asked"), [(-1, False), (0, True), (30, True), (31, False)])
def test_three_months_later_those_who_came_are_asked_where_the_class_wants_it(days, is_asked):
    wants = held_run(sessions=1, days=-120, asks_follow_up=True)
    person = trainee(wants, came=1)
    trainee(held_run(sessions=1, days=-120), came=1)
    due = add_months(timezone.localdate(wants.ends_at), 3)

    keep_surveys(at_eight(due + timedelta(days=days)))

    assert recipients() == ([person.email] if is_asked else [])


def test_the_task_asks_too():
    trainee(yesterday_run(), came=1)

    keep_surveys_task()

    assert OutgoingMail.objects.count() == 1


# --- answering ---------------------------------------------------------------------------------


def test_the_link_takes_one_answer_that_may_be_changed(client):
    (request,) = asked(yesterday_run())
    url = request.get_absolute_url()

    first = client.get(url)
    done = client.post(url, marks(4, helped="Bài tập nhóm"))
    again = client.get(url)
    client.post(url, marks(2, helped="Giờ giải lao"))

    assert first.headers["X-Robots-Tag"] == "noindex"
    assert "no-store" in first.headers["Cache-Control"]
    assert done.status_code == 200
    assertContains(again, "Bài tập nhóm")
    answer = SurveyAnswer.objects.get()
    assert (answer.content, answer.helped, answer.run) == (
        2,
        "Giờ giải lao",
        request.registration.run,
    )
    request.refresh_from_db()
    assert request.is_answered


def test_marks_are_chosen_and_from_one_to_five(client):
    (request,) = asked(yesterday_run())
    for values in ({}, marks(6), marks(0), {**marks(), "trainer": ""}):
        assert client.post(request.get_absolute_url(), values).status_code == 422

    assert not SurveyAnswer.objects.exists()


def test_until_the_second_before_it_closes(client):
    (request,) = asked(yesterday_run())
    url = request.get_absolute_url()
    request.closes_at = timezone.now() + timedelta(minutes=1)
    assert surveys.is_open(request, request.closes_at - timedelta(seconds=1))
    for late in (timedelta(), timedelta(seconds=1)):
        assert not surveys.is_open(request, request.closes_at + late)

    SurveyRequest.objects.update(closes_at=timezone.now())
    for response in (client.get(url), client.post(url, marks())):
        assert response.status_code == 200
        assert "form" not in response.context
    with pytest.raises(RefusedError):
        surveys.answer(request, marks())
    assert not SurveyAnswer.objects.exists()


def test_an_invented_link_is_not_found(client):
    assert client.get(reverse("training:survey", args=["khong-co"])).status_code == 404


def test_three_questions_after_three_months(client):
    (request,) = asked(yesterday_run(), LATER)
    client.post(request.get_absolute_url(), {"usage": "partly", "venture": "idea", "note": "Vốn"})

    answer = FollowUpAnswer.objects.get()
    assert (answer.usage, answer.venture, answer.note) == ("partly", "idea", "Vốn")


def test_when_it_closes_the_portal_forgets_who_wrote_what():
    run = yesterday_run(asks_survey=False)
    answered(run, marks())
    moment = SurveyRequest.objects.get().closes_at

    assert keep_surveys(moment - timedelta(seconds=1))["closed"] == 0
    assert keep_surveys(moment)["closed"] == 1

    assert SurveyAnswer.objects.get().request is None
    assert SurveyRequest.objects.get().is_answered
    assert feedback.summary_of(run).answered == 1


def test_no_line_of_the_log_tells_who_answered():
    run = yesterday_run()
    before = LogEntry.objects.count()
    requests = asked(run)
    made = LogEntry.objects.count()
    surveys.answer(requests[0], marks())

    assert LogEntry.objects.count() == made
    assert made >= before


# --- what is shown -----------------------------------------------------------------------------


def test_nothing_is_shown_of_two_answers_and_everything_of_three():
    run = yesterday_run()
    answered(run, marks(5, helped="Một"), marks(4, helped="Hai"))
    asked(run)
    two = feedback.summary_of(run)
    assert (two.asked, two.answered, two.rate, two.is_shown) == (3, 2, 66, False)
    assert feedback.texts_of(run, AFTER) == []

    answered(run, marks(1, trainer=5, helped="Ba"))

    three = feedback.summary_of(run)
    assert three.is_shown
    content = three.questions[0]
    assert content.counts == (("5", 1), ("4", 1), ("3", 0), ("2", 0), ("1", 1))
    assert (content.mean_text, three.questions[1].mean_text) == ("3,3", "4,7")
    (_label, texts), (_other, none) = feedback.texts_of(run, AFTER)
    assert (texts, none) == (["Ba", "Hai", "Một"], [])


def test_a_course_counts_only_classes_that_are_shown_themselves():
    course = CourseFactory()
    shown, small = held_run(course=course), held_run(course=course)
    answered(shown, marks(5), marks(5), marks(5))
    answered(small, marks(1), marks(1))

    summary = feedback.course_summary(course)

    assert (summary.answered, summary.questions[0].mean_text) == (3, "5")
    assert feedback.shown_runs(course, AFTER) == [shown]


def test_choices_are_counted_without_a_mean():
    run = yesterday_run()
    row = {"usage": "yes", "venture": "idea", "note": ""}
    answered(run, row, row, {**row, "usage": "no"}, kind=LATER)

    usage = feedback.summary_of(run, LATER).questions[0]
    assert [count for _word, count in usage.counts] == [2, 0, 1]
    assert (usage.mean, usage.chart) == (None, None)


@pytest.fixture
def office(client):
    client.force_login(officer())
    return client


def page_of(thing, page="survey", *args):
    name = thing._meta.model_name
    return reverse(f"admin:training_{name}_{page}", args=[thing.pk, *args])


def test_the_page_shows_charts_with_tables_words_and_how_many_answered(office):
    run = yesterday_run()
    answered(run, marks(5, helped="Bài tập"), marks(4), marks(3, better="Phòng rộng hơn"))
    asked(run)

    page = office.get(page_of(run))

    for shown in ("Bài tập", "Phòng rộng hơn", "(75%)", "chart-content-title"):
        assertContains(page, shown)
    html = page.content.decode()
    assert html.count('<figure class="chart"') == 5
    assert html.count("trên 5</caption>") == 5
    for request in SurveyRequest.objects.select_related("registration"):
        assertNotContains(page, request.registration.full_name)
    course_page = office.get(page_of(run.course))
    assertContains(course_page, page_of(run))
    assertNotContains(course_page, "Phòng rộng hơn")


def test_the_page_of_two_answers_shows_no_word_of_them(office):
    run = yesterday_run()
    answered(run, marks(5, helped="Bài tập"), marks(4))

    for thing in (run, run.course):
        assertNotContains(office.get(page_of(thing)), "Bài tập")
    assertNotContains(office.get(page_of(run, "survey_file", "csv")), "Bài tập")


def test_the_answers_leave_as_csv_and_xlsx_with_a_line_in_the_log(office):
    run = yesterday_run()
    answered(run, marks(5, helped="=cmd()"), marks(4), marks(3))

    as_csv = office.get(page_of(run, "survey_file", "csv"))
    as_xlsx = office.get(page_of(run, "survey_file", "xlsx"))

    rows = list(csv.reader(io.StringIO(as_csv.content.decode("utf-8-sig"))))
    sheet = load_workbook(io.BytesIO(as_xlsx.content)).active
    assert [
        ["" if cell is None else str(cell) for cell in row]
        for row in sheet.iter_rows(values_only=True)
    ] == rows
    assert "'=cmd()" in {row[2] for row in rows}
    assert [row[3] for row in rows[1:3]] == ["3", "3"]
    lines = LogEntry.objects.get_for_object(run).filter(additional_data__verb="export_survey")
    assert lines.count() == 2
    assert office.get(page_of(run, "survey_file", "pdf")).status_code == 404
    assert office.get(page_of(run.course, "survey_file", "csv")).status_code == 200


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.EDITOR, Role.BOARD])
def test_other_staff_read_no_answers(client, role):
    run = yesterday_run()
    client.force_login(UserFactory(roles=[role], is_staff=True))

    for thing in (run, run.course):
        for address in (page_of(thing), page_of(thing, "survey_file", "csv")):
            assert client.get(address).status_code == 403


def test_the_page_costs_the_same_for_three_answers_and_for_six(office, django_assert_num_queries):
    run = yesterday_run()
    answered(run, marks(), marks(), marks())
    url = page_of(run)
    office.get(url)
    with django_assert_num_queries(13):
        office.get(url)
    answered(run, marks(helped="A"), marks(helped="B"), marks())
    with django_assert_num_queries(13):
        office.get(url)


def test_a_registration_without_attendance_is_not_asked_for_a_class_that_was_copied():
    run = yesterday_run()
    RegistrationFactory(run=run, state="confirmed")

    assert list(surveys.who_came(run)) == []
