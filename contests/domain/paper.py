"""Dossiers entered for people who do not do it themselves: on paper, by e-mail, by their unit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contests.domain.attachments import KINDS, delete_stored, max_bytes
from contests.domain.deadlines import IntakeClosedError, refuse_closed_intake
from contests.domain.limits import current_rules
from contests.enums import OFFICE_CHANNELS, AttachmentKind, Channel, ContestState
from contests.models import Application, Attachment, Contest
from contests.workflow import APPLICATION
from portal import audit
from portal.dates import format_deadline
from portal.files import store_upload
from portal.models import User
from portal.text import clean_line
from portal.workflow import RefusedError, require

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from ecosystem.models import Organization


@dataclass(frozen=True, kw_only=True)
class Entrant:
    """Who enters, as far as the letter says; ``entry_key`` makes a double click one dossier."""

    title: str
    contact_name: str
    contact_email: str = ""
    contact_phone: str = ""
    entry_key: str = ""


@transaction.atomic
def enter_on_paper(
    contest: Contest,
    entrant: Entrant,
    *,
    actor: User,
    channel: str,
    received_at: datetime,
    scans: Iterable[Any] = (),
) -> Application:
    """Make the draft of a dossier that the office received, with the scan of what arrived.

    ``received_at`` is measured by the deadline when the dossier is submitted, however late it is
    typed in. A dossier that came too late can be entered too: it is a record, and an extension
    may be granted to it.
    """
    require(actor, "contests.enter_application")
    if channel not in OFFICE_CHANNELS:
        raise RefusedError(_("Choose how the dossier was received"))
    _refuse_untimely(contest, received_at)
    application, is_new = _enter(
        contest, entrant, actor=actor, channel=channel, received_at=received_at
    )
    if is_new:
        for scan in scans:
            add_scan(application, scan, actor=actor)
    return application


@transaction.atomic
def enter_for_unit(
    contest: Contest, entrant: Entrant, *, actor: User, unit: Organization
) -> Application:
    """Make the draft that a nominating unit fills in for a team; the server's clock counts."""
    require(actor, "contests.use_nomination_desk")
    if not actor.memberships.nominating().filter(organization=unit).exists():
        raise RefusedError(_("You do not act for this unit."))
    refuse_closed_intake(contest)
    return _enter(contest, entrant, actor=actor, channel=Channel.UNIT, nominating_unit=unit)[0]


@transaction.atomic
def add_scans(application: Application, uploads: Iterable[Any], *, actor: Any) -> list[Attachment]:
    """Keep scans that were made after the dossier was entered, also once its people claimed it.

    The same bytes sent twice (a double click) are kept once. Raises ValidationError when a file may
    not be kept; then none of them is.
    """
    locked: Application = APPLICATION.lock(application)
    require(actor, "contests.enter_application", locked)
    if locked.channel not in OFFICE_CHANNELS:
        raise RefusedError(_("Only a dossier received on paper or by e-mail has scans."))
    known = set(
        locked.attachments.filter(kind=AttachmentKind.SCAN).values_list("stored__sha256", flat=True)
    )
    added = []
    for uploaded in uploads:
        scan = add_scan(locked, uploaded, actor=actor)
        if scan.stored.sha256 in known:
            scan.delete()
            delete_stored(scan.stored)
            continue
        known.add(scan.stored.sha256)
        added.append(scan)
    if added:
        audit.record(locked, "add_scan", actor=actor, files=len(added))
    return added


def add_scan(application: Application, uploaded: Any, *, actor: Any) -> Attachment:
    """Keep a scan of the paper; raises ValidationError when the file may not be kept."""
    stored = store_upload(
        uploaded,
        kinds=KINDS[AttachmentKind.SCAN],
        max_bytes=max_bytes(application.contest, AttachmentKind.SCAN),
        uploaded_by=actor,
    )
    return Attachment.objects.create(
        application=application, kind=AttachmentKind.SCAN, stored=stored
    )


def _enter(
    contest: Contest, entrant: Entrant, *, actor: User, channel: str, **values: Any
) -> tuple[Application, bool]:
    """Return the dossier and whether it is new; one person's clicks follow one another."""
    User.objects.select_for_update().get(pk=actor.pk)
    entered = Application.objects.filter(entered_by=actor, start_key=entrant.entry_key)
    if entrant.entry_key and (twin := entered.first()):
        return twin, False
    rules = current_rules(contest)
    application = Application.objects.create(
        contest=contest,
        rule_set=rules if rules.pk else None,
        owner=None,
        channel=channel,
        entered_by=actor,
        updated_by=actor,
        start_key=entrant.entry_key or None,
        title=clean_line(entrant.title),
        contact_name=clean_line(entrant.contact_name),
        contact_email=entrant.contact_email,
        contact_phone=entrant.contact_phone,
        **values,
    )
    audit.record(
        application, "enter_for_someone", actor=actor, channel=Channel(application.channel).label
    )
    return application, True


def _refuse_untimely(contest: Contest, received_at: datetime) -> None:
    if contest.state != ContestState.PUBLISHED or contest.opens_at is None:
        raise IntakeClosedError(_("This edition takes no applications."))
    if received_at < contest.opens_at:
        raise IntakeClosedError(contest.words.opens % {"time": format_deadline(contest.opens_at)})
    if received_at > timezone.now():
        raise RefusedError(_("The time of receipt must not be in the future"))
