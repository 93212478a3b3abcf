"""How actors, projects and events present themselves to search engines and messengers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from ecosystem.enums import OrganizationKind
from portal.mail import absolute_url
from portal.page_card import PageCard, place, thing

if TYPE_CHECKING:
    import datetime as dt
    from typing import Any

    from ecosystem.models import Event, Organization, Startup

# What schema.org calls them; any other kind is an organisation.
TYPES = {
    OrganizationKind.DEPARTMENT: "GovernmentOrganization",
    OrganizationKind.SCHOOL: "EducationalOrganization",
    OrganizationKind.ENTERPRISE: "Corporation",
    OrganizationKind.PRESS: "NewsMediaOrganization",
}


def moment(value: dt.datetime | None) -> str | None:
    """An hour as it is kept here, +07:00."""
    return timezone.localtime(value).isoformat(timespec="seconds") if value else None


def organizer_of(organization: Organization) -> dict[str, Any]:
    """An organisation where something else names it."""
    kind = TYPES.get(OrganizationKind(organization.kind), "Organization")
    return thing(
        kind, name=organization.here.name, url=absolute_url(organization.get_absolute_url())
    )


def organization_card(organization: Organization) -> PageCard:
    kind = TYPES.get(OrganizationKind(organization.kind), "Organization")
    here = organization.here
    described = here.summary or here.description
    data = thing(
        kind,
        name=here.name,
        alternateName=organization.short_name,
        description=described,
        url=absolute_url(organization.get_absolute_url()),
        sameAs=organization.website,
        telephone=organization.phone,
        email=organization.email,
        address=organization.address,
        foundingDate=organization.valid_from,
        dissolutionDate=organization.valid_to,
    )
    return PageCard(title=here.name, description=described, data=(data,))


def startup_card(startup: Startup) -> PageCard:
    """A project; the people behind it are left to the page."""
    described = startup.here.summary or startup.here.description
    address = absolute_url(startup.get_absolute_url())
    data = thing("Project", name=startup.name, description=described, url=address)
    return PageCard(title=startup.name, description=described, data=(data,))


def event_card(event: Event) -> PageCard:
    """An event; one whose day nobody knows is no ``Event`` for search engines, which ask for it."""
    here = event.here
    described = here.description or event.when
    if event.starts_at is None:
        return PageCard(title=here.title, description=described)
    status = "EventCancelled" if event.is_cancelled else "EventScheduled"
    mode = "OnlineEventAttendanceMode" if not event.venue else "OfflineEventAttendanceMode"
    page = absolute_url(event.get_absolute_url())
    data = thing(
        "Event",
        name=here.title,
        description=described,
        startDate=moment(event.starts_at),
        endDate=moment(event.ends_at),
        eventStatus=f"https://schema.org/{status}",
        eventAttendanceMode=f"https://schema.org/{mode}",
        location=place(event.venue) if event.venue else thing("VirtualLocation", url=page),
        organizer=[organizer_of(row) for row in event.organizers.all()],
        url=page,
    )
    return PageCard(title=here.title, description=described, data=(data,))
