"""Versions, explanations, places and the reserve list in the admin."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from contests.domain import rounds
from contests.models import Application, RoundResult
from portal.audit import SYSTEM
from tests.contests.admin.pages import change_page, closed, document, page_url
from tests.factories.contests import DivisionFactory
from tests.factories.portal import UserFactory
from tests.factories.results import published_round, results_of, scored_final, scored_round

pytestmark = pytest.mark.django_db


def explained(round_, row, number=1):
    return page_url("explanation", round_.pk, number, row.entry_id)


# --- versions and explanations --------------------------------------------------------------------


def test_every_rank_links_to_its_explanation(office):
    round_ = closed(scored_round([90, 80], [70], min_judges=1, clause="Điều 9 khoản 2"))
    first, _second = results_of(round_)
    assert explained(round_, first) in office.get(page_url("ranking", round_.pk)).content.decode()

    text = office.get(explained(round_, first)).content.decode()

    assert "Điều 9 khoản 2" in text
    assert "<strong>85</strong>" in text  # (90 + 80) / 2
    assert "Tính mới" in text


def test_the_record_of_a_result_says_everything_in_words(office):
    round_ = scored_round([90, 80], [70], min_judges=3)
    round_.criteria.update(is_zero_bar=True)
    rounds.close_round(round_, actor=SYSTEM, accept_missing=True, reason="Vắng")
    first, _second = results_of(round_)

    page = office.get(reverse("admin:contests_roundresult_change", args=[first.pk]))
    text = page.content.decode()

    assert explained(round_, first) in text
    assert "trung bình 0 điểm thì bị loại" in text
    assert "Được tính" in text
    assert "Ít phiếu hơn số yêu cầu" in text
    keys = {"is_zero_bar", "median", "fate", "counted", "few_sheets", "organisers", "{"}
    record = text[text.index('id="roundresult_form"') :].split("</form>")[0]
    assert not [key for key in keys if key in _words(record)]


def _words(html):
    """What somebody reads: no tags."""
    return re.sub(r"<[^>]*>", " ", html)


def test_a_tie_is_explained_with_what_separated_it(office):
    round_ = scored_round([80], [80])
    round_.tie_rules.create(kind="earlier", order=1, clause="Điều 10")
    closed(round_)
    first, second = results_of(round_)

    text = office.get(explained(round_, first)).content.decode()

    assert explained(round_, second) in text
    assert "Điều 10" in text


def test_a_version_that_was_set_aside_stays_readable(office):
    round_ = closed(scored_round([90], [80], advance_count=1))
    first, _second = results_of(round_)
    rounds.reopen_round(round_, actor=SYSTEM, reason="Nhập nhầm phiếu")
    assert page_url("versions", round_.pk) in change_page(office, round_).content.decode()

    versions = office.get(page_url("versions", round_.pk)).content.decode()
    table = office.get(page_url("version", round_.pk, 1))
    page = office.get(explained(round_, first))

    assert "Nhập nhầm phiếu" in versions
    assert [row.result.rank for row in table.context["table"].rows] == [1, 2]
    assert "Nhập nhầm phiếu" in table.content.decode()
    assert page_url("version", round_.pk, 1) in page.content.decode()
    assert not table.context["may_decide"]


def test_the_version_in_force_is_the_ranking(office):
    round_ = closed(scored_round([90]))

    assert office.get(page_url("version", round_.pk, 1)).url == page_url("ranking", round_.pk)
    assert office.get(page_url("version", round_.pk, 9)).status_code == 404
    assert office.get(page_url("explanation", round_.pk, 1, 0)).status_code == 404


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("versions", ()),
        ("version", (1,)),
        ("explanation", (1, 1)),
        ("places", ()),
        ("call_up", (1,)),
        ("decline", (1,)),
    ],
)
def test_staff_of_other_desks_see_no_result(client, name, args):
    round_ = closed(scored_round([90]))
    client.force_login(UserFactory(roles=["Biên tập viên"]))

    assert client.get(page_url(name, round_.pk, *args)).status_code == 403


def test_an_explanation_costs_the_same_for_one_sheet_and_three(
    office, django_assert_num_queries, django_assert_max_num_queries
):
    one, three = closed(scored_round([90])), closed(scored_round([90, 80, 70]))
    with django_assert_max_num_queries(14) as queries:
        office.get(explained(one, results_of(one)[0]))

    with django_assert_num_queries(len(queries)):
        assert office.get(explained(three, results_of(three)[0])).status_code == 200


# --- places and reserves --------------------------------------------------------------------------


def test_the_table_and_its_ties_go_by_division(office):
    round_ = scored_round([90], [80], [80], ranks_by_division=True, advance_count=1)
    division = DivisionFactory(contest=round_.contest, name="Ý tưởng")
    Application.objects.filter(number__in=(2, 3)).update(division=division)
    closed(round_)
    tied = results_of(round_)[1]

    text = office.get(page_url("ranking", round_.pk)).content.decode()
    places = office.get(page_url("places", round_.pk))

    assert "Ý tưởng" in text
    assert page_url("tie", round_.pk, RoundResult.objects.filter(is_tied=True).first().pk) in text
    assert tied.is_tied
    assert [group[0] for group in places.context["groups"]] == ["", "Ý tưởng"]


def test_a_place_is_given_up_and_the_next_called_up(office):
    round_ = published_round(scored_round([90], [80], [70], advance_count=1, reserve_count=2))
    first, second, third = results_of(round_)
    url = page_url("places", round_.pk)
    decline, call = (
        page_url("decline", round_.pk, first.pk),
        page_url("call_up", round_.pk, second.pk),
    )
    page = office.get(url).content.decode()
    assert decline in page
    assert call not in page

    assert office.get(decline).status_code == 200
    assert office.post(decline, {"reason": ""}).status_code == 422
    assert office.post(decline, {"reason": "Bận sản xuất"}).url == url
    page = office.get(url).content.decode()
    assert call in page
    assert page_url("call_up", round_.pk, third.pk) not in page
    soon = f"{timezone.localdate() + timedelta(days=3):%d/%m/%Y}"
    values = {
        "reason": "Có suất trống",
        **document(),
        "confirm_on": soon,
        "confirm_time": "17:00",
    }
    for wrong in ({"number": ""}, {"confirm_on": ""}, {"confirm_on": "01/01/2026"}):
        assert office.post(call, {**values, **wrong}).status_code == 422
    assert office.post(call, values).url == url
    again = office.post(page_url("call_up", round_.pk, third.pk), values)

    second.refresh_from_db()
    assert second.called_up_at is not None
    assert again.status_code == 422


def test_nothing_is_called_up_before_the_publication_or_in_a_final(office):
    round_ = closed(scored_round([90], [80], advance_count=1, reserve_count=1))
    final = closed(scored_final([90]))
    second = results_of(round_)[1]

    page = office.get(page_url("call_up", round_.pk, second.pk))

    assert page.url == page_url("places", round_.pk)
    assert office.get(page_url("places", final.pk)).status_code == 404
    assert office.get(page_url("call_up", round_.pk, 0)).status_code == 404
