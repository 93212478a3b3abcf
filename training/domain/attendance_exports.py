"""Attendance of a class as a table that leaves the portal; a line says who took it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal import audit
from portal.languages import in_vietnamese
from portal.text import plain_cell
from portal.workflow import require
from training.domain import rolls

if TYPE_CHECKING:
    from training.domain.rolls import MatrixRow
    from training.models import CourseRun

PERMISSION: Final = "training.export_registration"


@transaction.atomic
@in_vietnamese
def export_attendance(run: CourseRun, *, actor: Any) -> list[list[str]]:
    """Return head and rows by given name, a column for each session; leaves a line in the trail."""
    require(actor, PERMISSION, run)
    sessions = list(run.sessions.all())  # type: ignore[attr-defined]  # the reverse side
    people = rolls.in_order(rolls.people_of(run))
    head = [
        _("No."),
        _("Full name"),
        pgettext("attendance list", "Organisation"),
        _("E-mail address"),
        _("Phone number"),
        _("State"),
        _("Registered at the door"),
        *(session.when for session in sessions),
        _("Sessions attended"),
        _("Share (%)"),
    ]
    rows = [
        [plain_cell(cell) for cell in _row(number, row)]
        for number, row in enumerate(rolls.matrix_of(people, sessions), 1)
    ]
    audit.record(run, "export_attendance", actor=actor, rows=len(rows))
    return [head, *rows]


def _row(number: int, row: MatrixRow) -> list[str]:
    person = row.registration
    return [
        str(number),
        person.full_name,
        person.organization_name,
        person.email,
        person.phone,
        str(person.get_state_display()),
        _("yes") if person.is_walk_in else "",
        *(str(mark.get_mark_display()) if mark else "" for mark in row.marks),
        str(row.share.came),
        str(row.share.percent),
    ]
