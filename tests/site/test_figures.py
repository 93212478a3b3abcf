"""The figures: sums of rows, quotations with notes, and nothing that nobody reported."""

import csv
import io
from datetime import date

import pytest
from django.core.management import call_command
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from contests.domain.history import edition_figures, sum_of
from contests.enums import ApplicationState, AwardState, RoundKind, RoundState
from contests.models import Award, HistoricalFigure
from ecosystem.models import IndicatorValue
from portal.charts import bar_chart
from portal.site import figures
from portal.site.tables import Row, Table
from tests.factories.contests import (
    ApplicationFactory,
    ContestFactory,
    DecisionFactory,
    PrizeFactory,
    RoundEntryFactory,
    RoundFactory,
)
from tests.factories.ecosystem import (
    EventFactory,
    FieldFactory,
    IndicatorFactory,
    OrganizationFactory,
    StartupFactory,
)
from tests.factories.training import HistoricalAttendanceFactory

pytestmark = pytest.mark.django_db


def finished_contest(*, year, state=RoundState.PUBLISHED, **values):
    """An edition with three received, two valid, one finalist and one award."""
    contest = ContestFactory(year=year, **values)
    now = timezone.now()
    winner, _other, _bad = (
        ApplicationFactory(contest=contest, state=status, first_submitted_at=now)
        for status in (
            ApplicationState.AWARDED,
            ApplicationState.NOT_ADVANCED,
            ApplicationState.INVALID,
        )
    )
    ApplicationFactory(contest=contest)
    final = RoundFactory(
        contest=contest, kind=RoundKind.FINAL, state=state, decision=DecisionFactory()
    )
    RoundEntryFactory(round=final, application=winner)
    Award.objects.create(
        prize=PrizeFactory(contest=contest),
        application=winner,
        state=AwardState.APPROVED,
        decision=DecisionFactory(),
    )
    return contest


def counts_of(edition):
    return {kind: figure.value for kind, figure in edition.figures.items()}


def test_an_edition_run_here_appears_after_publication_with_four_counts():
    finished_contest(year=2026)

    (edition,) = edition_figures()

    assert edition.counted_here
    assert counts_of(edition) == {"received": 3, "valid": 2, "finalists": 1, "awarded": 1}


@pytest.mark.parametrize("state", [state for state in RoundState if state != RoundState.PUBLISHED])
def test_an_edition_whose_final_is_not_published_tells_no_figure(client, state):
    contest = finished_contest(year=2026, state=state)

    assert edition_figures() == []
    assertNotContains(client.get("/so-lieu/"), str(contest.year))
    assert "2026" not in client.get("/so-lieu/cuoc-thi.csv").content.decode()


def test_a_published_edition_that_is_hidden_again_tells_no_figure():
    finished_contest(year=2026).__class__.objects.update(state="draft")

    assert edition_figures() == []


def test_counts_made_here_stand_in_the_place_of_reported_ones():
    HistoricalFigure.objects.create(year=2026, kind="valid", value=99, source="Báo")
    finished_contest(year=2026)

    (edition,) = edition_figures()

    assert edition.figures["valid"].value == 2


def test_a_demonstration_is_marked_and_stays_out_of_sums_charts_and_real_years():
    HistoricalFigure.objects.create(year=2023, kind="valid", value=46, source="Sở")
    HistoricalFigure.objects.create(year=2022, kind="valid", value=46, source="Sở")
    finished_contest(year=2026, is_demo=True)
    finished_contest(year=2023, is_demo=True)

    found = figures.contest_figures()

    assert [row.mark != "" for row in found.table.rows] == [False, False, True]
    assert sum_of(edition_figures(), "valid") == 92
    assert [bar.label for bar in found.charts[0].bars] == ["2022", "2023"]
    assert found.period == "2022–2023"


