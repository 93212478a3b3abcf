"""The report of a year as a workbook and a Word document, made in the background."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from contests.domain.spreadsheets import tables_workbook
from contests.domain.word import tables_docx
from contests.domain.year_report import year_report
from contests.enums import RoundKind, RoundState
from contests.models import Contest
from portal import audit, jobs
from portal.jobs import Outcome, Report, job
from portal.workflow import RefusedError, require

if TYPE_CHECKING:
    from portal.models import BackgroundJob

KIND = "contests.year_report"
PERMISSION = "contests.export_report"


def start_report(contest: Contest, *, for_publication: bool, actor: Any) -> BackgroundJob:
    """Ask for the report; one for publication is refused before the final is published."""
    final = contest.rounds.filter(kind=RoundKind.FINAL, state=RoundState.PUBLISHED)
    if for_publication and not final.exists():
        raise RefusedError(
            _(
                "The report can be published once the result of the final is. Make it for the office."
            )
        )
    with translation.override(settings.LANGUAGE_CODE):
        title = _("Report of the contest of %(year)d") % {"year": contest.year}
    params = {"contest": contest.pk, "for_publication": for_publication}
    return jobs.start(KIND, title=title, params=params, actor=actor)


@job(KIND, permission=PERMISSION, about=("contests.Contest", "contest"))
def build_report(row: BackgroundJob, report: Report) -> Outcome:
    """Write both files into one ZIP, in the office's language."""
    require(row.requested_by, PERMISSION)
    contest = Contest.objects.get(pk=row.params["contest"])
    for_publication = bool(row.params["for_publication"])
    stem = f"bao-cao-{'cong-khai-' if for_publication else ''}{contest.year}"
    path = report.folder / "report.zip"
    with translation.override(settings.LANGUAGE_CODE):
        tables = year_report(contest, for_publication=for_publication)
        report(1, 3)
        title = _("Report of the contest of %(year)d") % {"year": contest.year}
        made = _("Made by the portal at %(moment)s.") % {
            "moment": f"{timezone.localtime():%H:%M %d/%m/%Y}"
        }
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
            file.writestr(f"{stem}.xlsx", tables_workbook(tables))
            report(2, 3)
            file.writestr(f"{stem}.docx", tables_docx(title, [contest.title, made], tables))
            report(3, 3)
    audit.record(contest, "export_report", actor=row.requested_by, for_publication=for_publication)
    return Outcome(name=f"{stem}.zip", content_type="application/zip", content=path)
