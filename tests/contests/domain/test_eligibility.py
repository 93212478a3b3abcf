from datetime import date

import pytest
from django.utils import timezone

from contests.domain.eligibility import (
    certain_failures,
    evaluate,
    rule_labels,
    store_checks,
    store_one,
)
from contests.domain.limits import company_is_young, max_entries, reference_day
from contests.enums import (
    ApplicantType,
    ApplicationState,
    Channel,
    CheckResult,
    CheckStage,
    Endorsement,
    PastWinnerRule,
)
from contests.models import Application, RuleSet, TeamMember
from portal.roles import Role
from tests.contests.dossiers import (
    DECLARED,
    attach_signed_form,
    contest_with_rules,
    ready_application,
    young_day,
)
from tests.factories.contests import (
    ApplicationFactory,
    DivisionFactory,
    PanelFactory,
    PanelMemberFactory,
)
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
    assert set(outcomes) < set(rule_labels())


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


# --- what the rules do not ask for ----------------------------------------------------------------


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


# --- divisions and ages ---------------------------------------------------------------------------


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


# --- counting people ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "shared",
    [
        lambda first: {"email": first.owner.email.upper()},
        lambda first: {"phone": f"0{first.contact_phone[3:]}"},
        lambda first: {"user": first.owner},
        lambda first: {
            "full_name": first.contact_name.upper(),
            "birth_date": first.contact_birth_date,
        },
    ],
    ids=["e-mail", "telephone", "account", "name and birth date"],
)
def test_a_person_counts_across_teams_as_representative_and_as_member(shared):
    contest = contest_with_rules(max_entries_person=1)
    first = ready_application(contest=contest)
    other = ApplicationFactory(
        contest=contest, state=ApplicationState.SUBMITTED, reference="LS26-0009-A"
    )
    assert result_of(first, "person_count").result == CheckResult.PASSED

    add_member(other, **shared(first))

    outcome = result_of(first, "person_count")
    assert outcome.result == CheckResult.FAILED
    assert "LS26-0009-A" in outcome.evidence


def test_a_namesake_with_another_birth_date_is_another_person():
    contest = contest_with_rules(max_entries_person=1)
    first = ready_application(contest=contest)
    other = ApplicationFactory(contest=contest, state=ApplicationState.SUBMITTED)

    add_member(other, full_name=first.contact_name, birth_date=date(1991, 1, 1))

    assert result_of(first, "person_count").result == CheckResult.PASSED


def test_a_representative_leads_one_entry_but_may_be_a_member_of_others():
    contest = contest_with_rules(leads_one_only=True)
    first = ready_application(contest=contest)
    other = ApplicationFactory(contest=contest, state=ApplicationState.SUBMITTED)
    add_member(other, user=first.owner)
    assert result_of(first, "one_leadership").result == CheckResult.PASSED

    other.owner = first.owner
    other.save()

    assert result_of(first, "one_leadership").result == CheckResult.FAILED


# --- organisers and earlier projects --------------------------------------------------------------


def test_the_same_full_name_as_an_organisers_is_for_a_person_to_decide():
    secretary(full_name="Hoàng Thị Thư Ký")
    application = ready_application()
    add_member(application, full_name="HOÀNG THỊ THƯ KÝ")

    assert result_of(application, "inner_circle").result == CheckResult.UNCLEAR


def test_somebody_on_the_jury_of_the_edition_belongs_to_the_inner_circle_without_the_role():
    application = ready_application()
    person = UserFactory(email="gk@khoinghiep.test")
    add_member(application, email=person.email)
    assert result_of(application, "inner_circle").result == CheckResult.PASSED

    PanelMemberFactory(panel=PanelFactory(round__contest=application.contest), judge=person)

    assert result_of(application, "inner_circle").result == CheckResult.FAILED


@pytest.mark.parametrize(
    ("rule", "expected"),
    [(PastWinnerRule.WINNERS_OUT, "passed"), (PastWinnerRule.ENTRANTS_OUT, "unclear")],
)
def test_an_earlier_entry_without_a_prize_matters_when_entrants_are_out(rule, expected):
    application = ready_application(contest=contest_with_rules(past_winner_rule=rule))
    ApplicationFactory(owner=application.owner, state=ApplicationState.NOT_AWARDED)

    assert result_of(application, "past_winner").result == expected


@pytest.mark.parametrize(("answer", "expected"), [("yes", "failed"), ("", "unclear")])
def test_an_earlier_prize_is_declared(answer, expected):
    application = ready_application(eligibility_answers=DECLARED | {"past_winner": answer})

    assert result_of(application, "past_winner").result == expected


# --- when, and how much ---------------------------------------------------------------------------


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


def test_a_secretary_who_joined_with_another_address_is_found():
    application = ready_application()
    person = secretary()
    add_member(application, email="khac@vidu.vn", user=person)

    assert result_of(application, "inner_circle").result == CheckResult.FAILED
