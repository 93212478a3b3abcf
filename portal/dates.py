"""How days, deadlines and ages are written and computed."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _


def _is_english() -> bool:
    return (get_language() or "").startswith("en")


def _local_day(value: dt.date | dt.datetime) -> dt.date:
    if isinstance(value, dt.datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value


def format_long(value: dt.date | dt.datetime) -> str:
    """Write a day as official papers do: zero before days below 10 and before months 1 and 2 only.

    Decree 30/2020/NĐ-CP, annex I. ``ngày 05 tháng 3 năm 2026``; on English pages ``5 March 2026``.
    """
    day = _local_day(value)
    if _is_english():
        return date_format(day, "j F Y")
    month = f"{day.month:02}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def format_deadline(value: dt.datetime) -> str:
    """Write a deadline with its hour: ``17 giờ 00, ngày 31/10/2026``."""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    if _is_english():
        return date_format(local, "H:i, j F Y")
    return f"{local.hour} giờ {local.minute:02}, ngày {local:%d/%m/%Y}"


def age_on(birth: dt.date, day: dt.date) -> int:
    """Full years lived on ``day``; born on 29 February, a year older on 1 March."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def time_left(deadline: dt.datetime, now: dt.datetime | None = None) -> str:
    """Say how long is left, in the largest unit that still counts: ``còn 12 ngày``.

    Rounded down, so nobody is promised time that is not there; the deadline itself has passed.
    """
    seconds = int((deadline - (now or timezone.now())).total_seconds())
    if seconds <= 0:
        return _("the deadline has passed")
    days, hours, minutes = seconds // 86400, seconds // 3600, seconds // 60
    if days:
        return ngettext("%(n)d day left", "%(n)d days left", days) % {"n": days}
    if hours:
        return ngettext("%(n)d hour left", "%(n)d hours left", hours) % {"n": hours}
    if minutes:
        return ngettext("%(n)d minute left", "%(n)d minutes left", minutes) % {"n": minutes}
    return _("less than a minute left")


def add_months(day: dt.date, months: int) -> dt.date:
    """Return the same day so many months later; the last of the month where there is no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    first = dt.date(day.year + years, month + 1, 1)
    following = (first + dt.timedelta(days=31)).replace(day=1)
    return first.replace(day=min(day.day, (following - dt.timedelta(days=1)).day))


def add_working_days(day: dt.date, count: int) -> dt.date:
    """Return the day after ``count`` working days, Monday to Friday; public holidays count as work."""
    while count:
        day += dt.timedelta(days=1)
        count -= day.weekday() < 5
    return day
