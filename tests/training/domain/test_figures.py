"""Attendances and persons, by whatever is asked for."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from ecosystem.enums import LocalityKind
from tests.factories.ecosystem import LocalityFactory, OrganizationFactory
from tests.factories.training import AudienceFactory, CourseFactory, CourseRunFactory
from tests.training.persons import came
from training.domain import persons
from training.domain.attended import Wanted, attended, band_of, tally, year_of
from training.domain.figures import report
from training.enums import RunState

pytestmark = pytest.mark.django_db
HERE = ZoneInfo("Asia/Ho_Chi_Minh")


def run_on(*day, **values):
    first = datetime(*day, 8, tzinfo=HERE)
    return CourseRunFactory(sessions=1, sessions__first=first, **values)


def counts(wanted=None):
    persons.link_pending()
    found = tally(attended(wanted))
    return found.attendances, found.persons, found.classes


def table(title):
    persons.link_pending()
    return next(found for found in report(attended()) if found.title == title)


def rows(title):
    return [list(row) for row in table(title).rows]


# --- what counts --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mark", "counted"), [("present", 1), ("late", 1), ("excused", 0), ("absent", 0)]
)
def test_who_came_to_one_session_at_least_counts(mark, counted):
    came(mark=mark)

    assert counts()[0] == counted


@pytest.mark.parametrize("state", [RunState.DRAFT, RunState.CANCELLED])
def test_a_class_that_was_not_held_counts_for_nothing(state):
    came(CourseRunFactory(sessions=1, state=state))

    assert counts() == (0, 0, 0)


def test_demonstration_is_counted_apart():
    came(CourseRunFactory(sessions=1, course__is_demo=True))

    assert counts() == (0, 0, 0)
    assert len(attended(is_demo=True)) == 1


def test_a_registration_that_was_cancelled_counts_for_nothing():
    row = came()
    type(row).objects.filter(pk=row.pk).update(state="cancelled")

    assert counts() == (0, 0, 0)


# --- what is asked for --------------------------------------------------------------------------


def test_days_are_those_on_which_a_class_begins_both_ends_with_it():
    came(run_on(2026, 3, 5))

    for wanted, found in (
        (Wanted(from_day=date(2026, 3, 5)), 1),
        (Wanted(from_day=date(2026, 3, 6)), 0),
        (Wanted(to_day=date(2026, 3, 5)), 1),
        (Wanted(to_day=date(2026, 3, 4)), 0),
        (year_of(2026), 1),
        (year_of(2025), 0),
    ):
        assert counts(wanted)[0] == found, wanted


def test_the_last_evening_of_a_year_belongs_to_it_here():
    run = run_on(2026, 1, 1)
    first = datetime(2025, 12, 31, 23, 30, tzinfo=HERE)
    type(run).objects.filter(pk=run.pk).update(starts_at=first)
    came(run)

    assert counts(year_of(2025))[0] == 1
    assert rows("Theo năm") == [["2025", 1, 1, 1]]


def test_every_filter_narrows_to_its_own():
    organizer, other = OrganizationFactory(), OrganizationFactory()
    commune, group = LocalityFactory(), AudienceFactory()
    run = CourseRunFactory(sessions=1, locality=commune, organizer=organizer)
    came(run, audience=group)
    came(CourseRunFactory(sessions=1, course=CourseFactory(organizer=other)), name="Lý Thị Mai")

    for wanted in (
        Wanted(course=run.course),
        Wanted(locality=commune),
        Wanted(audience=group),
        Wanted(organizer=organizer),
        # A class without an organiser of its own has that of its course.
        Wanted(organizer=other),
    ):
        assert counts(wanted) == (1, 1, 1), wanted


# --- the tables ---------------------------------------------------------------------------------


def test_both_counts_stand_in_every_row_and_people_are_no_sum():
    for year in (2025, 2026):
        came(run_on(year, 3, 5), email="hoc@x.vn")
    came(run_on(2026, 4, 5), email="hoc@x.vn")

    assert rows("Theo năm") == [["2025", 1, 1, 1], ["2026", 2, 2, 1]]
    assert counts() == (3, 1, 3)
    assert "tổng số người không phải là tổng các dòng" in table("Theo năm").note


def test_every_table_has_both_columns():
    came()
    persons.link_pending()

    for found in report(attended()):
        assert list(found.heads[1:]) == ["Số lớp", "Lượt người", "Số người"], found.title


def test_a_former_district_says_until_when_it_was_one():
    district = LocalityFactory(
        kind=LocalityKind.DISTRICT, name="huyện Cũ", valid_to=date(2025, 6, 30)
    )
    commune = LocalityFactory(kind=LocalityKind.COMMUNE, name="Mới")
    came(CourseRunFactory(sessions=1, locality=district), locality=commune)

    assert rows("Theo xã, phường nơi tổ chức lớp")[0][0] == "huyện Cũ (đến 30/06/2025)"
    assert rows("Theo xã, phường của người học")[0][0] == "xã Mới"


def test_what_nobody_stated_is_a_row_of_its_own_and_the_last():
    run = CourseRunFactory(sessions=1)
    for place in range(3):
        came(run, name=f"Không Khai {place}")
    came(run, name="Khai Rõ", sex="female", birth_year=timezone.localdate().year - 20)
    came(run, name="Không Muốn Nói", sex="untold")

    assert rows("Theo giới tính") == [["Nữ", 1, 1, 1], ["không khai", 1, 4, 4]]
    assert [row[0] for row in rows("Theo độ tuổi")] == ["18 đến 25", "không khai"]


@pytest.mark.parametrize(
    ("age", "band"),
    [
        (17, "dưới 18"),
        (18, "18 đến 25"),
        (25, "18 đến 25"),
        (26, "26 đến 35"),
        (60, "46 đến 60"),
        (61, "từ 61 trở lên"),
    ],
)
def test_the_bands_of_age_meet_without_a_gap(age, band):
    assert band_of(age) == band


@pytest.mark.parametrize("number", [1, 3])
def test_the_report_takes_one_query_for_any_number(number, django_assert_num_queries):
    for place in range(number):
        came(
            CourseRunFactory(sessions=1, locality=LocalityFactory()),
            name=f"Học Viên {place}",
            audience=AudienceFactory(),
            locality=LocalityFactory(),
        )
    persons.link_pending()

    with django_assert_num_queries(1):
        report(attended(Wanted(to_day=timezone.localdate() + timedelta(days=90))))