def test_a_verified_figure_wins_over_one_that_is_not():
    HistoricalFigure.objects.create(year=2019, kind="awarded", value=6, source="Báo")
    HistoricalFigure.objects.create(
        year=2019, kind="awarded", value=10, source="Sở", is_verified=True
    )

    assert edition_figures()[0].figures["awarded"].value == 10


def test_a_count_that_some_edition_lacks_has_no_sum():
    HistoricalFigure.objects.create(year=2019, kind="received", value=50, source="Báo")
    HistoricalFigure.objects.create(year=2020, kind="valid", value=42, source="Sở")

    assert sum_of(edition_figures(), "received") is None
    assert sum_of([], "valid") is None


def test_the_sums_are_computed_and_the_reported_total_stands_only_with_its_note(client):
    call_command("load_langson", verbosity=0)

    response = client.get("/so-lieu/")

    contest = response.context["contest"]
    assert [total for _label, total in contest.sums] == [221, 58]
    assert "238" not in "".join(contest.table.as_csv())
    assert response.content.decode().count("238:") == 0
    (valid, _awarded) = (
        contest.reported if contest.reported[0].kind == "valid" else contest.reported[::-1]
    )
    assertContains(response, valid.note)


def test_the_page_holds_its_query_bound(client, django_assert_max_num_queries):
    call_command("load_langson", verbosity=0)
    finished_contest(year=2026)

    with django_assert_max_num_queries(10):
        client.get("/so-lieu/")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_for_one_row_and_three(client, django_assert_num_queries, rows):
    for year in range(rows):
        finished_contest(year=2026 + year)
        IndicatorValue.objects.create(indicator=IndicatorFactory(), year=2021, value=1)
    EventFactory.create_batch(rows)
    HistoricalAttendanceFactory.create_batch(rows)

    with django_assert_num_queries(9):
        client.get("/so-lieu/")


def test_an_empty_portal_says_that_there_are_no_figures(client):
    response = client.get("/so-lieu/")

    assert response.context["contest"].sums == []
    assertNotContains(response, '<svg class="bar-chart"')


def test_charts_carry_title_description_and_a_table_and_no_inline_style(client):
    call_command("load_langson", verbosity=0)

    page = client.get("/so-lieu/").content.decode()

    charts = page.split('<svg class="bar-chart"')[1:]
    assert len(charts) == 4
    for chart in charts:
        assert 'role="img"' in chart
        assert "<title" in chart
    assert ("2019: 4" in charts[0], "2019: 1" in charts[1]) == (True, True)
    assert "Cơ quan quản lý nhà nước: 5" in charts[2]
    assert "Chế biến nông, lâm sản: 3" in charts[3]
    assert "style=" not in page
    assert page.count("<caption") == 6


def test_the_longest_bar_sets_the_scale_and_lengths_use_a_point():
    chart = bar_chart(key="x", title="X", values=[("2019", 41), ("2020", 82), ("2021", 0)])

    assert [bar.width for bar in chart.bars] == ["34.00%", "68.00%", "0.00%"]
    assert chart.description == "2019: 41; 2020: 82; 2021: 0"


def test_a_chart_of_zeros_does_not_divide_by_zero():
    assert bar_chart(key="x", title="X", values=[("2019", 0)]).bars[0].width == "0.00%"


def test_reached_values_are_summed_with_their_years_and_missing_ones_stay_missing():
    reached, minimum, _missing = IndicatorFactory.create_batch(3)
    IndicatorValue.objects.create(indicator=reached, year=2021, value=1)
    IndicatorValue.objects.create(indicator=reached, year=2023, value=1)
    IndicatorValue.objects.create(indicator=minimum, year=2022, value=1000, is_minimum=True)

    found = {row.cells[0]: row.cells[4] for row in figures.plan_table().rows}

    assert found[reached.name] == "2 dự án (2021–2023)"
    assert found[minimum.name] == "ít nhất 1.000 dự án (2022)"
    assert found[_missing.name] is None


