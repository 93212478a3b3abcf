"""The first reading of a paper sheet: who types, what is refused, what becomes of the judge's own page."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from contests.domain import judging, paper_sheets
from contests.domain.criteria import why_fixed
from contests.domain.paper_sheets import Reading
from contests.enums import ApplicationState, PaperSheetState, RoundState, SheetState
from contests.models import ConflictDeclaration, PaperSheet, ScoreSheet
from portal.models import StoredFile
from portal.workflow import ReasonMissingError
from tests.contests.paper_sheets import abstention, only, reading, typed
from tests.contests.sheets import criteria_of, full, save, sent, set_round
from tests.factories.files import pdf_bytes, upload
from tests.factories.portal import board_member, secretary

pytestmark = pytest.mark.django_db
D = Decimal


def save_typing(assignment, written, *, actor, version=0):
    return paper_sheets.save_typing(assignment, actor=actor, reading=written, version=version)


def test_typing_may_stop_and_go_on_with_what_was_saved(scored):
    clerk = secretary()
    first, _second = criteria_of(scored)

    paper = save_typing(scored, reading(scored, "18.5", None), actor=clerk)
    again = paper_sheets.from_plain(paper_sheets.current_paper(scored).typed)

    assert (paper.state, paper.version) == (PaperSheetState.TYPING, 1)
    assert again.written.points == {first.pk: D("18.5")}
    assert not ScoreSheet.objects.exists()


@pytest.mark.parametrize("points", ["25.5", "-1", "1.234"])
def test_marks_outside_the_scale_are_refused_and_nothing_is_written(scored, points):
    with pytest.raises(judging.PointsRefusedError):
        save_typing(scored, reading(scored, points, 1), actor=secretary())
    assert not PaperSheet.objects.exists()


def test_a_window_that_is_behind_is_told(scored):
    clerk = secretary()
    save_typing(scored, reading(scored, 5, 6), actor=clerk)

    with pytest.raises(paper_sheets.PaperChangedError):
        save_typing(scored, reading(scored, 1, 1), actor=clerk)
    assert only().typed["points"] == {
        str(c.pk): value for c, value in zip(criteria_of(scored), ("5", "6"), strict=True)
    }


def test_handing_over_needs_every_mark_and_the_scan(scored):
    clerk = secretary()
    save_typing(scored, reading(scored, 5, None), actor=clerk)
    with pytest.raises(paper_sheets.PaperIncompleteError):
        paper_sheets.hand_in(scored, actor=clerk)

    save_typing(scored, reading(scored, 5, 6), actor=clerk, version=1)
    with pytest.raises(paper_sheets.ScanMissingError):
        paper_sheets.hand_in(scored, actor=clerk)


@pytest.mark.parametrize("wrong", [Reading(abstains=True), "points"])
def test_an_abstention_needs_its_reason_and_no_marks(scored, wrong):
    written = (
        reading(scored, 1, 1, abstains=True, abstain_reason="x") if wrong == "points" else wrong
    )
    with pytest.raises(paper_sheets.PaperIncompleteError):
        typed(scored, written)


def test_the_scan_is_private_typed_by_its_bytes_and_replaced_whole(scored):
    clerk = secretary()
    paper_sheets.keep_scan(scored, actor=clerk, uploaded=upload(pdf_bytes(), "phiếu.pdf"))
    with pytest.raises(ValidationError):
        paper_sheets.keep_scan(scored, actor=clerk, uploaded=upload(b"MZ...", "phieu.pdf"))
    paper = paper_sheets.keep_scan(scored, actor=clerk, uploaded=upload(pdf_bytes(), "ban-hai.pdf"))

    assert StoredFile.objects.get() == paper.scan
    assert paper.scan.original_name == "ban-hai.pdf"


def test_only_the_secretariat_types_and_only_one_of_them(scored):
    with pytest.raises(paper_sheets.PaperRefusedError):
        save_typing(scored, reading(scored, 5, 6), actor=board_member())
    save_typing(scored, reading(scored, 5, 6), actor=secretary(full_name="Hoàng Thị Thư"))

    with pytest.raises(paper_sheets.PaperRefusedError, match="Hoàng Thị Thư"):
        save_typing(scored, reading(scored, 5, 6), actor=secretary(), version=1)


def test_a_judge_on_the_staff_neither_types_nor_checks_the_own_sheet(scored):
    secretary_too = scored.judge
    secretary_too.groups.add(secretary().groups.get())

    with pytest.raises(paper_sheets.PaperRefusedError):
        save_typing(scored, reading(scored, 5, 6), actor=secretary_too)
    paper = typed(scored, reading(scored, 5, 6))
    with pytest.raises(paper_sheets.PaperRefusedError):
        paper_sheets.check_paper(
            paper, actor=secretary_too, reading=reading(scored, 5, 6), version=paper.version
        )
    assert not PaperSheet.objects.waiting_for(secretary_too).exists()


@pytest.mark.parametrize("case", ["closed", "unpublished", "conflict", "gone", "sent"])
def test_what_does_not_count_cannot_be_typed(scored, case):
    entry = scored.entry
    if case == "closed":
        set_round(scored, state=RoundState.CLOSED)
    elif case == "unpublished":
        set_round(scored, assignments_published_at=None)
    elif case == "conflict":
        ConflictDeclaration.objects.create(
            application=entry.application, judge=scored.judge, declared_by=scored.judge, reason="x"
        )
    elif case == "gone":
        type(entry.application).objects.update(state=ApplicationState.WITHDRAWN)
    else:
        sent(scored, 20, 9)

    with pytest.raises(paper_sheets.PaperRefusedError):
        save_typing(scored, reading(scored, 5, 6), actor=secretary())
    assert not PaperSheet.objects.exists()


def test_a_sheet_begun_on_the_portal_is_replaced_only_when_that_is_said(scored):
    save(scored, full(scored, 3, None))
    with pytest.raises(paper_sheets.DraftExistsError):
        typed(scored, reading(scored, 5, 6))

    paper = paper_sheets.hand_in(scored, actor=only().typed_by, replaces_draft=True)

    assert paper.state == PaperSheetState.TYPED


def test_while_a_typed_sheet_waits_its_judge_writes_nothing_on_the_portal(scored):
    save(scored, full(scored, 20, 9))
    paper = typed(scored, reading(scored, 5, 6), replaces_draft=True)

    for act in (
        lambda: save(scored, full(scored, 1, 1), 1),
        lambda: judging.send_sheet(scored, judge=scored.judge),
        lambda: judging.abstain(scored, judge=scored.judge, reason="x"),
    ):
        with pytest.raises(judging.SheetLockedError):
            act()

    paper_sheets.drop_paper(paper, actor=secretary(), reason="Nhập nhầm phiếu")
    assert judging.send_sheet(scored, judge=scored.judge).state == SheetState.SENT


def test_a_sheet_set_aside_needs_a_reason_and_may_be_typed_anew(scored):
    paper = typed(scored, reading(scored, 5, 6))
    with pytest.raises(ReasonMissingError):
        paper_sheets.drop_paper(paper, actor=secretary(), reason=" ")
    with pytest.raises(PermissionDenied):
        paper_sheets.drop_paper(paper, actor=scored.judge, reason="x")
    paper_sheets.drop_paper(paper, actor=board_member(), reason="Nhập nhầm phiếu")

    typed(scored, abstention())

    assert list(PaperSheet.objects.order_by("pk").values_list("state", flat=True)) == [
        PaperSheetState.DROPPED,
        PaperSheetState.TYPED,
    ]


def test_criteria_and_assignment_stand_still_while_a_sheet_is_typed(scored):
    assert why_fixed(scored.entry.round) == ""
    typed(scored, reading(scored, 5, 6))

    assert why_fixed(scored.entry.round) != ""
    with pytest.raises(judging.AssignmentRefusedError):
        judging.remove_assignment(scored, actor=secretary())


def test_an_assignment_with_a_paper_sheet_stays_whatever_became_of_the_sheet(scored):
    paper = typed(scored, reading(scored, 5, 6))
    paper_sheets.drop_paper(paper, actor=secretary(), reason="Nhập nhầm phiếu")

    with pytest.raises(judging.AssignmentRefusedError):
        judging.remove_assignment(scored, actor=secretary())

    assert only() == paper


@pytest.mark.parametrize("form", ["P%06d", "p%d", " P %06d ", "%d", "https://x.vn/phieu/P%06d/"])
def test_a_code_is_found_however_it_is_typed(scored, form):
    assert paper_sheets.find_by_code(form % scored.pk) == scored
    assert paper_sheets.sheet_address(scored).endswith(f"/phieu/P{scored.pk:06d}/")


@pytest.mark.parametrize("text", ["", "P", "Q12", "P12x", "P999999", "P" + "9" * 40, "12.5.x"])
def test_what_is_no_code_finds_nothing(scored, text):
    assert paper_sheets.find_by_code(text) is None


def test_typing_is_late_but_possible_until_the_round_is_closed(scored):
    set_round(scored, scoring_due_at=timezone.now() - timezone.timedelta(days=2))
    assert typed(scored, reading(scored, 5, 6)).state == PaperSheetState.TYPED
