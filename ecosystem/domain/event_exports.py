"""The list of who registered, as a table that leaves the portal; a line says who took it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal import audit
from portal.languages import in_vietnamese
from portal.text import plain_cell
from portal.workflow import require

if TYPE_CHECKING:
    from datetime import datetime

    from ecosystem.models import Event, EventRegistration

PERMISSION = "ecosystem.export_eventregistration"


@transaction.atomic
@in_vietnamese
def export_registrations(event: Event, *, actor: Any) -> list[list[str]]:
    """Return head and rows, in the order of registering; leaves a line in the audit trail."""
    require(actor, PERMISSION)
    registrations = event.registrations.order_by("created_at", "pk")  # type: ignore[attr-defined]  # the reverse side
    rows = [
        [plain_cell(cell) for cell in _row(number, r)] for number, r in enumerate(registrations, 1)
    ]
    audit.record(event, "export_registrations", actor=actor, rows=len(rows))
    return [_head(), *rows]


def _head() -> list[str]:
    return [
        _("No."),
        _("Ticket code"),
        _("Full name"),
        _("E-mail address"),
        _("Phone number"),
        _("Organisation"),
        _("State"),
        _("Sent at"),
        _("Checked in at"),
        _("Registered at the door"),
        _("Note"),
    ]


def _row(number: int, registration: EventRegistration) -> list[str]:
    return [
        str(number),
        registration.code,
        registration.full_name,
        registration.email,
        registration.phone,
        registration.organization_name,
        str(registration.get_state_display()),
        _moment(registration.created_at),
        _moment(registration.checked_in_at),
        _("yes") if registration.is_walk_in else "",
        registration.note,
    ]


def _moment(value: datetime | None) -> str:
    return f"{timezone.localtime(value):%H:%M %d/%m/%Y}" if value else ""
