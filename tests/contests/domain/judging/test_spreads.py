"""Sharing a round's entries evenly: what is previewed is what is done."""

import pytest
from auditlog.models import LogEntry
from django.core.exceptions import PermissionDenied

from contests.domain import judging
from contests.enums import PlacementProblem, RoundState
from contests.models import Assignment, ConflictDeclaration
from portal.audit import SYSTEM
from tests.factories.contests import (
    AssignmentFactory,
    DivisionFactory,
    PanelFactory,
    PanelMemberFactory,
    RoundEntryFactory,
    RoundFactory,
    TeamMemberFactory,
)
from tests.factories.ecosystem import FieldFactory, OrganizationFactory
from tests.factories.portal import board_member, judge, secretary

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_():
    """Three judges on one panel, six entries."""
    round_ = RoundFactory()
    PanelMemberFactory.create_batch(3, panel=PanelFactory(round=round_))
    RoundEntryFactory.create_batch(6, round=round_)
    return round_


def judges_of(round_):
    return [seat.judge for panel in round_.panels.all() for seat in panel.members.all()]


def plan(round_, per_entry=2, seed=7):
    return judging.plan_spread(round_, per_entry=per_entry, seed=seed)


def apply(round_, shown, actor=SYSTEM):
    return judging.apply_spread(
        round_,
        per_entry=shown.per_entry,
        seed=shown.seed,
        fingerprint=shown.fingerprint,
        actor=actor,
    )


def pairs():
    return set(Assignment.objects.values_list("entry_id", "judge_id"))


def test_the_preview_writes_nothing_and_is_what_is_applied(round_):
    shown = plan(round_)
    assert not Assignment.objects.exists()

    apply(round_, shown, actor=secretary())

    assert pairs() == {(entry.pk, person.pk) for entry, person in shown.new}
    assert [row.total for row in shown.loads] == [4, 4, 4]
    line = LogEntry.objects.get_for_object(round_).get(additional_data__verb="spread")
    assert line.additional_data["seed"] == "7"


def test_the_same_number_gives_the_same_preview(round_):
    assert plan(round_).fingerprint == plan(round_).fingerprint
    assert len({plan(round_, seed=seed).fingerprint for seed in range(6)}) > 1


def test_a_double_click_and_changed_data_are_refused(round_):
    shown = plan(round_)
    apply(round_, shown)

    with pytest.raises(judging.SpreadChangedError):
        apply(round_, shown)
    assert Assignment.objects.count() == 12


def test_a_conflict_declared_after_the_preview_is_noticed(round_):
    shown = plan(round_)
    entry, person = shown.new[0]
    judging.declare_conflict(entry.application, judge=person, actor=secretary(), reason="Bạn")

    with pytest.raises(judging.SpreadChangedError):
        apply(round_, shown)
    assert (entry, person) not in plan(round_).new


def test_what_stands_is_kept_and_counts(round_):
    first, entry = judges_of(round_)[0], round_.entries.first()
    for each in round_.entries.all()[:4]:
        AssignmentFactory(entry=each, judge=first)

    shown = plan(round_, per_entry=1)

    assert {each for each, _person in shown.new} == set(round_.entries.all()[4:])
    assert [row.existing for row in shown.loads if row.judge == first] == [4]
    assert entry not in {each for each, _person in shown.new}


def test_nobody_scores_their_own_the_unit_s_or_a_dossier_in_conflict(round_):
    team, unit_person, conflicted = judges_of(round_)
    own, nominated, declared = round_.entries.all()[:3]
    TeamMemberFactory(application=own.application, user=team)
    unit = OrganizationFactory()
    unit.memberships.create(user=unit_person)
    nominated.application.nominating_unit = unit
    nominated.application.save()
    ConflictDeclaration.objects.create(
        application=declared.application, judge=conflicted, declared_by=conflicted, reason="Bạn"
    )

    shown = plan(round_, per_entry=3)

    refused = {(own, team), (nominated, unit_person), (declared, conflicted)}
    assert not refused & set(shown.new)
    assert [(row.entry, row.judges, row.reasons) for row in shown.short] == [
        (own, 2, [(PlacementProblem.TEAM, [team])]),
        (nominated, 2, [(PlacementProblem.UNIT, [unit_person])]),
        (declared, 2, [(PlacementProblem.CONFLICT, [conflicted])]),
    ]


