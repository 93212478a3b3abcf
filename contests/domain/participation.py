"""Those who advanced say whether they take their place: by a mailed link, or through the office."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from contests.enums import ApplicationState, Outcome, ParticipationState
from contests.mails import participation as mails
from contests.models import Participation, Round, RoundEntry
from contests.rules import is_contest_staff
from contests.workflow import APPLICATION, PARTICIPATION
from portal import audit
from portal.mail import queue
from portal.models import OutgoingMail
from portal.workflow import RefusedError, require

if TYPE_CHECKING:
    import datetime as dt

    from django.db.models import QuerySet

    from contests.models import Application

# Whoever has not answered is reminded three days and one day before the time is over.
REMIND_DAYS_BEFORE: Final = (3, 1)
_SIGNER: Final = Signer(salt="contests.participation")
_LENGTH = 250


class ParticipationRefusedError(RefusedError):
    """The answer cannot be taken (any more)."""


class ParticipationGoneError(RefusedError):
    """The link leads to no question."""


# --- asking ------------------------------------------------------------------------------------


def ask_participation(round_: Round, *, due_at: dt.datetime) -> int:
    """Ask those who advance from ``round_`` whether they take part; inside its publication.

    Each gets a mail with a link of its own. Returns how many were asked.
    """
    _check_due(due_at)
    following = next_round(round_)
    entries = RoundEntry.objects.filter(
        round=round_,
        result__outcome=Outcome.ADVANCE,
        application__state=ApplicationState.ADVANCED,
    ).select_related("application__owner", "application__contest", "round")
    for entry in entries.order_by("pk"):
        asked = Participation.objects.create(entry=entry, due_at=due_at)
        queue(mails.participation_asked(asked, following=following, path=path_of(asked)))
    return len(entries)


def ask_entry(entry: RoundEntry, *, due_at: dt.datetime) -> Participation:
    """Ask one who advances after the publication; the caller writes the mail that carries the link."""
    _check_due(due_at)
    asked: Participation = Participation.objects.create(entry=entry, due_at=due_at)
    return asked


def _check_due(due_at: dt.datetime) -> None:
    if due_at <= timezone.now():
        raise ParticipationRefusedError(_("Enter a time for the answers that is still to come"))


def next_round(round_: Round) -> Round | None:
    """The round in which the place is."""
    later = Round.objects.filter(contest=round_.contest_id, order__gt=round_.order)
    return later.order_by("order").first()


def path_of(participation: Participation) -> str:
    """The address of the question; whoever holds it may answer."""
    return reverse("contests:participation", args=[_SIGNER.sign(str(participation.pk))])


def find_participation(key: str) -> Participation:
    """The question behind a link; raises ParticipationGoneError for a key that is not ours."""
    try:
        pk = int(_SIGNER.unsign(key))
    except (BadSignature, ValueError) as error:
        raise ParticipationGoneError(
            _("This link is not right. Copy it whole from the mail.")
        ) from error
    found = _with_dossier().filter(pk=pk).first()
    if found is None:
        raise ParticipationGoneError(_("This link is not right. Copy it whole from the mail."))
    return found


def _with_dossier() -> QuerySet[Participation]:
    found: QuerySet[Participation] = Participation.objects.select_related(
        "entry__round", "entry__application__contest", "entry__application__owner"
    )
    return found


# --- answering ---------------------------------------------------------------------------------


@transaction.atomic
def confirm_participation(participation: Participation, *, actor: Any) -> Participation:
    """Take the place. Saying it twice changes nothing; the office may still record it late."""
    locked = _lock(participation, actor)
    if locked.state == ParticipationState.CONFIRMED:
        return locked
    return _answer(locked, "confirm", actor=actor)


@transaction.atomic
def decline_participation(
    participation: Participation, *, actor: Any, reason: str
) -> Participation:
    """Give the place up, for good: the application leaves the contest and the place is free."""
    locked = _lock(participation, actor)
    if locked.state == ParticipationState.DECLINED:
        return locked
    declined = _answer(locked, "decline", actor=actor, reason=reason)
    application: Application = declined.entry.application
    APPLICATION.apply(
        application,
        "decline",
        actor=audit.SYSTEM,  # follows from the answer, whose line names who gave it
        reason=reason,
        changes={"state_reason": declined.reason},
    )
    return declined


def _lock(participation: Participation, actor: Any) -> Participation:
    """The question under lock; refused when its time is over or the next round has begun."""
    PARTICIPATION.lock(participation)
    locked = _with_dossier().get(pk=participation.pk)
    require(actor, "contests.answer_participation", locked)
    if locked.entry.application.state != ApplicationState.ADVANCED:
        if locked.state == ParticipationState.DECLINED:
            return locked
        raise ParticipationRefusedError(
            _("This cannot be changed here any more. Please write to the secretariat.")
        )
    if locked.due_at < timezone.now() and not _is_office(actor):
        raise ParticipationRefusedError(
            _("The time to answer is over. Please call or write to the secretariat at once.")
        )
    return locked


def _is_office(actor: Any) -> bool:
    return actor is not audit.SYSTEM and bool(is_contest_staff(actor))


def _answer(locked: Participation, step: str, *, actor: Any, reason: str = "") -> Participation:
    by_link = actor is audit.SYSTEM
    PARTICIPATION.apply(
        locked,
        step,
        actor=actor,
        reason=reason,
        changes={
            "answered_at": timezone.now(),
            "answered_by": None if by_link else actor,
            "reason": reason.strip()[:_LENGTH],
        },
        by="link" if by_link else "",
    )
    answered = _with_dossier().get(pk=locked.pk)
    queue(mails.participation_answered(answered, path=path_of(answered)))
    return answered


# --- reading -----------------------------------------------------------------------------------


def declined_places(round_: Round) -> QuerySet[RoundEntry]:
    """Entries that advanced from ``round_`` and gave their place up, the earliest first.

    Each frees one place of the next round for the reserve.
    """
    entries: QuerySet[RoundEntry] = RoundEntry.objects.filter(
        round=round_, participation__state=ParticipationState.DECLINED
    ).select_related("application")
    return entries.order_by("participation__answered_at", "pk")


def participation_of(application: Application) -> Participation | None:
    """What the application was asked last; None when nobody asked."""
    return _with_dossier().filter(entry__application=application).order_by("-pk").first()


# --- reminding ---------------------------------------------------------------------------------


def remind_participation(now: dt.datetime | None = None) -> int:
    """Remind of open questions three days and one day before their time is over.

    Runs often: a threshold that passed while nobody worked is made up for, each is told once, and
    who was asked after a threshold is not reminded of it. Returns the number of mails.
    """
    now = now or timezone.now()
    count = 0
    horizon = now + timedelta(days=max(REMIND_DAYS_BEFORE))
    waiting: Any = _with_dossier()
    for row in waiting.waiting().filter(due_at__gte=now, due_at__lte=horizon):
        days = min(mark for mark in REMIND_DAYS_BEFORE if row.due_at - now <= timedelta(days=mark))
        if row.asked_at > row.due_at - timedelta(days=days):
            continue
        mail = mails.participation_reminder(
            row, days=days, following=next_round(row.entry.round), path=path_of(row)
        )
        if not OutgoingMail.objects.filter(dedupe_key=mail.dedupe_key).exists():
            with transaction.atomic():
                queue(mail)
            count += 1
    return count
