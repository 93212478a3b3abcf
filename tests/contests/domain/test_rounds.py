"""A round from its start to the published result."""

import json
import threading
from datetime import timedelta
from decimal import Decimal

import pytest
from auditlog.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from contests.domain import rounds
from contests.enums import ContestState, Outcome, RoundState
from contests.events import RoundPublished
from contests.models import (
    Application,
    Award,
    OfficialDecision,
    RoundEntry,
    RoundResult,
    Score,
    TieRule,
)
from portal import events
from portal.audit import SYSTEM
from portal.models import OutgoingMail
from portal.workflow import ReasonMissingError, RefusedError, TransitionNotAllowedError
from tests.factories.contests import (
    AssignmentFactory,
    ContestFactory,
    CriterionFactory,
    DecisionFactory,
    PrizeFactory,
    RoundFactory,
    SnapshotFactory,
)
from tests.factories.portal import UserFactory, board_member, secretary
from tests.factories.results import (
    approve,
    award_by_rank,
    give_sheet,
    numbered_application,
    outcomes_of,
    published_round,
    ranks_of,
    results_of,
    scored_final,
    scored_round,
)

pytestmark = pytest.mark.django_db


def verbs_of(obj):
    lines = LogEntry.objects.get_for_object(obj).order_by("pk")
    return [line.additional_data["verb"] for line in lines if line.additional_data]


def minutes(**kwargs):
    return {
        "reason": "Ưu tiên dự án đã có sản phẩm",
        "number": "05/BB-HĐGK",
        "issued_on": timezone.localdate(),
        "signer": "Lý Văn Chủ",
        **kwargs,
    }


# --- start ------------------------------------------------------------------------------------


def planned_round(**kwargs):
    round_ = RoundFactory(state=RoundState.PLANNED, order=1, **kwargs)
    CriterionFactory(round=round_)
    return round_


def test_the_first_round_takes_the_valid_applications_with_what_they_submitted_last():
    round_ = planned_round()
    valid = numbered_application(round_.contest, 1, state="valid")
    SnapshotFactory(application=valid, sequence=1)
    latest = SnapshotFactory(application=valid, sequence=2)
    numbered_application(round_.contest, 2, state="invalid")
    numbered_application(ContestFactory(), 3, state="valid")

    started = rounds.start_round(round_, actor=secretary())

    entry = RoundEntry.objects.get(round=round_)
    assert started.state == RoundState.OPEN
    assert (entry.application, entry.snapshot) == (valid, latest)
    valid.refresh_from_db()
    assert valid.state == "in_round"
    assert verbs_of(valid) == ["enter_round"]


def test_a_later_round_takes_who_advanced_from_the_published_round_before():
    first = published_round(scored_round([90], [80], [10], advance_count=2))
    second = planned_round_after(first)

    rounds.start_round(second, actor=SYSTEM)

    names = second.entries.values_list("application__number", flat=True)
    assert sorted(names) == [1, 2]


def planned_round_after(first, **kwargs):
    second = RoundFactory(
        contest=first.contest,
        order=first.order + 1,
        slug="vong-hai",
        state=RoundState.PLANNED,
        **kwargs,
    )
    CriterionFactory(round=second)
    return second


def test_a_round_without_criteria_does_not_start():
    round_ = RoundFactory(state=RoundState.PLANNED, order=1)
    application = numbered_application(round_.contest, 1, state="valid")

    with pytest.raises(rounds.RoundNotReadyError):
        rounds.start_round(round_, actor=SYSTEM)

    round_.refresh_from_db()
    application.refresh_from_db()
    assert (round_.state, application.state) == (RoundState.PLANNED, "valid")


def test_a_round_does_not_start_before_the_one_before_is_published():
    first = scored_round([90])
    second = planned_round_after(first)

    with pytest.raises(rounds.RoundNotReadyError):
        rounds.start_round(second, actor=SYSTEM)


def test_a_round_that_nobody_would_enter_does_not_start():
    with pytest.raises(rounds.RoundNotReadyError):
        rounds.start_round(planned_round(), actor=SYSTEM)


def test_a_judge_may_not_start_a_round():
    with pytest.raises(PermissionDenied):
        rounds.start_round(planned_round(), actor=UserFactory(roles=["Giám khảo"]))


# --- close ------------------------------------------------------------------------------------


