"""Whoever is appointed after the intake is looked for among the teams."""

import pytest
from django.urls import reverse

from contests.domain.appointments import recheck_teams_of, with_open_finding
from contests.domain.eligibility import store_checks
from contests.domain.judging import assign_judge, assign_panels
from contests.domain.screening import decide_check, run_checks_again
from contests.enums import ApplicationState, CheckResult, CheckStage, ContestState
from contests.models import Application, TeamMember
from portal.audit import SYSTEM
from portal.site.tasks_board import tasks_for
from portal.workflow import RefusedError
from tests.contests.dossiers import ready_application
from tests.factories.contests import (
    JudgeInvitationFactory,
    PanelFactory,
    RoundEntryFactory,
    RoundFactory,
)
from tests.factories.portal import UserFactory, judge, secretary

pytestmark = pytest.mark.django_db


def entered(state=ApplicationState.VALID, email="an@khoinghiep.test", name="Nông Văn An"):
    """A checked dossier with a member whose address and name are given."""
    application = ready_application(state=state)
    TeamMember.objects.create(application=application, full_name=name, role="Kế toán", email=email)
    store_checks(application)
    return application


def finding(application):
    return application.checks.get(rule="inner_circle")


def board_of(user):
    return {task.key: task.count for task in tasks_for(user)}


def test_a_new_judge_in_a_team_is_found_and_told_to_the_staff():
    application, other = entered(), entered(email="khac@khoinghiep.test")
    assert "inner_circle" not in board_of(secretary())

    found = recheck_teams_of([judge(email="an@khoinghiep.test")])

    assert [check.application for check in found] == [application]
    assert finding(application).machine_result == CheckResult.FAILED
    assert finding(application).stage == CheckStage.SCREENING
    assert finding(other).machine_result == CheckResult.PASSED
    assert board_of(secretary())["inner_circle"] == 1


def test_the_same_name_is_for_a_person_to_decide():
    application = entered()

    recheck_teams_of([judge(full_name="NÔNG VĂN AN")])

    assert finding(application).machine_result == CheckResult.UNCLEAR


def test_a_finding_after_the_conclusion_can_be_decided_once():
    application, actor = entered(), secretary()
    recheck_teams_of([judge(full_name="Nông Văn An")])

    decide_check(finding(application), actor=actor, result=CheckResult.PASSED)

    assert "inner_circle" not in board_of(actor)
    with pytest.raises(RefusedError):
        decide_check(finding(application), actor=actor, result=CheckResult.FAILED, reason="x")


@pytest.mark.parametrize(
    "state", [ApplicationState.DRAFT, ApplicationState.WITHDRAWN, ApplicationState.NOT_ADVANCED]
)
def test_dossiers_that_do_not_run_are_left_alone(state):
    entered(state)

    assert recheck_teams_of([judge(email="an@khoinghiep.test")]) == []


def test_editions_that_are_over_are_left_alone():
    application = entered()
    type(application.contest).objects.update(state=ContestState.FINISHED)

    assert recheck_teams_of([judge(email="an@khoinghiep.test")]) == []


def test_dossiers_in_the_validity_check_wait_there_already():
    entered(ApplicationState.SUBMITTED)
    recheck_teams_of([judge(email="an@khoinghiep.test")])

    assert not with_open_finding(Application.objects.all()).exists()


def test_rules_that_admit_organisers_find_nobody():
    application = entered()
    application.contest.rule_sets.update(excludes_inner_circle=False)

    assert recheck_teams_of([judge(email="an@khoinghiep.test")]) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_looking_costs_the_same_for_one_dossier_and_for_three(django_assert_num_queries, rows):
    for number in range(rows):
        entered(email=f"tv{number}@khoinghiep.test")
    users = [judge(email="khong@khoinghiep.test")]

    with django_assert_num_queries(2):
        recheck_teams_of(users)


# --- the acts that appoint ------------------------------------------------------------------------


def test_an_assignment_looks():
    application = entered()
    round_ = RoundFactory(contest=application.contest)
    entry = RoundEntryFactory(round=round_)

    assign_judge(entry, judge(email="an@khoinghiep.test"), actor=SYSTEM)

    assert finding(application).machine_result == CheckResult.FAILED


def test_assigning_a_panel_looks(client):
    application = entered()
    round_ = RoundFactory(contest=application.contest)
    RoundEntryFactory(round=round_)
    panel = PanelFactory(round=round_)
    panel.members.create(judge=judge(email="an@khoinghiep.test"))

    assign_panels(round_, actor=SYSTEM)

    assert finding(application).machine_result == CheckResult.FAILED


def test_a_seat_on_a_panel_looks(client):
    application = entered()
    panel = PanelFactory(round=RoundFactory(contest=application.contest))
    person = judge(email="an@khoinghiep.test")
    JudgeInvitationFactory(panel=panel, state="seated", judge=person)
    client.force_login(secretary())

    client.post(
        reverse("admin:contests_panel_change", args=[panel.pk]),
        {
            "round": panel.round_id,
            "name": panel.name,
            "members-TOTAL_FORMS": "1",
            "members-INITIAL_FORMS": "0",
            "members-0-judge": person.pk,
        },
    )

    assert panel.members.count() == 1
    assert finding(application).machine_result == CheckResult.FAILED


def test_a_role_given_in_the_admin_looks(client):
    application = entered()
    person = UserFactory(email="an@khoinghiep.test", full_name="Nông Văn An")
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    group = judge().groups.get()

    client.post(
        reverse("admin:portal_user_change", args=[person.pk]),
        {
            "email": person.email,
            "full_name": person.full_name,
            "is_active": "on",
            "groups": [group.pk],
        },
    )

    assert person.groups.get() == group
    assert finding(application).machine_result == CheckResult.FAILED


# --- by hand --------------------------------------------------------------------------------------


def test_the_rules_are_applied_again_by_hand_and_decisions_stand(client):
    application, actor = entered(ApplicationState.SUBMITTED), secretary()
    decide_check(
        application.checks.get(rule="documents"),
        actor=actor,
        result=CheckResult.FAILED,
        reason="Mờ",
    )
    application.contest.rule_sets.update(max_team_size=1)
    client.force_login(actor)
    url = reverse("admin:contests_application_recheck", args=[application.pk])
    assert client.get(url).status_code == 200
    assert application.checks.get(rule="team_size").result == CheckResult.PASSED

    client.post(url)

    assert application.checks.get(rule="team_size").result == CheckResult.FAILED
    assert application.checks.get(rule="documents").reason == "Mờ"
    assert {check.stage for check in application.checks.all()} == {CheckStage.SCREENING}


def test_after_the_conclusion_the_rules_are_not_applied_again(client):
    application = entered()
    client.force_login(secretary())
    url = reverse("admin:contests_application_recheck", args=[application.pk])

    with pytest.raises(RefusedError):
        run_checks_again(application, actor=SYSTEM)
    client.post(url)

    assert not application.checks.filter(stage=CheckStage.SCREENING).exists()


def test_only_the_secretary_applies_the_rules_again(client):
    application = entered(ApplicationState.SUBMITTED)
    url = reverse("admin:contests_application_recheck", args=[application.pk])

    client.force_login(UserFactory(roles=["Ban Tổ chức"]))
    assert client.post(url).status_code == 403
    client.force_login(secretary())
    assert client.post(reverse("admin:contests_application_recheck", args=[0])).status_code == 404
    assert (
        client.get(
            reverse("admin:contests_application_changelist"), {"inner_circle": "open"}
        ).status_code
        == 200
    )
