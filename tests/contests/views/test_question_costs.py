"""A form of five questions costs the queries of a form of five hundred."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contests.domain.judging import pledge
from contests.domain.snapshots import content_digest, snapshot_content
from contests.enums import QuestionKind, RoundState
from contests.models import Answer, Application, Question
from tests.contests.dossiers import contest_with_rules, ready_application
from tests.factories.contests import (
    AssignmentFactory,
    CriterionFactory,
    RoundEntryFactory,
    RoundFactory,
    SectionFactory,
    SnapshotFactory,
)
from tests.factories.portal import judge, secretary

pytestmark = pytest.mark.django_db
KINDS = (
    {"kind": QuestionKind.SHORT_TEXT},
    {"kind": QuestionKind.MULTIPLE, "choices": "a\nb"},
    {"kind": QuestionKind.TABLE, "columns": "Khoản\nTiền | tiền"},
    {"kind": QuestionKind.YES_NO},
    {"kind": QuestionKind.MONEY},
)
VALUES = ("Chữ", '["a"]', '[["Máy","1000"]]', "yes", "1000")


def edition_with(count):
    """An edition whose only section asks ``count`` questions of all kinds, some with a condition."""
    contest = contest_with_rules()
    section = SectionFactory(contest=contest, slug="tom-tat")
    Question.objects.bulk_create(
        Question(section=section, key=f"c{n}", label=f"Câu {n}", order=n, **KINDS[n % len(KINDS)])
        for n in range(count)
    )
    parent = section.questions.filter(kind=QuestionKind.YES_NO).first()
    section.questions.filter(kind=QuestionKind.MONEY).update(
        depends_on=parent, depends_values="yes"
    )
    return contest


def answered(contest):
    """A dossier with an answer to every question."""
    application = ready_application(contest=contest, completed_sections=["tom-tat"])
    questions = Question.objects.filter(section__contest=contest).order_by("order")
    Answer.objects.bulk_create(
        Answer(application=application, question=question, value=VALUES[n % len(VALUES)])
        for n, question in enumerate(questions)
    )
    return application


def queries(client, url):
    client.get(url)  # what is asked once per process
    with CaptureQueriesContext(
        connection,
    ) as found:
        response = client.get(url)
    assert response.status_code == 200, response
    return len(found)


def page(name, application, *args):
    return reverse(f"contests:{name}", args=[application.public_id, *args])


def own_pages(application):
    return (
        application.get_absolute_url(),
        page("application_section", application, "tom-tat"),
        page("application_check", application),
    )


def costs_of_owner(client, count):
    application = answered(edition_with(count))
    client.force_login(application.owner)
    return [queries(client, url) for url in own_pages(application)]


def test_the_pages_of_a_dossier_cost_the_same_for_five_and_five_hundred_questions(client):
    assert costs_of_owner(client, 5) == costs_of_owner(client, 500)


def test_saving_a_page_costs_the_same_for_five_and_three_hundred_questions(client):
    found = []
    # SQLite takes three hundred new rows in one statement.
    for count in (5, 300):
        application = ready_application(contest=edition_with(count))
        client.force_login(application.owner)
        url = page("application_section", application, "tom-tat")
        seen = client.get(url).context["seen"]
        texts = Question.objects.filter(
            section__contest=application.contest, kind=QuestionKind.SHORT_TEXT
        )
        sent = {f"q{pk}": "Chữ" for pk in texts.values_list("pk", flat=True)}
        with CaptureQueriesContext(connection) as captured:
            client.post(url, {"seen": seen, "action": "later", **sent})
        assert Answer.objects.filter(application=application, value="Chữ").count() == len(sent)
        found.append(len(captured))

    assert found[0] == found[1]


def costs_of_staff(client, questions, applications):
    """The list and a change page, and what a judge reads, with so many questions and dossiers."""
    contest = edition_with(questions)
    rows = [answered(contest) for _each in range(applications)]
    client.force_login(secretary())
    changelist = reverse("admin:contests_application_changelist")
    costs = [
        queries(client, f"{changelist}?contest__id__exact={contest.pk}"),
        queries(client, reverse("admin:contests_application_change", args=[rows[0].pk])),
    ]
    return [*costs, cost_of_judge(client, contest, rows)]


def cost_of_judge(client, contest, rows):
    round_ = RoundFactory(contest=contest, slug="so-khao", state=RoundState.OPEN)
    CriterionFactory(round=round_)
    scorer = judge()
    for row in rows:
        content = snapshot_content(Application.objects.for_snapshot().get(pk=row.pk))
        snapshot = SnapshotFactory(application=row, content=content, sha256=content_digest(content))
        entry = RoundEntryFactory(round=round_, application=row, snapshot=snapshot)
        AssignmentFactory(entry=entry, judge=scorer)
    Application.objects.filter(contest=contest).update(state="in_round")
    type(round_).objects.filter(pk=round_.pk).update(
        assignments_published_at=round_.contest.opens_at
    )
    pledge(round_, judge=scorer)
    client.force_login(scorer)
    args = [contest.year, "so-khao", rows[0].public_id]
    return queries(client, reverse("contests:judge_sheet", args=args))


def test_staff_and_judges_cost_the_same_for_any_number_of_questions_and_dossiers(client):
    few = costs_of_staff(client, 5, 3)

    assert costs_of_staff(client, 500, 3) == few
    # One dossier less to page through: what each page itself asks does not grow.
    assert costs_of_staff(client, 5, 1)[:2] == few[:2]


@pytest.mark.parametrize("count", [5, 500])
def test_the_admin_of_a_section_does_not_grow_with_its_questions(
    client, count, django_assert_max_num_queries
):
    contest = edition_with(count)
    client.force_login(secretary())
    url = reverse("admin:contests_section_change", args=[contest.sections.get().pk])
    client.get(url)

    with django_assert_max_num_queries(14):
        assert client.get(url).status_code == 200
    with django_assert_max_num_queries(14):
        url = reverse("admin:contests_section_form", args=[contest.pk])
        assert client.get(url).status_code == 200
