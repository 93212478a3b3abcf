"""The second, blind reading; differences; what a sheet from paper changes in the result and its trace."""

from decimal import Decimal

import pytest
from auditlog.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from contests.domain import final_day, judging, paper_sheets, rounds
from contests.domain.explanation import explain
from contests.domain.official.scores import score_sheets
from contests.domain.paper_sheets import Reading
from contests.domain.traces import trace_of
from contests.enums import PaperSheetState, SheetState
from contests.models import PaperSheet, ResultVersion, ScoreSheet
from portal.audit import SYSTEM
from portal.workflow import ReasonMissingError
from tests.contests.paper_sheets import abstention, checked, counted, only, reading, settled, typed
from tests.contests.sheets import criteria_of, full, save
from tests.factories.portal import UserFactory, board_member, secretary

pytestmark = pytest.mark.django_db
D = Decimal


def points_of(assignment):
    scores = ScoreSheet.objects.get(assignment=assignment).scores
    return list(scores.order_by("criterion__order").values_list("points", flat=True))


def test_two_readings_that_agree_make_a_sheet_that_counts(scored):
    clerk, board = secretary(), board_member()
    paper = typed(scored, reading(scored, "18.5", 6), actor=clerk)
    assert rounds.missing_sheets(scored.entry.round) == 1

    done = checked(paper, reading(scored, D("18.50"), 6), actor=board)

    sheet = ScoreSheet.objects.get()
    assert (done.state, done.typed_by, done.checked_by) == (PaperSheetState.CHECKED, clerk, board)
    assert (sheet.state, sheet.sent_at is not None) == (SheetState.SENT, True)
    assert points_of(scored) == [D("18.5"), D(6)]
    assert rounds.missing_sheets(scored.entry.round) == 0
    entry = LogEntry.objects.get_for_object(sheet).first()
    assert (entry.additional_data["verb"], entry.actor) == ("take_from_paper", board)


def test_the_typist_never_checks_and_the_database_says_so_too(scored):
    clerk = secretary()
    paper = typed(scored, reading(scored, 5, 6), actor=clerk)

    with pytest.raises(paper_sheets.PaperRefusedError):
        checked(paper, reading(scored, 5, 6), actor=clerk)
    with pytest.raises(PermissionDenied):
        checked(paper, reading(scored, 5, 6), actor=UserFactory())
    for field in ("checked_by", "settled_by"):
        with pytest.raises(IntegrityError), transaction.atomic():
            PaperSheet.objects.update(**{field: clerk})
    with pytest.raises(IntegrityError), transaction.atomic():
        PaperSheet.objects.update(state=PaperSheetState.CHECKED)
    assert only().state == PaperSheetState.TYPED
    assert not ScoreSheet.objects.exists()


def test_a_superuser_who_typed_is_one_person_all_the_same(scored):
    root = UserFactory(is_superuser=True, is_staff=True)
    paper = typed(scored, reading(scored, 5, 6), actor=root)

    with pytest.raises(paper_sheets.PaperRefusedError):
        checked(paper, reading(scored, 5, 6), actor=root)
    assert not PaperSheet.objects.waiting_for(root).exists()


def test_differences_are_flagged_one_by_one_and_count_nowhere(scored):
    first, _second = criteria_of(scored)
    paper = typed(scored, reading(scored, 18, 6))

    done = checked(paper, reading(scored, 13, 6))

    assert [(d["key"], d["typed"], d["checked"]) for d in done.differences] == [
        (f"points_{first.pk}", "18", "13")
    ]
    assert done.state == PaperSheetState.DIFFERS
    assert not ScoreSheet.objects.exists()
    assert rounds.missing_sheets(scored.entry.round) == 1


def test_words_differ_by_more_than_case_and_spaces(scored):
    first = criteria_of(scored)[0]
    said = {"comment_for_author": "Ý tưởng  tốt", "comments": {first.pk: "Rõ"}}
    one = Reading(written=full(scored, 5, 6).__class__(points=full(scored, 5, 6).points, **said))
    said = {"comment_for_author": "ý tưởng tốt", "comments": {first.pk: "Chưa rõ"}}
    other = Reading(written=full(scored, 5, 6).__class__(points=full(scored, 5, 6).points, **said))

    done = checked(typed(scored, one), other)

    assert [d["key"] for d in done.differences] == [f"comment_{first.pk}"]


