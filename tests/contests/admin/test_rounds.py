"""Rounds in the admin: fields locked by state, and steps."""

import pytest
from django.urls import reverse

from contests.domain import rounds
from contests.enums import RoundState
from contests.models import Round, TieRule
from portal.audit import SYSTEM
from portal.models import OutgoingMail
from tests.contests.admin.pages import change_page, closed, document, page_url
from tests.factories.contests import ContestFactory, CriterionFactory, RoundFactory
from tests.factories.portal import board_member, secretary
from tests.factories.results import (
    approve,
    award_by_rank,
    numbered_application,
    scored_final,
    scored_round,
)

pytestmark = pytest.mark.django_db


def step_url(round_, step):
    return reverse("admin:contests_round_step", args=[round_.pk, step])


def offered(client, round_):
    return [step.name for step in change_page(client, round_).context["workflow_steps"]]


# --- the change page ------------------------------------------------------------------------------


def empty_inlines(round_, **values):
    formsets = {}
    for prefix, count in (("criteria", 0), ("tie_rules", 0), ("division_places", 0)):
        formsets |= {f"{prefix}-TOTAL_FORMS": count, f"{prefix}-INITIAL_FORMS": 0}
    return {
        "contest": round_.contest_id,
        "order": 1,
        "kind": "preliminary",
        "name": "Vòng sơ khảo",
        "slug": "",
        "min_judges": 3,
        "sheet_sharing": "never",
        "mean_places": 4,
        "flag_percent": "20",
        "reserve_count": "0",
        "advance_count": "12",
        "pass_mark": "52,5",
        **formsets,
        **values,
    }


def test_a_round_is_added_and_its_path_made_from_its_name(office):
    contest = ContestFactory()
    data = empty_inlines(Round(contest=contest), name="Vòng đổi mới")
    data |= {
        "criteria-TOTAL_FORMS": 1,
        "criteria-0-order": 1,
        "criteria-0-name": "Tính mới",
        "criteria-0-max_points": "25",
        "criteria-0-weight": "1,5",
    }

    response = office.post(reverse("admin:contests_round_add"), data)

    assert response.status_code == 302
    round_ = Round.objects.get()
    assert (round_.slug, str(round_.pass_mark)) == ("vong-doi-moi", "52.50")
    assert str(round_.criteria.get().weight) == "1.50"


def test_a_tie_rule_about_a_criterion_names_it(office):
    round_ = RoundFactory(state=RoundState.PLANNED, order=1)
    criterion = CriterionFactory(round=round_)
    stranger = CriterionFactory()
    data = empty_inlines(round_, **{"tie_rules-TOTAL_FORMS": 2})
    data |= {
        "criteria-TOTAL_FORMS": 1,
        "criteria-INITIAL_FORMS": 1,
        "criteria-0-id": criterion.pk,
        "criteria-0-round": round_.pk,
        "criteria-0-order": 1,
        "criteria-0-name": "Tính mới",
        "criteria-0-max_points": "25",
        "criteria-0-weight": "1",
        "tie_rules-0-order": 1,
        "tie_rules-0-kind": "criterion",
        "tie_rules-0-criterion": "",
        "tie_rules-1-order": 2,
        "tie_rules-1-kind": "median",
        "tie_rules-1-criterion": criterion.pk,
    }

    refused = office.post(page_url("change", round_.pk), data)
    foreign = office.post(
        page_url("change", round_.pk), data | {"tie_rules-0-criterion": stranger.pk}
    )
    saved = office.post(
        page_url("change", round_.pk), data | {"tie_rules-0-criterion": criterion.pk}
    )

    assert refused.status_code == foreign.status_code == 200
    assert refused.context["errors"]
    assert foreign.context["errors"]
    assert saved.status_code == 302
    rules = TieRule.objects.order_by("order").values_list("kind", "criterion")
    assert list(rules) == [("criterion", criterion.pk), ("median", None)]


