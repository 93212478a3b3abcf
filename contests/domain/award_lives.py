"""What becomes of an award: approved with the result, handed over, revoked; nothing is forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contests.domain.awards import AwardRefusedError, final_of
from contests.domain.certificates import revoke_certificate
from contests.domain.decisions import record_decision
from contests.enums import ApplicationState, AwardState, RoundState
from contests.mails import results as mails
from contests.models import Award
from contests.workflow import APPLICATION, AWARD
from portal import audit
from portal.mail import queue
from portal.text import clean_line

if TYPE_CHECKING:
    import datetime as dt

    from contests.models import OfficialDecision, Round

_LENGTH = 250


def approve_awards(round_: Round, decision: OfficialDecision, *, actor: Any) -> int:
    """Approve what is proposed in a final by its decision; call inside the approval of the round."""
    proposed = Award.objects.filter(
        prize__contest=round_.contest_id, state=AwardState.PROPOSED
    ).order_by("pk")
    for award in proposed:
        AWARD.apply(
            award, "approve", actor=actor, changes={"decision": decision}, number=decision.number
        )
    return len(proposed)


@transaction.atomic
def hand_over_award(
    award: Award,
    *,
    actor: Any,
    handed_over_on: dt.date,
    handed_over_by: str,
    receiver: str = "",
    paper_number: str = "",
) -> Award:
    """Record that the award was handed over: the day, by whom, to whom, the number of the paper.

    Without a ``receiver`` the representative of the dossier received it. Refused before the
    result is public, and for a day before its decision or in the future.
    """
    locked: Award = AWARD.lock(award)
    _check_published(locked)
    _check_day(locked, handed_over_on)
    by = clean_line(handed_over_by)
    if not by:
        raise AwardRefusedError(_("Enter who handed the award over"))
    application = locked.application
    handed_over: Award = AWARD.apply(
        locked,
        "hand_over",
        actor=actor,
        changes={
            "handed_over_on": handed_over_on,
            "handed_over_by": by[:150],
            "receiver": (clean_line(receiver) or application.addressee)[:150],
            "paper_number": clean_line(paper_number)[:60],
        },
        handed_over_on=handed_over_on,
    )
    audit.record(application, "hand_over_award", actor=actor, prize=locked.prize.label)
    return handed_over


@transaction.atomic
def revoke_award(
    award: Award, *, actor: Any, reason: str, number: str, issued_on: dt.date, signer: str
) -> Award:
    """Take a published award back by a numbered decision; the winner is told.

    The row stays with its history, and its certificate is declared void. When it was the last award that counted, the application is
    one without an award from now on; the public page shows the revocation.
    """
    locked: Award = AWARD.lock(award)
    _check_published(locked)
    application = locked.application
    decision = record_decision(
        application.contest, number=number, issued_on=issued_on, signer=signer
    )
    revoked: Award = AWARD.apply(
        locked,
        "revoke",
        actor=actor,
        reason=reason,
        changes={
            "revoked_at": timezone.now(),
            "revoked_reason": reason.strip()[:_LENGTH],
            "revoked_decision": decision,
        },
        number=decision.number,
        issued_on=decision.issued_on,
        signer=decision.signer,
    )
    audit.record(
        application,
        "revoke_award",
        actor=actor,
        reason=reason,
        prize=locked.prize.label,
        number=decision.number,
    )
    _take_from(revoked, actor=actor, reason=reason)
    revoke_certificate(revoked, actor=audit.SYSTEM, reason=reason)
    queue(mails.award_revoked(revoked))
    return revoked


def _take_from(award: Award, *, actor: Any, reason: str) -> None:
    """Move the application when nothing that it won counts any more."""
    application = award.application
    if application.state != ApplicationState.AWARDED:
        return
    if not application.awards.exclude(state=AwardState.REVOKED).exists():
        APPLICATION.apply(application, "lose_award", actor=actor, reason=reason)


def _check_published(award: Award) -> None:
    final = final_of(award.prize.contest_id)
    if final is None or final.state != RoundState.PUBLISHED:
        raise AwardRefusedError(_("Publish the result of the final first."))


def _check_day(award: Award, day: dt.date) -> None:
    if day > timezone.localdate():
        raise AwardRefusedError(_("The day of the handing over must not be in the future"))
    if award.decision and day < award.decision.issued_on:
        raise AwardRefusedError(
            _("The day of the handing over must not be before the decision of %(day)s")
            % {"day": f"{award.decision.issued_on:%d/%m/%Y}"}
        )
