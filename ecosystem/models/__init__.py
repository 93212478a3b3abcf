"""Actors, places, events, policies and plans."""

from ecosystem.models.events import Event
from ecosystem.models.organizations import Organization
from ecosystem.models.places import Field, Locality
from ecosystem.models.policies import Indicator, IndicatorValue, Plan, PolicyDocument
from ecosystem.models.startups import Startup

__all__ = [
    "Event",
    "Field",
    "Indicator",
    "IndicatorValue",
    "Locality",
    "Organization",
    "Plan",
    "PolicyDocument",
    "Startup",
]