def test_closing_freezes_figures_ranks_and_suggests_outcomes():
    round_ = scored_round([80, 90], [60, 70], [95, 85], advance_count=1)

    closed = rounds.close_round(round_, actor=secretary())

    rows = results_of(round_)
    assert closed.state == RoundState.CLOSED
    assert closed.closed_at is not None
    assert [row.entry.application.number for row in rows] == [3, 1, 2]
    assert [row.total for row in rows] == [Decimal(90), Decimal(85), Decimal(65)]
    assert [row.outcome for row in rows] == ["advance", "not_advance", "not_advance"]
    assert rows[0].sheet_count == 2
    assert rows[0].spread == Decimal(5)
    first, second = rows[0].criterion_means.values()
    assert first == {"name": "Tính mới", "max": "25.00", "weight": "1.00", "mean": "25.0000"}
    assert second["mean"] == "65.0000"
    assert set(Application.objects.values_list("state", flat=True)) == {"in_round"}
    assert OutgoingMail.objects.count() == 0


def test_later_edits_of_sheets_and_criteria_do_not_change_a_frozen_result():
    round_ = scored_round([80], [90])
    rounds.close_round(round_, actor=SYSTEM)
    before = [(row.rank, row.total, row.criterion_means, row.passes) for row in results_of(round_)]

    Score.objects.update(points=1)
    round_.criteria.update(name="Khác", weight=3, max_points=10)

    after = [(row.rank, row.total, row.criterion_means, row.passes) for row in results_of(round_)]
    assert after == before


def test_missing_sheets_keep_scoring_open():
    round_ = scored_round([80], [])

    with pytest.raises(rounds.SheetsMissingError, match="1"):
        rounds.close_round(round_, actor=SYSTEM)

    round_.refresh_from_db()
    assert round_.state == RoundState.OPEN
    assert RoundResult.objects.count() == 0


def test_a_sheet_that_is_assigned_and_not_sent_is_missing():
    round_ = scored_round([80])
    AssignmentFactory(entry=round_.entries.get())

    assert rounds.missing_sheets(round_) == 1


def test_a_conflicted_judge_and_a_dossier_that_left_are_not_missing():
    round_ = scored_round([80], [])
    assignment = AssignmentFactory(entry=round_.entries.first())
    assignment.entry.application.conflicts.create(
        judge=assignment.judge, reason="Họ hàng", declared_by=assignment.judge
    )
    Application.objects.filter(number=2).update(state="disqualified")

    assert rounds.missing_sheets(round_) == 0


def test_missing_sheets_are_accepted_with_a_reason_only():
    round_ = scored_round([80], [], min_judges=2)

    with pytest.raises(ReasonMissingError):
        rounds.close_round(round_, actor=SYSTEM, accept_missing=True, reason=" ")
    rounds.close_round(round_, actor=SYSTEM, accept_missing=True, reason="Giám khảo ốm")

    assert ranks_of(round_) == [1, None]
    assert {row.rank: row.outcome for row in results_of(round_)} == {
        1: "advance",
        None: "not_advance",
    }
    line = LogEntry.objects.get_for_object(round_).first().additional_data
    assert line["verb"] == "accept_missing_sheets"
    assert line["missing_sheets"] == "3"
    assert line["reason"] == "Giám khảo ốm"


def test_threshold_and_zero_keep_an_entry_from_advancing_but_not_from_its_rank():
    round_ = scored_round([95], [40], advance_count=5, pass_mark=50, zero_eliminates=True)
    entry = give_entry(round_, {"Tính mới": 0, "Khả thi": 75})

    rounds.close_round(round_, actor=SYSTEM)

    rows = results_of(round_)
    assert [row.rank for row in rows] == [1, 2, 3]
    assert [row.passes for row in rows] == [True, False, False]
    assert rows[1].entry == entry
    assert rows[1].has_zero
    assert outcomes_of(round_) == ["advance", "not_advance", "not_advance"]


def give_entry(round_, points):
    application = numbered_application(round_.contest, 90, state="in_round")
    entry = RoundEntry.objects.create(round=round_, application=application)
    by_name = {criterion.name: criterion for criterion in round_.criteria.all()}
    give_sheet(entry, {by_name[name]: value for name, value in points.items()})
    return entry


