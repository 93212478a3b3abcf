"""The rules as the public reads them: in force, before, and never a draft."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from contests.domain.rule_versions import draft_amendment, issue_rules
from contests.enums import ContestState
from portal.audit import SYSTEM
from tests.contests.domain.test_rule_versions import amendment
from tests.contests.dossiers import contest_with_rules
from tests.factories.contests import ContestFactory, DivisionFactory, RuleSetFactory
from tests.factories.portal import secretary

pytestmark = pytest.mark.django_db


def amended():
    contest = contest_with_rules(max_team_size=5)
    contest.rule_sets.update(deadline_at=contest.deadline_at)
    issue_rules(amendment(contest, max_team_size=3), actor=SYSTEM)
    contest.refresh_from_db()
    return contest


def rules_page(client, contest, *version):
    name = "contest_rules_version" if version else "contest_rules"
    return client.get(reverse(f"contests:{name}", args=[contest.year, *version]))


def test_the_public_reads_the_version_in_force_with_its_decision_and_the_list_of_all(client):
    response = rules_page(client, amended())

    html = response.content.decode()
    assert (response.context["rules"].version, response.context["is_old"]) == (2, False)
    assert "Gia hạn nộp hồ sơ." in html
    assert [row.version for row in response.context["versions"]] == [2, 1]
    assert "Tối đa 3 người" in html


def test_an_earlier_version_says_that_it_is_no_longer_in_force(client):
    contest = amended()

    response = rules_page(client, contest, 1)

    assert (response.context["rules"].version, response.context["is_old"]) == (1, True)
    assert "Tối đa 5 người" in response.content.decode()
    assert not rules_page(client, contest, 2).context["is_old"]


@pytest.mark.parametrize("reader", [None, secretary])
def test_a_draft_exists_for_nobody(client, reader):
    contest = amended()
    draft_amendment(contest, actor=SYSTEM)
    if reader:
        client.force_login(reader())

    assert rules_page(client, contest, 3).status_code == 404
    assert rules_page(client, contest).context["rules"].version == 2


def test_the_staff_previews_the_rules_of_an_edition_in_preparation(client):
    contest = ContestFactory(state=ContestState.DRAFT)
    RuleSetFactory(contest=contest)
    assert rules_page(client, contest).status_code == 404

    client.force_login(secretary())

    assert rules_page(client, contest).context["is_draft"]


def test_the_edition_says_from_when_to_when_the_deadline_moved_and_by_which_decision(client):
    contest = amended()

    html = client.get(contest.get_absolute_url()).content.decode()

    before, after = contest.deadline_at - timedelta(days=14), contest.deadline_at
    for day in (before, after):
        assert f"{timezone.localtime(day):%d/%m/%Y}" in html
    assert "88" in html


def test_what_a_division_narrows_is_public(client):
    contest = contest_with_rules()
    DivisionFactory(contest=contest, applicant_types=["group"], max_team_size=3, max_age=35)

    html = client.get(contest.get_absolute_url()).content.decode()

    assert "Nhóm cá nhân" in html
    assert "35" in html
