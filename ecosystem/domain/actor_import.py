"""What a spreadsheet of actors would change, row by row; and changing it, all or nothing."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from ecosystem.domain.actor_sheet import COLUMNS, SheetRow, read_sheet
from ecosystem.domain.freshness import confirm
from ecosystem.domain.profiles import set_stages
from ecosystem.enums import OrganizationKind, StartupStage
from ecosystem.models import ActorImport, Field, Locality, Organization, SupportKind
from portal import audit
from portal.files import KIND_XLSX, MEGABYTE, store_upload
from portal.text import fold
from portal.workflow import RefusedError, require

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

MAX_BYTES: Final = 5 * MEGABYTE
NEW, CHANGED, SAME, ERROR = "new", "changed", "same", "error"
_HEADS: Final = {column.key: column.head for column in COLUMNS}
_MANY: Final = ("supports", "fields", "stages")
_DATES: Final = ("valid_from", "verified_on")
_SEPARATOR: Final = re.compile(r"[;\n]")


class CellError(Exception):
    """A cell holds what cannot be taken; the words are for people."""


@dataclass(kw_only=True)
class RowPlan:
    """What one row would do: the state, what changes, and what is wrong in which cell."""

    number: int
    name: str
    organization: Organization | None = None
    values: dict[str, Any] = field(default_factory=dict)
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    errors: list[tuple[str, str]] = field(default_factory=list)

    @property
    def state(self) -> str:
        if self.errors:
            return ERROR
        if self.organization is None:
            return NEW
        return CHANGED if self.changes else SAME


# --- the dry run -------------------------------------------------------------------------------


@transaction.atomic
def check_import(uploaded: Any, *, actor: Any) -> ActorImport:
    """Keep an uploaded spreadsheet with the fingerprint of what it would do.

    Raises ValidationError for a file that may not be kept, SheetError for one that is no table.
    """
    require(actor, "ecosystem.import_organization")
    stored = store_upload(uploaded, kinds=(KIND_XLSX,), max_bytes=MAX_BYTES, uploaded_by=actor)
    row = ActorImport(file=stored, created_by=actor)
    row.fingerprint = fingerprint(plan_of(row))
    row.save()
    return row


def plan_of(row: ActorImport) -> list[RowPlan]:
    """What the rows of a kept spreadsheet would do now."""
    with row.file.file.open("rb") as stored:
        content = stored.read()
    return plan_rows(read_sheet(content))


def plan_rows(rows: Sequence[SheetRow]) -> list[RowPlan]:
    """Return a plan for each row; the number of queries does not grow with the rows."""
    with translation.override(settings.LANGUAGE_CODE):
        reader = _Reader()
        plans = [reader.plan(row) for row in rows]
        times = Counter(fold(plan.name) for plan in plans if plan.name)
        for plan, row in zip(plans, rows, strict=True):
            if plan.name and times[fold(plan.name)] > 1:
                plan.errors.append(
                    (row.cells["name"].place, _("This name stands in several rows of the file"))
                )
        return plans


def fingerprint(plans: Sequence[RowPlan]) -> str:
    """Tell two plans apart: by their rows, the profiles they change, and what is written there."""
    shown = [
        [plan.number, plan.name, plan.organization.pk if plan.organization else 0, plan.changes]
        for plan in plans
    ]
    return hashlib.sha256(json.dumps(shown, ensure_ascii=False).encode()).hexdigest()


def counts_of(plans: Sequence[RowPlan]) -> dict[str, int]:
    """How many rows are in each state."""
    found = Counter(plan.state for plan in plans)
    return {state: found[state] for state in (NEW, CHANGED, SAME, ERROR)}


class _Reader:
    """Reads cells against what the database knows, which it asks for once."""

    def __init__(self) -> None:
        rows = Organization.objects.select_related("locality").prefetch_related(
            "supports", "fields", "served_stages"
        )
        self.known: dict[str, list[Organization]] = defaultdict(list)
        for row in rows:
            self.known[fold(row.name)].append(row)
        self.kinds = {fold(str(kind.label)): kind.value for kind in OrganizationKind}
        self.many: dict[str, dict[str, Any]] = {
            "supports": {fold(row.name): row for row in SupportKind.objects.all()},
            "fields": {fold(row.name): row for row in Field.objects.all()},
            "stages": {fold(str(stage.label)): stage for stage in StartupStage},
        }
        self.localities: dict[str, list[Locality]] = defaultdict(list)
        for locality in Locality.objects.current():
            for name in {fold(str(locality)), fold(locality.name)}:
                self.localities[name].append(locality)

    def plan(self, row: SheetRow) -> RowPlan:
        name = str(row.cells["name"].value) if "name" in row.cells else ""
        plan = RowPlan(number=row.number, name=" ".join(name.split()))
        if not plan.name:
            plan.errors.append((f"A{row.number}", _("Enter the name")))
            return plan
        found = self.known.get(fold(plan.name), [])
        if len(found) > 1:
            plan.errors.append(
                (row.cells["name"].place, _("The directory has several profiles of this name"))
            )
        plan.organization = found[0] if len(found) == 1 else None
        for key, cell in row.cells.items():
            try:
                plan.values[key] = self._read(key, cell.value)
            except CellError as error:
                plan.errors.append((cell.place, str(error)))
        if not found and "kind" not in row.cells:
            plan.errors.append(
                (row.cells["name"].place, _("A new profile needs its kind, see the sheet of lists"))
            )
        plan.changes = self._changes(plan)
        return plan

    def _read(self, key: str, value: Any) -> Any:
        if key == "kind":
            return self._one(self.kinds, value, _("kinds of actors"))
        if key == "locality":
            return self._locality(value)
        if key in _MANY:
            words = [word.strip() for word in _SEPARATOR.split(str(value)) if word.strip()]
            return [self._one(self.many[key], word, _HEADS[key]) for word in words]
        if key in _DATES:
            return _day(value)
        column = Organization._meta.get_field(key)
        try:
            return column.clean(str(value), None)  # type: ignore[union-attr]  # a plain column
        except ValidationError as error:
            raise CellError(" ".join(error.messages)) from error

    def _one(self, known: Mapping[str, Any], word: Any, what: str) -> Any:
        found = known.get(fold(str(word)))
        if found is None:
            raise CellError(
                _("“%(word)s” is not in the list “%(what)s”") % {"word": word, "what": what}
            )
        return found

    def _locality(self, value: Any) -> Locality:
        found = self.localities.get(fold(str(value)), [])
        if len(found) != 1:
            raise CellError(
                _("“%(word)s” is no commune or ward of today; write it as in the sheet of lists")
                % {"word": value}
            )
        return found[0]

    def _changes(self, plan: RowPlan) -> list[tuple[str, str, str]]:
        """Head, before and after of each cell that differs; a new profile has no before."""
        found = []
        for key, value in plan.values.items():
            before = _text(_stored(plan.organization, key)) if plan.organization else ""
            after = _text(value, key)
            # The name is what the row was found by: another spelling of it renames nothing.
            if before != after and not (key == "name" and plan.organization):
                found.append((_HEADS[key], before, after))
        return found


def _day(value: Any) -> dt.date:
    if isinstance(value, dt.date):
        return value
    try:
        day, month, year = (int(part) for part in re.split(r"[/.-]", str(value)))
        return dt.date(year, month, day)
    except ValueError as error:
        raise CellError(_("Write the day as day/month/year, for example 27/3/2026")) from error


def _stored(organization: Organization, key: str) -> Any:
    if key == "stages":
        return organization.stages
    if key in _MANY:
        return list(getattr(organization, key).all())
    return organization.get_kind_display() if key == "kind" else getattr(organization, key)


def _text(value: Any, key: str = "") -> str:
    """A value as the dry run shows it."""
    if key == "kind":
        return str(OrganizationKind(value).label)
    if isinstance(value, list):
        return "; ".join(sorted(str(getattr(item, "label", item)) for item in value))
    if isinstance(value, dt.date):
        return f"{value:%d/%m/%Y}"
    return str(value) if value not in (None, "") else ""


# --- applying ----------------------------------------------------------------------------------


@transaction.atomic
def apply_import(row: ActorImport, *, actor: Any) -> ActorImport:
    """Write every row of a checked spreadsheet, or none.

    Raises RefusedError when it was applied before, when a row has an error, or when the directory
    changed so that it would do something else than the dry run showed.
    """
    require(actor, "ecosystem.import_organization", row)
    locked = ActorImport.objects.select_for_update().select_related("file").get(pk=row.pk)
    if locked.applied_at is not None:
        raise RefusedError(_("This spreadsheet was applied already."))
    list(Organization.objects.select_for_update().values_list("pk"))
    plans = plan_of(locked)
    counts = counts_of(plans)
    if counts[ERROR]:
        raise RefusedError(_("Mend the rows with errors first; nothing was written."))
    if fingerprint(plans) != locked.fingerprint:
        raise RefusedError(
            _(
                "The directory changed since the check. Upload the spreadsheet again; nothing was written."
            )
        )
    for plan in plans:
        if plan.state in {NEW, CHANGED}:
            _write(plan)
    locked.applied_by, locked.applied_at = actor, timezone.now()
    locked.new_count, locked.changed_count = counts[NEW], counts[CHANGED]
    locked.save()
    audit.record(locked, "apply_import", actor=actor, new=counts[NEW], changed=counts[CHANGED])
    return locked


def _write(plan: RowPlan) -> None:
    organization = plan.organization or Organization()
    plain = {
        key: value
        for key, value in plan.values.items()
        if key not in _MANY and not (key == "name" and plan.organization)
    }
    if plain.get("verified_on") not in {None, organization.verified_on}:
        confirm(organization, plain["verified_on"])
    for key, value in plain.items():
        setattr(organization, key, value)
    try:
        organization.full_clean(exclude=["contact_consent"])
    except ValidationError as error:
        raise RefusedError(
            _("Row %(number)d: %(problem)s Nothing was written.")
            % {"number": plan.number, "problem": " ".join(error.messages)}
        ) from error
    organization.save()
    _relate(organization, plan.values)


def _relate(organization: Organization, values: Mapping[str, Any]) -> None:
    related: Iterable[tuple[str, list[models.Model]]] = (
        (key, values[key]) for key in ("supports", "fields") if key in values
    )
    for key, rows in related:
        getattr(organization, key).set(rows)
    if "stages" in values:
        set_stages(organization, [stage.value for stage in values["stages"]])
