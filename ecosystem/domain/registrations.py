"""Registering for an event: the desk of its places."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.utils.translation import gettext_lazy as _

from ecosystem.domain import registration_consents
from ecosystem.domain.seating import SeatDesk, SeatMails, Words
from ecosystem.mails import events as letters
from ecosystem.models import Event, EventRegistration
from ecosystem.workflow import EVENT, REGISTRATION

if TYPE_CHECKING:
    from portal.models import Consent


class EventDesk(SeatDesk[Event, EventRegistration]):
    """Places of events are given in the order in which people come."""

    place_model = Event
    holder_model = EventRegistration
    place_field = "event"
    one_per_address = "one_registration_per_email"
    life = EVENT
    registration_life = REGISTRATION
    decide = "ecosystem.decide_eventregistration"
    change = "ecosystem.change_event"
    mails: ClassVar[SeatMails] = letters
    words = Words(
        none=_("This event takes no registrations."),
        cancelled=_("The event is cancelled."),
        begun=_("The event has begun. Turn to the organisers."),
        registered=_("This address is registered for the event already."),
    )

    def agree(self, registration: EventRegistration) -> Consent:
        return registration_consents.agree(registration)


DESK = EventDesk()
register = DESK.register
confirm_by_link = DESK.confirm_by_link
cancel_registration = DESK.cancel
confirm_by_hand = DESK.confirm_by_hand
call_off = DESK.call_off
lapse = DESK.lapse
lapse_unconfirmed = DESK.lapse_unconfirmed
offer_free_seats = DESK.offer_free_seats
