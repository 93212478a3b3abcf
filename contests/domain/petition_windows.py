"""What may be contested, until when, and who took the decision: the one place that knows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from contests.domain.acts import acts_of, last_act
from contests.domain.limits import rules_of
from contests.enums import GONE_STATES, ApplicationState, PetitionSubject, RoundState
from contests.models import Assignment, Round

if TYPE_CHECKING:
    from datetime import date

    from contests.models import Application, Petition, RuleSet


@dataclass(frozen=True, kw_only=True)
class Ground:
    """A decision that a dossier's people may contest, and the last instant for it."""

    subject: PetitionSubject
    round: Round | None
    contested_at: datetime
    closes_at: datetime

    @property
    def key(self) -> str:
        """What names it in an address."""
        return self.round.slug if self.round else "hop-le"

    @property
    def label(self) -> str:
        return (
            _("The published result: %(round)s") % {"round": self.round.name}
            if self.round
            else _("The conclusion that the dossier is not valid")
        )

    def is_open(self, now: datetime | None = None) -> bool:
        """Whether a petition at ``now`` is in time; the last instant is."""
        return (now or timezone.now()) <= self.closes_at


@dataclass(frozen=True, kw_only=True)
class Deciders:
    """Accounts that took the contested decision, and those that had a part in it."""

    took: frozenset[int]
    had_part: frozenset[int]


def closes_at(moment: datetime, rules: RuleSet) -> datetime | None:
    """Return the last instant for a petition: the end of the last day; None when none is taken.

    Days are counted from the day after the notice. How many is a matter of the rules.
    """
    if rules.petition_days is None:
        return None
    day = timezone.localdate(moment) + timedelta(days=rules.petition_days)
    return timezone.make_aware(datetime.combine(day, time.max))


def due_on(received: datetime, rules: RuleSet) -> date:
    """Return the day by which a petition received then is answered."""
    return timezone.localdate(received) + timedelta(days=rules.petition_answer_days)


def grounds_of(application: Application) -> list[Ground]:
    """Return the decisions made known to the dossier's people, whether or not the time is over.

    The validity check while the dossier stands as not valid, and every published round it was in.
    """
    found: list[tuple[PetitionSubject, Round | None, datetime]] = []
    rules = rules_of(application)
    if application.state == ApplicationState.INVALID:
        concluded = last_act(application, "mark_invalid")
        if concluded is not None:
            found.append((PetitionSubject.VALIDITY, None, concluded.at))
    if application.state not in GONE_STATES:
        rounds = Round.objects.filter(
            entries__application=application,
            state=RoundState.PUBLISHED,
            published_at__isnull=False,
        )
        found += [
            (PetitionSubject.RESULT, round_, round_.published_at)
            for round_ in rounds.order_by("order")
            if round_.published_at is not None
        ]
    return [
        Ground(subject=subject, round=round_, contested_at=moment, closes_at=until)
        for subject, round_, moment in found
        if (until := closes_at(moment, rules)) is not None
    ]


def deciders_of(petition: Petition) -> Deciders:
    """Return who took the contested decision: they never examine the petition on it."""
    took: set[int | None]
    had_part: set[int | None]
    if petition.round is None:
        conclusions = acts_of(petition.application, {"mark_invalid"})
        took = {act.actor_id for act in conclusions if act.at <= petition.filed_at}
        had_part = set(petition.application.checks.values_list("decided_by", flat=True))
    else:
        took = {act.actor_id for act in acts_of(petition.round, {"approve", "publish"})}
        judges = Assignment.objects.filter(
            entry__round=petition.round, entry__application=petition.application
        )
        took |= set(judges.values_list("judge", flat=True))
        had_part = {act.actor_id for act in acts_of(petition.round, {"propose", "close"})}
    return Deciders(
        took=frozenset(pk for pk in took if pk is not None),
        had_part=frozenset(pk for pk in had_part if pk is not None),
    )
