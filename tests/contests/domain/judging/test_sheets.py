"""Saving, sending and unlocking score sheets."""

from datetime import timedelta
from decimal import Decimal

import pytest
from auditlog.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from contests.domain import judging
from contests.domain.judging import SheetEntry
from contests.enums import ApplicationState, RoundState, SheetState
from contests.models import Assignment, Score, ScoreSheet
from portal.audit import SYSTEM
from portal.models import OutgoingMail
from portal.workflow import ReasonMissingError
from tests.contests.sheets import criteria_of, full, save, sent, set_round
from tests.factories.contests import CriterionFactory, PanelMemberFactory
from tests.factories.portal import board_member, judge, secretary

pytestmark = pytest.mark.django_db
D = Decimal


def test_a_draft_keeps_points_and_comments_and_grows_its_version(scored):
    first, second = criteria_of(scored)
    written = SheetEntry(
        points={first.pk: D("18.5"), second.pk: None},
        comments={second.pk: "Cần thêm số liệu"},
        comment_for_author="Tốt",
        note_for_council="Xem lại",
    )

    sheet = save(scored, written)

    assert (sheet.version, sheet.state, sheet.comment_for_author, sheet.note_for_council) == (
        1,
        SheetState.DRAFT,
        "Tốt",
        "Xem lại",
    )
    assert list(sheet.scores.values_list("criterion", "points", "comment")) == [
        (first.pk, D("18.50"), ""),
        (second.pk, None, "Cần thêm số liệu"),
    ]


def test_a_second_save_replaces_the_first(scored):
    first, _second = criteria_of(scored)
    sheet = save(scored, full(scored, 5, 6))

    save(scored, full(scored, 7, None), sheet.version)

    assert list(Score.objects.values_list("criterion", "points")) == [(first.pk, D(7))]


@pytest.mark.parametrize("stale", [0, 7])
def test_a_window_that_is_behind_is_told_and_changes_nothing(scored, stale):
    save(scored, full(scored, 5, 6))

    with pytest.raises(judging.SheetChangedError):
        save(scored, full(scored, 1, 1), stale)
    assert list(Score.objects.order_by("pk").values_list("points", flat=True)) == [D(5), D(6)]


@pytest.mark.parametrize("points", ["-0.01", "25.01", "1.234"])
def test_points_outside_the_scale_are_refused(scored, points):
    with pytest.raises(judging.PointsRefusedError):
        save(scored, full(scored, points, 1))

    assert not ScoreSheet.objects.exists()


def test_points_of_another_round_are_refused(scored):
    with pytest.raises(judging.PointsRefusedError):
        save(scored, SheetEntry(points={CriterionFactory().pk: D(1)}))


def test_a_stranger_cannot_write(scored):
    with pytest.raises(PermissionDenied):
        judging.save_sheet(scored, judge=judge(), written=SheetEntry(), version=0)


def test_a_sheet_cannot_be_saved_before_assignments_are_published(scored):
    set_round(scored, assignments_published_at=None)

    with pytest.raises(PermissionDenied):
        save(scored, SheetEntry())


def test_a_disqualified_application_is_not_scored(scored):
    type(scored.entry.application).objects.update(state=ApplicationState.DISQUALIFIED)

    with pytest.raises(PermissionDenied):
        save(Assignment.objects.get(), SheetEntry())


def test_a_late_sheet_is_taken_until_the_round_is_closed(scored):
    set_round(scored, scoring_due_at=timezone.now() - timedelta(days=1))
    assert sent(scored, 5, 5).state == SheetState.SENT

    set_round(scored, state=RoundState.CLOSED)
    with pytest.raises(judging.SheetLockedError):
        save(scored, full(scored, 1, 1), 2)


def test_sending_locks_and_sending_twice_is_once(scored):
    first = sent(scored, 20, 5)
    second = judging.send_sheet(scored, judge=scored.judge)

    assert (first.pk, first.sent_at, first.version) == (second.pk, second.sent_at, second.version)
    with pytest.raises(judging.SheetLockedError):
        save(scored, full(scored, 1, 1), second.version)


def test_nothing_incomplete_is_sent(scored):
    with pytest.raises(judging.SheetIncompleteError):
        judging.send_sheet(scored, judge=scored.judge)
    save(scored, full(scored, 5, None))

    with pytest.raises(judging.SheetIncompleteError, match="Khả thi"):
        judging.send_sheet(scored, judge=scored.judge)


def test_only_what_was_reviewed_is_sent(scored):
    sheet = save(scored, full(scored, 5, 5))
    save(scored, full(scored, 6, 6), sheet.version)

    with pytest.raises(judging.SheetChangedError):
        judging.send_sheet(scored, judge=scored.judge, version=sheet.version)


def test_a_sheet_of_a_changed_scale_is_checked_again_on_sending(scored):
    save(scored, full(scored, 25, 10))
    first, _second = criteria_of(scored)
    type(first).objects.filter(pk=first.pk).update(max_points=D(20))

    with pytest.raises(judging.PointsRefusedError):
        judging.send_sheet(scored, judge=scored.judge)


def test_the_board_unlocks_with_a_reason_and_the_judge_is_told(scored):
    sent(scored, 5, 5)

    sheet = judging.unlock_sheet(scored, actor=board_member(), reason="Nhập nhầm cột")

    assert (sheet.state, sheet.sent_at) == (SheetState.DRAFT, None)
    mail = OutgoingMail.objects.get()
    assert (mail.recipient, "Nhập nhầm cột" in mail.body_text) == (scored.judge.email, True)
    log = LogEntry.objects.get_for_object(sheet).get(additional_data__verb="unlock")
    assert log.additional_data["reason"] == "Nhập nhầm cột"
    save(scored, full(scored, 6, 6), sheet.version)


def test_the_chair_of_the_round_unlocks(scored):
    sent(scored, 5, 5)
    seat = PanelMemberFactory(panel__round=scored.entry.round, is_chair=True)

    assert judging.unlock_sheet(scored, actor=seat.judge, reason="Nhầm").state == SheetState.DRAFT


def test_the_secretary_unlocks(scored):
    sent(scored, 5, 5)

    assert judging.unlock_sheet(scored, actor=secretary(), reason="Nhầm").state == SheetState.DRAFT


def test_neither_judge_nor_another_round_s_chair_unlocks(scored):
    sent(scored, 5, 5)

    for actor in (scored.judge, PanelMemberFactory(is_chair=True).judge):
        with pytest.raises(PermissionDenied):
            judging.unlock_sheet(scored, actor=actor, reason="Nhầm")


def test_unlocking_needs_a_reason_a_sheet_and_an_open_round(scored):
    with pytest.raises(judging.SheetIncompleteError):
        judging.unlock_sheet(scored, actor=SYSTEM, reason="Nhầm")
    sent(scored, 5, 5)
    with pytest.raises(ReasonMissingError):
        judging.unlock_sheet(scored, actor=SYSTEM, reason="")
    set_round(scored, state=RoundState.CLOSED)
    with pytest.raises(judging.SheetLockedError):
        judging.unlock_sheet(scored, actor=SYSTEM, reason="Nhầm")
