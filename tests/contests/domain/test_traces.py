"""Every result leads back to all it stands on, and taking that out of the portal leaves a line."""

import json

import pytest
from auditlog.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contests.domain.snapshots import content_digest
from contests.domain.traces import export_trace, trace_of
from contests.models import ApplicationSnapshot
from tests.factories.contests import (
    ContestFactory,
    DecisionFactory,
    RuleSetFactory,
    SnapshotFactory,
)
from tests.factories.portal import UserFactory, secretary
from tests.factories.results import published_round, scored_final

pytestmark = pytest.mark.django_db


@pytest.fixture
def winner():
    contest = ContestFactory()
    rules = RuleSetFactory(contest=contest, decision=DecisionFactory(number="05/QĐ-BTC"))
    round_ = scored_final([90, 80], [70, 60], contest=contest)
    published_round(round_)
    application = contest.applications.get(number=1)
    application.rule_set = rules
    application.save()
    content = {"title": "Trà"}
    SnapshotFactory(application=application, content=content, sha256=content_digest(content))
    return application


def test_an_award_leads_back_to_sheets_result_rules_and_decision(winner):
    trace = trace_of(winner)

    (round_,) = trace["rounds"]
    assert [row["prize"] for row in trace["awards"]] == ["Giải Nhất"]
    assert trace["rules"]["decision"]["number"] == "05/QĐ-BTC"
    assert round_["decision"]["number"] == "1234/QĐ-UBND"
    assert round_["result"]["rank"] == 1
    judges = set(winner.entries.get().assignments.values_list("judge__full_name", flat=True))
    assert {sheet["judge"] for sheet in round_["sheets"]} == judges
    assert {score["criterion"] for score in round_["sheets"][0]["scores"]} == {
        "Tính mới",
        "Khả thi",
    }


def test_the_people_who_acted_stand_in_the_order_of_their_acts(winner):
    acts = trace_of(winner)["acts"]
    verbs = [act["verb"] for act in acts if act["about"] != "Giải Nhất"]
    assert {act["verb"] for act in acts if act["about"] == "Giải Nhất"} == {"approve"}

    assert [verb for verb in verbs if verb in {"close", "propose_award", "propose", "approve"}] == [
        "close",
        "propose_award",
        "propose",
        "approve",
    ]
    assert verbs.index("publish") < verbs.index("award")


def test_acts_of_other_dossiers_are_not_in_it(winner):
    other = winner.contest.applications.get(number=2)

    about = {act["about"] for act in trace_of(winner)["acts"]}

    assert winner.reference in about
    assert other.reference not in about


def test_a_version_that_was_tampered_with_is_told(winner):
    assert [row["is_intact"] for row in trace_of(winner)["versions"]] == [True]

    ApplicationSnapshot.objects.update(content={"title": "Trà khác"})

    assert [row["is_intact"] for row in trace_of(winner)["versions"]] == [False]


def test_the_trace_costs_the_same_for_two_judges_and_for_four(winner):
    measured = []
    for number, marks in (("21/QĐ-UBND", [90, 80]), ("22/QĐ-UBND", [90, 80, 70, 60])):
        final = scored_final(marks, contest=ContestFactory())
        published_round(final, number=number)
        application = final.entries.get().application
        with CaptureQueriesContext(connection) as queries:
            trace_of(application)
        measured.append(len(queries))
    assert measured[0] == measured[1]


def test_an_export_carries_its_fingerprint_and_leaves_a_line(winner):
    clerk = secretary()

    document = json.loads(export_trace(winner, actor=clerk))

    assert document["sha256"] == content_digest(document["trace"])
    assert document["made_by"] == str(clerk)
    line = LogEntry.objects.filter(additional_data__verb="export_trace").get()
    assert line.actor == clerk


def test_others_take_no_trace(winner):
    with pytest.raises(PermissionDenied):
        export_trace(winner, actor=winner.owner)


def test_the_page_and_the_file_are_for_the_staff_of_the_contest(client, winner):
    page = reverse("admin:contests_application_trace", args=[winner.pk])
    file = reverse("admin:contests_application_trace_export", args=[winner.pk])
    client.force_login(UserFactory(roles=["Biên tập viên"]))
    assert {client.get(page).status_code, client.get(file).status_code} <= {403, 404}
    client.force_login(secretary())

    html = client.get(page).content.decode()
    response = client.get(file)

    assert file in html
    assert "Giải Nhất" in html
    assert "no-store" in response.headers["Cache-Control"]
    assert json.loads(response.content)["trace"]["reference"] == winner.reference
    awards = client.get(reverse("admin:contests_award_changelist")).content.decode()
    assert page in awards
