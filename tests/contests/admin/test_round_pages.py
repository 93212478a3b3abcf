"""The ranking of a round in the admin, and its decisions on ties and outcomes."""

import pytest
from django.urls import reverse

from contests.domain import rounds
from contests.enums import Outcome
from contests.models import Application, RoundResult
from portal.audit import SYSTEM
from tests.contests.admin.pages import change_page, closed, document, page_url
from tests.factories.contests import DivisionFactory
from tests.factories.portal import UserFactory
from tests.factories.results import (
    approve,
    award_by_rank,
    outcomes_of,
    ranks_of,
    results_of,
    scored_final,
    scored_round,
)

pytestmark = pytest.mark.django_db


# --- ranking --------------------------------------------------------------------------------------


def test_the_ranking_shows_figures_ties_and_their_rules(office):
    round_ = scored_round([90], [80], [80], advance_count=2, pass_mark=85, zero_eliminates=True)
    closed(round_)

    response = office.get(page_url("ranking", round_.pk))

    table = response.context["table"]
    assert [row.reference[-6:] for row in table.rows] == ["0001-K", "0002-K", "0003-K"]
    assert [c["name"] for c in table.criteria] == ["Tính mới", "Khả thi"]
    assert [len(tie) for tie in table.ties] == [2]
    assert table.rows[0].field == ""
    assert response.context["may_decide"]
    assert page_url("tie", round_.pk, table.ties[0][0].pk) in response.content.decode()


def test_the_ranking_has_the_same_columns_whatever_the_number_of_criteria_and_divisions(office):
    """Means by criterion stand in a table of their own, divisions are headings between the rows."""
    by_division = scored_round([90], [80], ranks_by_division=True)
    application = by_division.entries.first().application
    application.division = DivisionFactory(contest=by_division.contest, name="Bảng Ý tưởng")
    application.save()
    pages = [
        office.get(page_url("ranking", closed(round_).pk)).content.decode()
        for round_ in (scored_round([90]), by_division)
    ]
    tables = [page.split('id="result_list"')[1].split("</table>")[0] for page in pages]

    assert [table.count('<th scope="col"') for table in tables] == [7, 7]
    assert ["Bảng Ý tưởng" in table for table in tables] == [False, True]
    assert [table.count('scope="rowgroup"') for table in tables] == [0, 2]
    assert all("Tính mới" in page.split("<details>")[1].split("</details>")[0] for page in pages)


def test_the_ranking_is_empty_before_closing(office):
    round_ = scored_round([90])

    response = office.get(page_url("ranking", round_.pk))

    assert response.context["table"].rows == ()
    assert not response.context["may_decide"]


def test_the_ranking_costs_the_same_for_one_and_three_entries(
    office, django_assert_num_queries, django_assert_max_num_queries
):
    one, three = closed(scored_round([90])), closed(scored_round([90], [80], [70]))
    with django_assert_max_num_queries(12) as queries:
        office.get(page_url("ranking", one.pk))

    with django_assert_num_queries(len(queries)):
        assert office.get(page_url("ranking", three.pk)).status_code == 200


@pytest.mark.parametrize(
    ("name", "args"), [("ranking", ()), ("ranking_export", ()), ("tie", (1,)), ("outcome", (1,))]
)
def test_staff_of_other_desks_see_no_ranking(client, name, args):
    round_ = closed(scored_round([90]))
    client.force_login(UserFactory(roles=["Biên tập viên"]))

    assert client.get(page_url(name, round_.pk, *args)).status_code == 403


def test_the_ranking_of_no_round_is_not_found(office):
    assert office.get(page_url("ranking", 999)).status_code == 404


def test_the_list_is_downloaded_with_a_line_in_the_history(office):
    round_ = closed(scored_round([82.5], [80]))
    Application.objects.filter(number=1).update(title="=cmd")

    response = office.get(page_url("ranking_export", round_.pk))

    text = response.content.decode()
    assert response["Content-Type"].startswith("text/csv")
    assert text.startswith("\ufeff")
    assert "82,5" in text
    assert "'=cmd" in text
    page = change_page(office, round_).content.decode()
    assert "export_ranking" not in page  # shown in words


def test_the_list_of_a_final_names_prizes_and_the_approving_document(office):
    round_ = closed(scored_final([90], [80], prizes=(("Giải Nhất", 1),)))
    award_by_rank(round_)
    rounds.propose_round(round_, actor=SYSTEM)
    approve(round_)

    text = office.get(page_url("ranking_export", round_.pk)).content.decode()

    assert "1234/QĐ-UBND" in text
    assert "Giải Nhất" in text


