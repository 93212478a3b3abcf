"""Actors, places, events, policies and plans."""

from auditlog.registry import auditlog

from ecosystem.models.events import Event
from ecosystem.models.organizations import Membership, Organization
from ecosystem.models.places import Field, Locality
from ecosystem.models.policies import Indicator, IndicatorValue, Plan, PolicyDocument
from ecosystem.models.startups import Startup

__all__ = [
    "Event",
    "Field",
    "Indicator",
    "IndicatorValue",
    "Locality",
    "Membership",
    "Organization",
    "Plan",
    "PolicyDocument",
    "Startup",
]

# What staff edit is logged; the search column only repeats other fields.
for _model in (
    Event,
    Field,
    Indicator,
    IndicatorValue,
    Locality,
    Organization,
    Plan,
    PolicyDocument,
    Startup,
):
    auditlog.register(_model, exclude_fields=["folded", "updated_at"])
