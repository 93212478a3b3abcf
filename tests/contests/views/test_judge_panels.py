"""The chair's page: who may open it, what it shows, and confirming a recusal."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from contests.domain import judging
from contests.models import ConflictDeclaration
from tests.factories.contests import (
    AssignmentFactory,
    CriterionFactory,
    PanelFactory,
    PanelMemberFactory,
    RoundEntryFactory,
    RoundFactory,
    ScoreFactory,
    ScoreSheetFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def panel():
    round_ = RoundFactory(assignments_published_at=timezone.now())
    CriterionFactory(round=round_)
    panel = PanelFactory(round=round_)
    PanelMemberFactory(panel=panel, is_chair=True)
    return panel


@pytest.fixture
def chair(panel):
    return panel.members.get(is_chair=True).judge


def url(panel):
    return reverse("contests:judge_panel", args=[panel.round.contest.year, panel.round.slug])


def recused_member(panel):
    person = PanelMemberFactory(panel=panel).judge
    entry = RoundEntryFactory(round=panel.round)
    AssignmentFactory(entry=entry, judge=person)
    return ConflictDeclaration.objects.create(
        application=entry.application, judge=person, declared_by=person, reason="Bạn học cũ"
    )


def test_the_chair_finds_the_page_from_home_and_confirms(client, panel, chair):
    row = recused_member(panel)
    client.force_login(chair)
    assert url(panel) in client.get(reverse("contests:judge_home")).content.decode()
    text = client.get(url(panel)).content.decode()
    assert "Bạn học cũ" in text
    assert f'value="{row.pk}"' in text

    assert client.post(url(panel), {"recusal": row.pk}).url == url(panel)

    row.refresh_from_db()
    assert row.confirmed_by == chair
    assert f'value="{row.pk}"' not in client.get(url(panel)).content.decode()


def test_other_judges_do_not_find_it(client, panel):
    client.force_login(PanelMemberFactory(panel=panel).judge)

    assert client.get(url(panel)).status_code == 404
    assert url(panel) not in client.get(reverse("contests:judge_home")).content.decode()


@pytest.mark.parametrize("number", ["", "x", "999999"])
def test_what_is_not_on_the_page_cannot_be_confirmed(client, panel, chair, number):
    client.force_login(chair)

    assert client.post(url(panel), {"recusal": number}).status_code == 404


def test_no_score_of_another_judge_is_shown(client, panel, chair):
    person = PanelMemberFactory(panel=panel).judge
    sheet = ScoreSheetFactory(
        assignment__entry__round=panel.round, assignment__judge=person, state="sent"
    )
    ScoreFactory(sheet=sheet, criterion=panel.round.criteria.get(), points="13.25")
    client.force_login(chair)

    text = client.get(url(panel)).content.decode()

    assert str(person) in text
    assert "13,25" not in text
    assert sheet.assignment.entry.application.title not in text


def test_nothing_is_told_before_the_assignments_are_published(client, panel, chair):
    recused_member(panel)
    type(panel.round).objects.update(assignments_published_at=None)
    client.force_login(chair)

    response = client.get(url(panel))

    assert response.context["rows"] == []


def test_the_page_costs_the_same_for_one_judge_and_three(client, panel, chair):
    client.force_login(chair)

    def count():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url(panel)).status_code == 200
        return len(queries)

    recused_member(panel)
    count()
    once = count()
    recused_member(panel)
    recused_member(panel)
    assert count() == once


def test_what_the_chair_stepped_back_from_is_gone_here_too(client, panel, chair):
    entry = RoundEntryFactory(round=panel.round)
    AssignmentFactory(entry=entry, judge=chair)
    judging.declare_conflict(entry.application, judge=chair, actor=chair, reason="Cố vấn")
    client.force_login(chair)

    assert entry.application.public_id not in client.get(url(panel)).content.decode()
