"""Rules about one entry: its kind, size, ages, documents and declarations."""

from datetime import date

import pytest
from django.utils import timezone

from contests.domain.limits import company_is_young, reference_day
from contests.enums import (
    ApplicantType,
    CheckResult,
    Endorsement,
)
from contests.models import Application, RuleSet, TeamMember
from tests.contests.dossiers import (
    attach_signed_form,
    contest_with_rules,
    ready_application,
    young_day,
)
from tests.contests.eligibility import add_member, result_of
from tests.factories.contests import (
    ApplicationFactory,
    DivisionFactory,
)

pytestmark = pytest.mark.django_db


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


@pytest.mark.parametrize(
    ("rule", "field", "right", "wrong"),
    [
        ("in_province", "must_be_in_province", "yes", "no"),
        ("parallel_entry", "forbids_parallel_entry", "no", "yes"),
        ("citizenship", "excludes_foreigners", "yes", "no"),
    ],
)
def test_a_declaration_is_met_not_met_or_asked_for(rule, field, right, wrong):
    contest = contest_with_rules(**{field: True})

    results = [
        result_of(ready_application(contest=contest, eligibility_answers=answers), rule).result
        for answers in ({rule: right}, {rule: wrong}, {})
    ]
    assert results == [CheckResult.PASSED, CheckResult.FAILED, CheckResult.UNCLEAR]


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (Endorsement.ENDORSED, "passed"),
        (Endorsement.REQUESTED, "unclear"),
        (Endorsement.DECLINED, "failed"),
        (Endorsement.NONE, "failed"),
    ],
)
def test_an_endorsement_is_what_the_unit_said(state, expected):
    contest = contest_with_rules(needs_endorsement=True)

    application = ready_application(contest=contest, endorsement=state)
    assert result_of(application, "endorsement").result == expected


def test_files_that_the_rules_require_are_missed():
    application = ready_application(
        contest=contest_with_rules(required_files=["explanation", "slides"])
    )

    outcome = result_of(application, "documents")
    assert (outcome.result, outcome.evidence) == (CheckResult.FAILED, "Còn thiếu: Bài trình bày")


def test_a_division_narrows_kinds_and_size():
    contest = contest_with_rules(max_team_size=5)
    division = DivisionFactory(
        contest=contest, name="Ý tưởng", applicant_types=["group"], max_team_size=1
    )
    application = ready_application(contest=contest, division=division)
    add_member(application)

    assert result_of(application, "applicant_type").result == CheckResult.FAILED
    assert "Ý tưởng" in result_of(application, "applicant_type").evidence
    assert result_of(application, "team_size").result == CheckResult.FAILED


@pytest.mark.parametrize(
    ("birth", "expected"),
    [
        (date(2008, 10, 31), "passed"),
        (date(2008, 11, 1), "failed"),
        (date(1990, 11, 1), "passed"),
        (date(1990, 10, 31), "failed"),
        (None, "unclear"),
    ],
)
def test_everybody_is_of_the_age_that_rules_and_division_leave(birth, expected):
    contest = contest_with_rules(min_age=18, max_age=40, company_reference_on=date(2026, 10, 31))
    division = DivisionFactory(contest=contest, max_age=35)
    application = ready_application(
        contest=contest, division=division, contact_birth_date=date(2000, 1, 1)
    )
    add_member(application, birth_date=birth)

    assert result_of(application, "age").result == expected
