"""When judges read one another's sheets: as the round says, and never more."""

from decimal import Decimal

import pytest

from contests.domain import judging
from contests.enums import ApplicationState, RoundState, SheetSharing
from contests.models import Application, Assignment, ConflictDeclaration, ScoreSheet
from tests.contests.sheets import full, save, sent, set_round
from tests.factories.contests import AssignmentFactory, PanelMemberFactory, RoundEntryFactory
from tests.factories.portal import judge

pytestmark = pytest.mark.django_db


@pytest.fixture
def other(scored):
    """A second judge of the same entry, whose sheet is sent."""
    assignment = AssignmentFactory(entry=scored.entry)
    judging.pledge(scored.entry.round, judge=assignment.judge)
    sent(assignment, 20, 5)
    return assignment


def shown(assignment):
    return [(s.judge, s.total) for s in judging.shared_sheets(fresh(assignment))]


def fresh(assignment):
    return Assignment.objects.select_related("entry__round", "judge").get(pk=assignment.pk)


def act(assignment, own):
    if own == "draft":
        save(assignment, full(assignment, 1, 1))
    elif own == "sent":
        sent(assignment, 1, 1)
    elif own == "abstained":
        judging.abstain(assignment, judge=assignment.judge, reason="Bận")


SEEN = {
    (SheetSharing.AFTER_OWN, "sent", RoundState.OPEN),
    (SheetSharing.AFTER_OWN, "abstained", RoundState.OPEN),
    *(
        (rule, own, RoundState.CLOSED)
        for rule in (SheetSharing.AFTER_OWN, SheetSharing.AFTER_CLOSE)
        for own in ("none", "draft", "sent", "abstained")
    ),
}


@pytest.mark.parametrize("rule", SheetSharing)
@pytest.mark.parametrize("own", ["none", "draft", "sent", "abstained"])
@pytest.mark.parametrize("state", [RoundState.OPEN, RoundState.CLOSED])
def test_the_rule_of_the_round_decides(scored, other, rule, own, state):
    act(scored, own)
    set_round(scored, sheet_sharing=rule, state=state)

    expected = [("Giám khảo 1", Decimal("30.00"))] if (rule, own, state) in SEEN else []
    assert shown(scored) == expected


def test_names_stand_there_only_where_the_round_says_so(scored, other):
    set_round(scored, sheet_sharing=SheetSharing.AFTER_CLOSE, state=RoundState.CLOSED)
    set_round(scored, shares_judge_names=True)

    assert shown(scored) == [(str(other.judge), Decimal("30.00"))]


def test_drafts_sheets_in_conflict_and_other_entries_are_never_shown(scored, other):
    drafter = AssignmentFactory(entry=scored.entry)
    judging.pledge(scored.entry.round, judge=drafter.judge)
    save(drafter, full(drafter, 3, 3))
    elsewhere = AssignmentFactory(
        entry=RoundEntryFactory(round=scored.entry.round), judge=other.judge
    )
    sent(elsewhere, 2, 2)
    ConflictDeclaration.objects.create(
        application=scored.entry.application,
        judge=other.judge,
        declared_by=other.judge,
        reason="Bạn",
    )
    set_round(scored, sheet_sharing=SheetSharing.AFTER_CLOSE, state=RoundState.CLOSED)

    assert shown(scored) == []
    assert not ScoreSheet.objects.shown_to(scored.judge).exists()


def test_nobody_but_judges_of_the_entry_reads_a_sheet(scored, other):
    set_round(scored, sheet_sharing=SheetSharing.AFTER_CLOSE, state=RoundState.CLOSED)

    assert ScoreSheet.objects.shown_to(scored.judge).count() == 1
    assert not ScoreSheet.objects.shown_to(other.judge).exists()
    assert not ScoreSheet.objects.shown_to(judge()).exists()
    Application.objects.update(state=ApplicationState.DISQUALIFIED)
    assert not ScoreSheet.objects.shown_to(scored.judge).exists()


# --- what a chair may open again ------------------------------------------------------------------


def chair(scored, *, same_panel=True):
    seat = PanelMemberFactory(panel__round=scored.entry.round, is_chair=True)
    if same_panel:
        PanelMemberFactory(panel=seat.panel, judge=scored.judge)
    return seat.judge


CHAIRS = {
    "of the judge's panel": (chair, True),
    "where the judge has no seat": (lambda scored: chair(scored, same_panel=False), True),
    "of another panel": (lambda scored: (chair(scored), chair(scored, same_panel=False))[1], False),
    "of another round": (lambda scored: PanelMemberFactory(is_chair=True).judge, False),
    "no chair": (lambda scored: PanelMemberFactory(panel__round=scored.entry.round).judge, False),
    "the judge": (
        lambda scored: (
            PanelMemberFactory(
                panel__round=scored.entry.round, judge=scored.judge, is_chair=True
            ).judge
        ),
        False,
    ),
    "in conflict": (lambda scored: in_conflict(scored, chair(scored)), False),
}


def in_conflict(scored, person):
    ConflictDeclaration.objects.create(
        application=scored.entry.application, judge=person, declared_by=person, reason="Bạn"
    )
    return person


@pytest.mark.parametrize("who", CHAIRS)
def test_what_a_chair_lists_is_what_a_chair_may_unlock(scored, who):
    make, expected = CHAIRS[who]
    sheet = sent(scored, 5, 5)
    person = make(scored)

    listed = ScoreSheet.objects.unlockable_by(person).exists()

    assert listed is person.has_perm("contests.unlock_scoresheet", sheet) is expected


def test_nothing_is_listed_for_unlocking_once_scoring_is_closed(scored):
    sent(scored, 5, 5)
    person = chair(scored)
    set_round(scored, state=RoundState.CLOSED)

    assert not ScoreSheet.objects.unlockable_by(person).exists()