def test_differences_are_settled_by_another_than_the_typist_with_a_reason(scored):
    clerk, judge_of_it = secretary(), board_member(full_name="Nông Văn Tổ")
    first, _second = criteria_of(scored)
    paper = checked(typed(scored, reading(scored, 18, 6), actor=clerk), reading(scored, 13, 6))
    values = {f"points_{first.pk}": D(15)}

    with pytest.raises(paper_sheets.PaperRefusedError):
        settled(paper, values, actor=clerk)
    with pytest.raises(ReasonMissingError):
        settled(paper, values, reason="  ")
    with pytest.raises(paper_sheets.PaperRefusedError):
        settled(paper, {})
    with pytest.raises(judging.PointsRefusedError):
        settled(paper, {f"points_{first.pk}": D(26)})
    done = settled(paper, values, actor=judge_of_it)

    assert (done.state, done.settled_by) == (PaperSheetState.CHECKED, judge_of_it)
    assert done.differences[0]["settled"] == "15"
    assert points_of(scored) == [D(15), D(6)]
    assert ScoreSheet.objects.get().state == SheetState.SENT


def test_one_abstention_and_one_reading_with_marks_are_settled_mark_by_mark(scored):
    paper = checked(typed(scored, abstention()), reading(scored, 18, 6))
    first, second = criteria_of(scored)
    keys = {"abstains", "abstain_reason", f"points_{first.pk}", f"points_{second.pk}"}
    assert {d["key"] for d in paper.differences} == keys

    settled(
        paper,
        {
            "abstains": False,
            "abstain_reason": "",
            f"points_{first.pk}": D(18),
            f"points_{second.pk}": D(6),
        },
    )

    assert points_of(scored) == [D(18), D(6)]


def test_an_abstention_on_paper_is_done_without_marks_and_not_missing(scored):
    done = checked(typed(scored, abstention()), abstention("ngoài lĩnh vực chuyên môn."))

    sheet = ScoreSheet.objects.get()
    assert done.state == PaperSheetState.CHECKED
    assert (sheet.state, sheet.abstain_reason) == (
        SheetState.ABSTAINED,
        "Ngoài lĩnh vực chuyên môn",
    )
    assert points_of(scored) == []


def test_what_the_judge_had_begun_is_kept_with_the_paper(scored):
    save(scored, full(scored, 3, None))

    checked(typed(scored, reading(scored, 5, 6), replaces_draft=True), reading(scored, 5, 6))

    assert points_of(scored) == [D(5), D(6)]
    assert list(only().replaced["points"].values()) == ["3.00"]


def test_a_second_reader_who_is_behind_is_told(scored):
    paper = typed(scored, reading(scored, 5, 6))
    checked(paper, reading(scored, 5, 7))

    with pytest.raises(paper_sheets.PaperRefusedError):
        checked(paper, reading(scored, 5, 6))
    assert only().state == PaperSheetState.DIFFERS


def test_unlocking_sets_the_paper_aside_and_the_sheet_can_be_typed_anew(scored):
    paper = counted(scored, 5, 6)
    judging.unlock_sheet(scored, actor=secretary(), reason="Quét nhầm trang")

    paper.refresh_from_db()
    assert paper.state == PaperSheetState.DROPPED
    assert points_of(scored) == [D(5), D(6)]
    assert rounds.missing_sheets(scored.entry.round) == 1
    again = checked(typed(scored, reading(scored, 7, 8)), reading(scored, 7, 8))
    assert points_of(scored) == [D(7), D(8)]
    # What the first paper left is with that one; the judge never wrote a draft.
    assert again.replaced == {}


