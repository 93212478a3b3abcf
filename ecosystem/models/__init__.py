"""Actors, places, events, policies and plans."""

from auditlog.registry import auditlog

from ecosystem.models.board import BoardPost
from ecosystem.models.bookings import Booking, CalendarKey, WaitingNotice
from ecosystem.models.claims import ActorImport, ProfileChange, ProfileClaim
from ecosystem.models.connections import ConnectionOutcome, ConnectionRequest
from ecosystem.models.documents import (
    DocumentCorrection,
    DocumentRelation,
    DocumentTopic,
    PolicyDocument,
)
from ecosystem.models.events import Event
from ecosystem.models.experts import Expert, ExpertStage
from ecosystem.models.milestones import Milestone
from ecosystem.models.organizations import Membership, Organization, ServedStage, SupportKind
from ecosystem.models.places import Field, Locality
from ecosystem.models.policies import Indicator, IndicatorValue, Plan
from ecosystem.models.registrations import EventRegistration
from ecosystem.models.roadmap import RoadmapStep
from ecosystem.models.rooms import Closure, Opening, Room, RoomPicture
from ecosystem.models.services import (
    Service,
    ServiceFile,
    ServiceMessage,
    ServiceRequest,
    ServiceStage,
)
from ecosystem.models.startups import Startup
from ecosystem.models.support import SupportOffer
from portal.bilingual import ENGLISH_NOTES

__all__ = [
    "ActorImport",
    "BoardPost",
    "Booking",
    "CalendarKey",
    "Closure",
    "ConnectionOutcome",
    "ConnectionRequest",
    "DocumentCorrection",
    "DocumentRelation",
    "DocumentTopic",
    "Event",
    "EventRegistration",
    "Expert",
    "ExpertStage",
    "Field",
    "Indicator",
    "IndicatorValue",
    "Locality",
    "Membership",
    "Milestone",
    "Opening",
    "Organization",
    "Plan",
    "PolicyDocument",
    "ProfileChange",
    "ProfileClaim",
    "RoadmapStep",
    "Room",
    "RoomPicture",
    "ServedStage",
    "Service",
    "ServiceFile",
    "ServiceMessage",
    "ServiceRequest",
    "ServiceStage",
    "Startup",
    "SupportKind",
    "SupportOffer",
    "WaitingNotice",
]

# What staff edit is logged; the search column only repeats other fields.
UNLOGGED = ["folded", "updated_at", "seats_taken", *ENGLISH_NOTES]
for _model in (
    Closure,
    DocumentCorrection,
    DocumentRelation,
    DocumentTopic,
    Expert,
    Field,
    Indicator,
    IndicatorValue,
    Locality,
    Milestone,
    Opening,
    Organization,
    Plan,
    RoadmapStep,
    Room,
    RoomPicture,
    Service,
    Startup,
    SupportKind,
    SupportOffer,
):
    auditlog.register(_model, exclude_fields=UNLOGGED)
# An event moves by its steps, each of which writes its own line.
auditlog.register(Event, exclude_fields=[*UNLOGGED, "state"])
# A hundred pages of words in every line of the log would help nobody.
auditlog.register(
    PolicyDocument, exclude_fields=["folded", "number_key", "full_text", "updated_at"]
)