def test_criteria_stand_still_once_a_sheet_exists(office):
    planned = RoundFactory(state=RoundState.PLANNED, order=1)
    opened = scored_round([90])

    def may_change(round_):
        formsets = change_page(office, round_).context["inline_admin_formsets"]
        return [formset.has_change_permission for formset in formsets]

    assert may_change(planned) == [True, True, True]
    assert may_change(opened) == [False, False, True]
    page = change_page(office, opened)
    assert "1" in page.context["why_fixed"]
    assert page.context["why_fixed"] in page.content.decode()
    assert set(page.context["adminform"].form.fields) == {
        "scoring_due_at",
        "extra_due_at",
        "advance_count",
        "reserve_count",
        "criteria_note",
        "name_en",
    }


def test_criteria_may_still_change_while_nobody_has_written_a_sheet(office):
    page = change_page(office, scored_round([]))

    assert [f.has_change_permission for f in page.context["inline_admin_formsets"]] == [True] * 3
    assert page.context["why_fixed"] == ""


def test_nothing_of_a_closed_round_is_typed_and_nothing_deleted(office):
    round_ = closed(scored_round([90]))

    response = office.post(page_url("change", round_.pk), {"advance_count": 9})

    assert response.status_code == 403
    assert office.get(page_url("delete", round_.pk)).status_code == 403
    assert change_page(office, round_).context["has_change_permission"] is False


def test_a_planned_round_may_be_deleted(office):
    round_ = RoundFactory(state=RoundState.PLANNED, order=1)

    assert office.get(page_url("delete", round_.pk)).status_code == 200


def test_the_list_costs_the_same_for_one_and_three_rounds(
    office, django_assert_max_num_queries, django_assert_num_queries
):
    RoundFactory()
    url = page_url("changelist")
    with django_assert_max_num_queries(15) as one:
        office.get(url)
    RoundFactory.create_batch(2)

    with django_assert_num_queries(len(one)):
        assert office.get(url).status_code == 200


# --- steps ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "state", "steps"),
    [
        (secretary, "planned", ["start"]),
        (secretary, "open", ["close"]),
        (secretary, "closed", ["reopen", "propose"]),
        (secretary, "proposed", ["take_back"]),
        (board_member, "planned", []),
        (board_member, "open", []),
        (board_member, "closed", ["propose"]),
        (board_member, "proposed", ["take_back", "approve"]),
    ],
)
def test_everybody_is_offered_the_own_steps(client, role, state, steps):
    client.force_login(role())

    assert offered(client, RoundFactory(state=state)) == steps


def test_starting_says_who_enters_and_who_stays_outside(office):
    round_ = RoundFactory(state=RoundState.PLANNED, order=1)
    CriterionFactory(round=round_)
    numbered_application(round_.contest, 1, state="valid")
    numbered_application(round_.contest, 2, state="submitted")

    page = office.get(step_url(round_, "start"))

    assert page.context["sentences"][0].startswith("1 ")
    assert page.context["sentences"][-1].startswith("1 ")
    assert len(page.context["sentences"]) == 4
    round_.refresh_from_db()
    assert round_.state == RoundState.PLANNED
    assert office.post(step_url(round_, "start")).status_code == 302
    round_.refresh_from_db()
    assert round_.state == RoundState.OPEN


def test_closing_with_missing_sheets_asks_for_a_tick_and_a_reason(office):
    round_ = scored_round([90], [])

    page = office.get(step_url(round_, "close"))
    refused = office.post(step_url(round_, "close"), {"reason": "Giám khảo ốm"})
    done = office.post(
        step_url(round_, "close"), {"accept_missing": "on", "reason": "Giám khảo ốm"}
    )

    assert set(page.context["form"].fields) == {"accept_missing", "reason"}
    assert refused.status_code == 422
    assert "accept_missing" in refused.context["form"].errors
    assert done.status_code == 302
    round_.refresh_from_db()
    assert round_.state == RoundState.CLOSED


def test_closing_with_all_sheets_asks_for_nothing(office):
    round_ = scored_round([90])

    assert office.get(step_url(round_, "close")).context["form"].fields == {}
    assert office.post(step_url(round_, "close")).status_code == 302