def test_the_rule_that_broke_a_tie_is_written_beside_the_rank():
    round_ = scored_round([80], [80, 80])
    by_name = {criterion.name: criterion for criterion in round_.criteria.all()}
    other = give_entry(round_, {"Tính mới": 10, "Khả thi": 70})
    TieRule.objects.create(round=round_, kind="median", order=1)
    TieRule.objects.create(round=round_, kind="criterion", criterion=by_name["Khả thi"], order=2)
    TieRule.objects.create(round=round_, kind="earlier", order=3)

    rounds.close_round(round_, actor=SYSTEM)

    rows = results_of(round_)
    assert rows[0].entry == other
    assert "Khả thi" in rows[0].tie_note
    assert "Khả thi" in rows[1].tie_note
    assert ";" in rows[1].tie_note  # then who submitted earlier
    assert [row.is_tied for row in rows] == [False, False, False]


def test_the_median_is_named_when_it_breaks_a_tie():
    round_ = scored_round([60, 90, 90], [80, 80, 80])
    TieRule.objects.create(round=round_, kind="median", order=1)

    rounds.close_round(round_, actor=SYSTEM)

    assert ranks_of(round_) == [1, 2]
    assert all(row.tie_note for row in results_of(round_))


def test_closing_twice_closes_once():
    round_ = scored_round([80])
    rounds.close_round(round_, actor=SYSTEM)

    with pytest.raises(TransitionNotAllowedError):
        rounds.close_round(round_, actor=SYSTEM)

    assert RoundResult.objects.count() == 1


# --- reopen -----------------------------------------------------------------------------------


def test_reopening_moves_the_frozen_rows_and_awards_into_the_audit_trail():
    round_ = scored_final([90], [80])
    rounds.close_round(round_, actor=SYSTEM)
    award_by_rank(round_)

    rounds.reopen_round(round_, actor=secretary(), reason="Nhập nhầm phiếu")

    round_.refresh_from_db()
    assert (round_.state, round_.closed_at) == (RoundState.OPEN, None)
    assert RoundResult.objects.count() == 0
    assert Award.objects.count() == 0
    line = LogEntry.objects.get_for_object(round_).first().additional_data
    assert line["verb"] == "drop_frozen_results"
    assert [row[:3] for row in json.loads(line["results"])] == [
        [f"{round_.contest.prefix}-0001-K", "1", "90.0000"],
        [f"{round_.contest.prefix}-0002-K", "2", "80.0000"],
    ]
    assert "drop_award" in verbs_of(Application.objects.get(number=1))


def test_a_reopened_round_closes_with_what_the_sheets_say_then():
    round_ = scored_round([90], [80])
    rounds.close_round(round_, actor=SYSTEM)
    rounds.reopen_round(round_, actor=SYSTEM, reason="Sửa phiếu")
    second = round_.entries.get(application__number=2)
    Score.objects.filter(sheet__assignment__entry=second, criterion__name="Khả thi").update(
        points=75
    )

    rounds.close_round(round_, actor=SYSTEM)

    assert ranks_of(round_) == [2, 1]


def test_reopening_needs_a_reason():
    round_ = scored_round([90])
    rounds.close_round(round_, actor=SYSTEM)

    with pytest.raises(ReasonMissingError):
        rounds.reopen_round(round_, actor=SYSTEM, reason="")

    assert RoundResult.objects.count() == 1


# --- ties -------------------------------------------------------------------------------------


def closed_with_tie(**kwargs):
    round_ = scored_round([90], [80], [80], [70], **kwargs)
    rounds.close_round(round_, actor=SYSTEM)
    return round_


def test_a_tie_across_the_cut_stays_undecided_and_stops_the_proposal():
    round_ = closed_with_tie(advance_count=2)

    assert ranks_of(round_) == [1, 2, 2, 4]
    assert outcomes_of(round_) == ["advance", "pending", "pending", "not_advance"]
    with pytest.raises(rounds.TieRefusedError, match="0002-K"):
        rounds.propose_round(round_, actor=SYSTEM)


@pytest.mark.parametrize("places", [1, 3, None])
def test_a_tie_that_decides_nothing_stops_nobody(places):
    round_ = closed_with_tie(advance_count=places)

    proposed = rounds.propose_round(round_, actor=SYSTEM)

    assert proposed.state == RoundState.PROPOSED


