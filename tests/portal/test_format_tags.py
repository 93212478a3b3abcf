"""The filters that templates write numbers, money, dates and sizes with."""

import datetime as dt
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template

from portal.text import clean_line

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def written(value, filter_name):
    return Template(f"{{% load format_tags %}}{{{{ value|{filter_name} }}}}").render(
        Context({"value": value})
    )


@pytest.mark.parametrize(
    ("value", "filter_name", "text"),
    [
        (1234, "number", "1.234"),
        (Decimal("1234.50"), "number", "1.234,5"),
        ("1234", "number", "1.234"),
        (0, "number", "0"),
        (30_000_000, "money", "30.000.000\u00a0đồng"),
        (Decimal("82.50"), "score", "82,5"),
        (Decimal("82.125"), "score", "82,13"),
        (Decimal("82.0000"), "score", "82"),
        (dt.date(2026, 3, 5), "date_long", "ngày 05 tháng 3 năm 2026"),
        (dt.datetime(2026, 10, 31, 17, tzinfo=HANOI), "deadline", "17 giờ 00, ngày 31/10/2026"),
        (0, "filesize_vi", "0\u00a0B"),
        (512, "filesize_vi", "512\u00a0B"),
        (430_080, "filesize_vi", "420\u00a0KB"),
        (1_572_864, "filesize_vi", "1,5\u00a0MB"),
        (20 * 1024**2, "filesize_vi", "20\u00a0MB"),
        (3 * 1024**3, "filesize_vi", "3\u00a0GB"),
    ],
)
def test_a_value_is_written_for_readers_here(value, filter_name, text):
    assert written(value, filter_name) == text


@pytest.mark.parametrize(
    "filter_name",
    ["number", "money", "score", "date_long", "deadline", "time_left", "filesize_vi", "doc_number"],
)
def test_nothing_is_written_for_nothing(filter_name):
    assert written(None, filter_name) == ""


@pytest.mark.parametrize("value", ["nhiều", True, Decimal("NaN"), float("inf")])
def test_what_is_no_number_is_left_out(value):
    assert written(value, "number") == ""


def test_time_left_of_a_past_deadline_is_said():
    assert written(dt.datetime(2019, 1, 1, tzinfo=HANOI), "time_left")


def test_a_document_number_does_not_break_and_pastes_clean():
    number = written("201/KH-UBND", "doc_number")

    assert number == "201\u2060/\u2060KH\u2060-\u2060UBND"
    assert clean_line(number) == "201/KH-UBND"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2026-11-28T06:17:22+07:00", "06:17 28/11/2026"),
        ("2026-11-28", "28/11/2026"),
        ("", ""),
        (None, ""),
        ("hôm qua", ""),
    ],
)
def test_frozen_moments_read_as_moments(text, shown):
    assert written(text, "iso") == shown
