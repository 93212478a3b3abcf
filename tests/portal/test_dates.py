"""Days, deadlines and ages in words."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from portal import dates

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (dt.date(2026, 3, 5), "ngày 05 tháng 3 năm 2026"),
        (dt.date(2026, 1, 31), "ngày 31 tháng 01 năm 2026"),
        (dt.date(2026, 2, 9), "ngày 09 tháng 02 năm 2026"),
        (dt.date(2026, 10, 10), "ngày 10 tháng 10 năm 2026"),
        (dt.datetime(2026, 3, 4, 18, tzinfo=dt.UTC), "ngày 05 tháng 3 năm 2026"),
        (dt.datetime(2026, 3, 5, 1), "ngày 05 tháng 3 năm 2026"),  # noqa: DTZ001 -- naive on purpose
    ],
)
def test_a_day_is_written_as_official_papers_do(day, text):
    assert dates.format_long(day) == text


def test_a_deadline_is_written_with_its_hour_here():
    assert (
        dates.format_deadline(dt.datetime(2026, 10, 31, 10, tzinfo=dt.UTC))
        == "17 giờ 00, ngày 31/10/2026"
    )
    assert dates.format_deadline(dt.datetime(2026, 3, 5, 8, 5)) == "8 giờ 05, ngày 05/03/2026"  # noqa: DTZ001 -- naive on purpose


def test_english_pages_have_english_dates():
    with translation.override("en"):
        assert dates.format_long(dt.date(2026, 3, 5)) == "5 March 2026"
        assert (
            dates.format_deadline(dt.datetime(2026, 10, 31, 17, tzinfo=HANOI))
            == "17:00, 31 October 2026"
        )


@pytest.mark.parametrize(
    ("day", "age"),
    [(dt.date(2026, 3, 26), 27), (dt.date(2026, 3, 27), 28), (dt.date(2026, 3, 28), 28)],
)
def test_age_turns_on_the_birthday(day, age):
    assert dates.age_on(dt.date(1998, 3, 27), day) == age


def test_a_leap_day_child_is_older_on_the_first_of_march():
    assert dates.age_on(dt.date(2008, 2, 29), dt.date(2026, 2, 28)) == 17
    assert dates.age_on(dt.date(2008, 2, 29), dt.date(2026, 3, 1)) == 18


@pytest.mark.parametrize(
    ("left", "text"),
    [
        (dt.timedelta(days=12, hours=23), "12 days left"),
        (dt.timedelta(days=1), "1 day left"),
        (dt.timedelta(hours=23, minutes=59), "23 hours left"),
        (dt.timedelta(minutes=59, seconds=59), "59 minutes left"),
        (dt.timedelta(seconds=59), "less than a minute left"),
        (dt.timedelta(), "the deadline has passed"),
        (dt.timedelta(seconds=-1), "the deadline has passed"),
    ],
)
def test_the_time_left_is_rounded_down(left, text):
    now = dt.datetime(2026, 10, 1, 8, tzinfo=HANOI)

    with translation.override("en"):
        assert dates.time_left(now + left, now) == text


@pytest.mark.parametrize(
    ("day", "count", "until"),
    [
        (dt.date(2026, 12, 1), 3, dt.date(2026, 12, 4)),
        (dt.date(2026, 12, 4), 1, dt.date(2026, 12, 7)),
        (dt.date(2026, 12, 5), 3, dt.date(2026, 12, 9)),
    ],
)
def test_working_days_leave_out_the_weekend(day, count, until):
    assert dates.add_working_days(day, count) == until
