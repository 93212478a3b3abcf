"""The report of training as a workbook and a Word document, made in the background."""

from __future__ import annotations

import datetime as dt
import zipfile
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from contests.domain.spreadsheets import tables_workbook
from contests.domain.word import tables_docx
from ecosystem.models import Locality, Organization
from portal import audit, jobs
from portal.dates import format_long
from portal.jobs import Outcome, Report, job
from portal.reports import ReportTable
from portal.site import training_figures as shown
from portal.workflow import require
from training.domain import figures, persons
from training.domain.attended import Wanted
from training.models import Audience, Course

if TYPE_CHECKING:
    from portal.models import BackgroundJob, User

KIND: Final = "site.training_report"
PERMISSION: Final = "training.export_figures"
_MODELS: Final = {
    "course": Course,
    "locality": Locality,
    "audience": Audience,
    "organizer": Organization,
}


def start_report(wanted: Wanted, *, actor: User) -> BackgroundJob:
    """Ask for the files of what was chosen."""
    params: dict[str, Any] = {
        name: value.pk for name in _MODELS if (value := getattr(wanted, name)) is not None
    }
    for name in ("from_day", "to_day"):
        if day := getattr(wanted, name):
            params[name] = day.isoformat()
    with translation.override(settings.LANGUAGE_CODE):
        title = _("Report of training")
    return jobs.start(KIND, title=title, params=params, actor=actor)


@job(KIND, permission=PERMISSION)
def build_report(row: BackgroundJob, report: Report) -> Outcome:
    """Write both files into one ZIP, in the office's language; whoever is new is linked first."""
    require(row.requested_by, PERMISSION)
    persons.link_pending()
    wanted = _wanted(row.params)
    today = timezone.localdate()
    stem = f"bao-cao-dao-tao-{today:%Y-%m-%d}"
    path = report.folder / "report.zip"
    with translation.override(settings.LANGUAGE_CODE):
        lines, tables = paper(wanted)
        report(1, 3)
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
            file.writestr(f"{stem}.xlsx", tables_workbook(tables))
            report(2, 3)
            title = _("Report on the results of training")
            file.writestr(f"{stem}.docx", tables_docx(title, lines, tables))
            report(3, 3)
    audit.record(row, "export_training_report", actor=row.requested_by)
    return Outcome(name=f"{stem}.zip", content_type="application/zip", content=path)


def paper(wanted: Wanted) -> tuple[list[str], list[ReportTable]]:
    """The lines below the title, and every table with its source."""
    rows, is_demo = shown.counted_rows(wanted)
    made = _("Counted by the portal from its attendance lists, %(day)s.") % {
        "day": format_long(timezone.localdate())
    }
    lines = [*wanted_words(wanted), shown.total_words(figures.totals(rows)), made]
    if is_demo:
        lines.append(_("DEMONSTRATION DATA: not for use."))
    definitions = ReportTable(
        title=_("What the counts mean"),
        heads=[_("Count"), _("Meaning")],
        rows=[list(pair) for pair in figures.definitions()],
    )
    tables = [
        definitions,
        *figures.report(rows),
        shown.history_report(),
        shown.progress_report(),
    ]
    return lines, tables


def wanted_words(wanted: Wanted) -> list[str]:
    """What the report is limited to, a line each; nothing chosen: everything."""
    days = {"from": wanted.from_day, "to": wanted.to_day}
    words = []
    if wanted.from_day and wanted.to_day:
        words.append(
            _("Classes that began from %(from)s to %(to)s")
            % {name: f"{day:%d/%m/%Y}" for name, day in days.items() if day}
        )
    elif wanted.from_day:
        words.append(
            _("Classes that began on %(day)s or later") % {"day": f"{wanted.from_day:%d/%m/%Y}"}
        )
    elif wanted.to_day:
        words.append(_("Classes that began until %(day)s") % {"day": f"{wanted.to_day:%d/%m/%Y}"})
    chosen = (
        (_("Course"), wanted.course),
        (_("Commune or ward"), wanted.locality),
        (_("Audience group"), wanted.audience),
        (_("Organised by"), wanted.organizer),
    )
    words += [f"{label}: {value}" for label, value in chosen if value is not None]
    return words or [_("All classes")]


def _wanted(params: dict[str, Any]) -> Wanted:
    """What was asked for; what was deleted meanwhile ends the job with an error."""
    values: dict[str, Any] = {
        name: model._default_manager.get(pk=params[name])
        for name, model in _MODELS.items()
        if name in params
    }
    for name in ("from_day", "to_day"):
        if name in params:
            values[name] = dt.date.fromisoformat(params[name])
    return Wanted(**values)