def test_a_hinted_pair_is_used_only_where_nobody_else_is_left_and_told():
    round_ = RoundFactory()
    panel = PanelFactory(round=round_)
    alike = judge(email="lan@hoahoi.vn")
    PanelMemberFactory(panel=panel, judge=alike)
    other = PanelMemberFactory(panel=panel).judge
    entry = RoundEntryFactory(round=round_, application__contact_email="an@hoahoi.vn")

    assert plan(round_, per_entry=1).new == [(entry, other)]
    both = plan(round_, per_entry=2)
    assert [(row.entry, row.judge) for row in both.hinted] == [(entry, alike)]


def test_panels_score_their_fields_and_divisions_only():
    round_ = RoundFactory()
    idea, project = DivisionFactory.create_batch(2, contest=round_.contest)
    farm = FieldFactory()
    panel = PanelFactory(round=round_)
    panel.divisions.add(idea)
    panel.fields.add(farm)
    person = PanelMemberFactory(panel=panel).judge

    def entry(division, field):
        return RoundEntryFactory(
            round=round_, application__division=division, application__field=field
        )

    scored = entry(idea, farm)
    others = [entry(project, farm), entry(idea, FieldFactory()), entry(None, farm)]

    shown = plan(round_, per_entry=1)

    assert shown.new == [(scored, person)]
    assert [(row.entry, row.reasons) for row in shown.short] == [
        (other, [(PlacementProblem.NO_PANEL, [])]) for other in others
    ]


def test_a_judge_s_own_limit_holds_over_all_panels_and_is_the_reason_told(round_):
    first, second, third = judges_of(round_)
    panel = round_.panels.get()
    panel.members.filter(judge=first).update(max_entries=3)
    panel.members.filter(judge__in=[second, third]).update(max_entries=1)
    PanelMemberFactory(panel=PanelFactory(round=round_), judge=first, max_entries=2)

    shown = plan(round_, per_entry=1)

    assert {row.judge: row.total for row in shown.loads} == {first: 2, second: 1, third: 1}
    assert len(shown.short) == 2
    assert shown.short[0].reasons == [(PlacementProblem.FULL, shown.short[0].reasons[0][1])]
    assert len(shown.short[0].reasons[0][1]) == 3


def test_more_judges_than_there_are_says_that_all_score_it(round_):
    shown = plan(round_, per_entry=4)

    assert len(shown.short) == 6
    assert shown.short[0].reasons == [(PlacementProblem.ALL_GIVEN, [])]


def test_a_round_without_judges_says_so():
    round_ = RoundFactory()
    RoundEntryFactory(round=round_)

    shown = plan(round_)

    assert (shown.new, shown.lightest, shown.heaviest) == ([], 0, 0)
    assert shown.short[0].reasons == [(PlacementProblem.NO_PANEL, [])]


@pytest.mark.parametrize("state", [RoundState.PLANNED, RoundState.CLOSED])
def test_nothing_is_spread_unless_the_round_is_being_scored(round_, state):
    shown = plan(round_)
    type(round_).objects.update(state=state)

    with pytest.raises(judging.AssignmentRefusedError):
        apply(round_, shown)


@pytest.mark.parametrize("make", [board_member, judge])
def test_only_the_secretariat_spreads(round_, make):
    with pytest.raises(PermissionDenied):
        apply(round_, plan(round_), actor=make())


@pytest.mark.parametrize("number", [1, 4])
def test_planning_costs_the_same_for_more(number, django_assert_num_queries):
    round_ = RoundFactory()
    PanelMemberFactory.create_batch(number, panel=PanelFactory(round=round_))
    RoundEntryFactory.create_batch(number, round=round_)

    with django_assert_num_queries(17):
        plan(round_)
