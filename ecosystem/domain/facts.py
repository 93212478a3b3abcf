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
)

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
    _load_organizations(loader, supports)
    documents = _load_plain(loader, PolicyDocument, "documents.yaml")
    _load_plans(loader, documents)
    _load_roadmap(loader)
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


def _load_organizations(loader: Loader, supports: Mapping[str, SupportKind]) -> None:
    """Successors stand in the file before those whom they succeed."""
    rows: dict[str, Organization] = {}
    for entry in read_yaml(DATA / "organizations.yaml"):
        path = entry.pop("slug")
        if "successor" in entry:
            entry["successor"] = rows[entry["successor"]]
        offered = [supports[name] for name in entry.pop("supports", ())]
        rows[path] = loader.put(Organization, key={"slug": path}, values=entry)
        loader.relate(rows[path], "supports", offered)


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
