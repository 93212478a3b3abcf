"""Declaring a conflict of interest: the dossier leaves the judge's list everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from contests.enums import RoundState, SheetState
from contests.mails import judging as mails
from contests.models import Application, Assignment, ConflictDeclaration, Round, ScoreSheet
from portal import audit
from portal.mail import queue
from portal.workflow import ReasonMissingError, RefusedError

if TYPE_CHECKING:
    from typing import Any

    from portal.models import User


class ConflictRefusedError(RefusedError):
    """The declaration cannot be made."""


@transaction.atomic
def declare_conflict(
    application: Application, *, judge: User, actor: Any, reason: str
) -> ConflictDeclaration:
    """Record that ``judge`` has a conflict with ``application``; declaring twice gives the same row.

    Declared by the judge who was given the dossier, or by the secretariat on the judge's behalf.
    Drafts of sheets in rounds that are being scored are dropped; sheets already sent are kept and
    no longer count there. Frozen results of earlier rounds do not change. The contest's contact
    address is told.
    """
    _permit(application, judge, actor)
    if not reason.strip():
        raise ReasonMissingError(_("Enter the reason"))
    rounds = Round.objects.filter(entries__application=application).order_by("pk")
    list(Round.objects.select_for_update().filter(pk__in=list(rounds.values_list("pk", flat=True))))
    conflict, is_new = ConflictDeclaration.objects.get_or_create(
        application=application,
        judge=judge,
        defaults={"reason": reason, "declared_by": judge if actor is audit.SYSTEM else actor},
    )
    if not is_new:
        return conflict
    ScoreSheet.objects.filter(
        assignment__judge=judge,
        assignment__entry__application=application,
        assignment__entry__round__state=RoundState.OPEN,
        state=SheetState.DRAFT,
    ).delete()
    audit.record(conflict, "declare_conflict", actor=actor, reason=reason, judge=judge)
    if application.contest.contact_email:
        queue(mails.conflict_declared(conflict))
    return conflict


def _permit(application: Application, judge: User, actor: Any) -> None:
    if actor is audit.SYSTEM or actor.has_perm("contests.declare_conflict"):
        return
    own = Assignment.objects.filter(entry__application=application, judge=judge)
    if actor.pk != judge.pk or not own.exists():
        raise PermissionDenied("contests.declare_conflict")
