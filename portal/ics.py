"""Calendar files (RFC 5545), as small as the portal needs them: events of a calendar, in local time.

The zone is written in full (Asia/Ho_Chi_Minh, with its one rule): short names shift the time on
some calendars.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

CONTENT_TYPE = "text/calendar; charset=utf-8"
ZONE = "Asia/Ho_Chi_Minh"
_ZONE_LINES = (
    "BEGIN:VTIMEZONE",
    f"TZID:{ZONE}",
    "BEGIN:STANDARD",
    "DTSTART:19750613T000000",
    "TZOFFSETFROM:+0700",
    "TZOFFSETTO:+0700",
    "TZNAME:+07",
    "END:STANDARD",
    "END:VTIMEZONE",
)
# Octets of a line, without its end (RFC 5545, 3.1).
_LINE = 75


@dataclass(frozen=True, kw_only=True)
class CalendarEvent:
    """One entry; ``status`` is CONFIRMED, TENTATIVE or CANCELLED. ``key`` is the same for life."""

    key: str
    summary: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    status: str = "CONFIRMED"
    location: str = ""
    url: str = ""


def calendar(name: str, events: Iterable[CalendarEvent], *, host: str) -> str:
    """Return the text of a calendar; lines are folded and end as the standard asks."""
    stamp = f"{timezone.now().astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//{host}//VI",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}",
        f"X-WR-TIMEZONE:{ZONE}",
        *_ZONE_LINES,
    ]
    for event in events:
        lines.extend(_event(event, stamp, host))
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _event(event: CalendarEvent, stamp: str, host: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.key}@{host}"
    yield f"DTSTAMP:{stamp}"
    yield f"DTSTART;TZID={ZONE}:{_local(event.starts_at)}"
    yield f"DTEND;TZID={ZONE}:{_local(event.ends_at)}"
    yield f"SUMMARY:{_text(event.summary)}"
    yield f"STATUS:{event.status}"
    if event.location:
        yield f"LOCATION:{_text(event.location)}"
    if event.url:
        yield f"URL:{event.url}"
    yield "END:VEVENT"


def _local(value: dt.datetime) -> str:
    return f"{timezone.localtime(value):%Y%m%dT%H%M%S}"


def _text(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\r", "").replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """Break a line at 75 octets, never within a letter; what follows begins with a blank."""
    part, size = "", 0
    for letter in line:
        width = len(letter.encode())
        if size + width > _LINE:
            yield part
            part, size = " ", 1
        part, size = part + letter, size + width
    yield part
