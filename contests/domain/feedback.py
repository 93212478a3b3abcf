"""What a round lets its authors read of their own entries, and since when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contests.domain.results import feedback_of_round
from contests.enums import GONE_STATES, RoundState
from contests.mails import results as mails
from contests.models import Round, RoundEntry
from contests.workflow import ROUND
from portal import audit
from portal.mail import queue
from portal.workflow import RefusedError, require

if TYPE_CHECKING:
    from collections.abc import Mapping

SWITCHES: Final = (
    "feedback_mean",
    "feedback_band",
    "feedback_criteria",
    "feedback_comments",
    "feedback_rank",
    "feedback_later",
)


class FeedbackRefusedError(RefusedError):
    """The feedback was released already, or cannot be released yet."""


@transaction.atomic
def set_feedback(round_: Round, *, actor: Any, switches: Mapping[str, bool]) -> Round:
    """Say what authors will read; refused once they have read it."""
    locked: Round = ROUND.lock(round_)
    require(actor, "contests.release_feedback", locked)
    if locked.has_released_feedback:
        raise FeedbackRefusedError(_("The authors have this feedback already."))
    changed = {
        name: bool(switches[name])
        for name in SWITCHES
        if name in switches and bool(switches[name]) != getattr(locked, name)
    }
    if locked.state == RoundState.PUBLISHED and "feedback_later" in changed:
        raise FeedbackRefusedError(
            _("The result is published: release the feedback by its own button.")
        )
    if changed:
        for name, value in changed.items():
            setattr(locked, name, value)
        locked.save(update_fields=list(changed))
        audit.record(
            locked, "set_feedback", actor=actor, **{name: str(v) for name, v in changed.items()}
        )
    return locked


@transaction.atomic
def release_feedback(round_: Round, *, actor: Any) -> int:
    """Let the authors of a published round read their feedback, and tell each by mail, once.

    Returns how many were told. Refused before publication and a second time.
    """
    ROUND.lock(round_)
    locked = Round.objects.select_related("contest", "decision").get(pk=round_.pk)
    require(actor, "contests.release_feedback", locked)
    if locked.state != RoundState.PUBLISHED:
        raise FeedbackRefusedError(_("Publish the result first."))
    if locked.has_released_feedback:
        raise FeedbackRefusedError(_("The authors have this feedback already."))
    locked.feedback_released_at = timezone.now()
    locked.save(update_fields=["feedback_released_at"])
    entries = (
        RoundEntry.objects.filter(round=locked, result__isnull=False)
        .exclude(application__state__in=GONE_STATES)
        .select_related("application__owner", "application__contest")
        .order_by("pk")
    )
    feedback = feedback_of_round(locked)
    for entry in entries:
        queue(
            mails.feedback_released(entry.application, round_=locked, feedback=feedback[entry.pk])
        )
    audit.record(locked, "release_feedback", actor=actor, told=len(entries))
    return len(entries)
