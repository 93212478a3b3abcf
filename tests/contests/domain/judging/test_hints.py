"""What the machine notices between a judge and a dossier, and what a person makes of it."""

import pytest
from auditlog.models import LogEntry
from django.core.exceptions import PermissionDenied

from contests.domain import judging
from contests.domain.judging.ties import family_name, private_domain
from contests.enums import HintKind, PlacementProblem
from contests.models import Assignment, HintDismissal
from ecosystem.models import ConnectionRequest
from portal.audit import SYSTEM
from portal.workflow import ReasonMissingError
from tests.factories.contests import (
    ApplicationFactory,
    AssignmentFactory,
    PanelFactory,
    PanelMemberFactory,
    RoundEntryFactory,
    RoundFactory,
    TeamMemberFactory,
)
from tests.factories.ecosystem import (
    ConnectionRequestFactory,
    ExpertFactory,
    LocalityFactory,
    OrganizationFactory,
    StartupFactory,
)
from tests.factories.portal import board_member, judge, secretary

pytestmark = pytest.mark.django_db


def seen(entry, person):
    return [(hint.kind, hint.evidence) for hint in judging.open_hints(entry.application, person)]


@pytest.fixture
def entry():
    return RoundEntryFactory(round__state="open")


# --- what is noticed ------------------------------------------------------------------------------


def test_strangers_have_nothing_in_common(entry):
    assert seen(entry, judge()) == []


def test_a_namesake_is_noticed_however_the_name_is_typed():
    entry = RoundEntryFactory(application__contact_name="hoàng thị  lan")

    assert seen(entry, judge(full_name="Hoàng Thị Lan")) == [(HintKind.SAME_NAME, "Hoàng Thị Lan")]


@pytest.mark.parametrize("typed", ["Trường Cao đẳng Lạng Sơn", "CĐ  lạng sơn"])
def test_the_organisation_of_a_membership_is_found_in_what_the_team_typed(typed):
    person, school = (
        judge(),
        OrganizationFactory(name="Trường Cao đẳng Lạng Sơn", short_name="CĐ Lạng Sơn"),
    )
    school.memberships.create(user=person)
    entry = RoundEntryFactory(application__organization_name=typed)

    assert [kind for kind, _evidence in seen(entry, person)] == [HintKind.ORGANISATION]


def test_two_accounts_of_one_organisation_are_noticed_while_both_act_for_it():
    person, company = judge(), OrganizationFactory()
    company.memberships.create(user=person)
    member = TeamMemberFactory(accepted=True)
    row = company.memberships.create(user=member.user)
    entry = RoundEntryFactory(application=member.application)

    assert seen(entry, person) == [(HintKind.ORGANISATION, company.name)]
    row.is_active = False
    row.save()
    assert seen(entry, person) == []


def test_what_the_judge_entered_in_another_year_counts():
    person, commune = judge(full_name="Nông Văn Tài"), LocalityFactory(name="Bắc Sơn")
    ApplicationFactory(
        owner=person, organization_name="HTX Hoa Hồi", tax_code="4900123456", locality=commune
    )
    entry = RoundEntryFactory(
        application__organization_name="htx hoa hồi",
        application__tax_code="4900123456",
        application__contact_name="Nông Thị Mới",
        application__locality=commune,
    )

    assert [kind for kind, _evidence in seen(entry, person)] == [
        HintKind.ORGANISATION,
        HintKind.TAX_CODE,
        HintKind.FAMILY,
    ]


def test_a_family_name_without_the_commune_says_nothing():
    person = judge(full_name="Nông Văn Tài")
    ApplicationFactory(owner=person, locality=LocalityFactory())
    entry = RoundEntryFactory(
        application__contact_name="Nông Thị Mới", application__locality=LocalityFactory()
    )

    assert seen(entry, person) == []


