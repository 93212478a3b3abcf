"""Panels place the entries of a round among their judges."""

import pytest
from django.core.exceptions import PermissionDenied

from contests.domain import judging
from contests.enums import PlacementProblem
from contests.models import Assignment, ConflictDeclaration
from portal.audit import SYSTEM
from tests.factories.contests import (
    PanelFactory,
    PanelMemberFactory,
    RoundEntryFactory,
    RoundFactory,
)
from tests.factories.ecosystem import FieldFactory
from tests.factories.portal import board_member, secretary

pytestmark = pytest.mark.django_db


def test_panels_place_entries_by_field_and_a_panel_without_fields_takes_all():
    round_ = RoundFactory()
    tech, farm = FieldFactory(), FieldFactory()
    panel = PanelFactory(round=round_)
    panel.fields.add(tech)
    specialist = PanelMemberFactory(panel=panel).judge
    generalist = PanelMemberFactory(panel=PanelFactory(round=round_)).judge
    first = RoundEntryFactory(round=round_, application__field=tech)
    second = RoundEntryFactory(round=round_, application__field=farm)

    report = judging.assign_panels(round_, actor=secretary())

    assert set(Assignment.objects.values_list("entry_id", "judge_id")) == {
        (first.pk, specialist.pk),
        (first.pk, generalist.pk),
        (second.pk, generalist.pk),
    }
    assert (report.created, report.existing, report.unplaced) == (3, 0, [])


def test_panels_may_be_run_again():
    round_ = RoundFactory()
    PanelMemberFactory(panel=PanelFactory(round=round_))
    RoundEntryFactory(round=round_)
    judging.assign_panels(round_, actor=SYSTEM)
    RoundEntryFactory(round=round_)

    report = judging.assign_panels(round_, actor=SYSTEM)

    assert (report.created, report.existing) == (1, 1)
    assert Assignment.objects.count() == 2


def test_what_cannot_be_placed_is_told_with_its_reason():
    round_ = RoundFactory(min_judges=1)
    panel = PanelFactory(round=round_)
    field = FieldFactory()
    panel.fields.add(field)
    member = PanelMemberFactory(panel=panel, judge__full_name="Nông Văn Tài").judge
    PanelMemberFactory(panel=panel, judge__is_active=False)
    own = RoundEntryFactory(round=round_, application__field=field, application__owner=member)
    namesake = RoundEntryFactory(
        round=round_, application__field=field, application__contact_name="Nông Văn Tài"
    )
    conflict = RoundEntryFactory(round=round_, application__field=field)
    ConflictDeclaration.objects.create(
        application=conflict.application, judge=member, declared_by=member, reason="Bạn"
    )
    other = RoundEntryFactory(round=round_)
    RoundEntryFactory(round=round_, application__field=field, application__state="disqualified")

    report = judging.assign_panels(round_, actor=SYSTEM)

    assert report.created == 0
    assert [(u.entry, u.judge, u.problem) for u in report.unplaced] == [
        (own, member, PlacementProblem.TEAM),
        (own, None, PlacementProblem.TOO_FEW),
        (namesake, member, PlacementProblem.SAME_NAME),
        (namesake, None, PlacementProblem.TOO_FEW),
        (conflict, member, PlacementProblem.CONFLICT),
        (conflict, None, PlacementProblem.TOO_FEW),
        (other, None, PlacementProblem.NO_PANEL),
    ]


def test_the_plan_counts_per_judge_and_writes_nothing():
    round_ = RoundFactory()
    panel = PanelFactory(round=round_)
    first, second = PanelMemberFactory(panel=panel).judge, PanelMemberFactory(panel=panel).judge
    RoundEntryFactory.create_batch(2, round=round_)

    plan = judging.plan_panels(round_)

    assert dict(plan.per_judge) == {first: 2, second: 2}
    assert not Assignment.objects.exists()


@pytest.mark.parametrize("number", [1, 3])
def test_planning_costs_the_same_for_one_entry_and_three(number, django_assert_num_queries):
    round_ = RoundFactory()
    panel = PanelFactory(round=round_)
    PanelMemberFactory.create_batch(number, panel=panel)
    RoundEntryFactory.create_batch(number, round=round_)

    with django_assert_num_queries(17):
        judging.plan_panels(round_)


def test_only_the_secretariat_assigns_by_panel():
    with pytest.raises(PermissionDenied):
        judging.assign_panels(RoundFactory(), actor=board_member())
