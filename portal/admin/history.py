"""The audit trail of one object as lines that a civil servant can read."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from auditlog.models import LogEntry
from django.utils.translation import gettext_lazy as _

from portal.dates import format_deadline

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import Model

# What steps write into a line besides verb and reason, in the order it is read.
DETAILS = {
    "number": _("document number"),
    "issued_on": _("issued on"),
    "signer": _("signer"),
    "due_at": _("due at"),
    "source": _("copied from the edition of"),
    "rule_label": _("rule"),
    "result_label": _("decision"),
    "resembles": _("resembles"),
    "in_what": _("in what"),
    "title": _("project"),
    "assignee": _("in charge"),
    "due_on": _("due on"),
}


@dataclass(frozen=True, kw_only=True)
class HistoryLine:
    """One act: when, who, what, from which state to which, why."""

    at: dt.datetime
    actor: str
    act: str
    before: str
    after: str
    reason: str
    details: tuple[tuple[Any, str], ...]


def history_of(obj: Model, *, verbs: Mapping[str, Any], states: Any) -> list[HistoryLine]:
    """Return the trail of ``obj``, newest first, in one query.

    ``verbs`` names the acts; ``states`` is the enum of the object's states.
    """
    labels = dict(states.choices)
    entries = LogEntry.objects.get_for_object(obj).select_related("actor")
    return [_line(entry, verbs, labels) for entry in entries]


def _line(entry: LogEntry, verbs: Mapping[str, Any], labels: Mapping[str, Any]) -> HistoryLine:
    data = entry.additional_data or {}
    before, after = entry.changes_dict.get("state", ("", ""))
    verb = data.get("verb", "")
    return HistoryLine(
        at=entry.timestamp,
        actor=str(entry.actor or _("the system")),
        act=str(verbs.get(verb) or verb or entry.get_action_display()),
        before=str(labels.get(before, before)),
        after=str(labels.get(after, after)),
        reason=data.get("reason", ""),
        details=tuple(
            (label, _shown(key, data[key])) for key, label in DETAILS.items() if key in data
        ),
    )


def _shown(key: str, value: str) -> str:
    """A detail as people read it: moments and days were recorded in ISO form."""
    if key == "due_at":
        return format_deadline(dt.datetime.fromisoformat(value))
    if key in {"issued_on", "due_on"}:
        return f"{dt.date.fromisoformat(value):%d/%m/%Y}"
    return value
