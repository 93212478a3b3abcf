"""The ecosystem in the administration: one module per part."""

from ecosystem.admin import events, organizations, places, policies, startups

__all__ = ["events", "organizations", "places", "policies", "startups"]
