from ecosystem.admin import (
    bookings,
    claims,
    connections,
    events,
    experts,
    imports,
    milestones,
    organizations,
    places,
    policies,
    rooms,
    startups,
)

__all__ = [
    "bookings",
    "claims",
    "connections",
    "events",
    "experts",
    "imports",
    "milestones",
    "organizations",
    "places",
    "policies",
    "rooms",
    "startups",
]
