"""Events on pages: whether one can register, in words, and the QR code of a ticket."""

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ecosystem.enums import RegistrationPhase
from portal.dates import format_deadline
from portal.mail import absolute_url
from portal.numbers import format_number
from portal.qr import qr_svg

register = template.Library()


@register.filter
def month_url(day):
    """The calendar page of the month of ``day``."""
    local = timezone.localtime(day) if hasattr(day, "hour") else day
    return reverse("ecosystem:event_month", args=[local.year, local.month])


@register.filter
def attendees_text(event):
    """How many came, as the source gives it."""
    if event.attendees is None:
        return ""
    count = format_number(event.attendees)
    return _("over %(count)s") % {"count": count} if event.attendees_is_minimum else count


@register.filter
def seats_text(event):
    """How many places are left, of how many."""
    if event.capacity is None:
        return _("No limit")
    left = event.seats_left
    return ngettext("%(left)s of %(all)s place", "%(left)s of %(all)s places", event.capacity) % {
        "left": format_number(left),
        "all": format_number(event.capacity),
    }


@register.filter
def phase_text(event):
    """One sentence on the registration."""
    phase = event.phase
    if phase == RegistrationPhase.SOON:
        return _("Registration opens at %(moment)s.") % {"moment": format_deadline(event.opens_at)}
    if phase == RegistrationPhase.OPEN:
        return _("Register until %(moment)s.") % {"moment": format_deadline(event.last_moment)}
    sentences = {
        RegistrationPhase.WAITING: _(
            "All places are taken. You can join the waiting list: places that become free are offered in turn."
        ),
        RegistrationPhase.FULL: _("All places are taken, and there is no waiting list."),
        RegistrationPhase.CLOSED: _("Registration is closed."),
    }
    return sentences.get(phase, "")


@register.simple_tag
def ticket_qr(registration):
    """The ticket's address as a drawing; black on white in every theme, for the camera."""
    address = absolute_url(registration.get_ticket_url())
    return qr_svg(address, label=_("QR code of the ticket"), css_class="ticket-qr")
