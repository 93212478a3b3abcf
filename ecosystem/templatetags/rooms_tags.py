"""How times of rooms are written, and where a free hour leads."""

from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ecosystem.domain.booking_rules import length_text
from ecosystem.domain.booking_rules import span_text as text_of_span
from ecosystem.domain.slots import Span
from ecosystem.domain.week import BOOKED, CLOSED, FREE, GAP
from portal.numbers import format_number

register = template.Library()


@register.filter
def span_text(span):
    """A stretch of time → ``08:00–11:30``."""
    return text_of_span(span)


@register.filter
def book_url(span, room):
    """The address that books ``room`` for ``span``."""
    start, end = timezone.localtime(span.starts_at), timezone.localtime(span.ends_at)
    query = {"ngay": f"{start:%Y-%m-%d}", "tu": f"{start:%H:%M}", "den": f"{end:%H:%M}"}
    path = reverse("ecosystem:booking_create", args=[room.slug])
    return f"{path}?{urlencode(query)}"


@register.filter
def wanted_url(wanted, room):
    """The address that books ``room`` for what was searched."""
    return book_url(Span(wanted["start"], wanted["end"]), room)


@register.filter
def booking_terms(room):
    """The rules of a room in sentences."""
    sentences = [
        _("Confirmed at once.") if room.is_instant else _("The staff confirm each booking."),
        _("From %(least)s to %(most)s, in steps of %(step)d minutes.")
        % {
            "least": length_text(room.min_minutes),
            "most": length_text(room.max_minutes),
            "step": room.step_minutes,
        },
        ngettext("Up to %(n)d day ahead.", "Up to %(n)d days ahead.", room.days_ahead)
        % {"n": room.days_ahead},
        ngettext(
            "Can be cancelled until %(n)d hour before.",
            "Can be cancelled until %(n)d hours before.",
            room.cancel_hours,
        )
        % {"n": room.cancel_hours},
    ]
    return " ".join(sentences)


@register.filter
def use_text(use):
    """Hours of a month and their share: ``12,5 giờ (8%)``."""
    hours = format_number(round(use.hours, 1))
    if use.share is None:
        return _("%(hours)s hours") % {"hours": hours}
    return _("%(hours)s hours (%(share)d%%)") % {"hours": hours, "share": use.share}


@register.simple_tag
def week_cell(cell, room):
    """One cell of the week's grid: a link where it is free, else why it is not."""
    span = mark_safe(f' rowspan="{cell.rows}"') if cell.rows > 1 else ""  # noqa: S308 -- a number
    if cell.state == FREE:
        start = timezone.localtime(cell.starts_at)
        return format_html(
            '<td class="is-free"><a rel="nofollow" href="{}" aria-label="{}">{}</a></td>',
            book_url(cell.offer, room),
            _("Free from %(time)s, %(day)s: book")
            % {"time": f"{start:%H:%M}", "day": date_format(start, "l d/m")},
            _("Free"),
        )
    words = {
        BOOKED: cell.reason or _("Booked"),
        CLOSED: cell.reason and _("Closed: %(reason)s") % {"reason": cell.reason},
        GAP: _("Too short"),
    }
    return format_html('<td class="is-{}"{}>{}</td>', cell.state, span, words.get(cell.state, ""))


@register.filter
def month_use(use, index):
    """The use of a room in the month of this place in the list."""
    return use.months[index]


@register.filter
def count_text(use):
    """How many bookings came about, and how many did not."""
    parts = [ngettext("%(n)d booking", "%(n)d bookings", use.bookings) % {"n": use.bookings}]
    if use.no_shows:
        parts.append(
            ngettext("%(n)d no-show", "%(n)d no-shows", use.no_shows) % {"n": use.no_shows}
        )
    return ", ".join(parts)
