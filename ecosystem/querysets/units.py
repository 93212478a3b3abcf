"""What belongs to a unit: its people see their own, and nothing of another unit."""

from django.apps import apps
from django.db import models
from django.db.models import (
    Q,
)

from ecosystem.enums import (
    HOLDING_STATES,
    OPEN_BOOKING_STATES,
    OPEN_SERVICE_STATES,
)
from ecosystem.querysets.folded import FoldedQuerySet


def units_of(user):
    """Ids of the organisations whose work ``user`` does now, read once per request.

    Whoever keeps the public profile only, by a claim that the directory's editors decided, does none
    of it: bookings and requests are for those whom the office appointed.
    """
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return frozenset()
    if not hasattr(user, "acts_for_ids"):
        rows = user.memberships.appointed()
        user.acts_for_ids = frozenset(rows.values_list("organization_id", flat=True))
    return user.acts_for_ids


def _run_by(rows, user, path):
    """Rows of the spaces whose staff ``user`` belongs to; whoever runs every space sees all."""
    return _of_own_units(
        rows, user, path, every="ecosystem.run_every_space", own="ecosystem.run_space"
    )


def _of_own_units(rows, user, path, *, every, own):
    """All rows with the permission ``every``; those of the units one works for with ``own``."""
    if user.has_perm(every):
        return rows
    if not user.has_perm(own):
        return rows.none()
    return rows.filter(**{f"{path}__in": units_of(user)})


class RoomQuerySet(models.QuerySet):
    def public(self):
        """Rooms that everybody sees: of a space that is public and still exists."""
        return self.filter(
            is_public=True,
            organization__is_public=True,
            organization__valid_to=None,
            organization__successor=None,
        )

    def run_by(self, user):
        return _run_by(self, user, "organization")

    def visible_to(self, user):
        return self.filter(
            Q(pk__in=self.model.objects.public().values("pk"))
            | Q(pk__in=self.model.objects.run_by(user).values("pk"))
        )

    def for_space_page(self):
        return (
            self.select_related("organization")
            .prefetch_related("pictures")
            .order_by("organization__folded", "order", "name", "pk")
        )


class ClosureQuerySet(models.QuerySet):
    def run_by(self, user):
        return _run_by(self, user, "organization")

    def meeting(self, start, end):
        """Closures that share time with ``[start, end)``."""
        return self.filter(starts_at__lt=end, ends_at__gt=start)

    def of_rooms(self, rooms):
        """Closures of any of ``rooms``, or of the whole space of one."""
        return self.filter(
            Q(room__in=rooms)
            | Q(room=None, organization__in={room.organization_id for room in rooms})
        )


class BookingQuerySet(models.QuerySet):
    def holding(self):
        """Bookings that keep their room."""
        return self.filter(state__in=HOLDING_STATES)

    def open(self):
        """Bookings still to come about: asked for or confirmed."""
        return self.filter(state__in=OPEN_BOOKING_STATES)

    def meeting(self, start, end):
        """Bookings that share time with ``[start, end)``, their pause after the end included."""
        return self.filter(starts_at__lt=end, held_until__gt=start)

    def run_by(self, user):
        return _run_by(self, user, "room__organization")

    def visible_to(self, user):
        """One's own, and those of the spaces one works for."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        run = self.model.objects.run_by(user).values("pk")
        return self.filter(Q(holder=user) | Q(pk__in=run))


class ServiceQuerySet(FoldedQuerySet):
    def public(self):
        """Entries that everybody sees: of a unit that is in the directory and still exists."""
        units = apps.get_model("ecosystem", "Organization").objects.public().existing()
        return self.filter(is_public=True, organization__in=units)

    def taking_requests(self):
        return self.public().filter(is_open=True)

    def run_by(self, user):
        return _of_own_units(
            self,
            user,
            "organization",
            every="ecosystem.see_every_service",
            own="ecosystem.run_unit",
        )

    def visible_to(self, user):
        """Everybody sees the public ones; the unit's staff their own too."""
        if not user.is_authenticated:
            return self.public()
        run = self.model.objects.run_by(user).values("pk")
        return self.filter(Q(pk__in=self.model.objects.public().values("pk")) | Q(pk__in=run))

    def for_list_page(self):
        return self.select_related("organization").order_by("folded", "pk")

    def for_detail_page(self):
        return self.select_related("organization", "legal_basis").prefetch_related("served_stages")


class ServiceRequestQuerySet(models.QuerySet):
    def open(self):
        """Requests that have not ended."""
        return self.filter(state__in=OPEN_SERVICE_STATES)

    def overdue(self, today):
        return self.open().filter(due_on__lt=today)

    def run_by(self, user):
        """What the staff of the units that ``user`` works for read; administrators read all."""
        return _of_own_units(
            self,
            user,
            "service__organization",
            every="ecosystem.run_every_unit",
            own="ecosystem.run_unit",
        )

    def visible_to(self, user):
        """One's own, and those of the units one works for."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        run = self.model.objects.run_by(user).values("pk")
        return self.filter(Q(requester=user) | Q(pk__in=run))

    def with_parties(self):
        return self.select_related(
            "service__organization", "requester", "startup", "assignee", "referred_to__organization"
        )

    def with_unread_messages(self):
        """Open requests with a message that nobody of the unit has opened."""
        messages = apps.get_model("ecosystem", "ServiceMessage").objects
        unread = messages.filter(is_from_staff=False, read_at=None).values("request")
        return self.open().filter(pk__in=unread)
