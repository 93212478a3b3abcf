"""Opening and closing a registration by hand, and places that are never fewer than those taken."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ecosystem.enums import RegistrationPhase
from portal import audit
from portal.workflow import RefusedError, require

if TYPE_CHECKING:
    from ecosystem.domain.seating import SeatDesk
    from ecosystem.models.seating import Seating

# What the acts of others write: a form that was opened before does not write it back.
WRITTEN_BY_ACTS: Final = ("seats_taken", "state", "cancel_reason")


@transaction.atomic
def close_registration(desk: SeatDesk[Any, Any], place: Any, *, actor: Any) -> Any:
    """Let nobody register from now on."""
    now = timezone.now()
    require(actor, desk.change, place)
    locked = desk.lock(place)
    if locked.phase_at(now) in {RegistrationPhase.NONE, RegistrationPhase.CLOSED}:
        raise RefusedError(_("Registration is closed."))
    # The closing hour itself is still in time: it is put into the past.
    return _set_closing(locked, now - dt.timedelta(seconds=1), "close_registration", actor)


@transaction.atomic
def reopen_registration(desk: SeatDesk[Any, Any], place: Any, *, actor: Any) -> Any:
    """Let people register again until it begins."""
    now = timezone.now()
    require(actor, desk.change, place)
    locked = desk.lock(place)
    if locked.phase_at(now) != RegistrationPhase.CLOSED:
        raise RefusedError(_("Registration is not closed."))
    if locked.starts_at is None or locked.starts_at <= now:
        raise RefusedError(desk.words.begun)
    return _set_closing(locked, None, "reopen_registration", actor)


def _set_closing(place: Seating, moment: dt.datetime | None, verb: str, actor: Any) -> Seating:
    place.closes_at = moment
    if moment is not None and place.opens_at is not None and place.opens_at >= moment:
        # Closed before it opened: the form refuses that order.
        place.opens_at = None
    place.save(update_fields=["closes_at", "opens_at"])
    audit.record(place, verb, actor=actor)
    return place


@transaction.atomic
def check_capacity(desk: SeatDesk[Any, Any], place: Any) -> None:
    """Take over what others wrote meanwhile; refuse fewer places than are taken.

    Holds the row until the commit: the form saves the whole row after this.
    """
    if not place.pk:
        return
    locked = desk.lock(place)
    for name in WRITTEN_BY_ACTS:
        setattr(place, name, getattr(locked, name))
    if place.capacity is not None and place.capacity < place.seats_taken:
        raise RefusedError(
            _("%(n)d places are taken or offered already: no fewer than that.")
            % {"n": place.seats_taken}
        )
