"""Petitions: filing one in time, examining it by somebody else, answering, withdrawing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Max, Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from contests.domain.attachments import delete_stored
from contests.domain.decisions import record_decision
from contests.domain.limits import rules_of
from contests.domain.petition_evidence import evidence_of
from contests.domain.petition_windows import deciders_of, due_on, grounds_of
from contests.domain.secretariat import secretariat_of
from contests.domain.snapshots import content_digest
from contests.enums import (
    ANSWERED_PETITION_STATES,
    OFFICE_CHANNELS,
    OPEN_PETITION_STATES,
    PetitionState,
    PetitionSubject,
)
from contests.mails import petitions as mails
from contests.models import Contest, Petition, PetitionFile
from contests.workflow import APPLICATION, CONTEST, PETITION
from portal import audit
from portal.files import KIND_DOCX, KIND_IMAGE, KIND_PDF, MEGABYTE, store_upload
from portal.mail import queue
from portal.text import clean_text
from portal.workflow import RefusedError, require

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from contests.domain.petition_windows import Ground
    from contests.models import Application
    from portal.models import User

MAX_CHARACTERS = 5000
FILE_KINDS = (KIND_PDF, KIND_DOCX, KIND_IMAGE)
MAX_FILE_BYTES = 10 * MEGABYTE
MAX_FILES = 5


class PetitionRefusedError(RefusedError):
    """The petition cannot be filed, examined or answered like this."""


# --- the petitioner ----------------------------------------------------------------------------


def open_grounds(application: Application, at: dt.datetime | None = None) -> list[Ground]:
    """Return what may be contested ``at`` a time (now): in time, and not contested already."""
    standing = application.petitions.exclude(state=PetitionState.WITHDRAWN)
    taken = set(standing.values_list("subject", "contested_at"))
    return [
        ground
        for ground in grounds_of(application)
        if ground.is_open(at) and (ground.subject, ground.contested_at) not in taken
    ]


@transaction.atomic
def file_petition(
    application: Application,
    *,
    actor: Any,
    ground_key: str,
    text: str,
    send_key: str | None = None,
) -> Petition:
    """Take in a petition: number, due day, frozen evidence, receipt; the same ``send_key`` makes one.

    Locks the edition, then the dossier, so that numbers have no gaps and no twins. Refused after
    the window, and for a decision that a petition stands against already.
    """
    contest: Contest = CONTEST.lock(application.contest)
    locked: Application = APPLICATION.lock(application)
    require(actor, "contests.file_petition", locked)
    petition, _is_new = _take_in(
        contest,
        locked,
        ground_key,
        text,
        actor=actor,
        filed_at=timezone.now(),
        send_key=send_key,
        filed_by=actor,
    )
    return petition


@transaction.atomic
def enter_petition(
    application: Application,
    *,
    actor: User,
    ground_key: str,
    text: str,
    channel: str,
    received_at: dt.datetime,
    files: Iterable[Any],
    send_key: str | None = None,
) -> Petition:
    """Take in a petition that the office received on paper or by e-mail, with the scan of what came.

    No account is needed for it, and nobody has to have claimed the dossier. ``received_at`` is
    measured by the time for petitions, and the answer is due from it, however late it is typed in.
    """
    contest: Contest = CONTEST.lock(application.contest)
    locked: Application = APPLICATION.lock(application)
    require(actor, "contests.enter_petition", locked)
    if channel not in OFFICE_CHANNELS:
        raise PetitionRefusedError(_("Choose how the petition was received"))
    if received_at > timezone.now():
        raise PetitionRefusedError(_("The time of receipt must not be in the future"))
    uploads = list(files)
    if not uploads:
        raise PetitionRefusedError(_("Add the scan of the petition"))
    petition, is_new = _take_in(
        contest,
        locked,
        ground_key,
        text,
        actor=actor,
        filed_at=received_at,
        send_key=send_key,
        channel=channel,
        entered_by=actor,
    )
    # What is sent twice brings its scans twice: they are kept with the petition already.
    if is_new:
        add_files(petition, uploads, actor=actor, is_from_staff=False)
    return petition


def _take_in(
    contest: Contest,
    locked: Application,
    ground_key: str,
    text: str,
    *,
    actor: Any,
    filed_at: dt.datetime,
    send_key: str | None,
    **how: Any,
) -> tuple[Petition, bool]:
    """Return the petition, and whether it is new: not one that ``send_key`` made already."""
    existing: Petition | None = (
        locked.petitions.filter(send_key=send_key).first() if send_key else None
    )
    if existing:
        return existing, False
    ground = _ground(locked, ground_key, filed_at)
    text = _accepted(text)
    rules = rules_of(locked)
    evidence = evidence_of(locked, ground)
    number = (contest.petitions.aggregate(last=Max("number"))["last"] or 0) + 1
    petition = Petition.objects.create(
        contest=contest,
        number=number,
        reference=f"{contest.prefix}-KN-{number:04d}",
        application=locked,
        subject=ground.subject,
        round=ground.round,
        contested_at=ground.contested_at,
        text=text,
        evidence=evidence,
        evidence_sha256=content_digest(evidence),
        filed_at=filed_at,
        due_on=due_on(filed_at, rules),
        send_key=send_key or None,
        **how,
    )
    audit.record(petition, "file", actor=actor)
    queue(mails.petition_received(petition))
    for address in secretariat_of(contest):
        queue(mails.petition_to_staff(petition, address))
    return petition, True


def _ground(application: Application, key: str, at: dt.datetime) -> Ground:
    known = {ground.key: ground for ground in grounds_of(application)}
    ground = known.get(key)
    if ground is None:
        raise PetitionRefusedError(_("There is no decision on this application to contest."))
    if at < ground.contested_at:
        raise PetitionRefusedError(
            _("The decision was made known later than that: check the time of receipt.")
        )
    if not ground.is_open(at):
        raise PetitionRefusedError(_("The time for a petition on this decision is over."))
    if key not in {open_.key for open_ in open_grounds(application, at)}:
        raise PetitionRefusedError(
            _("A petition on this decision was sent already. Add to it on its page.")
        )
    return ground


def _accepted(text: str) -> str:
    text = clean_text(text).strip()
    if not text:
        raise PetitionRefusedError(_("Write what you contest and why"))
    if len(text) > MAX_CHARACTERS:
        raise PetitionRefusedError(
            _("The petition must have %(limit)d characters or fewer") % {"limit": MAX_CHARACTERS}
        )
    return text


@transaction.atomic
def withdraw_petition(petition: Petition, *, actor: Any, reason: str) -> Petition:
    """Take an unanswered petition back; within the window another one may be sent."""
    withdrawn: Petition = PETITION.apply(
        petition, "withdraw", actor=actor, reason=clean_text(reason).strip()
    )
    queue(mails.petition_withdrawn(withdrawn))
    return withdrawn


@transaction.atomic
def add_files(
    petition: Petition, uploads: Iterable[Any], *, actor: Any, is_from_staff: bool | None = None
) -> list[PetitionFile]:
    """Keep several files at once, as ``add_file`` keeps one; none of them when one may not be kept."""
    return [
        add_file(petition, uploaded, actor=actor, is_from_staff=is_from_staff)
        for uploaded in uploads
    ]


@transaction.atomic
def add_file(
    petition: Petition, uploaded: Any, *, actor: Any, is_from_staff: bool | None = None
) -> PetitionFile:
    """Keep a file with an open petition; the same bytes sent twice are kept once.

    The office's files may come with the answer or after it; what it scanned of the petition itself is
    the petitioner's (``is_from_staff`` False). Raises ValidationError for a file
    that may not be kept, RefusedError when the petition takes none any more.
    """
    locked: Petition = PETITION.lock(petition)
    is_staff = bool(actor.has_perm("contests.handle_petition", locked))
    is_from_staff = is_staff if is_from_staff is None else is_from_staff
    if not is_staff:
        require(actor, "contests.withdraw_petition", locked)
        if locked.state not in OPEN_PETITION_STATES:
            raise PetitionRefusedError(_("The petition is closed: files can no longer be added."))
    own = locked.files.filter(is_from_staff=is_from_staff)
    if own.count() >= MAX_FILES:
        raise ValidationError(
            _("The petition has %(limit)d files already, as many as allowed")
            % {"limit": MAX_FILES},
            code="count",
        )
    stored = store_upload(uploaded, kinds=FILE_KINDS, max_bytes=MAX_FILE_BYTES, uploaded_by=actor)
    twin = own.filter(stored__sha256=stored.sha256).first()
    if twin is not None:
        delete_stored(stored)
        return twin
    audit.record(locked, "add_file", actor=actor, title=stored.original_name)
    return PetitionFile.objects.create(petition=locked, stored=stored, is_from_staff=is_from_staff)


# --- the office --------------------------------------------------------------------------------


@transaction.atomic
def examine_petition(petition: Petition, *, actor: Any, officer: User) -> Petition:
    """Give the petition to ``officer``, who had not taken the contested decision; tell the petitioner."""
    locked: Petition = PETITION.lock(petition)
    _refuse_decider(locked, officer)
    examined: Petition = PETITION.apply(
        locked, "examine", actor=actor, changes={"officer": officer}, officer=officer
    )
    queue(mails.petition_examined(examined))
    return examined


@transaction.atomic
def reassign_petition(petition: Petition, *, actor: Any, officer: User) -> Petition:
    """Give a petition in examination to somebody else."""
    locked: Petition = PETITION.lock(petition)
    require(actor, "contests.handle_petition", locked)
    if locked.state != PetitionState.EXAMINING:
        raise PetitionRefusedError(_("Only a petition in examination is given to another officer."))
    _refuse_decider(locked, officer)
    locked.officer = officer
    locked.save(update_fields=["officer"])
    audit.record(locked, "reassign", actor=actor, officer=officer)
    return locked


def _refuse_decider(petition: Petition, officer: User) -> None:
    if officer.pk in deciders_of(petition).took:
        raise PetitionRefusedError(
            _("%(name)s took the contested decision: choose another officer.") % {"name": officer}
        )
    if not officer.has_perm("contests.handle_petition", petition):
        raise PetitionRefusedError(
            _("%(name)s may not handle petitions: choose another officer.") % {"name": officer}
        )


@transaction.atomic
def answer_petition(
    petition: Petition,
    step: str,
    *,
    actor: Any,
    answer: str,
    number: str,
    issued_on: dt.date,
    signer: str,
) -> Petition:
    """Answer by ``step`` (uphold, uphold_partly, reject) with the document that says so; tell the petitioner.

    The answer changes nothing else: what it obliges the office to do is an act of its own, linked
    afterwards (``link_remedy``).
    """
    answer = clean_text(answer).strip()
    if not answer:
        raise PetitionRefusedError(_("Write the answer: it is sent to the petitioner"))
    locked: Petition = PETITION.lock(petition)
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("Answer to petition %(reference)s") % {"reference": locked.reference}
    reply = record_decision(
        locked.contest,
        number=number,
        issued_on=issued_on,
        signer=signer,
        subject=subject,
    )
    answered: Petition = PETITION.apply(
        locked,
        step,
        actor=actor,
        changes={
            "answer": answer,
            "reply": reply,
            "answered_by": None if actor is audit.SYSTEM else actor,
            "answered_at": timezone.now(),
        },
        number=reply.number,
        issued_on=reply.issued_on,
        signer=reply.signer,
    )
    queue(mails.petition_answered(answered))
    return answered


# --- counting ----------------------------------------------------------------------------------


def petition_counts(contest: Contest) -> dict[str, int]:
    """Return how many petitions were received, answered and upheld: all that the public learns."""
    rows: Any = contest.petitions
    found: dict[str, int] = rows.aggregate(
        received=Count("pk"),
        answered=Count("pk", filter=Q(state__in=ANSWERED_PETITION_STATES)),
        upheld=Count("pk", filter=Q(state__in=[PetitionState.UPHELD, PetitionState.PARTLY])),
        withdrawn=Count("pk", filter=Q(state=PetitionState.WITHDRAWN)),
        validity=Count("pk", filter=Q(subject=PetitionSubject.VALIDITY)),
        result=Count("pk", filter=Q(subject=PetitionSubject.RESULT)),
    )
    return found
