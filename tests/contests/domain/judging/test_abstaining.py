"""Abstaining from an entry: done, without points, not missing, undone by unlocking."""

from decimal import Decimal

import pytest
from auditlog.models import LogEntry
from django.core.exceptions import PermissionDenied

from contests.domain import judging
from contests.domain.freezing import missing_sheets
from contests.domain.judging import SheetEntry, entry_scores, next_assignment, progress
from contests.enums import RoundState, SheetState
from contests.models import ScoreSheet
from portal.workflow import ReasonMissingError
from tests.contests.sheets import criteria_of, full, save, sent, set_round
from tests.factories.contests import AssignmentFactory, RoundEntryFactory
from tests.factories.portal import judge, secretary

pytestmark = pytest.mark.django_db
D = Decimal


def abstain(assignment, reason="Ngoài chuyên môn"):
    return judging.abstain(assignment, judge=assignment.judge, reason=reason)


def test_an_abstention_drops_the_points_and_keeps_texts_and_reason(scored):
    first, _second = criteria_of(scored)
    save(scored, SheetEntry(points={first.pk: D(5)}, comment_for_author="Tốt"))

    sheet = abstain(scored)

    assert (sheet.state, sheet.abstain_reason, sheet.comment_for_author) == (
        SheetState.ABSTAINED,
        "Ngoài chuyên môn",
        "Tốt",
    )
    assert not sheet.scores.exists()
    line = LogEntry.objects.get_for_object(sheet).get(additional_data__verb="abstain")
    assert line.additional_data["reason"] == "Ngoài chuyên môn"


def test_abstaining_twice_is_once_and_keeps_the_first_reason(scored):
    first = abstain(scored)

    assert abstain(scored, "Khác").abstain_reason == first.abstain_reason
    assert ScoreSheet.objects.get().version == first.version


@pytest.mark.parametrize("reason", ["", "  "])
def test_abstaining_needs_a_reason(scored, reason):
    with pytest.raises(ReasonMissingError):
        abstain(scored, reason)
    assert not ScoreSheet.objects.exists()


def test_a_sent_sheet_is_not_abstained_from(scored):
    sent(scored, 5, 5)

    with pytest.raises(judging.SheetLockedError):
        abstain(scored)


def test_only_the_judge_abstains_and_only_while_the_round_is_scored(scored):
    with pytest.raises(PermissionDenied):
        judging.abstain(scored, judge=judge(), reason="Bận")
    set_round(scored, state=RoundState.CLOSED)
    with pytest.raises(judging.SheetLockedError):
        abstain(scored)


def test_an_abstained_sheet_is_neither_saved_nor_sent(scored):
    sheet = abstain(scored)

    with pytest.raises(judging.SheetLockedError):
        save(scored, full(scored, 1, 1), sheet.version)
    with pytest.raises(judging.SheetLockedError):
        judging.send_sheet(scored, judge=scored.judge)


def test_unlocking_undoes_an_abstention(scored):
    abstain(scored)

    sheet = judging.unlock_sheet(scored, actor=secretary(), reason="Bấm nhầm")

    assert (sheet.state, sheet.abstain_reason) == (SheetState.DRAFT, "")
    save(scored, full(scored, 6, 6), sheet.version)
    assert judging.send_sheet(scored, judge=scored.judge).state == SheetState.SENT


def test_an_abstention_is_done_and_not_missing_and_does_not_count(scored):
    other = AssignmentFactory(entry=scored.entry)
    judging.pledge(scored.entry.round, judge=other.judge)
    sent(other, 20, 5)
    assert missing_sheets(scored.entry.round) == 1

    abstain(scored)

    assert missing_sheets(scored.entry.round) == 0
    (row,) = entry_scores(scored.entry.round)
    assert sorted(sheet.abstained for sheet in row.sheets) == [False, True]
    rows = {row.judge: (row.left, row.abstained, row.sent) for row in progress(scored.entry.round)}
    assert rows == {scored.judge: (0, 1, 0), other.judge: (0, 0, 1)}


def test_the_least_number_of_sheets_stands_whoever_abstains(scored):
    set_round(scored, min_judges=1)
    abstain(scored)

    assert missing_sheets(scored.entry.round) == 1


def test_the_next_dossier_is_not_one_abstained_from(scored):
    other = AssignmentFactory(entry=RoundEntryFactory(round=scored.entry.round), judge=scored.judge)
    assert next_assignment(scored) == other

    abstain(other)

    assert next_assignment(scored) is None


def test_an_entry_abstained_from_is_not_taken_away(scored):
    abstain(scored)

    with pytest.raises(judging.AssignmentRefusedError):
        judging.remove_assignment(scored, actor=secretary())
