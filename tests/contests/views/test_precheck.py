"""“May I enter?”: every rule answered, by the rules in force, with nothing kept."""

from datetime import date

import pytest
from django.urls import reverse

from contests.domain.entry import entry_questions
from contests.enums import ApplicantType, CheckResult, ContestState, PastWinnerRule
from contests.models import Application, Contest
from tests.contests.dossiers import contest_with_rules
from tests.factories.contests import DivisionFactory
from tests.factories.portal import secretary

pytestmark = pytest.mark.django_db

RIGHT = {
    "applicant_type": "individual",
    "people": "1",
    "youngest": "27/3/1998",
    "entries": "0",
    "in_province": "yes",
    "past_winner": "no",
    "inner_circle": "no",
}


def ask(client, contest, **changes):
    url = reverse("contests:contest_precheck", args=[contest.year])
    return client.post(url, RIGHT | changes)


def results(response):
    return {row.rule: row.result for row in response.context["verdict"].outcomes}


def test_who_meets_everything_hears_so_and_is_led_on(client):
    response = ask(client, contest_with_rules())

    assert set(results(response).values()) == {CheckResult.PASSED}
    html = response.content.decode()
    assert reverse("contests:application_start", args=[response.context["contest"].year]) in html


@pytest.mark.parametrize(
    ("rule", "rules", "changes", "expected"),
    [
        ("applicant_type", {"applicant_types": ["group"]}, {}, "failed"),
        ("team_size", {}, {"people": "6"}, "failed"),
        ("age", {"min_age": 18, "max_age": 35}, {"youngest": "1/1/2020"}, "failed"),
        ("age", {"max_age": 35}, {"oldest": "1/1/1960"}, "failed"),
        (
            "company_age",
            {"company_reference_on": date(2026, 10, 31)},
            {"applicant_type": "enterprise", "registered_on": "1/1/2015"},
            "failed",
        ),
        ("company_age", {}, {"applicant_type": "enterprise"}, "unclear"),
        ("entry_count", {}, {"entries": "3"}, "failed"),
        ("entry_count", {}, {"entries": ""}, "unclear"),
        ("past_winner", {}, {"past_winner": "yes"}, "failed"),
        ("past_winner", {}, {"past_winner": "unsure"}, "unclear"),
        ("parallel_entry", {"forbids_parallel_entry": True}, {"parallel_entry": "yes"}, "failed"),
        ("citizenship", {"excludes_foreigners": True}, {"citizenship": "no"}, "failed"),
        ("in_province", {}, {"in_province": "no"}, "failed"),
        ("inner_circle", {}, {"inner_circle": "yes"}, "failed"),
        ("endorsement", {"needs_endorsement": True}, {}, "unclear"),
        ("guardian", {}, {"youngest": "1/1/2015"}, "unclear"),
    ],
)
def test_each_rule_has_its_answer(client, rule, rules, changes, expected):
    response = ask(client, contest_with_rules(**rules), **changes)

    assert results(response)[rule] == expected
    assert response.context["verdict"].result == expected


def test_a_division_narrows_the_answer(client):
    contest = contest_with_rules()
    division = DivisionFactory(contest=contest, applicant_types=["group"])

    assert results(ask(client, contest))["applicant_type"] == CheckResult.PASSED
    narrowed = ask(client, contest, division=division.pk)
    assert results(narrowed)["applicant_type"] == CheckResult.FAILED


def test_only_what_the_rules_need_is_asked(client):
    contest = contest_with_rules(
        applicant_types=[ApplicantType.INDIVIDUAL],
        max_entries_individual=None,
        max_entries_organised=None,
        guardian_below_age=0,
        must_be_in_province=False,
        excludes_inner_circle=False,
        past_winner_rule=PastWinnerRule.ALLOWED,
    )

    form = client.get(reverse("contests:contest_precheck", args=[contest.year])).context["form"]

    assert list(form.fields) == ["applicant_type", "people"]
    rules = contest.rule_sets.get()
    assert entry_questions(rules) == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("people", ""),
        ("people", "0"),
        ("applicant_type", "robot"),
        ("youngest", "31/2/2000"),
        ("registered_on", "1/1/2999"),
        ("in_province", ""),
    ],
)
def test_what_cannot_be_is_said_at_the_field_and_nothing_typed_is_lost(client, field, value):
    response = ask(client, contest_with_rules(), **{field: value})

    assert field in response.context["form"].errors
    assert response.context["form"]["entries"].value() == "0"
    assert "verdict" not in response.context


def test_the_oldest_is_not_younger_than_the_youngest(client):
    contest = contest_with_rules(max_age=35)

    response = ask(client, contest, youngest="1/1/1995", oldest="1/1/2000")

    assert "oldest" in response.context["form"].errors


def test_nothing_is_stored(client):
    ask(client, contest_with_rules())

    assert not Application.objects.exists()
    assert not client.session.keys()


def test_an_edition_in_preparation_is_for_the_staff(client):
    contest = contest_with_rules()
    Contest.objects.update(state=ContestState.DRAFT)
    url = reverse("contests:contest_precheck", args=[contest.year])
    assert client.get(url).status_code == 404

    client.force_login(secretary())

    assert client.get(url).status_code == 200
