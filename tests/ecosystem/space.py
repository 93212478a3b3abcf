"""A co-working space to test with: one Tuesday morning, one open room, people with addresses."""

from datetime import datetime

from django.utils import timezone

from ecosystem.domain.booking import Wish, request_booking
from portal.roles import Role
from tests.factories.ecosystem import RoomFactory
from tests.factories.portal import UserFactory

# A Tuesday; the room of the tests is open every day from 8 to 18.
NOW = "2026-12-01T07:00:00+07:00"


def on(day, hour, minute=0):
    """An instant of December 2026."""
    return timezone.make_aware(datetime(2026, 12, day, hour, minute))  # noqa: DTZ001 -- made aware


def open_room(**fields):
    return RoomFactory(is_open=True, **fields)


def founder(**fields):
    return UserFactory(verified=True, **fields)


def manager(room, **fields):
    """Somebody of the staff of the room's space."""
    user = UserFactory(roles=[Role.SPACE_MANAGER], **fields)
    user.memberships.create(organization=room.organization)
    return user


def book(room, day, start, end, *, actor=None, minute=0, **wish):
    """Book from ``start`` to ``end`` o'clock."""
    return request_booking(
        room,
        on(day, start, minute),
        on(day, end, minute),
        actor=actor or founder(),
        wish=Wish(**wish),
    )
