"""Certificates of a whole class: one job issues them, another binds or packs those that stand."""

from __future__ import annotations

import io
import zipfile
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from pypdf import PdfWriter

from portal import audit, jobs
from portal.documents import DocumentRefusedError
from portal.jobs import Outcome, Report, job
from portal.models import BackgroundJob, IssuedDocument
from portal.models.jobs import OPEN_JOB_STATES
from portal.text import slug
from portal.workflow import ReasonMissingError, RefusedError, require
from training.domain.certificates import (
    PERMISSION,
    PaperDetails,
    candidates_of,
    certificate_of,
    issue_certificate,
    papers_of,
    refuse_certificates,
    refuse_day,
)
from training.models import CourseRun, Registration
from training.workflow import RUN

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

BATCH_JOB: Final = "training.certificates"
FILES_JOB: Final = "training.certificate_files"
PDF, ZIP = "application/pdf", "application/zip"


@transaction.atomic
def start_batch(
    run: CourseRun, chosen: Collection[int], *, actor: Any, paper: PaperDetails, reason: str = ""
) -> tuple[BackgroundJob, bool]:
    """Ask for the certificates of ``chosen`` (ids of registrations) in one job.

    While a batch of the class is waiting or running, it is returned instead, and False with it: two
    officers who press at once make one.
    """
    RUN.lock(run)
    require(actor, PERMISSION)
    refuse_certificates(run)
    refuse_day(run, paper.issued_on)
    going = BackgroundJob.objects.filter(
        kind=BATCH_JOB, state__in=OPEN_JOB_STATES, params__run=run.pk
    ).first()
    if going is not None:
        return going, False
    people = [row for row in candidates_of(run) if row.is_open and row.registration.pk in chosen]
    if not people:
        raise DocumentRefusedError(_("Choose at least one person without a certificate."))
    if not reason.strip() and not all(row.reaches for row in people):
        raise ReasonMissingError(_("Enter the reason for those below the attendance needed"))
    params = {
        "run": run.pk,
        "registrations": [row.registration.pk for row in people],
        "reason": reason.strip(),
        "paper": {**asdict(paper), "issued_on": paper.issued_on.isoformat()},
    }
    with translation.override(settings.LANGUAGE_CODE):
        title = _("Certificates: %(class)s") % {"class": run}
    return jobs.start(BATCH_JOB, title=title, params=params, actor=actor), True


@job(BATCH_JOB, permission=PERMISSION, about=("training.CourseRun", "run"))
def issue_batch(row: BackgroundJob, report: Report) -> Outcome:
    """Issue what is missing, one transaction each, and bind the batch into one file for the printer.

    An interrupted job starts anew and finds what it issued already. Whoever may no longer get one
    (an attendance was corrected meanwhile) is left out; the page of the class shows who.
    """
    actor, params = row.requested_by, row.params
    require(actor, PERMISSION)
    run = CourseRun.objects.get(pk=params["run"])
    paper = PaperDetails(
        **{**params["paper"], "issued_on": parse_date(params["paper"]["issued_on"])}
    )
    ids = params["registrations"]
    people = Registration.objects.in_bulk(ids)
    issued = []
    for done, pk in enumerate(ids, start=1):
        document = _issued(people.get(pk), actor=actor, paper=paper, reason=params["reason"])
        if document is not None:
            issued.append(document)
        report(done, len(ids))
    if not issued:
        raise RefusedError(_("Nobody of those chosen may get a certificate any more."))
    audit.record(
        run, "issue_certificates", actor=actor, issued=len(issued), left_out=len(ids) - len(issued)
    )
    return _bound(run, issued)


def _issued(
    registration: Registration | None, *, actor: Any, paper: PaperDetails, reason: str
) -> IssuedDocument | None:
    if registration is None:
        return None
    standing = certificate_of(registration)
    if standing is not None:
        return standing
    try:
        return issue_certificate(registration, actor=actor, paper=paper, reason=reason)
    except RefusedError:
        return None


# --- files -------------------------------------------------------------------------------------


def start_files(run: CourseRun, *, actor: Any, as_zip: bool) -> BackgroundJob:
    """Ask for all certificates of the class that stand: one PDF to print, or a ZIP of single ones."""
    if not any(paper.is_valid for paper in papers_of(run)):
        raise DocumentRefusedError(_("This class has no certificates yet."))
    with translation.override(settings.LANGUAGE_CODE):
        words = (
            _("Certificates as ZIP: %(class)s") if as_zip else _("Certificates to print: %(class)s")
        )
        title = words % {"class": run}
    params = {"run": run.pk, "as_zip": as_zip}
    return jobs.start(FILES_JOB, title=title, params=params, actor=actor)


@job(FILES_JOB, permission=PERMISSION, about=("training.CourseRun", "run"))
def build_files(row: BackgroundJob, report: Report) -> Outcome:
    """Put the papers that stand into one file, in the order of their numbers."""
    require(row.requested_by, PERMISSION)
    run = CourseRun.objects.get(pk=row.params["run"])
    papers = [paper for paper in papers_of(run) if paper.is_valid]
    if not row.params["as_zip"]:
        return _bound(run, papers)
    path = report.folder / "certificates.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for done, paper in enumerate(papers, start=1):
            archive.writestr(f"{slug(f'{paper.number} {paper.holder}')}.pdf", _bytes_of(paper))
            report(done, len(papers))
    return Outcome(name=f"giay-chung-nhan-{run.slug}.zip", content_type=ZIP, content=path)


def _bound(run: CourseRun, papers: Iterable[IssuedDocument]) -> Outcome:
    writer, out = PdfWriter(), io.BytesIO()
    for paper in papers:
        writer.append(io.BytesIO(_bytes_of(paper)))
    writer.write(out)
    return Outcome(name=f"giay-chung-nhan-{run.slug}.pdf", content_type=PDF, content=out.getvalue())


def _bytes_of(paper: IssuedDocument) -> bytes:
    with paper.stored.file.open("rb") as source:
        return bytes(source.read())
