"""What of actors, places, events and requests needs somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import ngettext_lazy

from ecosystem.enums import (
    BookingState,
    ClaimState,
    ConnectionState,
    EventState,
    PostState,
    ServiceState,
)
from ecosystem.models import (
    BoardPost,
    Booking,
    ConnectionRequest,
    Event,
    Organization,
    ProfileChange,
    ProfileClaim,
    ServiceRequest,
)
from portal.site.tasks_board.task import BoardTask, board_task

if TYPE_CHECKING:
    from collections.abc import Iterator


def ecosystem_tasks(user: Any) -> Iterator[BoardTask]:
    yield from _rooms(user)
    yield from _events(user)
    yield from _directory(user)
    yield from _connections(user)
    yield from _board(user)
    yield from _services(user)


def _directory(user: Any) -> Iterator[BoardTask]:
    """Claims, what keepers changed, and profiles that nobody confirms or whom nobody can be asked."""
    if not user.has_perm("ecosystem.decide_profileclaim"):
        return
    yield board_task(
        "profile_claims",
        ngettext_lazy(
            "person asks to keep a profile of the directory: check the proof",
            "people ask to keep a profile of the directory: check the proof",
        ),
        ProfileClaim.objects.filter(state=ClaimState.RECEIVED),
        "ecosystem_profileclaim",
        f"state__exact={ClaimState.RECEIVED}",
    )
    yield board_task(
        "profile_changes",
        ngettext_lazy(
            "profile was changed by those who keep it: read what changed",
            "profiles were changed by those who keep them: read what changed",
        ),
        ProfileChange.objects.filter(seen_at=None),
        "ecosystem_profilechange",
        "seen=no",
    )
    yield board_task(
        "stale_organizations",
        ngettext_lazy(
            "organisation is marked as unconfirmed: call it and verify",
            "organisations are marked as unconfirmed: call them and verify",
        ),
        Organization.objects.unconfirmed(),
        "ecosystem_organization",
        "fresh=stale",
    )
    yield board_task(
        "hidden_organizations",
        ngettext_lazy(
            "organisation is hidden because nobody answered: verify or end it",
            "organisations are hidden because nobody answered: verify or end them",
        ),
        Organization.objects.hidden(),
        "ecosystem_organization",
        "fresh=hidden",
    )


def _connections(user: Any) -> Iterator[BoardTask]:
    if not user.has_perm("ecosystem.relay_connectionrequest"):
        return
    model = "ecosystem_connectionrequest"
    yield board_task(
        "connections_new",
        ngettext_lazy(
            "project asks for a connection: pass the request on, or say why not",
            "projects ask for a connection: pass the request on, or say why not",
        ),
        ConnectionRequest.objects.filter(state=ConnectionState.RECEIVED),
        model,
        f"state__exact={ConnectionState.RECEIVED}",
    )
    yield board_task(
        "connections_overdue",
        ngettext_lazy(
            "connection request is overdue: pass it on, call who was asked, or end it",
            "connection requests are overdue: pass on, call who was asked, or end them",
        ),
        ConnectionRequest.objects.overdue(timezone.localdate()),
        model,
        "due=overdue",
    )


def _board(user: Any) -> Iterator[BoardTask]:
    if not user.has_perm("ecosystem.decide_boardpost"):
        return
    yield board_task(
        "board_posts",
        ngettext_lazy(
            "need or offer waits to be read: publish it, or say why not",
            "needs and offers wait to be read: publish them, or say why not",
        ),
        BoardPost.objects.filter(state=PostState.RECEIVED),
        "ecosystem_boardpost",
        f"state__exact={PostState.RECEIVED}",
    )


def _rooms(user: Any) -> Iterator[BoardTask]:
    if not user.has_perm("ecosystem.decide_booking"):
        return
    rows = Booking.objects.run_by(user)
    yield board_task(
        "bookings_asked",
        ngettext_lazy(
            "booking of a room waits for an answer", "bookings of rooms wait for an answer"
        ),
        rows.filter(state=BookingState.REQUESTED),
        "ecosystem_booking",
        f"state__exact={BookingState.REQUESTED}",
    )
    yield board_task(
        "bookings_past",
        ngettext_lazy(
            "booking is over: record whether somebody came",
            "bookings are over: record whether somebody came",
        ),
        rows.filter(state=BookingState.CONFIRMED, ends_at__lte=timezone.now()),
        "ecosystem_booking",
        f"state__exact={BookingState.CONFIRMED}&when=over",
    )


def _services(user: Any) -> Iterator[BoardTask]:
    if not user.has_perm("ecosystem.handle_servicerequest"):
        return
    model, rows = "ecosystem_servicerequest", ServiceRequest.objects.run_by(user)
    yield board_task(
        "services_new",
        ngettext_lazy(
            "request for support came in: take it on, or say why not",
            "requests for support came in: take them on, or say why not",
        ),
        rows.filter(state=ServiceState.RECEIVED),
        model,
        f"state__exact={ServiceState.RECEIVED}",
    )
    yield board_task(
        "services_overdue",
        ngettext_lazy(
            "request for support is overdue: answer, or promise another day with the reason",
            "requests for support are overdue: answer, or promise another day with the reason",
        ),
        rows.overdue(timezone.localdate()),
        model,
        "waiting=overdue",
    )
    yield board_task(
        "services_messages",
        ngettext_lazy(
            "request for support has messages that nobody of the unit has opened",
            "requests for support have messages that nobody of the unit has opened",
        ),
        rows.with_unread_messages(),
        model,
        "waiting=unread",
    )
    yield board_task(
        "services_mine",
        ngettext_lazy(
            "request for support is in your charge", "requests for support are in your charge"
        ),
        rows.open().filter(assignee=user),
        model,
        "waiting=mine",
    )


def _events(user: Any) -> Iterator[BoardTask]:
    if not user.has_perm("ecosystem.publish_event"):
        return
    yield board_task(
        "events_draft",
        ngettext_lazy(
            "event to come is a draft: publish it", "events to come are drafts: publish them"
        ),
        Event.objects.filter(state=EventState.DRAFT).coming(),
        "ecosystem_event",
        f"state__exact={EventState.DRAFT}&when=coming",
    )
    yield board_task(
        "events_attendance",
        ngettext_lazy(
            "event is over: accept the number of people who were checked in",
            "events are over: accept the number of people who were checked in",
        ),
        Event.objects.uncounted(),
        "ecosystem_event",
        "when=uncounted",
    )