def test_an_unlocked_sheet_is_the_paper_s_until_its_judge_writes(scored):
    counted(scored, 5, 6)
    assert not paper_sheets.holds_unlocked_paper(scored)
    judging.unlock_sheet(scored, actor=secretary(), reason="Quét nhầm trang")

    assert paper_sheets.holds_unlocked_paper(scored)
    assert paper_sheets.electronic_draft(scored) is None
    sheet = scored.sheet
    sheet.refresh_from_db()
    judging.save_sheet(
        scored, judge=scored.judge, written=full(scored, 7, 8), version=sheet.version
    )

    assert not paper_sheets.holds_unlocked_paper(scored)
    draft = paper_sheets.electronic_draft(scored)
    assert list(draft.written.points.values()) == [D(7), D(8)]


@pytest.mark.parametrize("act", ["send", "abstain"])
def test_what_a_judge_makes_of_an_unlocked_sheet_is_the_judge_s(scored, act):
    counted(scored, 5, 6)
    judging.unlock_sheet(scored, actor=secretary(), reason="Quét nhầm trang")

    if act == "send":
        judging.send_sheet(scored, judge=scored.judge)
    else:
        judging.abstain(scored, judge=scored.judge, reason="Ngoài lĩnh vực")

    assert not ScoreSheet.objects.get().is_from_paper


def test_closing_says_which_sheets_wait_for_a_check(scored):
    typed(scored, reading(scored, 5, 6))

    with pytest.raises(rounds.SheetsMissingError) as refused:
        rounds.close_round(scored.entry.round, actor=SYSTEM)

    assert str(scored.judge) in refused.value.message
    assert PaperSheetState.TYPED.label.lower() in refused.value.message


def test_the_lamp_stays_dark_until_the_check(scored):
    day = final_day.open_day(scored.entry.round, actor=SYSTEM)

    def lamp():
        rows = final_day.lamps(day, final_day.stage_of(day).turns)
        return rows[0].lamps[0], final_day.all_sheets_in(rows)

    paper = typed(scored, reading(scored, 5, 6))
    one, all_in = lamp()
    assert (one.is_in, one.is_on_paper, all_in) == (False, True, False)

    checked(paper, reading(scored, 5, 6))
    one, all_in = lamp()
    assert (one.is_in, one.is_on_paper, all_in) == (True, False, True)


def test_a_counted_sheet_says_by_whom_everywhere_and_for_good(scored, django_assert_num_queries):
    round_, application = scored.entry.round, scored.entry.application
    first, _second = criteria_of(scored)
    clerk = secretary(full_name="Hoàng Thị Thư")
    other = board_member(full_name="Nông Văn Tổ")
    paper = typed(scored, reading(scored, 18, 6), actor=clerk)
    paper = checked(paper, reading(scored, 13, 6), actor=other)
    settled(paper, {f"points_{first.pk}": D(18)}, actor=other)
    words = paper_sheets.credit(only())
    assert "Hoàng Thị Thư" in words
    assert words.count("Nông Văn Tổ") == 2

    rounds.close_round(round_, actor=SYSTEM)
    version = ResultVersion.objects.get()
    line = explain(round_, scored.entry_id, version).sheets[0]
    assert line.paper == {"id": paper.pk, "words": words}

    traced = trace_of(application)["rounds"][0]["sheets"][0]["paper"]
    assert (traced["typed_by"], traced["checked_by"], traced["settled_by"]) == (
        "Hoàng Thị Thư",
        "Nông Văn Tổ",
        "Nông Văn Tổ",
    )
    assert traced["scan_sha256"] == only().scan.sha256
    assert traced["differences"][0]["settled"] == "18"
    assert traced["settle_reason"]

    page = score_sheets(round_, scored.judge, is_blank=False).sheets[0]
    assert (page.sent, page.from_paper) == ("", words)


def test_a_sheet_sent_on_the_portal_says_nothing_of_paper(scored):
    save(scored, full(scored, 5, 6))
    judging.send_sheet(scored, judge=scored.judge)
    rounds.close_round(scored.entry.round, actor=SYSTEM)

    assert (
        explain(scored.entry.round, scored.entry_id, ResultVersion.objects.get()).sheets[0].paper
        == {}
    )
    assert trace_of(scored.entry.application)["rounds"][0]["sheets"][0]["paper"] is None
