"""The link with which a trainer opens the lists of one class, without an account."""

from __future__ import annotations

import hashlib
import secrets
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal import audit
from portal.mail import queue
from portal.text import clean_line
from portal.workflow import RefusedError, require
from training.enums import RunState
from training.mails import attendance as mails
from training.models import Trainer, TrainerAccess
from training.workflow import RUN

if TYPE_CHECKING:
    from collections.abc import Iterable

PERMISSION = "training.invite_trainer"


class LinkGoneError(RefusedError):
    """The link was taken back or replaced, or the class is long over."""

    def __init__(self) -> None:
        super().__init__(_("This link is no longer valid. Ask the organisers for a new one."))


@transaction.atomic
def invite(trainer: Trainer, *, email: str, actor: Any) -> TrainerAccess:
    """Mail a trainer of the class the link; an earlier one falls."""
    run = RUN.lock(trainer.run)
    require(actor, PERMISSION, run)
    if run.state == RunState.CANCELLED:
        raise RefusedError(_("The class is cancelled."))
    access = TrainerAccess.objects.filter(trainer=trainer).first() or TrainerAccess(trainer=trainer)
    key = secrets.token_urlsafe(24)
    access.email, access.key_hash = clean_line(email), hash_of(key)
    access.invited_by = None if actor is audit.SYSTEM else actor
    access.invited_at, access.revoked_at = timezone.now(), None
    if access.ends_at is None or timezone.now() > access.ends_at:
        raise RefusedError(_("The class has no sessions, or is over for too long."))
    access.save()
    audit.record(run, "invite_trainer", actor=actor, trainer=trainer, email=access.email)
    queue(mails.trainer_invited(access, key=key))
    return access


@transaction.atomic
def revoke(access: TrainerAccess, *, actor: Any) -> TrainerAccess:
    """Make the link worthless at once, on every device; a second time changes nothing."""
    run = RUN.lock(access.trainer.run)
    require(actor, PERMISSION, run)
    locked = TrainerAccess.objects.select_for_update().get(pk=access.pk)
    if locked.revoked_at is None:
        locked.revoked_at = timezone.now()
        locked.save(update_fields=["revoked_at"])
        audit.record(run, "revoke_trainer", actor=actor, trainer=locked.trainer)
    return locked


def open_link(key: str) -> TrainerAccess:
    """The access behind a mailed link; raises LinkGoneError when it opens nothing any more."""
    access = opened([hash_of(key)]).first()
    if access is None:
        raise LinkGoneError
    TrainerAccess.objects.filter(pk=access.pk).update(opened_at=timezone.now())
    return access


def opened(hashes: Iterable[str]) -> Any:
    """The accesses that a browser opened and that still hold."""
    rows = TrainerAccess.objects.open().filter(key_hash__in=list(hashes))
    return rows.select_related("trainer__run__course", "trainer__expert")


def hash_of(key: str) -> str:
    """What is stored of a link's key."""
    return hashlib.sha256(key.encode()).hexdigest()
