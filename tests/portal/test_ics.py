"""Calendar files as RFC 5545 asks."""

from datetime import datetime

from django.utils import timezone

from portal.ics import CalendarEvent, calendar


def made(**fields):
    start = timezone.make_aware(datetime(2026, 12, 2, 9))  # noqa: DTZ001 -- made aware
    end = timezone.make_aware(datetime(2026, 12, 2, 11))  # noqa: DTZ001 -- made aware
    values = {"key": "a-1", "summary": "Họp", "starts_at": start, "ends_at": end}
    return calendar("Phòng", [CalendarEvent(**values | fields)], host="vidu.vn")


def test_times_are_local_with_the_zone_in_full():
    text = made(url="https://vidu.vn/1", location="Tầng 1")

    assert "DTSTART;TZID=Asia/Ho_Chi_Minh:20261202T090000\r\n" in text
    assert "BEGIN:VTIMEZONE\r\nTZID:Asia/Ho_Chi_Minh\r\n" in text
    assert "UID:a-1@vidu.vn\r\n" in text
    assert text.startswith("BEGIN:VCALENDAR\r\n")
    assert text.endswith("END:VCALENDAR\r\n")


def test_commas_semicolons_backslashes_and_line_ends_are_escaped():
    assert r"SUMMARY:a\, b\; c\\d\ne" in made(summary="a, b; c\\d\r\ne")


def test_long_lines_break_at_75_octets_and_never_within_a_letter():
    summary = "Hội thảo khởi nghiệp đổi mới sáng tạo " * 5

    text = made(summary=summary)

    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert f"SUMMARY:{summary}" in text.replace("\r\n ", "")
