"""Putting rows of the project's own data files into the database, without undoing what staff did."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

import yaml
from django.db.models import UniqueConstraint

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from django.db import models

Row = TypeVar("Row", bound="models.Model")


@dataclass
class Count:
    """What happened to the rows of one model."""

    created: int = 0
    updated: int = 0
    kept: int = 0


@dataclass
class Loader:
    """Creates rows that are missing and leaves the others alone.

    A row is recognised by its key (mostly its path), so a corrected name, date or text survives the
    next load, even a corrected path where something else of the row is unique. With ``refresh`` the values of the files are written over those of the database;
    fields that the files do not name keep what they hold.
    """

    refresh: bool = False
    counts: dict[str, Count] = field(default_factory=dict)
    _made: set[tuple[str, int]] = field(default_factory=set)

    def put(self, model: type[Row], *, key: Mapping[str, Any], values: Mapping[str, Any]) -> Row:
        """Return the row of ``key``, made from ``values`` when there is none."""
        count = self.counts.setdefault(str(model._meta.verbose_name_plural), Count())
        row = model._default_manager.filter(**key).first() or _twin(model, {**key, **values})
        if row is None:
            row = model(**{**key, **values})
            row.full_clean()
            row.save()
            self._made.add((row._meta.label, row.pk))
            count.created += 1
        elif self.refresh and _write(row, values):
            count.updated += 1
        else:
            count.kept += 1
        return row

    def relate(self, row: models.Model, name: str, related: list[Any]) -> None:
        """Relate a row that was just made, or any with ``refresh``; what staff chose is left."""
        if self.refresh or (row._meta.label, row.pk) in self._made:
            getattr(row, name).set(related)


def _twin(model: type[Row], values: Mapping[str, Any]) -> Row | None:
    """A row under another key that equals these values where rows must differ: the same thing, moved."""
    alone = [(field.name,) for field in model._meta.concrete_fields if field.unique]
    together = [
        constraint.fields
        for constraint in model._meta.constraints
        if isinstance(constraint, UniqueConstraint) and constraint.condition is None
    ]
    for names in (*alone, *together):
        if all(values.get(name) not in (None, "") for name in names):
            row = model._default_manager.filter(**{name: values[name] for name in names}).first()
            if row is not None:
                return row
    return None


def _write(row: models.Model, values: Mapping[str, Any]) -> bool:
    """Set what differs; say whether anything did."""
    fields = {field.name: field for field in row._meta.concrete_fields}
    differing = {
        name: value
        for name, value in values.items()
        if getattr(row, name) not in (value, fields[name].to_python(_plain(value)))
    }
    if not differing:
        return False
    for name, value in differing.items():
        setattr(row, name, value)
    row.full_clean()
    row.save()
    return True


def _plain(value: Any) -> Any:
    """A foreign key is compared by its row; to_python wants its key."""
    return getattr(value, "pk", value)


def read_yaml(path: Path) -> Any:
    """The content of one of the project's data files."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))
