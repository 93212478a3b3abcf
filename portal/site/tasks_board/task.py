"""A line of the first page of the administration: what there is to do, how often, and where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import NoReverseMatch, reverse

if TYPE_CHECKING:
    from django.db.models import QuerySet


@dataclass(frozen=True, kw_only=True)
class BoardTask:
    """Something to do: how many, what, and the list that shows exactly these."""

    key: str
    # in words that wait for the number (``ngettext_lazy``), or the same for every number
    label: Any
    count: int
    url: str
    # what is still to be counted, together with the others
    rows: QuerySet[Any] | None = None

    @property
    def said(self) -> str:
        """The words that follow the number."""
        return self.label if isinstance(self.label, str) else str(self.label % self.count)


def board_task(
    key: str, label: Any, found: int | QuerySet[Any], model: str, query: str
) -> BoardTask:
    try:
        url = reverse(f"admin:{model}_changelist")
    except NoReverseMatch:
        url = reverse("admin:index")
    is_counted = isinstance(found, int)
    return BoardTask(
        key=key,
        label=label,
        count=found if is_counted else 0,
        url=f"{url}?{query}",
        rows=None if is_counted else found,
    )
