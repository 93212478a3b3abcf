"""Judges' pages beside the score sheet: abstaining, background saving, others' sheets, unlocking."""

from decimal import Decimal

import pytest

from contests.domain import judging
from contests.enums import RoundState, SheetSharing, SheetState
from contests.models import Round, Score, ScoreSheet
from tests.contests.sheets import full, save, sent
from tests.contests.views.judge_desk import count_queries, entry_of, round_url, typed, url
from tests.factories.contests import AssignmentFactory, PanelMemberFactory
from tests.factories.portal import judge

pytestmark = pytest.mark.django_db
IN_BACKGROUND = {"X-Autosave": "1"}


def other_judge_of(assignment):
    other = AssignmentFactory(entry=assignment.entry)
    judging.pledge(assignment.entry.round, judge=other.judge)
    return other


# --- abstaining -----------------------------------------------------------------------------------


def test_abstaining_needs_a_reason_and_is_shown_as_done(desk, given):
    page = url("judge_abstain", given)
    assert desk.get(page).status_code == 200
    assert desk.post(page, {"reason": " "}).status_code == 422

    assert desk.post(page, {"reason": "Ngoài chuyên môn"}).url == round_url("judge_round", given)

    assert ScoreSheet.objects.get().state == SheetState.ABSTAINED
    listed = desk.get(round_url("judge_round", given))
    assert listed.context["counter"] == {"done": 1, "left": 0, "total": 1}
    assert "Không chấm" in listed.content.decode()
    assert "Ngoài chuyên môn" in desk.get(url("judge_sheet_review", given)).content.decode()
    assert not desk.get(url("judge_sheet", given)).context["may_write"]


def test_a_sent_sheet_is_not_abstained_from_and_the_page_says_why(desk, given):
    sent(given, 5, 5)

    refused = desk.post(url("judge_abstain", given), {"reason": "Bận"})

    assert refused.status_code == 422
    assert refused.context["form"].non_field_errors()


# --- saving in the background ---------------------------------------------------------------------


def test_a_draft_is_saved_in_the_background_and_the_page_learns_its_version(desk, given):
    page = url("judge_sheet", given)

    answer = desk.post(page, typed(given, "18,5", ""), headers=IN_BACKGROUND).json()
    again = desk.post(
        page, typed(given, "18,5", "4", version=answer["seen"]), headers=IN_BACKGROUND
    )

    assert (answer["seen"], again.json()["seen"]) == ("1", "2")
    assert answer["errors"] == {}
    assert Score.objects.count() == 2


def test_what_is_not_valid_waits_and_the_rest_is_saved(desk, given):
    page = url("judge_sheet", given)
    desk.post(page, typed(given, "7", "1"))

    answer = desk.post(page, typed(given, "99", "4", version=1), headers=IN_BACKGROUND).json()

    assert len(answer["errors"]) == 1
    assert "lỗi" in answer["note"]
    points = Score.objects.order_by("criterion__order").values_list("points", flat=True)
    assert [str(value) for value in points] == ["7.00", "4.00"]


