"""The vocabulary of reading the ecosystem, one module per part."""

from ecosystem.querysets.actors import (
    ExpertQuerySet,
    KeptQuerySet,
    LocalityQuerySet,
    MembershipQuerySet,
    OrganizationQuerySet,
    StartupQuerySet,
)
from ecosystem.querysets.connections import BoardPostQuerySet, ConnectionQuerySet
from ecosystem.querysets.events import EventQuerySet, EventRegistrationQuerySet, SeatHolderQuerySet
from ecosystem.querysets.folded import FoldedQuerySet
from ecosystem.querysets.policies import DocumentQuerySet, IndicatorQuerySet, SupportOfferQuerySet
from ecosystem.querysets.units import (
    BookingQuerySet,
    ClosureQuerySet,
    RoomQuerySet,
    ServiceQuerySet,
    ServiceRequestQuerySet,
    units_of,
)

__all__ = [
    "BoardPostQuerySet",
    "BookingQuerySet",
    "ClosureQuerySet",
    "ConnectionQuerySet",
    "DocumentQuerySet",
    "EventQuerySet",
    "EventRegistrationQuerySet",
    "ExpertQuerySet",
    "FoldedQuerySet",
    "IndicatorQuerySet",
    "KeptQuerySet",
    "LocalityQuerySet",
    "MembershipQuerySet",
    "OrganizationQuerySet",
    "RoomQuerySet",
    "SeatHolderQuerySet",
    "ServiceQuerySet",
    "ServiceRequestQuerySet",
    "StartupQuerySet",
    "SupportOfferQuerySet",
    "units_of",
]