def test_the_chairs_decision_moves_ranks_within_the_tie_only():
    round_ = closed_with_tie(advance_count=2)
    tie = [row for row in results_of(round_) if row.is_tied]

    rounds.break_tie(list(reversed(tie)), actor=secretary(), **minutes())

    assert ranks_of(round_) == [1, 3, 2, 4]
    assert outcomes_of(round_) == ["advance", "advance", "not_advance", "not_advance"]
    row = results_of(round_)[1]
    decision = OfficialDecision.objects.get()
    assert (row.tie_position, row.is_tied, row.tie_decision) == (1, False, decision)
    assert "05/BB-HĐGK" in row.tie_note
    line = LogEntry.objects.get_for_object(round_).first().additional_data
    assert line["verb"] == "break_tie"
    assert line["order"] == ", ".join(r.entry.application.reference for r in reversed(tie))


def test_a_tie_is_broken_as_a_whole_or_not_at_all():
    round_ = closed_with_tie()
    rows = results_of(round_)

    for wrong in ([], rows[1:2], rows[:3], rows[1:3] * 2):
        with pytest.raises(RefusedError):
            rounds.break_tie(wrong, actor=SYSTEM, **minutes())
    with pytest.raises(ReasonMissingError):
        rounds.break_tie(rows[1:3], actor=SYSTEM, **minutes(reason=" "))

    assert ranks_of(round_) == [1, 2, 2, 4]
    assert OfficialDecision.objects.count() == 0


def test_a_tie_is_broken_once():
    round_ = closed_with_tie()
    tie = results_of(round_)[1:3]
    rounds.break_tie(tie, actor=SYSTEM, **minutes())

    with pytest.raises(rounds.TieRefusedError):
        rounds.break_tie(tie[::-1], actor=SYSTEM, **minutes())

    assert ranks_of(round_) == [1, 2, 3, 4]


def test_nobody_breaks_a_tie_after_the_proposal_or_without_the_permission():
    round_ = closed_with_tie()
    tie = results_of(round_)[1:3]

    with pytest.raises(PermissionDenied):
        rounds.break_tie(tie, actor=UserFactory(), **minutes())
    rounds.propose_round(round_, actor=SYSTEM)
    with pytest.raises(rounds.OutcomeRefusedError):
        rounds.break_tie(tie, actor=SYSTEM, **minutes())


# --- outcomes ---------------------------------------------------------------------------------


def test_an_outcome_against_the_rank_needs_a_reason_and_survives_the_proposal():
    round_ = scored_round([90], [80], advance_count=1)
    rounds.close_round(round_, actor=SYSTEM)
    second = results_of(round_)[1]

    with pytest.raises(ReasonMissingError):
        rounds.set_outcome(second, actor=SYSTEM, outcome="advance")
    rounds.set_outcome(second, actor=secretary(), outcome="advance", reason="Suất khuyến khích")
    rounds.propose_round(round_, actor=SYSTEM)

    assert outcomes_of(round_) == ["advance", "advance"]
    line = LogEntry.objects.get_for_object(round_).order_by("pk")[1].additional_data
    assert (line["verb"], line["outcome_before"], line["outcome_after"]) == (
        "set_outcome",
        "not_advance",
        "advance",
    )


def test_an_outcome_that_follows_the_rank_takes_the_decision_back():
    round_ = scored_round([90], [80], advance_count=1)
    rounds.close_round(round_, actor=SYSTEM)
    first = results_of(round_)[0]
    rounds.set_outcome(first, actor=SYSTEM, outcome="not_advance", reason="Tác giả từ chối")

    row = rounds.set_outcome(first, actor=SYSTEM, outcome="advance")

    assert (row.outcome, row.outcome_reason) == (Outcome.ADVANCE, "")


@pytest.mark.parametrize("outcome", ["award", "pending", "nonsense"])
def test_only_advancing_or_not_is_set_by_hand(outcome):
    round_ = scored_round([90])
    rounds.close_round(round_, actor=SYSTEM)

    with pytest.raises(rounds.OutcomeRefusedError):
        rounds.set_outcome(results_of(round_)[0], actor=SYSTEM, outcome=outcome, reason="x")


def test_in_the_final_awards_decide():
    round_ = scored_final([90])
    rounds.close_round(round_, actor=SYSTEM)

    with pytest.raises(rounds.OutcomeRefusedError):
        rounds.set_outcome(results_of(round_)[0], actor=SYSTEM, outcome="advance", reason="x")


