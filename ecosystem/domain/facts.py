"""The province's own facts: fields, places, actors, documents, plans, events and named projects."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import transaction

from ecosystem.domain.loading import Loader, Row, read_yaml
from ecosystem.enums import LocalityKind
from ecosystem.models import (
    DocumentTopic,
    Event,
    Field,
    Indicator,
    Locality,
    Organization,
    Plan,
    PolicyDocument,
    RoadmapStep,
    Startup,
    SupportKind,
    SupportOffer,
)
from portal.bilingual import english_of

if TYPE_CHECKING:
    from collections.abc import Mapping

DATA = Path(__file__).resolve().parents[1] / "data"

# The district level ended with the day before the commune level was drawn anew.
COMMUNES_SINCE = date(2025, 7, 1)
DISTRICTS_UNTIL = date(2025, 6, 30)

_COMMUNE_KINDS = {
    "phường": (LocalityKind.WARD, "phuong"),
    "xã": (LocalityKind.COMMUNE, "xa"),
}


@transaction.atomic
def load_facts(loader: Loader) -> None:
    """Load everything; the order follows what points to what."""
    fields = _load_plain(loader, Field, "fields.yaml")
    supports = _load_plain(loader, SupportKind, "support_kinds.yaml")
    _load_localities(loader)
    organizations = _load_organizations(loader, supports)
    documents = _load_documents(loader)
    _load_plans(loader, documents)
    _load_roadmap(loader)
    known: dict[str, Mapping[str, Any]] = {
        "kind": supports,
        "organization": organizations,
        "document": documents,
    }
    _load_offers(loader, fields, known)
    _load_plain(loader, Event, "events.yaml")
    _load_startups(loader, fields)


def _load_plain(loader: Loader, model: type[Row], name: str) -> dict[str, Row]:
    """Rows whose entries in the file are exactly their fields, by the file's path of each."""
    rows = {}
    for entry in read_yaml(DATA / name):
        path = entry.pop("slug")
        rows[path] = loader.put(model, key={"slug": path}, values=entry)
    return rows


def _load_localities(loader: Loader) -> None:
    with (DATA / "communes.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            kind, path = _COMMUNE_KINDS[row["kind"]]
            name = row["name"]
            values = {
                "kind": kind,
                "name": name,
                "slug": f"{path}-{row['slug']}",
                "valid_from": COMMUNES_SINCE,
            }
            loader.put(Locality, key={"gso_code": row["gso_code"]}, values=values)
    for entry in read_yaml(DATA / "districts.yaml"):
        values = {"kind": LocalityKind.DISTRICT, "name": entry["name"], "valid_to": DISTRICTS_UNTIL}
        loader.put(Locality, key={"slug": entry["slug"]}, values=values)


def _load_organizations(
    loader: Loader, supports: Mapping[str, SupportKind]
) -> dict[str, Organization]:
    """Successors stand in the file before those whom they succeed."""
    rows: dict[str, Organization] = {}
    for entry in read_yaml(DATA / "organizations.yaml"):
        path = entry.pop("slug")
        if "successor" in entry:
            entry["successor"] = rows[entry["successor"]]
        offered = [supports[name] for name in entry.pop("supports", ())]
        rows[path] = loader.put(Organization, key={"slug": path}, values=entry)
        _give_english(rows[path], entry)
        loader.relate(rows[path], "supports", offered)
    return rows


def _give_english(row: Organization, entry: Mapping[str, Any]) -> None:
    """Rows of before the portal spoke English get it once: where staff wrote some, it is theirs."""
    columns = english_of(*row.translated)
    if any(getattr(row, name) for name in columns):
        return
    for name in columns:
        setattr(row, name, entry.get(name, ""))
    row.save(update_fields=columns)


def _load_documents(loader: Loader) -> dict[str, PolicyDocument]:
    topics = _load_plain(loader, DocumentTopic, "document_topics.yaml")
    rows = {}
    for entry in read_yaml(DATA / "documents.yaml"):
        path = entry.pop("slug")
        entry["topic"] = topics[entry["topic"]]
        rows[path] = loader.put(PolicyDocument, key={"slug": path}, values=entry)
    return rows


def _load_offers(
    loader: Loader, fields: Mapping[str, Field], known: Mapping[str, Mapping[str, Any]]
) -> None:
    """Offers stand after those who give them and what they rest on."""
    for entry in read_yaml(DATA / "support_offers.yaml"):
        path = entry.pop("slug")
        wanted = [fields[name] for name in entry.pop("for_fields", ())]
        pointed = {name: rows[entry[name]] for name, rows in known.items() if name in entry}
        offer = loader.put(SupportOffer, key={"slug": path}, values={**entry, **pointed})
        loader.relate(offer, "for_fields", wanted)


def _load_plans(loader: Loader, documents: Mapping[str, PolicyDocument]) -> None:
    for entry in read_yaml(DATA / "plans.yaml"):
        document = documents[entry["document"]]
        years = {"start_year": entry["start_year"], "end_year": entry["end_year"]}
        plan = loader.put(Plan, key={"document": document}, values=years)
        for order, indicator in enumerate(entry["indicators"], start=1):
            values: dict[str, Any] = {"order": order, **indicator}
            loader.put(Indicator, key={"plan": plan, "name": values.pop("name")}, values=values)


def _load_roadmap(loader: Loader) -> None:
    for entry in read_yaml(DATA / "roadmap.yaml"):
        loader.put(RoadmapStep, key={"slug": entry.pop("slug")}, values=entry)


def _load_startups(loader: Loader, fields: Mapping[str, Field]) -> None:
    for entry in read_yaml(DATA / "startups.yaml"):
        entry["field"] = fields[entry["field"]]
        loader.put(Startup, key={"slug": entry.pop("slug")}, values=entry)
