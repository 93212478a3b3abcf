"""The records of the datasets. A description is an English message: pages show its translation."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext_noop as _
from ninja import Schema
from pydantic import Field


class Record(Schema):
    """One line of a dataset; ``id`` stays as long as the line, and orders them."""

    id: int = Field(description=_("Number of the record; stays the same"))


class ContestRecord(Record):
    """An edition of the contest, or a problem statement."""

    year: int = Field(description=_("Year of the edition"))
    kind: str = Field(description=_("contest or challenge (a problem put to startups)"))
    title: str = Field(description=_("Title"))
    phase: str = Field(description=_("Where it stands: from preparation to finished"))
    opens_at: dt.datetime | None = Field(description=_("Intake opens, with its hour"))
    deadline_at: dt.datetime | None = Field(description=_("Deadline, with its hour"))
    url: str = Field(description=_("Page on the portal"))


class ResultRecord(Record):
    """An award after its publication."""

    year: int = Field(description=_("Year of the edition"))
    contest: str = Field(description=_("Title of the edition"))
    prize: str = Field(description=_("Prize"))
    project: str = Field(description=_("Project"))
    authors: str = Field(description=_("People, only with their consent; else empty"))
    field: str = Field(description=_("Field"))
    locality: str = Field(description=_("Commune or ward; empty where not published"))
    decision: str = Field(description=_("Number of the decision"))
    url: str = Field(description=_("Page on the portal"))


class ActorRecord(Record):
    """An organisation of the ecosystem."""

    kind: str = Field(description=_("Kind of actor"))
    name: str = Field(description=_("Name"))
    summary: str = Field(description=_("In one line"))
    address: str = Field(description=_("Address of the office"))
    locality: str = Field(description=_("Commune or ward"))
    phone: str = Field(description=_("Telephone of the office"))
    email: str = Field(description=_("E-mail of the office"))
    website: str = Field(description=_("Website"))
    valid_from: dt.date | None = Field(description=_("Exists from"))
    valid_to: dt.date | None = Field(description=_("Existed until; empty while it exists"))
    source: str = Field(description=_("Where the entry comes from"))
    updated_at: dt.datetime = Field(description=_("Last change of the entry"))
    url: str = Field(description=_("Page on the portal"))


class ClassRecord(Record):
    """A class of a course."""

    course: str = Field(description=_("Course"))
    name: str = Field(description=_("What tells the class from others of its course"))
    state: str = Field(description=_("published or cancelled"))
    starts_at: dt.datetime | None = Field(description=_("Start of the first session"))
    ends_at: dt.datetime | None = Field(description=_("End of the last session"))
    place: str = Field(description=_("Where it is held"))
    organizer: str = Field(description=_("Who holds it"))
    audiences: list[str] = Field(description=_("For whom"))
    url: str = Field(description=_("Page on the portal"))


class EventRecord(Record):
    """An event of the ecosystem, past or to come."""

    title: str = Field(description=_("Title"))
    kind: str = Field(description=_("Kind of event"))
    state: str = Field(description=_("published or cancelled"))
    year: int | None = Field(description=_("Year, where the day is not known"))
    starts_at: dt.datetime | None = Field(description=_("Start"))
    ends_at: dt.datetime | None = Field(description=_("End"))
    venue: str = Field(description=_("Venue"))
    attendees: int | None = Field(description=_("How many came; empty where nobody reported it"))
    attendees_is_minimum: bool = Field(description=_("Whether that is a lower bound"))
    source: str = Field(description=_("Where the entry comes from"))
    url: str = Field(description=_("Page on the portal"))


class PolicyRecord(Record):
    """A policy document."""

    number: str = Field(description=_("Number and symbol"))
    kind: str = Field(description=_("Kind of document"))
    issuer: str = Field(description=_("Issuer"))
    signer: str = Field(description=_("Signer"))
    issued_on: dt.date = Field(description=_("Issued on"))
    effective_on: dt.date | None = Field(description=_("In force from"))
    expires_on: dt.date | None = Field(description=_("Last day in force"))
    validity: str = Field(description=_("Validity on the day of the download"))
    subject: str = Field(description=_("What it is about"))
    source: str = Field(description=_("Where the entry comes from"))
    updated_at: dt.datetime = Field(description=_("Last change of the entry"))
    url: str = Field(description=_("Page on the portal"))


class FigureRecord(Record):
    """A count of an edition of the contest before the portal, as a source gives it."""

    year: int = Field(description=_("Year of the edition"))
    kind: str = Field(description=_("Which count: received, valid, finalists or awarded"))
    value: int = Field(description=_("The count"))
    source: str = Field(description=_("Where the figures come from"))
    note: str = Field(description=_("What the source or the office adds"))


class IndicatorRecord(Record):
    """What a plan promises for its whole period."""

    plan: str = Field(description=_("Number of the plan"))
    start_year: int = Field(description=_("First year of the plan"))
    end_year: int = Field(description=_("Last year of the plan"))
    indicator: str = Field(description=_("Indicator"))
    unit: str = Field(description=_("Unit"))
    target_from: int = Field(description=_("Target; of a range its lower end"))
    target_to: int | None = Field(description=_("Upper end of a range; else empty"))
    is_minimum: bool = Field(description=_("Whether the plan says “at least”"))
    source: str = Field(description=_("Where the figures come from"))


class YearRecord(Record):
    """What a plan promises for a year, and what was reached."""

    plan: str = Field(description=_("Number of the plan"))
    indicator: str = Field(description=_("Indicator"))
    unit: str = Field(description=_("Unit"))
    year: int = Field(description=_("Year"))
    target: int | None = Field(description=_("Target of the year; empty where there is none"))
    value: int | None = Field(description=_("Reached; empty where nobody reported it"))
    is_minimum: bool = Field(description=_("Whether that is a lower bound"))
    source: str = Field(description=_("Where the figures come from"))


class CallRecord(Schema):
    """Something that one can enter or register for, now or soon."""

    kind: str = Field(description=_("contest, challenge, class or event"))
    title: str = Field(description=_("Title"))
    opens_at: dt.datetime | None = Field(description=_("From when; empty: already"))
    closes_at: dt.datetime | None = Field(description=_("Until when"))
    is_open: bool = Field(description=_("Whether one can enter now"))
    url: str = Field(description=_("Page on the portal"))