def test_who_left_the_contest_gets_no_outcome_and_no_place():
    round_ = scored_round([90], [80], [70], advance_count=1)
    rounds.close_round(round_, actor=SYSTEM)
    first = results_of(round_)[0]
    Application.objects.filter(pk=first.entry.application_id).update(state="disqualified")

    with pytest.raises(rounds.OutcomeRefusedError):
        rounds.set_outcome(first, actor=SYSTEM, outcome="advance", reason="x")
    rounds.propose_round(round_, actor=SYSTEM)

    assert outcomes_of(round_) == ["not_advance", "advance", "not_advance"]


# --- propose, approve -------------------------------------------------------------------------


def test_a_final_without_an_award_is_not_proposed():
    round_ = scored_final([90])
    rounds.close_round(round_, actor=SYSTEM)

    with pytest.raises(rounds.OutcomeRefusedError):
        rounds.propose_round(round_, actor=SYSTEM)


def test_a_tie_that_decides_prizes_stops_the_final():
    round_ = scored_final([90], [90], [80])
    rounds.close_round(round_, actor=SYSTEM)
    award_by_rank(round_)

    with pytest.raises(rounds.TieRefusedError):
        rounds.propose_round(round_, actor=SYSTEM)


def test_tied_entries_with_the_same_prize_need_no_decision():
    round_ = scored_final([90], [80], [80], prizes=(("Giải Nhất", 1), ("Giải Nhì", 2)))
    rounds.close_round(round_, actor=SYSTEM)
    award_by_rank(round_)

    rounds.propose_round(round_, actor=SYSTEM)

    assert outcomes_of(round_) == ["award", "award", "award"]


def test_an_award_that_skips_a_better_rank_needs_its_reason_before_the_proposal():
    round_ = scored_final([90], [80])
    rounds.close_round(round_, actor=SYSTEM)
    second = results_of(round_)[1].entry.application
    award = Award.objects.create(prize=round_.contest.prizes.first(), application=second)

    with pytest.raises(rounds.OutcomeRefusedError, match="0002-K"):
        rounds.propose_round(round_, actor=SYSTEM)
    Award.objects.filter(pk=award.pk).update(reason="Hội đồng thống nhất")
    rounds.propose_round(round_, actor=SYSTEM)

    assert outcomes_of(round_) == ["no_award", "award"]


def test_a_proposal_is_taken_back_with_a_reason():
    round_ = scored_round([90])
    rounds.close_round(round_, actor=SYSTEM)
    rounds.propose_round(round_, actor=SYSTEM)

    with pytest.raises(ReasonMissingError):
        rounds.take_back(round_, actor=SYSTEM, reason="")
    taken = rounds.take_back(round_, actor=secretary(), reason="Thiếu biên bản")

    assert taken.state == RoundState.CLOSED


def proposed(round_):
    rounds.close_round(round_, actor=SYSTEM)
    if round_.is_final:
        award_by_rank(round_)
    return rounds.propose_round(round_, actor=SYSTEM)


def test_approval_records_its_document_and_publishes_nothing():
    round_ = proposed(scored_round([90]))

    approved = approve(round_, actor=board_member())

    assert approved.state == RoundState.APPROVED
    assert approved.decision.number == "15/TB-BTC"
    assert approved.decision.contest == round_.contest
    assert Application.objects.get().state == "in_round"
    assert OutgoingMail.objects.count() == 0
    line = LogEntry.objects.get_for_object(round_).first().additional_data
    assert (line["verb"], line["number"], line["signer"]) == ("approve", "15/TB-BTC", "Trần Thị Ký")


@pytest.mark.parametrize(
    "wrong",
    [
        {"number": ""},
        {"number": "5/QĐ-UBND"},
        {"number": "số mười lăm"},
        {"signer": "  "},
        {"issued_on": timezone.localdate() + timedelta(days=1)},
        {"issued_on": timezone.localdate() - timedelta(days=400)},
    ],
)
def test_a_document_that_cannot_be_right_is_refused(wrong):
    round_ = proposed(scored_round([90]))

    with pytest.raises(RefusedError):
        approve(round_, **wrong)

    round_.refresh_from_db()
    assert round_.state == RoundState.PROPOSED
    assert OfficialDecision.objects.count() == 0


def test_an_edition_without_an_opening_takes_any_past_day():
    round_ = proposed(scored_round([90], contest=ContestFactory(opens_at=None, deadline_at=None)))

    assert approve(round_, issued_on=timezone.localdate() - timedelta(days=400))


