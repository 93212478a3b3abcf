"""All dossiers of an edition in one ZIP: a folder each, tidy names, and a list with fingerprints."""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from contests.domain.exports import plain_cell
from contests.domain.papers import dossier_pdf, draft_pdf
from contests.domain.word import dossier_docx, draft_docx
from contests.enums import ApplicationState
from contests.models import Application, Contest
from portal import audit, jobs
from portal.jobs import Outcome, Report, job
from portal.models import StoredFile
from portal.text import slug
from portal.workflow import RefusedError, require

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from contests.models import ApplicationSnapshot
    from contests.querysets import ApplicationQuerySet
    from portal.models import BackgroundJob

KIND = "contests.applications_zip"
PERMISSION = "contests.export_application"
MANIFEST = "manifest.csv"
_CHUNK = 1024 * 1024
# With folder and number a path stays well below the 260 characters that Windows opens.
_NAME_LENGTH = 60


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the manifest."""

    path: str
    dossier: str
    original_name: str
    size: str = ""
    sha256: str = ""
    note: str = ""

    def cells(self) -> list[str]:
        values = (self.path, self.dossier, self.original_name, self.size, self.sha256, self.note)
        return [plain_cell(value) for value in values]


@dataclass(kw_only=True)
class Archive:
    """The ZIP being written, and the lines of its manifest."""

    zip: zipfile.ZipFile
    lines: list[Line] = field(default_factory=list)


def dossiers_of(
    contest: Contest, *, states: Sequence[str], with_drafts: bool, person: Any
) -> ApplicationQuerySet:
    """Return the dossiers of an edition in these states, by number; drafts only when asked for."""
    wanted = Q(state__in=states)
    if with_drafts:
        wanted |= Q(state=ApplicationState.DRAFT)
    found: ApplicationQuerySet = (
        Application.objects.visible_to(person)
        .filter(wanted, contest=contest)
        .order_by("number", "pk")
    )
    return found if with_drafts else found.exclude(number=None)


def start_archive(
    contest: Contest, *, states: Sequence[str], with_drafts: bool, actor: Any
) -> BackgroundJob:
    """Ask for the archive; refused when no dossier would be in it."""
    rows = dossiers_of(contest, states=states, with_drafts=with_drafts, person=actor)
    if not rows.exists():
        raise RefusedError(_("No dossier of this edition is in one of these states."))
    params = {"contest": contest.pk, "states": list(states), "with_drafts": with_drafts}
    with translation.override(settings.LANGUAGE_CODE):
        title = _("All dossiers of the contest of %(year)d (ZIP)") % {"year": contest.year}
    return jobs.start(KIND, title=title, params=params, actor=actor)


@job(KIND, permission=PERMISSION, about=("contests.Contest", "contest"))
def build_archive(row: BackgroundJob, report: Report) -> Outcome:
    """Write the archive to a file, dossier by dossier, and leave a line in the audit trail."""
    actor, params = row.requested_by, row.params
    require(actor, PERMISSION)
    contest = Contest.objects.get(pk=params["contest"])
    states, with_drafts = params["states"], params["with_drafts"]
    rows = dossiers_of(contest, states=states, with_drafts=with_drafts, person=actor)
    ids = list(rows.values_list("pk", flat=True))
    path = report.folder / "dossiers.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        archive = Archive(zip=file)
        for done, pk in enumerate(ids, start=1):
            _add_dossier(archive, Application.objects.for_snapshot().get(pk=pk))
            report(done, len(ids))
        file.writestr(MANIFEST, manifest_of(archive.lines))
    audit.record(
        actor, "export_archive", actor=actor, rows=len(ids), contest=contest.year, states=states
    )
    name = f"ho-so-du-thi-{contest.year}-{timezone.localdate():%Y%m%d}.zip"
    return Outcome(name=name, content_type="application/zip", content=path)


def manifest_of(lines: list[Line]) -> str:
    """The list of what is inside; with the mark that spreadsheets need to read Vietnamese."""
    out = io.StringIO()
    head = [_("Path"), _("Dossier"), _("Original name"), _("Bytes"), "SHA-256", _("Note")]
    csv.writer(out).writerows([head, *(line.cells() for line in lines)])
    return "\ufeff" + out.getvalue()


# --- one dossier -------------------------------------------------------------------------------


def _add_dossier(archive: Archive, application: Application) -> None:
    folder = application.reference or application.public_id
    snapshot = application.snapshots.first()
    if snapshot is None:
        pages, word = draft_pdf(application), draft_docx(application)
    else:
        pages, word = dossier_pdf(snapshot), dossier_docx(snapshot)
    add_bytes(archive, folder, "00-ho-so.pdf", pages)
    add_bytes(archive, folder, "00-ho-so.docx", word)
    add_files(archive, folder, _files(application, snapshot))


def add_files(archive: Archive, folder: str, files: Iterable[tuple[str, str, str]]) -> None:
    """Put kept files – kind, id and name of each – below ``folder`` under tidy names."""
    for number, (kind, public_id, name) in enumerate(files, start=1):
        suffix = PurePosixPath(name).suffix
        tidy = slug(f"{kind} {PurePosixPath(name).stem}", max_length=_NAME_LENGTH)
        path = f"{folder}/{number:02d}-{tidy or 'tep'}.{slug(suffix, max_length=8) or 'bin'}"
        stored = StoredFile.objects.filter(public_id=public_id).first()
        archive.lines.append(_add_stored(archive.zip, path, folder, name, stored))


def _files(
    application: Application, snapshot: ApplicationSnapshot | None
) -> Iterator[tuple[str, str, str]]:
    """Kind, id and name of each file: of what was submitted, else of the draft as it stands."""
    if snapshot is not None:
        for item in snapshot.content["attachments"]:
            yield item["kind_label"], item["stored_public_id"], item["name"]
        return
    for attachment in application.attachments.all():
        stored = attachment.stored
        yield attachment.get_kind_display(), str(stored.public_id), stored.original_name


def add_bytes(archive: Archive, folder: str, name: str, content: bytes) -> None:
    """Put a file that was made here below ``folder``."""
    archive.zip.writestr(f"{folder}/{name}", content)
    archive.lines.append(
        Line(
            path=f"{folder}/{name}",
            dossier=folder,
            original_name=name,
            size=str(len(content)),
            sha256=hashlib.sha256(content).hexdigest(),
        )
    )


def _add_stored(
    archive: zipfile.ZipFile, path: str, folder: str, name: str, stored: StoredFile | None
) -> Line:
    """Copy a kept file in pieces; one whose bytes are gone leaves its line in the manifest only."""
    missing = Line(
        path="", dossier=folder, original_name=name, note=_("The file is missing in the portal")
    )
    if stored is None:
        return missing
    try:
        source = stored.file.open("rb")
    except OSError:
        return missing
    digest, size = hashlib.sha256(), 0
    with source, archive.open(path, "w", force_zip64=True) as target:
        for chunk in source.chunks(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
            target.write(chunk)
    sha256 = digest.hexdigest()
    note = "" if sha256 == stored.sha256 else _("The file differs from the one that was uploaded")
    return Line(
        path=path, dossier=folder, original_name=name, size=str(size), sha256=sha256, note=note
    )
