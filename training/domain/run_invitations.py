"""Asking people to register for a class: once each, and who of them did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ecosystem.domain.seating import email_key
from ecosystem.enums import RegistrationPhase
from portal import audit
from portal.mail import queue
from portal.workflow import RefusedError, require
from training.domain.presence import shares_of
from training.mails.invitations import run_invitation
from training.models import Registration, RunInvitation
from training.workflow import RUN

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from training.domain.presence import Share
    from training.models import CourseRun

INVITE: Final = "training.invite_courserun"
_OPEN: Final = frozenset(
    {RegistrationPhase.SOON, RegistrationPhase.OPEN, RegistrationPhase.WAITING}
)


@dataclass(frozen=True, kw_only=True)
class Guest:
    """Somebody to be asked; ``origin`` says in words where the name comes from."""

    full_name: str
    email: str
    team: str = ""
    origin: str = ""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """An invitation with what became of it."""

    invitation: RunInvitation
    registration: Registration | None
    share: Share | None


@transaction.atomic
def invite(run: CourseRun, guests: Iterable[Guest], *, actor: Any) -> int:
    """Ask everybody who was not asked for this class before; returns how many mails went out.

    Refused for a class that takes no registrations any more. Who is registered already is not asked.
    """
    locked: CourseRun = RUN.lock(run)
    require(actor, INVITE, locked)
    if locked.phase_at(timezone.now()) not in _OPEN:
        raise RefusedError(
            _("The class takes no registrations now. Publish it and open its registration first.")
        )
    known = set(locked.invitations.values_list("email_key", flat=True))
    known |= set(_standing(locked).values_list("email_key", flat=True))
    asked = 0
    for guest in guests:
        key = email_key(guest.email)
        if not key or key in known:
            continue
        known.add(key)
        made = RunInvitation.objects.create(
            run=locked,
            full_name=guest.full_name,
            team=guest.team,
            email=guest.email,
            email_key=key,
            origin=guest.origin,
            invited_by=None if actor is audit.SYSTEM else actor,
        )
        queue(run_invitation(made))
        asked += 1
    if asked:
        audit.record(locked, "invite_to_run", actor=actor, count=asked)
    return asked


def answers(run: CourseRun) -> list[Answer]:
    """Every invitation with the registration of its address; four queries."""
    invitations: Sequence[RunInvitation] = list(run.invitations.select_related("run"))
    if not invitations:
        return []
    by_key = {row.email_key: row for row in _standing(run) if row.email_key}
    shares = shares_of(run)
    return [
        Answer(
            invitation=row,
            registration=(found := by_key.get(row.email_key)),
            share=shares.get(found.pk) if found else None,
        )
        for row in invitations
    ]


def _standing(run: CourseRun) -> Any:
    return Registration.objects.standing().filter(run=run)
