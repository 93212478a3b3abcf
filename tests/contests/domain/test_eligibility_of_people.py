"""Rules about people across entries: how many, whose, and who may not enter at all."""

from datetime import date

import pytest

from contests.domain.limits import max_entries
from contests.enums import (
    ApplicationState,
    CheckResult,
    PastWinnerRule,
)
from contests.models import RuleSet
from portal.roles import Role
from tests.contests.dossiers import (
    DECLARED,
    contest_with_rules,
    ready_application,
)
from tests.contests.eligibility import add_member, result_of
from tests.factories.contests import (
    ApplicationFactory,
    PanelFactory,
    PanelMemberFactory,
)
from tests.factories.portal import UserFactory, judge, secretary

pytestmark = pytest.mark.django_db


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


def test_a_secretary_who_joined_with_another_address_is_found():
    application = ready_application()
    person = secretary()
    add_member(application, email="khac@vidu.vn", user=person)

    assert result_of(application, "inner_circle").result == CheckResult.FAILED
