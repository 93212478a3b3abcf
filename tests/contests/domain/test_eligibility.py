"""The engine of rules: which are run, when, and what their results may do."""

import pytest
from django.utils import timezone

from contests.domain.eligibility import (
    certain_failures,
    evaluate,
    rule_labels,
    store_checks,
    store_one,
)
from contests.enums import (
    ApplicationState,
    Channel,
    CheckResult,
    CheckStage,
    PastWinnerRule,
)
from tests.contests.dossiers import (
    contest_with_rules,
    ready_application,
)
from tests.contests.eligibility import add_member
from tests.factories.contests import (
    ApplicationFactory,
)
from tests.factories.portal import judge, secretary

pytestmark = pytest.mark.django_db


def test_a_complete_application_of_an_individual_passes_every_rule():
    application = ready_application()

    assert {outcome.result for outcome in evaluate(application)} == {CheckResult.PASSED}


def test_every_outcome_cites_the_clause_of_the_rules():
    contest = contest_with_rules(clauses={"team_size": "Điều 4 khoản 2"})
    outcomes = {o.rule: o for o in evaluate(ready_application(contest=contest))}

    assert outcomes["team_size"].clause == "Điều 4 khoản 2"
    assert outcomes["past_winner"].clause == ""
    assert set(outcomes) < set(rule_labels())


def test_a_persons_decision_stands_until_the_machine_finds_something_else():
    application = ready_application()
    store_checks(application)
    check = application.checks.get(rule="documents")
    check.result, check.reason = CheckResult.FAILED, "Bản thuyết minh mờ"
    check.decided_by, check.decided_at = secretary(), timezone.now()
    check.save()

    store_checks(application)
    check.refresh_from_db()
    assert (check.result, check.reason) == (CheckResult.FAILED, "Bản thuyết minh mờ")
    application.attachments.all().delete()
    store_checks(application)
    check.refresh_from_db()
    assert (check.machine_result, check.reason, check.decided_by) == (CheckResult.FAILED, "", None)


def test_a_rule_that_is_not_asked_is_not_listed():
    contest = contest_with_rules(
        applicant_types=["individual", "group"],
        max_entries_individual=None,
        past_winner_rule=PastWinnerRule.ALLOWED,
        must_be_in_province=False,
        excludes_inner_circle=False,
    )

    found = [outcome.rule for outcome in evaluate(ready_application(contest=contest))]
    assert found == ["applicant_type", "team_size", "guardian", "documents"]


def test_a_check_that_the_rules_no_longer_ask_for_is_dropped():
    application = ready_application()
    store_checks(application)
    application.contest.rule_sets.update(must_be_in_province=False)

    store_checks(type(application).objects.get(pk=application.pk))

    assert not application.checks.filter(rule="in_province").exists()


def test_the_start_looks_at_what_can_be_known_then():
    application = ApplicationFactory(contest=contest_with_rules(), applicant_type="")

    checks = {check.rule: check for check in store_checks(application, stage=CheckStage.START)}

    assert checks["applicant_type"].stage == CheckStage.START
    assert not {"documents", "guardian"} & checks.keys()


def test_one_rule_is_run_again_without_the_others():
    application = ready_application()
    store_checks(application)
    judge(email=application.owner.email.replace("@", "+x@"), phone=application.contact_phone)

    assert store_one(application, "inner_circle").result == CheckResult.FAILED
    assert application.checks.filter(stage=CheckStage.SCREENING).count() == 1
    assert store_one(application, "citizenship") is None


def test_what_is_certain_refuses_unless_a_person_overruled_it():
    application = ready_application(contest=contest_with_rules(applicant_types=["group"]))
    assert [outcome.rule for outcome in certain_failures(application)] == ["applicant_type"]
    store_checks(application)

    application.checks.filter(rule="applicant_type").update(
        result=CheckResult.PASSED, decided_by=secretary(), decided_at=timezone.now()
    )

    assert certain_failures(application) == []


def test_a_declaration_and_a_doubt_refuse_nothing_and_paper_is_only_recorded():
    doubtful = ready_application(eligibility_answers={"past_winner": "yes"})
    on_paper = ready_application(
        contest=contest_with_rules(applicant_types=["group"]), channel=Channel.PAPER
    )

    assert certain_failures(doubtful) == certain_failures(on_paper) == []


@pytest.mark.parametrize("members", [1, 4])
def test_the_number_of_queries_does_not_grow_with_the_team(django_assert_num_queries, members):
    contest = contest_with_rules(max_entries_person=2, leads_one_only=True, min_age=10)
    for _each in range(members):
        add_member(ApplicationFactory(contest=contest, state=ApplicationState.SUBMITTED))
    application = ready_application(contest=contest)
    for n in range(members):
        add_member(application, email=f"tv{n}@khoinghiep.test")
    application = type(application).objects.for_snapshot().get(pk=application.pk)

    with django_assert_num_queries(8):
        evaluate(application)
