"""Actors, places, events, policies and plans."""

from auditlog.registry import auditlog

from ecosystem.models.claims import ActorImport, ProfileChange, ProfileClaim
from ecosystem.models.events import Event
from ecosystem.models.organizations import Membership, Organization, ServedStage, SupportKind
from ecosystem.models.places import Field, Locality
from ecosystem.models.policies import Indicator, IndicatorValue, Plan, PolicyDocument
from ecosystem.models.startups import Startup

__all__ = [
    "ActorImport",
    "Event",
    "Field",
    "Indicator",
    "IndicatorValue",
    "Locality",
    "Membership",
    "Organization",
    "Plan",
    "PolicyDocument",
    "ProfileChange",
    "ProfileClaim",
    "ServedStage",
    "Startup",
    "SupportKind",
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
    SupportKind,
):
    auditlog.register(_model, exclude_fields=["folded", "updated_at"])
