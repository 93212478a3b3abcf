"""Handing dossiers on to another contest: a ZIP with dossier, files, result and contact of each."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from contests.domain.archives import MANIFEST, Archive, Line, add_bytes, add_files, manifest_of
from contests.domain.consents import standing_consents
from contests.domain.identity import phone_text
from contests.domain.papers import dossier_pdf, result_pdf
from contests.domain.people import people_of
from contests.enums import GONE_STATES, AttachmentKind, RoundState
from contests.models import Application, Award, RoundResult
from portal import audit, jobs
from portal.dates import format_long
from portal.jobs import Outcome, Report, job
from portal.models.consent import ConsentPurpose
from portal.text import clean_line
from portal.workflow import RefusedError, require

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from contests.models import ApplicationSnapshot
    from portal.models import BackgroundJob, Consent

KIND = "contests.hand_over_zip"
PERMISSION = "contests.export_hand_over"


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A chosen dossier; ``refusal`` says why it is not handed on, empty when it may be."""

    application: Application
    consent: Consent | None
    refusal: str


def candidates(ids: Iterable[int], *, person: Any) -> list[Candidate]:
    """Return the chosen dossiers that ``person`` may read, each with what stands against it."""
    rows = Application.objects.visible_to(person).for_snapshot().filter(pk__in=list(ids))
    return [_candidate(application) for application in rows.order_by("contest", "number", "pk")]


def _candidate(application: Application) -> Candidate:
    people = people_of(application)
    representative = people[0]
    consent = next(
        (
            row
            for row in standing_consents(application)
            if row.purpose == ConsentPurpose.CONTACT and representative.has_given(row)
        ),
        None,
    )
    refusal = ""
    if application.state in GONE_STATES or not application.snapshots.exists():
        refusal = _("withdrawn, disqualified or never submitted")
    elif any(someone.is_minor for someone in people):
        refusal = _("somebody in the team is below the age: only on paper, with the guardian")
    elif consent is None:
        refusal = _("the representative did not agree that the contact is passed on")
    return Candidate(application=application, consent=consent, refusal=refusal)


def start_hand_over(
    ids: Sequence[int], *, recipient: str, has_written_agreement: bool, actor: Any
) -> BackgroundJob:
    """Ask for the bundle for ``recipient``.

    Refused when nobody chosen consented, and unless the office states that it holds the written
    agreement of everybody named in the dossiers: the consent on the portal is the representative's.
    """
    recipient = clean_line(recipient)
    if not recipient:
        raise RefusedError(_("Name the contest that gets the dossiers"))
    if not has_written_agreement:
        raise RefusedError(_("Confirm the written agreement of the people in the dossiers"))
    if not any(not row.refusal for row in candidates(ids, person=actor)):
        raise RefusedError(_("None of the chosen dossiers may be handed on."))
    with translation.override(settings.LANGUAGE_CODE):
        title = _("Dossiers for: %(recipient)s") % {"recipient": recipient}
    params = {"ids": list(ids), "recipient": recipient}
    return jobs.start(KIND, title=title, params=params, actor=actor)


@job(KIND, permission=PERMISSION)
def build_hand_over(row: BackgroundJob, report: Report) -> Outcome:
    """Write the bundle; consents are asked again now, and each dossier gets a line in its trail."""
    actor, recipient = row.requested_by, row.params["recipient"]
    require(actor, PERMISSION)
    path = report.folder / "hand-over.zip"
    with translation.override(settings.LANGUAGE_CODE):
        chosen = candidates(row.params["ids"], person=actor)
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
            archive = Archive(zip=file)
            for done, candidate in enumerate(chosen, start=1):
                _add(archive, candidate)
                report(done, len(chosen))
            file.writestr(MANIFEST, manifest_of(archive.lines))
    for candidate in chosen:
        if not candidate.refusal:
            audit.record(candidate.application, "hand_on", actor=actor, title=recipient)
    name = f"ho-so-gioi-thieu-{timezone.localdate():%Y%m%d}.zip"
    return Outcome(name=name, content_type="application/zip", content=path)


def _add(archive: Archive, candidate: Candidate) -> None:
    application = candidate.application
    folder = application.reference or application.public_id
    if candidate.refusal or candidate.consent is None:
        archive.lines.append(
            Line(path="", dossier=folder, original_name="", note=candidate.refusal)
        )
        return
    snapshot = application.snapshots.first()
    if snapshot is None:  # pragma: no cover -- a candidate without one is refused
        return
    add_bytes(archive, folder, "00-ho-so.pdf", dossier_pdf(snapshot))
    add_bytes(archive, folder, "00-ket-qua.pdf", _result_paper(application, snapshot))
    add_bytes(archive, folder, "00-lien-he.txt", _contact(application, candidate.consent))
    add_files(archive, folder, _own_files(snapshot))


def _own_files(snapshot: ApplicationSnapshot) -> Iterator[tuple[str, str, str]]:
    """What the team attached; what a guardian signed stays with the office."""
    for item in snapshot.content.get("attachments", []):
        if item["kind"] != AttachmentKind.GUARDIAN:
            yield item["kind_label"], item["stored_public_id"], item["name"]


def _result_paper(application: Application, snapshot: ApplicationSnapshot) -> bytes:
    """What was published of its result: rounds, means, decisions, the prize. Never who judged."""
    facts = [
        [_("Contest"), application.contest.title],
        [_("Reference number"), application.reference or application.public_id],
    ]
    rows = RoundResult.objects.filter(
        entry__application=application, entry__round__state=RoundState.PUBLISHED
    ).select_related("entry__round__decision")
    for row in rows.order_by("entry__round__order"):
        decision = row.entry.round.decision
        text = str(row.get_outcome_display())
        if decision is not None:
            text += f" – {decision.number}, {format_long(decision.issued_on)}"
        facts.append([row.entry.round.name, text])
    award = Award.objects.standing().filter(application=application).select_related("prize")
    facts += [[_("Prize"), row.prize.name] for row in award]
    return result_pdf(snapshot, facts, moment=timezone.now())


def _contact(application: Application, consent: Consent) -> bytes:
    lines = [
        (_("Project"), application.title),
        (_("Representative"), application.addressee),
        (_("Phone number"), phone_text(application.contact_phone)),
        (_("E-mail address"), application.notice_address),
        (_("Consent given at"), f"{timezone.localtime(consent.given_at):%H:%M %d/%m/%Y}"),
        (_("Text agreed to"), consent.text),
    ]
    return "\r\n".join(f"{label}: {text}" for label, text in lines).encode("utf-8-sig")
