"""Criteria while they may change, the organisers' points, and what a judge's sheet takes."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from contests.domain import judging, rounds
from contests.domain.criteria import criteria_problems, sum_up_parts, why_fixed
from contests.domain.organisers import OrganisersRefusedError, missing_points, record_points
from contests.domain.scales import RoundScales, in_order
from contests.enums import RoundState, Scorer
from contests.models import Criterion, OrganiserScore
from portal.audit import SYSTEM
from tests.contests.criteria import Jury, round_with
from tests.contests.rounds import verbs_of
from tests.contests.sheets import full, save
from tests.factories.contests import (
    CriterionFactory,
    DivisionFactory,
    RoundEntryFactory,
    RoundFactory,
)
from tests.factories.portal import UserFactory, secretary
from tests.factories.results import scored_round

pytestmark = pytest.mark.django_db
D = Decimal


# --- scales ---------------------------------------------------------------------------------------


def with_parts(round_):
    whole = CriterionFactory(round=round_, name="Hiệu quả", order=2, weight=2)
    late = CriterionFactory(round=round_, name="Xã hội", parent=whole, order=2, max_points=10)
    early = CriterionFactory(
        round=round_, name="Kinh tế", parent=whole, order=1, max_points=15, weight=D("1.5")
    )
    first = CriterionFactory(round=round_, name="Tính mới", order=1)
    return whole, early, late, first


def test_parts_come_right_after_what_they_belong_to_and_carry_its_coefficient():
    round_ = RoundFactory()
    whole, early, late, first = with_parts(round_)

    assert in_order(round_.criteria.all()) == [first, whole, early, late]
    scales = RoundScales.of(round_)
    assert scales.for_judges(None) == [first, early, late]
    assert [(spec.id, spec.weight) for spec in scales.specs(None)] == [
        (first.pk, D(1)),
        (whole.pk, D(2)),
        (early.pk, D(3)),
        (late.pk, D(2)),
    ]
    # 25 + 15·3 + 10·2
    assert scales.highest_of_sheet(None) == D(90)


def test_the_maximum_of_a_whole_is_the_sum_of_its_parts():
    round_ = RoundFactory()
    whole, *_rest = with_parts(round_)

    sum_up_parts(round_)

    whole.refresh_from_db()
    assert whole.max_points == D("32.5")  # 15·1.5 + 10


def test_a_division_has_common_criteria_and_its_own():
    round_ = RoundFactory()
    ideas = DivisionFactory(contest=round_.contest)
    projects = DivisionFactory(contest=round_.contest)
    common = CriterionFactory(round=round_)
    own = CriterionFactory(round=round_, division=ideas)

    scales = RoundScales.of(round_)

    assert scales.for_judges(ideas.pk) == [common, own]
    assert scales.for_judges(projects.pk) == [common]


def test_a_scale_runs_upwards():
    with pytest.raises(IntegrityError), transaction.atomic():
        CriterionFactory(min_points=25, max_points=25)


@pytest.mark.parametrize(
    ("points", "is_refused"),
    [("0.99", True), ("0", True), ("1", False), ("1.5", True), ("5", False), ("6", True)],
)
def test_a_sheet_takes_only_what_lies_on_the_scale(scored_assignment, points, is_refused):
    Criterion.objects.update(min_points=1, max_points=5, step=1)

    if is_refused:
        with pytest.raises(judging.PointsRefusedError, match="từ 1 đến 5"):
            save(scored_assignment, full(scored_assignment, points))
    else:
        assert save(scored_assignment, full(scored_assignment, points)).version == 1


@pytest.fixture
def scored_assignment():
    """A judge's assignment in a round of one criterion."""
    from tests.factories.contests import AssignmentFactory, PanelFactory, PanelMemberFactory

    round_ = RoundFactory(assignments_published_at="2026-11-01T00:00:00+07:00")
    CriterionFactory(round=round_)
    assignment = AssignmentFactory(entry=RoundEntryFactory(round=round_))
    PanelMemberFactory(panel=PanelFactory(round=round_), judge=assignment.judge)
    judging.pledge(round_, judge=assignment.judge)
    return assignment


def test_what_is_only_noted_may_stay_empty(scored_assignment):
    noted = CriterionFactory(round=scored_assignment.entry.round, is_counted=False, order=30_000)
    save(scored_assignment, full(scored_assignment, "5", None))

    sheet = judging.send_sheet(scored_assignment, judge=scored_assignment.judge)

    assert sheet.state == "sent"
    assert not sheet.scores.filter(criterion=noted).exists()


def test_a_judge_never_scores_what_is_the_organisers(scored_assignment):
    theirs = CriterionFactory(round=scored_assignment.entry.round, scorer=Scorer.ORGANISERS)

    with pytest.raises(judging.PointsRefusedError):
        save(scored_assignment, judging.SheetEntry(points={theirs.pk: D(1)}))


