"""Registering for a class: the desk of its places, alone or for a group."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ecosystem.domain.seating import Entry, SeatDesk, SeatMails, Words
from ecosystem.enums import RegistrationState
from portal import audit
from portal.mail import queue
from portal.text import clean_line
from portal.workflow import RefusedError, require
from training.domain import consents
from training.mails import registrations as letters
from training.models import CourseRun, Registration, RunAnswer
from training.workflow import REGISTRATION, RUN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ecosystem.models import Locality
    from portal.models import Consent
    from training.models import Audience, RunQuestion


@dataclass(frozen=True, kw_only=True)
class TraineeEntry(Entry):
    """What a trainee enters: what they declare of themselves may be left out."""

    sex: str = ""
    birth_year: int | None = None
    locality: Locality | None = None
    audience: Audience | None = None
    answers: Mapping[RunQuestion, str] = field(default_factory=dict)

    def values(self) -> dict[str, object]:
        """The registration's columns; answers are rows of their own."""
        return {name: value for name, value in super().values().items() if name != "answers"}


class RunDesk(SeatDesk[CourseRun, Registration]):
    """Places of a class: in the order in which people come, or as the staff choose."""

    place_model = CourseRun
    holder_model = Registration
    place_field = "run"
    one_per_address = "one_trainee_per_email"
    life = RUN
    registration_life = REGISTRATION
    decide = "training.decide_registration"
    change = "training.change_courserun"
    mails: ClassVar[SeatMails] = letters
    words = Words(
        none=gettext_lazy("This class takes no registrations here."),
        cancelled=gettext_lazy("The class is cancelled."),
        begun=gettext_lazy("The class has begun. Turn to the organisers."),
        registered=gettext_lazy("This address is registered for the class already."),
    )

    def agree(self, registration: Registration) -> Consent:
        return consents.agree(registration)

    def is_approved_by_hand(self, place: CourseRun) -> bool:
        return place.needs_approval

    def enter(self, place: CourseRun, entry: Entry, **fields: Any) -> Registration:
        """Write the row, its consent and the answers."""
        made = super().enter(place, entry, **fields)
        keep_answers(made, entry)
        return made

    # --- the staff --------------------------------------------------------------------------------

    @transaction.atomic
    def confirm_by_hand(self, registration: Registration, *, actor: Any) -> Registration:
        """Approve, or confirm for the person; who is approved when the class is full waits in turn."""
        run, locked = self.lock_both(registration)
        require(actor, self.decide, locked)
        self.refuse_over(run, timezone.now())
        asks = locked.state == RegistrationState.REGISTERED and not locked.has_seat
        if not asks or run.seats_left != 0 or not run.has_waiting_list:
            return super().confirm_by_hand(registration, actor=actor)
        changes = {"verified_at": locked.verified_at or timezone.now(), "held_until": None}
        waiting = self._apply(locked, "wait", actor=actor, changes=changes)
        queue(self.mails.registration_waiting(waiting))
        return waiting

    @transaction.atomic
    def call_off(self, registration: Registration, *, actor: Any, reason: str) -> Registration:
        """Refuse whoever awaits approval; cancel for the organisers whoever has or waits for a place."""
        run, locked = self.lock_both(registration)
        is_refusal = locked.awaits_approval
        ended = self.end(run, locked, "call_off", actor=actor, reason=clean_line(reason))
        mail = letters.registration_refused if is_refusal else letters.registration_cancelled
        queue(mail(ended))
        return ended

    @transaction.atomic
    def register_by_hand(self, run: CourseRun, entry: TraineeEntry, *, actor: Any) -> Registration:
        """Enter somebody from a paper form or a call: confirmed at once, or waiting when it is full.

        The hours of registration do not bind the staff; the number of places does.
        """
        require(actor, self.decide)
        now = timezone.now()
        locked = self.lock(run)
        self.refuse_over(locked, now)
        if not locked.is_published:
            raise RefusedError(_("The class is not published yet."))
        if not entry.email and not entry.phone:
            raise RefusedError(_("Enter an e-mail address or a telephone number."))
        existing = self.registered(locked, entry.email) if entry.email else None
        if existing is not None and not self.lapse(existing):
            raise RefusedError(str(self.words.registered))
        has_seat = self.take_seat(locked)
        if not has_seat and not locked.has_waiting_list:
            raise RefusedError(_("No place is free. Raise the number of places first."))
        made = self._make(locked, entry, email=entry.email, has_seat=has_seat, verified_at=now)
        made.consent = consents.agree(made, recorded_by=actor)
        made.save(update_fields=["consent"])
        keep_answers(made, entry)
        audit.record(made, "register_by_hand", actor=actor)
        if has_seat:
            return self._confirmed(made, actor=actor)
        waiting = self._apply(made, "wait", actor=actor)
        queue(self.mails.registration_waiting(waiting))
        return waiting


def keep_answers(registration: Registration, entry: Entry) -> None:
    """Keep what was answered with the words of the questions: they may be changed later."""
    answers = entry.answers if isinstance(entry, TraineeEntry) else {}
    RunAnswer.objects.bulk_create(
        RunAnswer(registration=registration, question=question, asked=question.text, answer=answer)
        for question, answer in answers.items()
        if answer
    )


DESK = RunDesk()
register = DESK.register
register_by_hand = DESK.register_by_hand
confirm_by_link = DESK.confirm_by_link
cancel_registration = DESK.cancel
confirm_by_hand = DESK.confirm_by_hand
call_off = DESK.call_off
lapse = DESK.lapse
lapse_unconfirmed = DESK.lapse_unconfirmed
offer_free_seats = DESK.offer_free_seats
