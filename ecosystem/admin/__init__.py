"""The ecosystem in the administration: one module per part."""

from ecosystem.admin import bookings, events, organizations, places, policies, rooms, startups

__all__ = ["bookings", "events", "organizations", "places", "policies", "rooms", "startups"]
