"""Rows of lists that leave the portal, and the line that says who took them."""

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
    from collections.abc import Iterable
    from datetime import datetime

    from contests.models import Application


@transaction.atomic
@in_vietnamese
def export_applications(
    applications: Iterable[Application], *, actor: Any, filters: str = ""
) -> list[list[str]]:
    """Return head and rows of the list of applications; leaves a line in the audit trail.

    ``applications`` come with owner, field, division and locality selected.
    """
    require(actor, "contests.export_application")
    rows = [[plain_cell(value) for value in _row(application)] for application in applications]
    audit.record(actor, "export_applications", actor=actor, rows=len(rows), filters=filters)
    return [_head(), *rows]


def _head() -> list[str]:
    return [
        _("Reference number"),
        _("Project name"),
        _("Edition"),
        _("Division"),
        _("Field"),
        _("Applicant type"),
        _("Representative"),
        _("Organisation or enterprise"),
        _("Phone number"),
        _("E-mail address"),
        _("Commune or ward"),
        _("State"),
        _("First submitted at"),
        _("Submitted at"),
        _("Reason told to the applicant"),
    ]


def _row(application: Application) -> list[str]:
    return [
        application.reference or "",
        application.title,
        str(application.contest.year),
        str(application.division or ""),
        str(application.field or ""),
        application.get_applicant_type_display(),
        application.addressee,
        application.organization_name,
        application.contact_phone,
        application.contact_email or application.notice_address,
        str(application.locality or ""),
        application.get_state_display(),
        _moment(application.first_submitted_at),
        _moment(application.submitted_at),
        application.state_reason,
    ]


def _moment(value: datetime | None) -> str:
    return f"{timezone.localtime(value):%d/%m/%Y %H:%M}" if value else ""