def test_a_save_whose_answer_was_lost_may_come_again(desk, given):
    page, values = url("judge_sheet", given), typed(given, "7", "1")

    answers = [desk.post(page, values, headers=IN_BACKGROUND) for _twice in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert {answer.json()["seen"] for answer in answers} == {"1"}


@pytest.mark.parametrize("version", [0, "x"])
def test_another_window_s_text_is_not_replaced_in_the_background(desk, given, version):
    page = url("judge_sheet", given)
    desk.post(page, typed(given, "7", "1"))

    refused = desk.post(page, typed(given, "8", "1", version=version), headers=IN_BACKGROUND)

    assert refused.status_code == 409
    assert refused.json()["message"]
    assert Score.objects.filter(points=7).exists()


def test_a_locked_sheet_is_not_saved_in_the_background(desk, given):
    sent(given, 5, 5)

    refused = desk.post(url("judge_sheet", given), typed(given, "1", "1"), headers=IN_BACKGROUND)

    assert refused.status_code == 409


# --- the others' sheets ---------------------------------------------------------------------------


def test_other_sheets_appear_once_the_own_one_is_sent_where_the_round_says_so(desk, given):
    Round.objects.update(sheet_sharing=SheetSharing.AFTER_OWN)
    sent(other_judge_of(given), "11.5", "1")
    save(given, full(given, 2, 2))
    for page in ("judge_sheet", "judge_sheet_review"):
        assert "11,5" not in desk.get(url(page, given)).content.decode()

    judging.send_sheet(given, judge=given.judge)

    for page in ("judge_sheet", "judge_sheet_review"):
        content = desk.get(url(page, given)).content.decode()
        assert "11,5" in content
        assert "Giám khảo 1" in content


def test_shared_sheets_cost_the_same_for_one_and_three(desk, given):
    Round.objects.update(sheet_sharing=SheetSharing.AFTER_OWN)
    sent(given, 2, 2)
    sent(other_judge_of(given), 3, 3)
    page = url("judge_sheet", given)
    desk.get(page)
    once = count_queries(desk, page)
    for _each in range(2):
        sent(other_judge_of(given), 3, 3)

    assert count_queries(desk, page) == once


# --- the chair ------------------------------------------------------------------------------------


@pytest.fixture
def chair(given):
    seat = PanelMemberFactory(panel__round=given.entry.round, judge=given.judge, is_chair=True)
    other = other_judge_of(given)
    PanelMemberFactory(panel=seat.panel, judge=other.judge)
    return sent(other, Decimal("17.5"), 4)


def unlock_url(given, sheet):
    return round_url("judge_locked", given) + f"{sheet.pk}/mo-khoa/"


def test_the_chair_unlocks_a_sheet_without_seeing_its_points(desk, given, chair):
    listed = desk.get(round_url("judge_locked", given))
    assert list(listed.context["sheets"]) == [chair]
    # a comma stands in no key, name or date
    assert "17,5" not in listed.content.decode()
    assert "25,5" not in listed.content.decode()
    page = unlock_url(given, chair)
    assert desk.get(page).status_code == 200
    assert desk.post(page, {"reason": ""}).status_code == 422

    assert desk.post(page, {"reason": "Nhầm cột"}).url == round_url("judge_locked", given)

    chair.refresh_from_db()
    assert chair.state == SheetState.DRAFT
    assert desk.get(page).status_code == 404


def test_other_judges_meet_no_page_of_the_chair(client, desk, given, chair):
    client.force_login(chair.assignment.judge)
    assert client.get(round_url("judge_locked", given)).status_code == 404
    assert client.get(unlock_url(given, chair)).status_code == 404
    client.force_login(judge())
    assert client.get(round_url("judge_locked", given)).status_code == 404


def test_a_chair_who_scores_nothing_opens_the_list_of_the_own_panel(client, given, chair):
    panel = given.entry.round.panels.get()
    client.force_login(PanelMemberFactory(panel=panel, is_chair=True).judge)

    listed = client.get(round_url("judge_locked", given))

    assert list(listed.context["sheets"]) == [chair]
    assert client.get(unlock_url(given, chair)).status_code == 200
    panel_page = client.get(round_url("judge_panel", given)).content.decode()
    assert round_url("judge_locked", given) in panel_page


def test_nothing_is_unlocked_once_scoring_is_closed(desk, given, chair):
    Round.objects.update(state=RoundState.CLOSED)

    assert desk.get(unlock_url(given, chair)).status_code == 404


def test_the_list_of_locked_sheets_costs_the_same_for_one_and_three(desk, given, chair):
    page = round_url("judge_locked", given)
    desk.get(page)
    once = count_queries(desk, page)
    for _each in range(2):
        more = AssignmentFactory(entry=entry_of(given.entry.round), judge=chair.assignment.judge)
        sent(more, 3, 3)

    assert count_queries(desk, page) == once