def test_training_time_and_size_are_told_as_far_as_known():
    HistoricalAttendanceFactory(
        title="A", from_year=2019, to_year=2021, rounds=2, classes=3, order=1
    )
    HistoricalAttendanceFactory(title="B", from_year=2019, people=10, order=2)
    HistoricalAttendanceFactory(
        title="C", is_yearly=True, attendances=700, is_minimum=True, order=3
    )
    HistoricalAttendanceFactory(title="D", order=4)

    rows = [list(row.cells[2:]) for row in figures.training_table().rows]

    assert rows == [
        ["2019–2021", "2 đợt, 3 lớp", None, None],
        ["từ năm 2019", None, None, 10],
        ["hằng năm", None, "trên 700", None],
        [None, None, None, None],
    ]


@pytest.mark.parametrize("key", sorted(figures.TABLES))
def test_every_table_downloads_as_csv_with_its_source(client, key):
    call_command("load_langson", verbosity=0)

    response = client.get(f"/so-lieu/{key}.csv")

    text = response.content.decode()
    assert text.startswith("\ufeff")
    head, *rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert rows
    assert all(len(row) == len(head) for row in rows)
    assert response.headers["Content-Disposition"] == f'attachment; filename="so-lieu-{key}.csv"'


def test_a_table_that_does_not_exist_is_404(client):
    assert client.get("/so-lieu/luong.csv").status_code == 404


def test_text_that_a_spreadsheet_would_run_is_quoted():
    table = Table(
        key="x",
        title="X",
        columns=["A", "B"],
        rows=[Row(cells=["=1+1", None], sources="@SUM(A1)"), Row(cells=["b", 1500])],
        missing="–",
        source_column="S",
    )

    assert table.as_csv().splitlines()[1:] == ["'=1+1,,'@SUM(A1)", "b,1500,"]
    assert [row["cells"][0]["text"] for row in table.shown()] == ["–", "1.500"]


def test_actors_are_counted_by_kind_as_the_directory_lists_them(client):
    OrganizationFactory.create_batch(2, kind="department")
    OrganizationFactory(kind="press")
    OrganizationFactory(kind="press", is_public=False)
    OrganizationFactory(kind="department", valid_to=date(2025, 2, 28))

    counts = {row.cells[0]: row.cells[1] for row in figures.actor_table().rows}

    assert (counts["Cơ quan quản lý nhà nước"], counts["Báo chí"]) == (2, 1)
    assert counts["Nhà đầu tư"] == 0
    assert figures.actor_table().sums.cells[1] == 3
    page = client.get("/so-lieu/").content.decode()
    assert page.count('<svg class="bar-chart"') == 1
    assert "Cổng đếm ngày" in page


def test_projects_are_counted_by_field_while_they_may_be_shown():
    field = FieldFactory(name="Du lịch")
    StartupFactory.create_batch(2, field=field, is_public=True)
    StartupFactory(field=field, is_public=False)
    StartupFactory(field=None, is_public=True)

    rows = [tuple(row.cells) for row in figures.project_table().rows]

    assert rows == [("Du lịch", 2), ("Chưa nêu lĩnh vực", 1)]


def test_long_labels_stand_above_their_bars_and_short_ones_beside_them():
    beside = bar_chart(key="x", title="X", values=[("2019", 41), ("2020", 82)])
    above = bar_chart(key="x", title="X", values=[("Cơ quan", 1), ("Báo", 2)])

    assert (beside.has_labels_above, above.has_labels_above) == (False, True)
    assert all(bar.label_baseline == bar.baseline for bar in beside.bars)
    tops = [float(bar.top.removesuffix("em")) for bar in above.bars]
    feet = [float(bar.label_baseline.removesuffix("em")) for bar in above.bars]
    assert feet[0] < tops[0] < tops[0] + 1.5 < feet[1] < tops[1]
    assert float(above.height.removesuffix("em")) >= tops[1] + 1.5