def test_the_final_is_approved_by_a_decision_not_by_a_notice():
    round_ = proposed(scored_final([90]))

    with pytest.raises(RefusedError):
        approve(round_, number="15/TB-BTC")


def test_one_document_may_approve_twice_but_not_with_another_signer_or_edition():
    round_ = proposed(scored_round([90]))
    day = timezone.localdate()
    DecisionFactory(number="20/TB-BTC", issued_on=day, signer="Người khác")
    DecisionFactory(
        number="21/TB-BTC", issued_on=day, signer="Trần Thị Ký", contest=ContestFactory()
    )
    shared = DecisionFactory(number="22/TB-BTC", issued_on=day, signer="Trần Thị Ký")

    for number in ("20/TB-BTC", "21/TB-BTC"):
        with pytest.raises(RefusedError):
            approve(round_, number=number)

    assert approve(round_, number="22/TB-BTC").decision == shared


def test_the_secretary_may_not_approve():
    with pytest.raises(PermissionDenied):
        approve(proposed(scored_round([90])), actor=secretary())


def test_nobody_who_left_is_approved():
    round_ = proposed(scored_round([90], [80]))
    Application.objects.filter(number=1).update(state="disqualified")

    with pytest.raises(RefusedError, match="0001-K"):
        approve(round_)


# --- publish ----------------------------------------------------------------------------------


@pytest.fixture
def heard(monkeypatch):
    """Events of published rounds."""
    found = []
    monkeypatch.setitem(events._receivers, RoundPublished, [found.append])
    return found


def test_publishing_a_round_moves_and_tells_every_applicant_once(heard):
    round_ = proposed(scored_round([90], [80], advance_count=1))
    give_comment(round_)
    approve(round_)
    assert rounds.mailed_count(round_) == 2

    published = rounds.publish_round(round_, actor=board_member())

    states = Application.objects.order_by("number").values_list("state", flat=True)
    assert list(states) == ["advanced", "not_advanced"]
    assert published.state == RoundState.PUBLISHED
    assert published.published_at is not None
    mails = OutgoingMail.objects.order_by("about")
    assert [mail.template for mail in mails] == [
        "contests/result_advanced",
        "contests/result_not_advanced",
    ]
    assert mails[0].recipient == Application.objects.get(number=1).owner.email
    assert mails[0].subject == f"[{round_.contest.prefix}-0001-K] Kết quả vòng sơ khảo"
    assert "15/TB-BTC" in mails[0].body_text
    assert "90/100" in mails[0].body_text
    assert "Nên gọi vốn sớm" in mails[0].body_text
    assert "nửa dưới" in mails[1].body_text
    event = heard[0]
    assert (event.is_final, event.advanced_count, event.awards) == (False, 1, ())
    assert event.results_path == f"/cuoc-thi/{round_.contest.year}/ket-qua/so-khao/"
    assert verbs_of(Application.objects.get(number=1)) == ["advance"]
    round_.contest.refresh_from_db()
    assert round_.contest.state == ContestState.PUBLISHED


def give_comment(round_):
    entry = round_.entries.get(application__number=1)
    entry.assignments.get().sheet.__class__.objects.filter(assignment__entry=entry).update(
        comment_for_author="Nên gọi vốn sớm"
    )


def test_publishing_the_final_awards_and_finishes_the_edition(heard):
    round_ = proposed(scored_final([90], [80], prizes=(("Giải Nhất", 1),)))
    approve(round_)

    rounds.publish_round(round_, actor=board_member())

    states = Application.objects.order_by("number").values_list("state", flat=True)
    assert list(states) == ["awarded", "not_awarded"]
    round_.contest.refresh_from_db()
    assert round_.contest.state == ContestState.FINISHED
    mails = OutgoingMail.objects.order_by("about")
    assert [mail.template for mail in mails] == [
        "contests/result_awarded",
        "contests/result_not_awarded",
    ]
    assert "GIẢI NHẤT" in mails[0].body_text
    event = heard[0]
    project = Application.objects.get(number=1).title
    assert event.is_final
    assert event.awards == (("Giải Nhất", project, ""),)
    assert event.results_path == f"/cuoc-thi/{round_.contest.year}/ket-qua/"
    assert event.decision_number == "1234/QĐ-UBND"


def test_a_finished_edition_stays_finished(heard):
    round_ = proposed(scored_final([90], contest=ContestFactory(state=ContestState.FINISHED)))
    approve(round_)

    assert rounds.publish_round(round_, actor=SYSTEM).state == RoundState.PUBLISHED