def test_a_private_mail_domain_is_noticed_and_a_public_one_is_not():
    entry = RoundEntryFactory(application__contact_email="an@hoahoi.vn")
    TeamMemberFactory(application=entry.application, email="ba@gmail.com")

    assert seen(entry, judge(email="lan@HoaHoi.vn")) == [(HintKind.MAIL_DOMAIN, "hoahoi.vn")]
    assert seen(entry, judge(email="lan@gmail.com")) == []


@pytest.mark.parametrize(
    ("email", "domain"),
    [
        ("a@congty.com.vn", "congty.com.vn"),
        ("a@YAHOO.com.vn", ""),
        ("a@khoinghiep.test", ""),
        ("", ""),
    ],
)
def test_which_domain_is_private(email, domain):
    assert private_domain(email) == domain


@pytest.mark.parametrize(("name", "family"), [("Nông Văn Tài", "Nông"), ("Tài", ""), ("", "")])
def test_a_family_name_is_the_first_of_several_words(name, family):
    assert family_name(name) == family


def test_the_owner_of_the_startup_s_record_is_noticed():
    person = judge()
    startup = StartupFactory(owner=person)

    entry = RoundEntryFactory(application__startup=startup)

    assert [kind for kind, _evidence in seen(entry, person)] == [HintKind.STARTUP]


@pytest.mark.parametrize("is_known_by", ["account", "address", "organisation"])
def test_a_mentor_or_investor_of_the_startup_is_noticed_once_the_request_is_accepted(is_known_by):
    person = judge()
    asked = {
        "account": lambda: {"expert": ExpertFactory(user=person)},
        "address": lambda: {"expert": ExpertFactory(email=person.email)},
        "organisation": lambda: {"expert": None, "organization": OrganizationFactory()},
    }[is_known_by]()
    if is_known_by == "organisation":
        asked["organization"].memberships.create(user=person)
    request = ConnectionRequestFactory(**asked)
    entry = RoundEntryFactory(application__startup=request.startup)
    assert seen(entry, person) == []

    ConnectionRequest.objects.update(state="in_progress")

    [(kind, evidence)] = seen(entry, person)
    assert kind == HintKind.STARTUP
    assert request.startup.name in evidence


def test_every_kind_has_its_sentence_and_its_question():
    for kind in HintKind:
        hint = judging.Hint(kind=kind, evidence="X")
        assert "X" in hint.words
        assert "X" in hint.question


# --- what is refused ------------------------------------------------------------------------------


def test_who_acts_for_the_nominating_unit_never_scores_the_dossier(entry):
    person, unit = judge(), OrganizationFactory()
    row = unit.memberships.create(user=person)
    entry.application.nominating_unit = unit
    entry.application.save()
    PanelMemberFactory(panel=PanelFactory(round=entry.round), judge=person)

    with pytest.raises(judging.AssignmentRefusedError):
        judging.assign_judge(entry, person, actor=SYSTEM, despite="Không sao")
    plan = judging.plan_panels(entry.round)
    assert [u.problem for u in plan.unplaced] == [PlacementProblem.UNIT, PlacementProblem.TOO_FEW]

    row.is_active = False
    row.save()
    assert judging.assign_judge(entry, person, actor=SYSTEM).judge == person


def test_a_hinted_pair_is_assigned_only_with_a_reason_which_is_recorded():
    entry = RoundEntryFactory(application__contact_name="Hoàng Thị Lan")
    person, actor = judge(full_name="Hoàng Thị Lan"), secretary()

    with pytest.raises(judging.HintedPairError) as refused:
        judging.assign_judge(entry, person, actor=actor, despite=" ")
    assert "Hoàng Thị Lan" in str(refused.value.message)
    assert not Assignment.objects.exists()

    judging.assign_judge(entry, person, actor=actor, despite="Trùng tên, khác người")
    judging.assign_judge(entry, person, actor=actor)

    row = HintDismissal.objects.get()
    assert (row.reason, row.dismissed_by) == ("Trùng tên, khác người", actor)
    assert seen(entry, person) == []


# --- concluding -----------------------------------------------------------------------------------


