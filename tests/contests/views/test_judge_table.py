"""The table of sheets: rows saved alone or together, errors at the cell, nobody's work replaced."""

from decimal import Decimal

import pytest

from contests.enums import RoundState
from contests.models import Round, Score, ScoreSheet
from tests.contests.sheets import full, save, sent
from tests.contests.views.judge_desk import count_queries, entry_of, round_url, typed, url
from tests.factories.contests import AssignmentFactory
from tests.factories.portal import judge

pytestmark = pytest.mark.django_db
IN_BACKGROUND = {"X-Autosave": "1"}


@pytest.fixture
def second(given):
    return AssignmentFactory(entry=entry_of(given.entry.round), judge=given.judge)


def page_of(assignment):
    return round_url("judge_table", assignment)


def filled(rows, version=None, **extra):
    """What the table sends: points for each assignment in the order of the criteria."""
    values = {"version": version or " ".join(f"{row.pk}:0" for row in rows)}
    for row, points in rows.items():
        criteria = row.entry.round.criteria.order_by("order")
        values |= {f"points_{row.pk}_{c.pk}": p for c, p in zip(criteria, points, strict=True)}
    return {"save": "all", **values, **extra}


def points_of(assignment):
    rows = Score.objects.filter(sheet__assignment=assignment).order_by("criterion__order")
    return [row.points for row in rows]


def test_strangers_meet_no_table(client, given):
    assert client.get(page_of(given)).status_code == 302
    client.force_login(judge())
    assert client.get(page_of(given)).status_code == 404


def test_all_rows_are_saved_at_once(desk, given, second):
    response = desk.post(page_of(given), filled({given: ("18,5", "4"), second: ("7", "")}))

    assert response.url == page_of(given)
    assert points_of(given) == [Decimal("18.5"), Decimal(4)]
    assert points_of(second) == [Decimal(7)]
    totals = [row.total for row in desk.get(page_of(given)).context["rows"]]
    assert totals == [Decimal("26.50"), Decimal("7.00")]


def test_one_row_is_saved_and_what_is_typed_in_others_stays(desk, given, second):
    values = filled({given: ("5", "5"), second: ("6", "6")}, save=str(second.pk))

    response = desk.post(page_of(given), values)

    assert response.status_code == 200
    assert (points_of(given), points_of(second)) == ([], [Decimal(6), Decimal(6)])
    boxes = [box.value() for _c, box, _p in response.context["rows"][0].cells]
    assert boxes == ["5", "5"]
    version = response.context["form"]["version"].value()
    again = desk.post(page_of(given), {**values, "version": version, "save": "all"})
    assert again.url == page_of(given)
    assert points_of(given) == [Decimal(5), Decimal(5)]
    assert ScoreSheet.objects.get(assignment=second).version == 1


def test_an_error_stands_at_its_cell_and_the_other_rows_are_saved(desk, given, second):
    response = desk.post(page_of(given), filled({given: ("99", "5"), second: ("6", "6")}))

    assert response.status_code == 422
    first, other = response.context["rows"]
    assert [bool(box.errors) for _c, box, _p in first.cells] == [True, False]
    assert not other.has_error
    assert (points_of(given), points_of(second)) == ([], [Decimal(6), Decimal(6)])


def test_comments_written_elsewhere_survive_the_table(desk, given):
    desk.post(url("judge_sheet", given), typed(given, "1", "1", comment_for_author="Tốt"))

    desk.post(page_of(given), filled({given: ("2", "2")}, version=f"{given.pk}:1"))

    sheet = ScoreSheet.objects.get()
    assert (sheet.comment_for_author, points_of(given)) == ("Tốt", [Decimal(2), Decimal(2)])


def test_a_row_that_another_window_saved_is_refused_alone_and_may_be_saved_knowingly(
    desk, given, second
):
    save(given, full(given, 9, 9))

    told = desk.post(page_of(given), filled({given: ("2", "2"), second: ("3", "3")}))

    assert told.status_code == 422
    assert "9; 9" in told.context["rows"][0].error
    assert (points_of(given), points_of(second)) == ([Decimal(9)] * 2, [Decimal(3)] * 2)
    version = told.context["form"]["version"].value()
    desk.post(page_of(given), filled({given: ("2", "2"), second: ("3", "3")}, version=version))
    assert points_of(given) == [Decimal(2)] * 2


@pytest.mark.parametrize("version", ["x", "1:y", ":", "0"])
def test_a_page_without_versions_saves_nothing(desk, given, version):
    response = desk.post(page_of(given), filled({given: ("2", "2")}, version=version))

    assert response.status_code == 422
    assert points_of(given) == []


def test_a_sent_row_is_read_only(desk, given, second):
    sent(given, 20, 4)

    response = desk.post(page_of(given), filled({given: ("1", "1"), second: ("2", "2")}))

    assert response.url == page_of(given)
    assert points_of(given) == [Decimal(20), Decimal(4)]
    row = desk.get(page_of(given)).context["rows"][0]
    assert (row.is_open, row.total) == (False, Decimal("28.00"))


def test_nothing_is_typed_once_scoring_is_closed(desk, given):
    Round.objects.update(state=RoundState.CLOSED)

    assert not desk.get(page_of(given)).context["form"].open
    desk.post(page_of(given), filled({given: ("1", "1")}))
    assert points_of(given) == []


def test_the_table_is_saved_in_the_background(desk, given, second):
    values = filled({given: ("5", ""), second: ("99", "")})

    answer = desk.post(page_of(given), values, headers=IN_BACKGROUND).json()

    assert answer["seen"] == f"{given.pk}:1 {second.pk}:0"
    assert len(answer["errors"]) == 1
    lost = desk.post(page_of(given), values, headers=IN_BACKGROUND)
    assert lost.json()["seen"] == answer["seen"]


def test_a_refused_row_ends_saving_in_the_background(desk, given):
    save(given, full(given, 9, 9))

    refused = desk.post(page_of(given), filled({given: ("2", "2")}), headers=IN_BACKGROUND)

    assert refused.status_code == 409


def test_the_table_costs_the_same_for_one_row_and_three(desk, given):
    desk.get(page_of(given))
    save(given, full(given, 1, 1))
    once = count_queries(desk, page_of(given))
    for _each in range(2):
        other = AssignmentFactory(entry=entry_of(given.entry.round), judge=given.judge)
        save(other, full(other, 1, 1))

    assert count_queries(desk, page_of(given)) == once
