from datetime import date

import pytest
from django.utils import timezone

from contests.domain.eligibility import evaluate, rule_labels, store_checks
from contests.domain.limits import company_is_young, max_entries, reference_day
from contests.enums import ApplicantType, ApplicationState, CheckResult
from contests.models import Application, RuleSet, TeamMember
from portal.roles import Role
from tests.contests.dossiers import (
    attach_signed_form,
    contest_with_rules,
    ready_application,
    young_day,
)
from tests.factories.contests import ApplicationFactory
from tests.factories.portal import UserFactory, judge, secretary

pytestmark = pytest.mark.django_db


def result_of(application, rule):
    return {outcome.rule: outcome for outcome in evaluate(application)}[rule]


def add_member(application, **fields):
    values = {"full_name": "Lý Văn Tày", "role": "Kế toán", "birth_date": date(1999, 1, 1)}
    return TeamMember.objects.create(application=application, **(values | fields))


def test_a_complete_application_of_an_individual_passes_every_rule():
    application = ready_application()

    assert {outcome.result for outcome in evaluate(application)} == {CheckResult.PASSED}


def test_every_outcome_cites_the_clause_of_the_rules():
    contest = contest_with_rules(clauses={"team_size": "Điều 4 khoản 2"})
    outcomes = {o.rule: o for o in evaluate(ready_application(contest=contest))}

    assert outcomes["team_size"].clause == "Điều 4 khoản 2"
    assert outcomes["past_winner"].clause == ""
    assert list(outcomes) == list(rule_labels())


@pytest.mark.parametrize(
    ("kind", "expected"), [("group", "failed"), ("individual", "passed"), ("", "unclear")]
)
def test_the_kind_of_applicant_must_be_one_that_the_rules_admit(kind, expected):
    contest = contest_with_rules(applicant_types=["individual"])

    application = ApplicationFactory(contest=contest, applicant_type=kind)
    assert result_of(application, "applicant_type").result == expected


@pytest.mark.parametrize(
    ("members", "expected"), [(2, CheckResult.PASSED), (3, CheckResult.FAILED)]
)
def test_the_representative_counts_as_one_of_the_team(members, expected):
    application = ready_application(contest=contest_with_rules(max_team_size=3))
    for _each in range(members):
        add_member(application)

    assert result_of(application, "team_size").result == expected


@pytest.mark.parametrize(
    "shared",
    [
        lambda first: {"owner": first.owner},
        lambda first: {"contact_email": first.owner.email.upper()},
        lambda first: {"contact_phone": first.contact_phone},
        lambda first: {"tax_code": "4900123456"},
    ],
    ids=["owner", "e-mail", "telephone", "tax code"],
)
def test_applications_of_the_same_person_count_whatever_they_share(shared):
    contest = contest_with_rules(max_entries_individual=1)
    first = ready_application(contest=contest, tax_code="4900123456")
    other = {"state": ApplicationState.SUBMITTED, "reference": "LS26-0001-X"}
    ApplicationFactory(contest=contest, **(other | shared(first)))

    outcome = result_of(first, "entry_count")
    assert outcome.result == CheckResult.FAILED
    assert "LS26-0001-X" in outcome.evidence


@pytest.mark.parametrize("state", [ApplicationState.DRAFT, ApplicationState.WITHDRAWN])
def test_drafts_and_withdrawn_applications_do_not_count(state):
    first = ready_application(contest=contest_with_rules(max_entries_individual=1))
    ApplicationFactory(contest=first.contest, owner=first.owner, state=state)

    assert result_of(first, "entry_count").result == CheckResult.PASSED


def test_the_limit_of_entries_depends_on_the_kind_of_applicant():
    rules = RuleSet(max_entries_individual=3, max_entries_organised=4)

    limits = [max_entries(rules, kind) for kind in ("individual", "group", "enterprise", "")]
    assert limits == [3, 4, 4, 4]


