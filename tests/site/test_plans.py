"""Plans with their years, what the portal counts of them itself, and the roadmap."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from contests.enums import AwardState, FollowUpState, RoundKind, RoundState
from contests.models import FollowUp
from ecosystem.domain.outcomes import Count, record_counts
from ecosystem.enums import BookingState, ConnectionState, MilestoneKind, OutcomeKind, StepState
from ecosystem.models import IndicatorValue, RoadmapStep
from portal.roles import Role
from portal.site import actuals, plans
from portal.site.tasks import count_actuals
from tests.factories.contests import (
    ApplicationFactory,
    AwardFactory,
    DecisionFactory,
    RoundFactory,
)
from tests.factories.ecosystem import (
    BookingFactory,
    ConnectionRequestFactory,
    IndicatorFactory,
    MilestoneFactory,
    OrganizationFactory,
    PlanFactory,
    RoadmapStepFactory,
    ServiceRequestFactory,
    StartupFactory,
)
from tests.factories.portal import UserFactory
from tests.factories.training import HistoricalAttendanceFactory

pytestmark = pytest.mark.django_db
YEAR = 2025
IN_YEAR = timezone.make_aware(timezone.datetime(YEAR, 6, 1, 9))


def indicator(fed_by="", **values):
    plan = PlanFactory(start_year=YEAR - 4, end_year=YEAR)
    return IndicatorFactory(plan=plan, fed_by=fed_by, **values)


def won(startup=None, *, year=YEAR, is_demo=False, state=AwardState.APPROVED, published=True):
    application = ApplicationFactory(startup=startup, contest__is_demo=is_demo, state="awarded")
    decision = DecisionFactory(issued_on=date(year, 12, 1))
    RoundFactory(
        contest=application.contest,
        kind=RoundKind.FINAL,
        state=RoundState.PUBLISHED if published else RoundState.APPROVED,
        decision=decision,
    )
    revoked = {"revoked_decision": DecisionFactory()} if state == AwardState.REVOKED else {}
    return AwardFactory(
        application=application,
        prize__contest=application.contest,
        state=state,
        decision=decision,
        **revoked,
    )


def told(startup=None, *, capital=100, year=YEAR):
    return FollowUp.objects.create(
        application=ApplicationFactory(startup=startup, state="awarded"),
        months=6,
        group="awarded",
        due_on=date(year, 1, 1),
        state=FollowUpState.ANSWERED,
        answered_at=IN_YEAR.replace(year=year),
        is_alive=True,
        capital_raised=capital,
    )


def used(startup, **values):
    return BookingFactory(
        startup=startup,
        state=values.pop("state", BookingState.USED),
        starts_at=values.pop("starts_at", IN_YEAR),
        **values,
    )


def connected(startup, **values):
    return ConnectionRequestFactory(
        startup=startup, state=ConnectionState.DONE, answered_at=IN_YEAR, **values
    )


def served(startup, **values):
    done = {"state": "done", "outcome": "solved", "ended_at": IN_YEAR}
    return ServiceRequestFactory(startup=startup, **{**done, **values})


def supported():
    return actuals.counts_of(YEAR)[OutcomeKind.SUPPORTED].value


def with_capital():
    return actuals.counts_of(YEAR)[OutcomeKind.WITH_CAPITAL].value


# --- what the portal counts -------------------------------------------------------------------


def test_a_project_that_was_helped_in_three_ways_counts_once():
    startup = StartupFactory(owner=UserFactory())
    won(startup)
    used(startup)
    connected(startup)
    served(startup)

    assert supported() == 1


def test_a_project_that_a_service_helped_was_supported():
    served(StartupFactory())

    assert supported() == 1


def test_an_application_without_a_record_counts_by_itself():
    won()
    won()

    assert supported() == 2


@pytest.mark.parametrize(
    "make",
    [
        lambda startup: won(startup, year=YEAR - 1),
        lambda startup: won(startup, is_demo=True),
        lambda startup: won(startup, state=AwardState.REVOKED),
        lambda startup: won(startup, published=False),
        lambda startup: used(startup, state=BookingState.NO_SHOW),
        lambda startup: used(startup, starts_at=IN_YEAR.replace(year=YEAR + 1)),
        lambda startup: used(startup, room__is_demo=True),
        lambda startup: used(None),
        lambda startup: connected(startup, expert__is_demo=True),
        lambda startup: served(startup, outcome="could_not"),
        lambda startup: served(startup, ended_at=IN_YEAR.replace(year=YEAR - 1)),
        lambda startup: served(startup, service__is_demo=True),
    ],
)
def test_what_is_no_support_of_the_year_does_not_count(make):
    make(StartupFactory(owner=UserFactory()))

    assert supported() == 0


def test_capital_told_after_the_contest_and_confirmed_on_the_record_counts_once():
    startup = StartupFactory()
    told(startup)
    MilestoneFactory(
        startup=startup, kind=MilestoneKind.CAPITAL, year=YEAR, confirmed_at=timezone.now()
    )
    told()

    assert with_capital() == 2


@pytest.mark.parametrize(
    "values",
    [
        {"confirmed_at": None},
        {"confirmed_at": timezone.now(), "year": YEAR - 1},
        {"confirmed_at": timezone.now(), "kind": MilestoneKind.FIRST_SALE},
    ],
)
def test_a_milestone_counts_as_capital_only_confirmed_and_in_its_year(values):
    MilestoneFactory(**{"kind": MilestoneKind.CAPITAL, "year": YEAR, **values})

    assert with_capital() == 0


def test_an_answer_without_capital_is_no_capital():
    told(capital=0)

    assert with_capital() == 0


def test_attendances_count_for_training_of_that_year_alone():
    HistoricalAttendanceFactory(from_year=YEAR, to_year=YEAR, attendances=120)
    HistoricalAttendanceFactory(from_year=YEAR, to_year=YEAR, attendances=None)
    HistoricalAttendanceFactory(from_year=YEAR - 1, to_year=YEAR, attendances=700)
    count = actuals.counts_of(YEAR)[OutcomeKind.TRAINED]

    assert (count.value, count.is_told) == (120, True)
    assert actuals.counts_of(YEAR - 2)[OutcomeKind.TRAINED].is_told is False


# --- how it is written ------------------------------------------------------------------------


def count(value, *, is_told=True):
    return {OutcomeKind.SUPPORTED: Count(value=value, source="Cổng đếm", is_told=is_told)}


def test_a_count_is_written_once_and_follows_what_is_known():
    row = indicator(OutcomeKind.SUPPORTED)

    assert record_counts(year=YEAR, counts=count(2)) == 1
    assert record_counts(year=YEAR, counts=count(2)) == 0
    assert record_counts(year=YEAR, counts=count(0, is_told=False)) == 1
    assert row.values.get().value == 0


def test_nothing_counted_is_not_nothing_reached():
    row = indicator(OutcomeKind.SUPPORTED)

    assert record_counts(year=YEAR, counts=count(0, is_told=False)) == 0
    assert not row.values.exists()


def test_what_staff_entered_stays_and_a_target_alone_is_completed():
    entered, promised = indicator(OutcomeKind.SUPPORTED), indicator(OutcomeKind.SUPPORTED)
    IndicatorValue.objects.create(indicator=entered, year=YEAR, value=9, source="Báo cáo")
    IndicatorValue.objects.create(indicator=promised, year=YEAR, target=4, source="Kế hoạch")

    assert record_counts(year=YEAR, counts=count(2)) == 1
    assert entered.values.get().value == 9
    row = promised.values.get()
    assert (row.target, row.value, row.source) == (4, 2, "Kế hoạch")
    assert row.sources == "Kế hoạch. Cổng đếm"


@pytest.mark.parametrize(("year", "written"), [(2020, 0), (2021, 1), (2025, 1), (2026, 0)])
def test_a_count_is_written_within_the_period_of_the_plan(year, written):
    indicator(OutcomeKind.SUPPORTED)

    assert record_counts(year=year, counts=count(1)) == written


def test_the_daily_work_counts_this_year_and_the_last():
    this_year = timezone.localdate().year
    plan = PlanFactory(start_year=this_year - 5, end_year=this_year)
    row = IndicatorFactory(plan=plan, fed_by=OutcomeKind.TRAINED)
    for back in (0, 1, 2):
        held = this_year - back
        HistoricalAttendanceFactory(from_year=held, to_year=held, attendances=10)
    count_actuals()

    assert list(row.values.values_list("year", flat=True)) == [this_year - 1, this_year]


# --- the pages --------------------------------------------------------------------------------


def test_the_page_shows_target_years_chart_and_sources(client):
    row = indicator(target_from=3, target_to=5)
    IndicatorValue.objects.create(
        indicator=row, year=YEAR - 1, target=2, value=1, source="Báo cáo 99/BC-SKHCN"
    )
    page = client.get(reverse("site:plans"))

    assertContains(page, "3–5 dự án")
    assertContains(page, "33 % chỉ tiêu")
    assertContains(page, "Báo cáo 99/BC-SKHCN")
    assertContains(page, "<svg")


def test_where_nobody_reported_the_page_says_so_and_draws_nothing(client):
    indicator()
    page = client.get(reverse("site:plans"))

    assertContains(page, "Chưa có đơn vị nào báo cáo số liệu")
    assertNotContains(page, 'class="bar-chart"')


@pytest.mark.parametrize(
    ("adds_up", "values", "share", "is_met"),
    [
        (True, [1, 1], 66, False),
        (True, [1, 2], 100, True),
        (False, [5, 2], 66, False),
        (False, [1, 3], 100, True),
        (True, [], None, False),
    ],
)
def test_progress_adds_the_years_or_takes_the_latest(adds_up, values, share, is_met):
    row = indicator(target_from=3, adds_up=adds_up)
    for year, value in enumerate(values, start=YEAR - 1):
        IndicatorValue.objects.create(indicator=row, year=year, value=value)
    progress = plans.plans()[0].indicators[0]

    assert (progress.share, progress.is_met) == (share, is_met)


def test_a_year_outside_the_plan_or_without_any_figure_is_refused():
    row = indicator()
    for values in ({"year": YEAR + 1, "value": 1}, {"year": YEAR}):
        with pytest.raises(ValidationError):
            IndicatorValue(indicator=row, **values).full_clean()


def test_the_pages_cost_the_same_for_one_row_and_for_three(client, django_assert_max_num_queries):
    def cost(name):
        with django_assert_max_num_queries(8) as queries:
            client.get(reverse(name))
        return len(queries)

    def add():
        step = RoadmapStepFactory(lead=OrganizationFactory(is_public=True))
        step.indicators.add(indicator())
        IndicatorValue.objects.create(indicator=indicator(), year=YEAR, value=1)

    add()
    few = [cost("site:plans"), cost("site:roadmap")]
    add()
    add()
    assert [cost("site:plans"), cost("site:roadmap")] == few


def test_the_roadmap_shows_steps_with_who_is_in_charge_and_who_is_missing(client):
    RoadmapStepFactory(
        title="Thành lập vườn ươm",
        lead=OrganizationFactory(name="Sở A", is_public=True),
        state=StepState.UNDER_WAY,
        due_year=2027,
    )
    RoadmapStepFactory(title="Bước kín", is_public=False)
    OrganizationFactory(kind="fund", is_public=True)
    page = client.get(reverse("site:roadmap"))

    for words in ("Thành lập vườn ươm", "Sở A", "Đang thực hiện", "2027", "chưa có"):
        assertContains(page, words)
    assertNotContains(page, "Bước kín")
    assert [gap.count for gap in plans.gaps()] == [0, 1, 0, 0]


@pytest.mark.parametrize(
    ("state", "done_on", "is_right"),
    [
        (StepState.DONE, date(2026, 1, 1), True),
        (StepState.DONE, None, False),
        (StepState.PLANNED, None, True),
        (StepState.PLANNED, date(2026, 1, 1), False),
    ],
)
def test_a_step_is_done_on_a_day_and_only_then(state, done_on, is_right):
    step = RoadmapStep(title="Bước", state=state, done_on=done_on)
    if is_right:
        step.full_clean()
    else:
        with pytest.raises(ValidationError):
            step.full_clean()


def test_the_provinces_steps_are_loaded_once_and_staff_keep_what_they_changed():
    call_command("load_langson", verbosity=0)
    RoadmapStep.objects.filter(order=1).update(title="Đổi tên")
    call_command("load_langson", verbosity=0)

    assert RoadmapStep.objects.count() == 7
    assert RoadmapStep.objects.get(order=1).title == "Đổi tên"


def test_staff_move_a_step_in_the_administration(client):
    client.force_login(UserFactory(roles=[Role.SECRETARY]))
    step = RoadmapStepFactory()
    url = reverse("admin:ecosystem_roadmapstep_change", args=[step.pk])
    values = {"title": step.title, "slug": step.slug, "order": 1, "state": "done"}

    assertContains(client.post(url, values), "Nhập ngày hoàn thành bước này")
    day = (timezone.localdate() - timedelta(days=1)).strftime("%d/%m/%Y")
    assert client.post(url, {**values, "done_on": day}).status_code == 302
    assert RoadmapStep.objects.get().state == StepState.DONE
