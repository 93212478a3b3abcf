"""Who did what with an object, read back from the one audit trail."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from auditlog.models import LogEntry

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from django.db.models import Model


@dataclass(frozen=True, kw_only=True)
class Act:
    """One line of the trail; ``actor_id`` is None for what the system did."""

    verb: str
    at: datetime
    actor_id: int | None
    actor: str
    details: dict[str, Any]


def acts_of(obj: Model, verbs: Collection[str] = (), *, since: datetime | None = None) -> list[Act]:
    """Return the recorded acts on ``obj``, oldest first, in one query; all verbs when none is named."""
    entries = LogEntry.objects.get_for_object(obj).select_related("actor")
    if since is not None:
        entries = entries.filter(timestamp__gte=since)
    acts = [_act(entry) for entry in entries.order_by("timestamp", "pk")]
    return [act for act in acts if act.verb and (not verbs or act.verb in verbs)]


def last_act(obj: Model, *verbs: str) -> Act | None:
    """Return the latest of these acts on ``obj``."""
    found = acts_of(obj, verbs)
    return found[-1] if found else None


def _act(entry: LogEntry) -> Act:
    data = dict(entry.additional_data or {})
    return Act(
        verb=data.pop("verb", ""),
        at=entry.timestamp,
        actor_id=entry.actor_id,
        actor=str(entry.actor) if entry.actor else "",
        details=data,
    )