@pytest.mark.parametrize("make", [scored_round, scored_final])
def test_reopening_says_what_falls_away(office, make):
    round_ = closed(make([90]))

    page = office.get(step_url(round_, "reopen"))

    assert len(page.context["sentences"]) == (3 if round_.is_final else 2)


def test_proposing_counts_who_advances_and_warns_of_ties(office):
    round_ = closed(scored_round([90], [80], [80], advance_count=2))

    page = office.get(step_url(round_, "propose"))
    refused = office.post(step_url(round_, "propose"))

    assert page.context["sentences"][0].startswith("1 ")
    assert len(page.context["sentences"]) == 3
    assert refused.status_code == 422
    assert refused.context["form"].non_field_errors()


def test_proposing_a_final_does_not_speak_of_advancing(office):
    round_ = closed(scored_final([90]))

    first, *others = office.get(step_url(round_, "propose")).context["sentences"]

    assert first.startswith("Kết quả chọn, giải thưởng")
    assert [("Giải Nhất" in text, "Giải Nhì" in text) for text in others] == [
        (True, False),  # places without a winner, each of which asks for a reason
        (False, True),
    ]


def test_a_proposal_is_taken_back_with_a_reason(office):
    round_ = closed(scored_round([90]))
    rounds.propose_round(round_, actor=SYSTEM)

    assert office.post(step_url(round_, "take_back"), {"reason": ""}).status_code == 422
    assert office.post(step_url(round_, "take_back"), {"reason": "Thiếu"}).status_code == 302


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"number": ""}, "number"),
        ({"number": "15 TB"}, "number"),
        ({"issued_on": ""}, "issued_on"),
        ({"issued_on": "31/02/2026"}, "issued_on"),
        ({"issued_on": "01/01/2999"}, "issued_on"),
        ({"signer": ""}, "signer"),
    ],
)
def test_the_approval_asks_for_number_date_and_signer(board, wrong, field):
    round_ = closed(scored_round([90]))
    rounds.propose_round(round_, actor=SYSTEM)

    response = board.post(step_url(round_, "approve"), document(**wrong))

    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert response.context["form"]["signer"].value() == document(**wrong)["signer"]
    round_.refresh_from_db()
    assert round_.state == RoundState.PROPOSED


def test_the_board_approves_and_publishes(board):
    round_ = closed(scored_round([90], [80], advance_count=1))
    rounds.propose_round(round_, actor=SYSTEM)

    assert board.get(step_url(round_, "approve")).status_code == 200
    assert board.post(step_url(round_, "approve"), document()).status_code == 302
    page = board.get(step_url(round_, "publish"))
    assert OutgoingMail.objects.count() == 0
    alone = board.post(step_url(round_, "publish"))
    assert (alone.status_code, OutgoingMail.objects.count()) == (422, 0)
    assert "hai người" in page.context["sentences"][-1]
    board.force_login(board_member())
    assert board.post(step_url(round_, "publish")).status_code == 302

    assert any(" 2 " in text for text in page.context["sentences"])
    assert OutgoingMail.objects.count() == 2
    again = board.post(step_url(round_, "publish"))
    assert again.status_code == 302
    assert OutgoingMail.objects.count() == 2
    public = reverse("contests:round_results", args=[round_.contest.year, round_.slug])
    assert public in change_page(board, round_).content.decode()


def test_publishing_the_final_says_that_the_edition_ends(board):
    round_ = closed(scored_final([90]))
    award_by_rank(round_)
    rounds.propose_round(round_, actor=SYSTEM)
    approve(round_)

    page = board.get(step_url(round_, "publish"))

    assert len(page.context["sentences"]) == 5
    assert "1234/QĐ-UBND" in page.context["sentences"][0]


@pytest.mark.parametrize("step", ["approve", "publish"])
def test_the_secretary_neither_approves_nor_publishes(office, step):
    round_ = closed(scored_round([90]))

    assert office.post(step_url(round_, step), document()).status_code == 403
