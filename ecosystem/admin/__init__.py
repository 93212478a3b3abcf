from ecosystem.admin import (
    bookings,
    claims,
    events,
    imports,
    organizations,
    places,
    policies,
    rooms,
    startups,
)

__all__ = [
    "bookings",
    "claims",
    "events",
    "imports",
    "organizations",
    "places",
    "policies",
    "rooms",
    "startups",
]