@pytest.mark.parametrize(
    ("registered", "on", "is_young"),
    [
        (date(2021, 10, 31), date(2026, 10, 31), True),
        (date(2021, 10, 30), date(2026, 10, 31), False),
        (date(2021, 11, 1), date(2026, 10, 31), True),
        (date(2024, 2, 29), date(2029, 3, 1), True),
        (date(2024, 2, 29), date(2029, 3, 2), False),
    ],
)
def test_the_fifth_anniversary_of_the_first_registration_is_still_in_time(registered, on, is_young):
    assert company_is_young(registered, years=5, on=on) is is_young


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"applicant_type": ApplicantType.GROUP}, "passed"),
        ({"applicant_type": ApplicantType.ENTERPRISE}, "unclear"),
        ({"applicant_type": ApplicantType.ENTERPRISE, "registered_on": date(2024, 1, 1)}, "passed"),
        ({"applicant_type": ApplicantType.ENTERPRISE, "registered_on": date(2015, 1, 1)}, "failed"),
    ],
)
def test_only_enterprises_have_an_age(fields, expected):
    contest = contest_with_rules(company_reference_on=date(2026, 10, 31))

    application = ApplicationFactory(contest=contest, **fields)
    assert result_of(application, "company_age").result == expected


def test_the_reference_day_is_the_rules_then_the_deadline_then_today():
    application = ApplicationFactory(contest=contest_with_rules())
    contest = application.contest

    assert reference_day(application, RuleSet(company_reference_on=date(2026, 1, 1))) == date(
        2026, 1, 1
    )
    assert reference_day(application, RuleSet()) == timezone.localdate(contest.deadline_at)
    contest.deadline_at = None
    assert reference_day(application, RuleSet()) == timezone.localdate()


@pytest.mark.parametrize(
    "person", [secretary, judge, lambda **f: UserFactory(roles=[Role.BOARD], **f)]
)
def test_organisers_secretaries_and_judges_are_found_by_e_mail_and_telephone(person):
    application = ready_application()
    insider = person(phone="0912 000 111")

    add_member(application, phone="+84912000111")
    outcome = result_of(application, "inner_circle")
    assert outcome.result == CheckResult.FAILED
    assert str(insider) in outcome.evidence
    application.members.update(phone="", email=insider.email.upper())
    application = type(application).objects.get(pk=application.pk)
    assert result_of(application, "inner_circle").result == CheckResult.FAILED


@pytest.mark.parametrize("shared", ["owner", "title"])
def test_an_earlier_winner_of_the_same_owner_or_name_is_for_a_person_to_decide(shared):
    application = ready_application(title="Trà hoa hồi Văn Quan")
    same = {"owner": application.owner} if shared == "owner" else {"title": "TRA HOA HOI VAN QUAN"}
    ApplicationFactory(state=ApplicationState.AWARDED, **same)

    assert result_of(application, "past_winner").result == CheckResult.UNCLEAR


def test_a_winner_with_a_longer_name_is_another_project():
    application = ready_application(title="Trà hoa hồi")
    ApplicationFactory(state=ApplicationState.AWARDED, title="Trà hoa hồi Văn Quan")

    assert result_of(application, "past_winner").result == CheckResult.PASSED


def test_who_is_below_the_age_needs_a_guardian_and_a_signed_form_and_a_person_looks():
    application = ready_application(contact_name="Vi Thị Một", contact_birth_date=young_day())
    member = add_member(application, full_name="Vi Văn Hai", birth_date=young_day())

    found = result_of(application, "guardian")
    assert found.result == CheckResult.FAILED
    assert "Vi Thị Một" in found.evidence
    assert "Vi Văn Hai" in found.evidence

    named = {"guardian_name": "Cha", "guardian_relation": "Bố", "guardian_phone": "+84912345678"}
    Application.objects.filter(pk=application.pk).update(**named)
    TeamMember.objects.filter(pk=member.pk).update(**named)
    attach_signed_form(application)
    found = result_of(Application.objects.get(), "guardian")
    assert found.result == CheckResult.FAILED
    assert "Vi Văn Hai" in found.evidence
    assert "Vi Thị Một" not in found.evidence

    attach_signed_form(application, member)
    found = result_of(Application.objects.get(), "guardian")
    assert found.result == CheckResult.UNCLEAR
    assert "Vi Văn Hai – Cha" in found.evidence


def test_what_is_missing_is_named():
    application = ready_application()
    application.attachments.all().delete()

    outcome = result_of(application, "documents")
    assert outcome.result == CheckResult.FAILED
    assert "thuyết minh" in outcome.evidence


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


def test_a_secretary_who_joined_with_another_address_is_found():
    application = ready_application()
    person = secretary()
    add_member(application, email="khac@vidu.vn", user=person)

    assert result_of(application, "inner_circle").result == CheckResult.FAILED
