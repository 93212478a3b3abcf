"""Copies of rows: what an edition, a section or a question starts from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from django.db.models import Model

if TYPE_CHECKING:
    from collections.abc import Container

M = TypeVar("M", bound=Model)


def clone(row: M, **changes: Any) -> M:
    """Save a copy of ``row`` with ``changes`` as a new row."""
    fields = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if not field.primary_key and not getattr(field, "auto_now_add", False)
    }
    for name in changes:
        fields.pop(f"{name}_id", None)
    new = type(row)(**{**fields, **changes})
    new.save(force_insert=True)
    return new


def free_slug(wanted: str, taken: Container[str], *, max_length: int) -> str:
    """Return ``wanted``, or the first of ``wanted-2``, ``wanted-3`` … that is not taken."""
    slug, number = wanted[:max_length], 1
    while slug in taken:
        number += 1
        ending = f"-{number}"
        slug = wanted[: max_length - len(ending)] + ending
    return slug