# --- what stands still, what must be settled ------------------------------------------------------


def test_criteria_are_free_until_points_exist():
    assert why_fixed(RoundFactory(state=RoundState.PLANNED)) == ""
    assert why_fixed(scored_round([])) == ""
    assert "1" in why_fixed(scored_round([80]))
    closed = scored_round([])
    closed.state = RoundState.CLOSED
    assert why_fixed(closed)
    attended = round_with("cic-hoi-tu")
    Jury(attended, 1).enter(organisers="5")
    assert why_fixed(attended)


def test_what_must_be_settled_is_named_before_the_start():
    round_ = RoundFactory(state=RoundState.PLANNED, order=1)
    assert len(criteria_problems(round_)) == 1
    ideas = DivisionFactory(contest=round_.contest, name="Ý tưởng")
    DivisionFactory(contest=round_.contest, name="Dự án")
    whole = CriterionFactory(round=round_, max_points=D("10.5"), step=1, division=ideas)
    found = " ".join(criteria_problems(round_))
    assert "Ý tưởng" in found
    assert whole.name in found
    CriterionFactory(round=round_, parent=whole, name="Con lạc bảng")
    assert "Con lạc bảng" in " ".join(criteria_problems(round_))

    with pytest.raises(rounds.RoundNotReadyError, match="Ý tưởng"):
        rounds.start_round(round_, actor=SYSTEM)


# --- the organisers' points -----------------------------------------------------------------------


def attended():
    """A round with two entries, attendance up to 15 still to be entered."""
    round_ = round_with("cic-hoi-tu")
    jury = Jury(round_, 1)
    for _n in range(2):
        jury.enter("30 20 10", organisers="0")
    OrganiserScore.objects.all().delete()
    return (
        round_,
        round_.criteria.get(scorer=Scorer.ORGANISERS),
        list(round_.entries.order_by("pk")),
    )


def test_points_are_recorded_changed_and_taken_away():
    round_, criterion, (first, second) = attended()
    actor = secretary()
    assert missing_points(round_) == 2

    changes = {(first.pk, criterion.pk): (None, D(15)), (second.pk, criterion.pk): (None, D(0))}
    assert record_points(round_, changes, actor=actor) == 2
    assert missing_points(round_) == 0
    assert record_points(round_, {(first.pk, criterion.pk): (D(15), D("7.5"))}, actor=actor) == 1
    assert record_points(round_, {(second.pk, criterion.pk): (D(0), None)}, actor=actor) == 1

    assert list(OrganiserScore.objects.values_list("entry", "points", "entered_by")) == [
        (first.pk, D("7.5"), actor.pk)
    ]
    assert verbs_of(round_).count("organiser_points") == 3


def test_typing_again_what_is_there_changes_nothing():
    round_, criterion, (first, _second) = attended()
    record_points(round_, {(first.pk, criterion.pk): (None, D(5))}, actor=SYSTEM)

    assert record_points(round_, {(first.pk, criterion.pk): (None, D(5))}, actor=SYSTEM) == 0


@pytest.mark.parametrize("points", ["15.01", "-1"])
def test_points_off_the_scale_are_refused(points):
    round_, criterion, (first, _second) = attended()

    with pytest.raises(OrganisersRefusedError):
        record_points(round_, {(first.pk, criterion.pk): (None, D(points))}, actor=SYSTEM)


def test_what_somebody_else_entered_is_not_overwritten():
    round_, criterion, (first, _second) = attended()
    record_points(round_, {(first.pk, criterion.pk): (None, D(5))}, actor=SYSTEM)

    with pytest.raises(OrganisersRefusedError, match="5"):
        record_points(round_, {(first.pk, criterion.pk): (None, D(9))}, actor=SYSTEM)

    assert OrganiserScore.objects.get().points == 5


def test_points_are_for_the_organisers_criteria_entries_and_time_only():
    round_, criterion, (first, _second) = attended()
    judged = round_.criteria.exclude(pk=criterion.pk).first()
    stranger = RoundEntryFactory()

    for cell in ((first.pk, judged.pk), (stranger.pk, criterion.pk)):
        with pytest.raises(OrganisersRefusedError):
            record_points(round_, {cell: (None, D(5))}, actor=SYSTEM)
    with pytest.raises(PermissionDenied):
        record_points(round_, {}, actor=UserFactory(roles=["Giám khảo"]))
    round_.state = RoundState.CLOSED
    round_.save()
    with pytest.raises(OrganisersRefusedError):
        record_points(round_, {(first.pk, criterion.pk): (None, D(5))}, actor=SYSTEM)

    assert not OrganiserScore.objects.exists()