def test_there_is_no_list_before_closing(office):
    round_ = scored_round([90])

    response = office.get(page_url("ranking_export", round_.pk))

    assert response.url == page_url("ranking", round_.pk)


# --- ties and outcomes ----------------------------------------------------------------------------


def tie_data(tie, places, **kwargs):
    data = {f"place_{row.pk}": place for row, place in zip(tie, places, strict=True)}
    return {**data, "reason": "Có sản phẩm", **document(number="05/BB-HĐGK"), **kwargs}


def test_the_chairs_decision_is_recorded_in_the_order_chosen(office):
    round_ = closed(scored_round([90], [80], [80]))
    tie = results_of(round_)[1:]
    url = page_url("tie", round_.pk, tie[0].pk)

    assert office.get(url).status_code == 200
    response = office.post(url, tie_data(tie, ["1", "0"]))

    assert response.url == page_url("ranking", round_.pk)
    assert ranks_of(round_) == [1, 3, 2]
    gone = office.get(url)
    assert gone.url == page_url("ranking", round_.pk)


@pytest.mark.parametrize(
    ("places", "values"),
    [
        (["0", "0"], {}),
        (["0", ""], {}),
        (["0", "1"], {"number": "5"}),
        (["0", "1"], {"reason": ""}),
    ],
)
def test_a_decision_that_is_not_whole_is_refused_with_what_was_typed(office, places, values):
    round_ = closed(scored_round([80], [80]))

    response = office.post(
        page_url("tie", round_.pk, results_of(round_)[0].pk),
        tie_data(results_of(round_), places, **values),
    )

    assert response.status_code == 422
    assert response.context["form"]["signer"].value() == "Trần Thị Ký"
    assert ranks_of(round_) == [1, 1]


def test_a_refusal_of_the_domain_stands_above_the_form(office):
    round_ = closed(scored_round([80], [80]))
    rounds.propose_round(round_, actor=SYSTEM)

    rows = results_of(round_)
    response = office.post(page_url("tie", round_.pk, rows[0].pk), tie_data(rows, ["0", "1"]))

    assert response.status_code == 422
    assert response.context["form"].non_field_errors()


def test_an_outcome_against_the_rank_asks_for_its_reason(office):
    round_ = closed(scored_round([90], [80], advance_count=1))
    url = page_url("outcome", round_.pk, results_of(round_)[1].pk)

    assert office.get(url).status_code == 200
    assert office.post(url, {"outcome": "advance", "reason": ""}).status_code == 422
    assert office.post(url, {"outcome": "award"}).status_code == 422
    bare = {"outcome": "advance", "reason": "Suất khuyến khích"}
    assert office.post(url, bare).status_code == 422
    response = office.post(url, {**bare, **document(number="05/BB-HĐGK")})

    assert response.url == page_url("ranking", round_.pk)
    assert outcomes_of(round_) == [Outcome.ADVANCE, Outcome.ADVANCE]


def test_outcomes_of_a_final_and_of_another_round_are_not_found(office):
    final = closed(scored_final([90]))
    other = closed(scored_round([90]))

    urls = [
        page_url("outcome", final.pk, results_of(final)[0].pk),
        page_url("outcome", other.pk, results_of(final)[0].pk),
    ]

    assert [office.get(url).status_code for url in urls] == [404, 404]


@pytest.mark.parametrize("model", ["roundentry", "roundresult"])
def test_entries_and_results_are_read_only_lists(office, model):
    round_ = closed(scored_round([90]))
    pk = {"roundentry": round_.entries.get().pk, "roundresult": RoundResult.objects.get().pk}

    assert office.get(reverse(f"admin:contests_{model}_changelist")).status_code == 200
    assert (
        office.get(reverse(f"admin:contests_{model}_change", args=[pk[model]])).status_code == 200
    )
    assert office.get(reverse(f"admin:contests_{model}_add")).status_code == 403


@pytest.mark.parametrize("model", ["criterion", "roundentry", "roundresult"])
def test_lists_filtered_by_round_cost_the_same_for_one_edition_and_for_three(
    office, model, django_assert_num_queries, django_assert_max_num_queries
):
    address = reverse(f"admin:contests_{model}_changelist")
    first = closed(scored_round([90]))
    with django_assert_max_num_queries(12) as queries:
        office.get(address)
    for _edition in range(2):
        closed(scored_round([90]))

    with django_assert_num_queries(len(queries)):
        page = office.get(address, {"round": first.pk})
    assert {_round_of(row) for row in page.context["cl"].result_list} == {first}


def _round_of(row):
    return row.round if hasattr(row, "round") else row.entry.round
