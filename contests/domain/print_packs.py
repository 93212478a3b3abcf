"""What a judge who scores on paper is given: the dossiers to read and blank sheets, as PDFs in one ZIP."""

from __future__ import annotations

import zipfile
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from contests.domain.archives import MANIFEST, Archive, add_bytes, add_files, manifest_of
from contests.domain.judging import dossier_of, has_pledged, pledge_text
from contests.domain.official import make_paper
from contests.domain.paper_sheets import sheet_code
from contests.domain.papers import Part, Row
from contests.domain.typesetting import typeset
from contests.enums import PaperFormat, PaperKind, RoundState
from contests.models import Assignment, Round
from portal import audit, jobs
from portal.jobs import Outcome, Report, job
from portal.models import User
from portal.text import slug
from portal.workflow import RefusedError, require

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from contests.domain.judging.dossier import Dossier
    from contests.models import RoundEntry
    from portal.models import BackgroundJob

KIND = "contests.print_pack"
PERMISSION = "contests.make_print_pack"
_NAME_LENGTH = 50


def hindrance_of_packs(round_: Round) -> str:
    """Return why nothing can be printed now; empty when it can."""
    if round_.state != RoundState.OPEN:
        return _("The round is not being scored.")
    if round_.assignments_published_at is None:
        return _("Publish the assignments first: what is printed before may still change.")
    return ""


def start_pack(
    round_: Round, *, judges: Iterable[User], with_files: bool, actor: Any
) -> BackgroundJob:
    """Ask for the packs of some judges; refused while assignments may change, and when empty."""
    if reason := hindrance_of_packs(round_):
        raise RefusedError(reason)
    chosen = sorted(judge.pk for judge in judges)
    if not _given(round_, chosen):
        raise RefusedError(_("None of these judges has a dossier to score in this round."))
    params = {"round": round_.pk, "judges": chosen, "with_files": with_files}
    with translation.override(settings.LANGUAGE_CODE):
        title = _("Print pack of “%(round)s”, %(year)d") % {
            "round": round_.name,
            "year": round_.contest.year,
        }
    return jobs.start(KIND, title=title, params=params, actor=actor)


@job(KIND, permission=PERMISSION, about=("contests.Round", "round"))
def build_pack(row: BackgroundJob, report: Report) -> Outcome:
    """Write a folder for each judge: list and pledge, blank sheets, and the dossiers assigned now."""
    actor, params = row.requested_by, row.params
    require(actor, PERMISSION)
    round_ = Round.objects.select_related("contest").get(pk=params["round"])
    if reason := hindrance_of_packs(round_):
        raise RefusedError(reason)
    given = _given(round_, params["judges"])
    done, total = 0, sum(len(rows) for rows in given.values())
    path = report.folder / "pack.zip"
    with (
        translation.override(settings.LANGUAGE_CODE),
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file,
    ):
        archive, printed = Archive(zip=file), Printed()
        for place, (judge, rows) in enumerate(given.items(), start=1):
            folder = f"{place:02d}-{slug(str(judge), max_length=_NAME_LENGTH) or 'giam-khao'}"
            _add_papers(archive, folder, round_, judge, rows, printed=printed, actor=actor)
            for assignment in rows:
                _add_dossier(
                    archive,
                    folder,
                    printed.of(assignment.entry),
                    with_files=params["with_files"],
                )
                done += 1
                report(done, total)
        file.writestr(MANIFEST, manifest_of(archive.lines))
    audit.record(
        round_,
        "print_pack",
        actor=actor,
        judges=", ".join(str(judge) for judge in given),
        sheets=total,
    )
    name = f"ho-so-cham-giay-{round_.slug}-{round_.contest.key}-{timezone.localdate():%Y%m%d}.zip"
    return Outcome(name=name, content_type="application/zip", content=path)


def _given(round_: Round, judges: Sequence[int]) -> dict[User, list[Assignment]]:
    """What each judge reads: assigned, without a conflict, still in the contest."""
    rows = (
        Assignment.objects.filter(entry__round=round_, judge__in=judges)
        .standing()
        .select_related("judge", "entry__snapshot", "entry__application", "entry__round")
        .order_by("judge__full_name", "judge", "entry__running_order", "entry__application__number")
    )
    given: dict[User, list[Assignment]] = {}
    for row in rows:
        given.setdefault(row.judge, []).append(row)
    return given


def _add_papers(
    archive: Archive,
    folder: str,
    round_: Round,
    judge: User,
    rows: Sequence[Assignment],
    *,
    printed: Printed,
    actor: Any,
) -> None:
    titles = {row.pk: printed.of(row.entry).dossier.title for row in rows}
    add_bytes(archive, folder, "00-danh-muc.pdf", cover_pdf(round_, judge, rows, titles))
    sheets = make_paper(
        round_.contest,
        PaperKind.BLANK_SHEETS,
        PaperFormat.PDF,
        actor=actor,
        round_=round_,
        judge=judge,
    )
    add_bytes(archive, folder, "01-phieu-cham.pdf", sheets.content)


