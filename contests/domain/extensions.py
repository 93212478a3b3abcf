"""More time for one dossier: granted with a reason, told to its people, revoked with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contests.domain.deadlines import standing_extension, submission_deadline
from contests.enums import ApplicationState
from contests.mails import intake as mails
from contests.models import Application, Extension
from contests.workflow import APPLICATION
from portal import audit
from portal.mail import queue
from portal.text import clean_line, clean_text
from portal.workflow import ReasonMissingError, RefusedError, require

if TYPE_CHECKING:
    from datetime import datetime

# A dossier that can still be submitted, or withdrawn to be corrected.
EXTENDABLE_STATES = frozenset({ApplicationState.DRAFT, ApplicationState.SUBMITTED})


@transaction.atomic
def grant_extension(
    application: Application,
    *,
    actor: Any,
    until: datetime,
    reason: str,
    document_number: str = "",
) -> Extension:
    """Let one dossier be submitted until ``until``; the public deadline stays as it is.

    Refused beside another standing extension, and when the dossier has as much time anyway.
    """
    locked: Application = APPLICATION.lock(application)
    require(actor, "contests.grant_extension", locked)
    reason = clean_text(reason).strip()
    if not reason:
        raise ReasonMissingError(_("Enter the reason"))
    _refuse_useless(locked, until)
    extension = Extension.objects.create(
        application=locked,
        until=until,
        reason=reason,
        document_number=clean_line(document_number),
        granted_by=actor,
    )
    audit.record(
        locked,
        "grant_extension",
        actor=actor,
        reason=reason,
        number=extension.document_number,
        due_at=timezone.localtime(until).isoformat(timespec="minutes"),
    )
    queue(mails.extension_granted(extension))
    return extension


@transaction.atomic
def revoke_extension(application: Application, *, actor: Any, reason: str) -> Extension:
    """Take the standing extension back; what was submitted within it stays submitted."""
    locked: Application = APPLICATION.lock(application)
    require(actor, "contests.grant_extension", locked)
    reason = clean_text(reason).strip()
    if not reason:
        raise ReasonMissingError(_("Enter the reason"))
    extension = standing_extension(locked)
    if extension is None:
        raise RefusedError(_("No extension stands for this application."))
    extension.revoked_at = timezone.now()
    extension.save(update_fields=["revoked_at"])
    audit.record(locked, "revoke_extension", actor=actor, reason=reason)
    queue(mails.extension_revoked(extension, reason=reason))
    return extension


def _refuse_useless(application: Application, until: datetime) -> None:
    if application.state not in EXTENDABLE_STATES:
        raise RefusedError(
            _("Only a draft, or a submitted application before its check, can get more time.")
        )
    if standing_extension(application) is not None:
        raise RefusedError(_("An extension stands already. Revoke it first, with the reason."))
    deadline = submission_deadline(application)
    if until <= timezone.now() or (deadline is not None and until <= deadline):
        raise RefusedError(_("Enter a time that is still to come and after the deadline"))