def test_dismissing_twice_is_once_and_other_evidence_is_shown_again():
    entry = RoundEntryFactory(application__contact_email="an@hoahoi.vn")
    person, actor = judge(email="lan@hoahoi.vn"), secretary()

    rows = judging.dismiss_hints(entry.application, person, actor=actor, reason="Nghỉ việc")
    assert judging.dismiss_hints(entry.application, person, actor=actor, reason="x") == []
    assert (
        LogEntry.objects.get_for_object(rows[0])
        .filter(additional_data__verb="dismiss_hint")
        .count()
        == 1
    )

    entry.application.organization_name = "HTX Hoa Hồi"
    entry.application.save()
    OrganizationFactory(name="HTX Hoa Hồi").memberships.create(user=person)
    assert seen(entry, person) == [(HintKind.ORGANISATION, "HTX Hoa Hồi")]


def test_dismissing_needs_a_reason_and_the_secretariat(entry):
    with pytest.raises(ReasonMissingError):
        judging.dismiss_hints(entry.application, judge(), actor=SYSTEM, reason=" ")
    with pytest.raises(PermissionDenied):
        judging.dismiss_hints(entry.application, judge(), actor=board_member(), reason="x")


def test_the_plan_of_panels_assigns_hinted_pairs_and_names_them_but_no_namesakes():
    round_ = RoundFactory()
    person = judge(full_name="Hoàng Thị Lan", email="lan@hoahoi.vn")
    PanelMemberFactory(panel=PanelFactory(round=round_), judge=person)
    alike = RoundEntryFactory(round=round_, application__contact_email="an@hoahoi.vn")
    namesake = RoundEntryFactory(round=round_, application__contact_name="Hoàng Thị Lan")

    plan = judging.plan_panels(round_)

    assert [(row.entry, row.judge) for row in plan.hinted] == [(alike, person)]
    assert plan.new == [(alike, person)]
    judging.dismiss_hints(namesake.application, person, actor=SYSTEM, reason="Khác người")
    assert (namesake, person) in judging.plan_panels(round_).new


def test_doubtful_assignments_are_those_with_hints_or_a_bar():
    round_ = RoundFactory()
    AssignmentFactory(entry__round=round_)
    hinted = AssignmentFactory(
        entry__round=round_,
        entry__application__contact_email="an@hoahoi.vn",
        judge=judge(email="lan@hoahoi.vn"),
    )
    own = AssignmentFactory(entry__round=round_)
    TeamMemberFactory(application=own.entry.application, user=own.judge)

    found = judging.doubtful_assignments(round_)

    assert [(row.assignment, row.bar) for row in found] == [
        (hinted, None),
        (own, PlacementProblem.TEAM),
    ]


@pytest.mark.parametrize("number", [1, 3])
def test_looking_at_a_round_costs_the_same_for_one_and_three(number, django_assert_num_queries):
    round_ = RoundFactory()
    for _ in range(number):
        row = AssignmentFactory(entry__round=round_)
        member = TeamMemberFactory(application=row.entry.application, accepted=True)
        OrganizationFactory().memberships.create(user=member.user)
        OrganizationFactory().memberships.create(user=row.entry.application.owner)

    with django_assert_num_queries(13):
        judging.doubtful_assignments(round_)


def test_the_judge_is_asked_and_names_stay_hidden_where_the_round_hides_them():
    assignment = AssignmentFactory(
        entry__application__contact_email="an@hoahoi.vn", judge=judge(email="lan@hoahoi.vn")
    )

    assert ["hoahoi.vn" in question for question in judging.questions_for(assignment)] == [True]
    assignment.entry.round.hides_names = True
    assert ["hoahoi.vn" in question for question in judging.questions_for(assignment)] == [False]
    judging.dismiss_hints(
        assignment.entry.application, assignment.judge, actor=SYSTEM, reason="Đã hỏi"
    )
    assert judging.questions_for(assignment) == []
