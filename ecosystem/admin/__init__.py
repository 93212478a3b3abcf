"""The ecosystem in the administration: one module per part."""

from ecosystem.admin import claims, events, imports, organizations, places, policies, startups

__all__ = ["claims", "events", "imports", "organizations", "places", "policies", "startups"]