def test_publishing_twice_publishes_once(heard):
    round_ = proposed(scored_round([90]))
    approve(round_)
    rounds.publish_round(round_, actor=SYSTEM)

    with pytest.raises(TransitionNotAllowedError):
        rounds.publish_round(round_, actor=SYSTEM)

    assert OutgoingMail.objects.count() == 1
    assert len(heard) == 1


def test_who_left_after_the_approval_is_neither_moved_nor_told(heard):
    round_ = proposed(scored_round([90], [80]))
    approve(round_)
    Application.objects.filter(number=1).update(state="disqualified")

    rounds.publish_round(round_, actor=SYSTEM)

    states = Application.objects.order_by("number").values_list("state", flat=True)
    assert list(states) == ["disqualified", "advanced"]
    assert OutgoingMail.objects.get().about.endswith("0002-K")


def test_a_failing_receiver_leaves_nothing_published(monkeypatch):
    round_ = proposed(scored_round([90]))
    approve(round_)

    def fail(_event):
        raise RuntimeError("newsroom is down")

    monkeypatch.setitem(events._receivers, RoundPublished, [fail])
    with pytest.raises(RuntimeError):
        rounds.publish_round(round_, actor=SYSTEM)

    round_.refresh_from_db()
    assert round_.state == RoundState.APPROVED
    assert Application.objects.get().state == "in_round"
    assert OutgoingMail.objects.count() == 0


# --- the whole way ----------------------------------------------------------------------------


def test_two_rounds_with_three_judges_and_a_tie_end_in_published_awards(heard):
    contest = ContestFactory()
    office, board = secretary(), board_member()
    first = RoundFactory(
        contest=contest, order=1, slug="so-khao", state="planned", advance_count=2, min_judges=3
    )
    novelty = CriterionFactory(round=first, max_points=100)
    for number in range(1, 5):
        numbered_application(contest, number, state="valid")
    rounds.start_round(first, actor=office)
    marks = {1: [90, 91, 92], 2: [80, 80, 80], 3: [79, 80, 81], 4: [50, 50, 50]}
    for entry in first.entries.select_related("application"):
        for mark in marks[entry.application.number]:
            give_sheet(entry, {novelty: mark})

    rounds.close_round(first, actor=office)
    tie = [row for row in results_of(first) if row.is_tied]
    assert [row.entry.application.number for row in tie] == [2, 3]
    rounds.break_tie(tie[::-1], actor=office, **minutes())
    rounds.propose_round(first, actor=office)
    approve(first, actor=board)
    rounds.publish_round(first, actor=board)

    final = RoundFactory(
        contest=contest, order=2, kind="final", slug="chung-ket", state="planned", min_judges=3
    )
    pitch = CriterionFactory(round=final, max_points=100)
    PrizeFactory(contest=contest, name="Giải Nhất", order=1)
    PrizeFactory(contest=contest, name="Giải Nhì", order=2)
    rounds.start_round(final, actor=office)
    for entry in final.entries.select_related("application"):
        for mark in (70, 80, 90) if entry.application.number == 1 else (85, 90, 95):
            give_sheet(entry, {pitch: mark})
    rounds.close_round(final, actor=office)
    award_by_rank(final)
    rounds.propose_round(final, actor=office)
    approve(final, actor=board)
    rounds.publish_round(final, actor=board)

    winners = Award.objects.values_list("prize__name", "application__number")
    assert list(winners) == [("Giải Nhất", 3), ("Giải Nhì", 1)]
    states = dict(Application.objects.values_list("number", "state"))
    assert states == {1: "awarded", 2: "not_advanced", 3: "awarded", 4: "not_advanced"}
    assert OutgoingMail.objects.count() == 6
    assert [event.round_id for event in heard] == [first.pk, final.pk]


@pytest.mark.django_db(transaction=True)
def test_two_people_who_publish_at_once_publish_once(heard):
    round_ = proposed(scored_round([90], [80]))
    approve(round_)
    start = threading.Barrier(2)
    refused = []

    def publish():
        start.wait()
        try:
            rounds.publish_round(round_, actor=SYSTEM)
        except TransitionNotAllowedError as error:
            refused.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=publish) for _person in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(refused) == 1
    assert OutgoingMail.objects.count() == 2
    assert len(heard) == 1
