"""The list of who registered for a class, as a table that leaves the portal; a line says who took it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal import audit
from portal.languages import in_vietnamese
from portal.text import plain_cell
from portal.workflow import require
from training.models import Registration

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from training.models import CourseRun

PERMISSION = "training.export_registration"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WIDEST, _NARROWEST = 50, 10


@transaction.atomic
@in_vietnamese
def export_registrations(run: CourseRun, *, actor: Any) -> list[list[str]]:
    """Return head and rows, in the order of registering; leaves a line in the audit trail."""
    require(actor, PERMISSION)
    rows = Registration.objects.filter(run=run).order_by("created_at", "pk")
    found = list(rows.select_related("group", "locality", "audience").prefetch_related("answers"))
    asked = list(dict.fromkeys(answer.asked for row in found for answer in row.answers.all()))
    table = [_row(number, registration, asked) for number, registration in enumerate(found, 1)]
    audit.record(run, "export_registrations", actor=actor, rows=len(table))
    return [[*_head(), *asked], *table]


def as_workbook(table: Sequence[Sequence[str]]) -> bytes:
    """The table as XLSX: text is text, the head stays in sight."""
    from openpyxl import Workbook  # noqa: PLC0415 -- a large library, needed by this act only
    from openpyxl.styles import Font  # noqa: PLC0415 -- as above
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 -- as above

    book = Workbook()
    sheet = book.active
    sheet.title = _("Registrations")
    sheet.freeze_panes = "A2"
    for number, row in enumerate(table, start=1):
        for place, value in enumerate(row, start=1):
            cell = sheet.cell(number, place, value)
            cell.data_type = "s"
            if number == 1:
                cell.font = Font(bold=True)
    for place in range(1, len(table[0]) + 1):
        longest = max(len(row[place - 1]) for row in table) + 2
        width = min(max(longest, _NARROWEST), _WIDEST)
        sheet.column_dimensions[get_column_letter(place)].width = width
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_plain(table: Sequence[Sequence[str]]) -> list[list[str]]:
    """The table for CSV: what a spreadsheet would take for a formula is marked."""
    return [[plain_cell(cell) for cell in row] for row in table]


def _head() -> list[str]:
    return [
        _("No."),
        _("Ticket code"),
        _("Full name"),
        _("E-mail address"),
        _("Phone number"),
        _("Organisation"),
        _("Contact of the group"),
        _("State"),
        _("Sent at"),
        _("Sex"),
        _("Year of birth"),
        _("Commune or ward"),
        pgettext("training", "audience group").capitalize(),
        _("Note"),
    ]


def _row(number: int, registration: Registration, asked: Sequence[str]) -> list[str]:
    answers = {answer.asked: answer.answer for answer in registration.answers.all()}  # type: ignore[attr-defined]  # the reverse side
    return [
        str(number),
        registration.code,
        registration.full_name,
        registration.contact_email,
        registration.phone,
        registration.organization_name,
        registration.group.contact_name if registration.group else "",
        str(registration.get_state_display()),
        _moment(registration.created_at),
        str(registration.get_sex_display()) if registration.sex else "",
        str(registration.birth_year or ""),
        str(registration.locality or ""),
        str(registration.audience or ""),
        registration.note,
        *(answers.get(words, "") for words in asked),
    ]


def _moment(value: datetime) -> str:
    return f"{timezone.localtime(value):%H:%M %d/%m/%Y}"