def _add_dossier(archive: Archive, folder: str, printed: PrintedEntry, *, with_files: bool) -> None:
    application = printed.entry.application
    inside = f"{folder}/{application.reference or application.public_id}"
    add_bytes(archive, inside, "00-ho-so.pdf", printed.pdf)
    if with_files:
        files = printed.dossier.files
        add_files(archive, inside, ((item.kind, item.public_id, item.name) for item in files))


# --- the pages -----------------------------------------------------------------------------------


@dataclass(kw_only=True)
class PrintedEntry:
    """A dossier as every judge of it reads it: read and set once, however many they are."""

    entry: RoundEntry

    @cached_property
    def dossier(self) -> Dossier:
        return dossier_of(self.entry)

    @cached_property
    def pdf(self) -> bytes:
        return judged_pdf(self.entry, self.dossier)


@dataclass(kw_only=True)
class Printed:
    """The dossiers of one pack, by entry."""

    entries: dict[int, PrintedEntry] = field(default_factory=dict)

    def of(self, entry: RoundEntry) -> PrintedEntry:
        return self.entries.setdefault(entry.pk, PrintedEntry(entry=entry))


def judged_pdf(entry: RoundEntry, dossier: Dossier) -> bytes:
    """Return the PDF of a dossier as its judges read it: the version of the round, their questions."""
    snapshot = entry.snapshot
    moment = snapshot.submitted_at if snapshot else timezone.now()
    return typeset("dossier.typ", judged_paper(entry, dossier), moment=moment)


def judged_paper(entry: RoundEntry, dossier: Dossier) -> dict[str, Any]:
    """Return the values of that PDF; contact data are not among them, names only where shown."""
    facts = [
        (_("Reference number"), entry.application.reference or ""),
        (_("Round"), entry.round.name),
        (_("Division"), dossier.division),
        (str(entry.round.contest.words.field), dossier.field),
        (_("Applicant type"), dossier.applicant_type),
        (_("Name of the organisation or enterprise"), dossier.organization),
    ]
    people = [Row(label=name, value=part) for name, part in dossier.people]
    video = [Row(label=_("Link to a video"), value=dossier.video_url)] if dossier.video_url else []
    parts = [
        Part(path="", title=_("Members"), rows=people),
        *(
            Part(
                path="",
                title=section.title,
                rows=[Row(label=a.label, value=a.text, table=a.table) for a in section.answers],
            )
            for section in dossier.sections
        ),
        Part(
            path="",
            title=_("Attached files"),
            rows=[
                *video,
                *(
                    Row(label=item.name, value=": ".join(filter(None, [item.kind, item.caption])))
                    for item in dossier.files
                ),
            ],
        ),
    ]
    return _pages(
        entry.round,
        heading=_("Dossier for the jury"),
        title=dossier.title,
        facts=[[label, text] for label, text in facts if text],
        parts=parts,
        reference=entry.application.reference or "",
    )


def cover_pdf(
    round_: Round, judge: User, rows: Sequence[Assignment], titles: Mapping[int, str]
) -> bytes:
    """Return the first page of a pack: whose it is, what it holds, and the pledge still to be signed."""
    counted = ngettext("%(n)d dossier", "%(n)d dossiers", len(rows)) % {"n": len(rows)}
    made = f"{timezone.localtime():%H:%M %d/%m/%Y}"
    contents = [
        Row(
            label=f"{row.entry.application.reference or ''} · {titles[row.pk]}",
            value=_("Code of the sheet: %(code)s") % {"code": sheet_code(row)},
        )
        for row in rows
    ]
    parts = [Part(path="", title=_("Dossiers and sheets"), rows=contents)]
    if not has_pledged(round_, judge):
        signed = _("Date and signature of the judge: ……………………………………………")
        pledge = Row(label=_("Pledge of confidentiality"), value=f"{pledge_text()}\n\n{signed}")
        parts.append(Part(path="", title=_("To be signed before reading"), rows=[pledge]))
    paper = _pages(
        round_,
        heading=_("Scoring on paper"),
        title=str(judge),
        facts=[
            [_("Round"), round_.name],
            [_("Dossiers"), counted],
            [_("Printed at"), made],
            [_("Afterwards"), _("Sign every sheet and hand all of them to the secretariat.")],
        ],
        parts=parts,
        reference="",
    )
    return typeset("dossier.typ", paper, moment=timezone.now())


def _pages(
    round_: Round,
    *,
    heading: str,
    title: str,
    facts: list[list[str]],
    parts: Sequence[Part],
    reference: str,
) -> dict[str, Any]:
    return {
        "contest": round_.contest.title,
        "heading": heading,
        "title": title,
        "facts": facts,
        "parts": [asdict(part) for part in parts if part.rows],
        "not_provided": _("Not provided"),
        "fingerprint_label": "",
        "fingerprint": "",
        "mark": "",
        "page_word": _("Page"),
        "total_word": pgettext("sum of a column", "Total"),
        "reference": reference,
    }
