"""Why a booking is not possible: every rule of a room, each with the sentence that people read."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ecosystem.domain.slots import DAY, Span, at, week_start
from ecosystem.enums import BookingState
from ecosystem.models import Booking
from portal.workflow import RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ecosystem.domain.slots import Diary
    from ecosystem.models import Room
    from portal.models import User

# No-shows are counted over this time; the oldest one leaving it opens the door again.
NO_SHOW_DAYS = 90


class BookingRefusedError(RefusedError):
    """The room cannot be booked like this."""


class SlotTakenError(BookingRefusedError):
    """Somebody else has the room at this time."""


# --- the time itself ---------------------------------------------------------------------------


def check_time(diary: Diary, span: Span) -> None:
    """Refuse what nobody may book, the staff included: a crooked time, a closed room, a taken one."""
    _check_shape(diary.room, span)
    for closure in diary.closures:
        if Span(closure.starts_at, closure.ends_at).meets(*span):
            raise BookingRefusedError(
                _("The room is closed from %(start)s to %(end)s: %(reason)s.")
                % {
                    "start": _moment(closure.starts_at),
                    "end": _moment(closure.ends_at),
                    "reason": closure.reason,
                }
            )
    for booking in diary.bookings:
        if Span(booking.starts_at - diary.room.buffer, booking.held_until).meets(*span):
            raise SlotTakenError(_taken(diary.room, booking))


def _check_shape(room: Room, span: Span) -> None:
    """Refuse an end before the start, and what is not on full steps."""
    if span.ends_at <= span.starts_at:
        raise BookingRefusedError(_("The end must be after the start."))
    midnight = at(timezone.localdate(span.starts_at), dt.time())
    if (span.starts_at - midnight) % room.step or (span.ends_at - midnight) % room.step:
        raise BookingRefusedError(
            _("Bookings start and end on full steps of %(step)d minutes, for example 08:00.")
            % {"step": room.step_minutes}
        )


def _taken(room: Room, booking: Booking) -> str:
    if room.buffer_minutes:
        return _(
            "The room is booked already from %(start)s to %(end)s, and stays empty for %(pause)d minutes between bookings. Choose another time, or ask to be told when it is free."
        ) % {
            "start": _moment(booking.starts_at),
            "end": _moment(booking.ends_at),
            "pause": room.buffer_minutes,
        }
    return _(
        "The room is booked already from %(start)s to %(end)s. Choose another time, or ask to be told when it is free."
    ) % {"start": _moment(booking.starts_at), "end": _moment(booking.ends_at)}


def _moment(value: dt.datetime) -> str:
    return f"{timezone.localtime(value):%H:%M %d/%m/%Y}"


# --- the rules of the room ---------------------------------------------------------------------


def check_rules(room: Room, span: Span, *, attendees: int, now: dt.datetime) -> None:
    """Refuse what the public may not book whatever else is in the diary: no query is needed."""
    _check_shape(room, span)
    if not room.is_public:
        raise BookingRefusedError(_("This room takes no bookings now."))
    for problem in (*_length_problems(room, span), *_horizon_problems(room, span, now)):
        raise BookingRefusedError(problem)
    if attendees > room.capacity:
        raise BookingRefusedError(
            _("The room holds at most %(capacity)d people. Choose a larger room.")
            % {"capacity": room.capacity}
        )


def _length_problems(room: Room, span: Span) -> Iterator[str]:
    if span.minutes < room.min_minutes:
        yield _("A booking of this room lasts at least %(length)s.") % {
            "length": length_text(room.min_minutes)
        }
    if span.minutes > room.max_minutes:
        yield _("A booking of this room lasts at most %(length)s.") % {
            "length": length_text(room.max_minutes)
        }


def _horizon_problems(room: Room, span: Span, now: dt.datetime) -> Iterator[str]:
    if span.starts_at < now:
        yield _("This time is over. Choose a later one.")
    elif span.starts_at < now + dt.timedelta(hours=room.notice_hours):
        yield ngettext(
            "Book at least %(n)d hour before the start.",
            "Book at least %(n)d hours before the start.",
            room.notice_hours,
        ) % {"n": room.notice_hours}
    if timezone.localdate(span.starts_at) > room.last_day:
        yield ngettext(
            "The room can be booked %(n)d day ahead, now until %(day)s.",
            "The room can be booked %(n)d days ahead, now until %(day)s.",
            room.days_ahead,
        ) % {"n": room.days_ahead, "day": f"{room.last_day:%d/%m/%Y}"}


def check_hours(diary: Diary, span: Span) -> None:
    """Refuse what does not lie within the opening hours of its day."""
    day = timezone.localdate(span.starts_at)
    hours = diary.open_on(day)
    if not hours:
        raise BookingRefusedError(
            _("The room is not open on %(day)s.") % {"day": f"{day:%d/%m/%Y}"}
        )
    if not any(open_.holds(*span) for open_ in hours):
        raise BookingRefusedError(
            _("On %(day)s the room is open %(hours)s: the booking must lie within these hours.")
            % {
                "day": f"{day:%d/%m/%Y}",
                "hours": ", ".join(span_text(open_) for open_ in hours),
            }
        )


def span_text(span: Span) -> str:
    """Hours as people write them: 08:00–11:30."""
    start, end = timezone.localtime(span.starts_at), timezone.localtime(span.ends_at)
    return f"{start:%H:%M}–{end:%H:%M}"


def length_text(minutes: int) -> str:
    """A length in hours where it is full hours, else in minutes."""
    if minutes % 60 == 0:
        return ngettext("%(n)d hour", "%(n)d hours", minutes // 60) % {"n": minutes // 60}
    return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}


# --- the person --------------------------------------------------------------------------------


def check_person(room: Room, span: Span, user: User, *, now: dt.datetime) -> None:
    """Refuse who has too much already, or did not come; counted over all rooms of the space.

    Call it with the row of ``user`` locked: two requests at once must not both be the last one.
    """
    own = Booking.objects.filter(holder=user, room__organization=room.organization_id)
    open_count = own.open().filter(ends_at__gt=now).count()
    if open_count >= room.max_open:
        raise BookingRefusedError(
            ngettext(
                "You have %(n)d open booking here, as many as one person may have. Use or cancel it first.",
                "You have %(n)d open bookings here, as many as one person may have. Use or cancel one first.",
                open_count,
            )
            % {"n": open_count}
        )
    _check_week(own, room, span)
    again_on = barred_until(room, user, now=now)
    if again_on is not None:
        raise BookingRefusedError(
            ngettext(
                "Nobody came to %(n)d booking of yours within the last 90 days. You can book again from %(day)s, or ask the staff of the space.",
                "Nobody came to %(n)d bookings of yours within the last 90 days. You can book again from %(day)s, or ask the staff of the space.",
                room.max_no_shows,
            )
            % {"n": room.max_no_shows, "day": f"{again_on:%d/%m/%Y}"}
        )


def _check_week(own: Any, room: Room, span: Span) -> None:
    monday = week_start(timezone.localdate(span.starts_at))
    first, last = at(monday, dt.time()), at(monday + 7 * DAY, dt.time())
    rows = own.holding().filter(starts_at__gte=first, starts_at__lt=last)
    minutes = sum(
        Span(start, end).minutes for start, end in rows.values_list("starts_at", "ends_at")
    )
    if minutes + span.minutes > room.max_week_hours * 60:
        raise BookingRefusedError(
            _(
                "One person may book %(limit)s here in a week; in the week from %(day)s you have %(had)s already."
            )
            % {
                "limit": length_text(room.max_week_hours * 60),
                "day": f"{monday:%d/%m/%Y}",
                "had": length_text(minutes),
            }
        )


def barred_until(room: Room, user: User, *, now: dt.datetime) -> dt.date | None:
    """Return the day from which somebody who did not come may book again; None when free to book."""
    since = now - NO_SHOW_DAYS * DAY
    missed = list(
        Booking.objects.filter(
            holder=user,
            room__organization=room.organization_id,
            state=BookingState.NO_SHOW,
            starts_at__gt=since,
        )
        .order_by("-starts_at")
        .values_list("starts_at", flat=True)[: room.max_no_shows]
    )
    if len(missed) < room.max_no_shows:
        return None
    return timezone.localdate(missed[-1]) + (NO_SHOW_DAYS + 1) * DAY
