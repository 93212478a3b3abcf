"""Contest and training, which do not know each other: coaching lists, and points for attendance."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _

from contests.domain.organisers import record_points
from contests.domain.scales import RoundScales
from contests.enums import GONE_STATES, Outcome, RoundState
from contests.models import OrganiserScore, Round, RoundEntry, TeamMember
from ecosystem.domain.seating import email_key
from portal.numbers import format_number
from portal.workflow import RefusedError
from training.domain.presence import shares_of
from training.domain.run_invitations import Guest, invite
from training.models import CourseRun, Registration

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from contests.models import Application, Criterion
    from portal.models import User
    from training.domain.presence import Share

# Classes to choose from: those of a contest's months, the latest first.
RUNS_TO_CHOOSE = 50


# --- the coaching list --------------------------------------------------------------------------


def rounds_to_invite_from() -> list[Round]:
    """Rounds whose result everybody knows, the latest first."""
    rows = Round.objects.filter(state=RoundState.PUBLISHED).select_related("contest")
    return list(rows.order_by("-contest__year", "contest", "-order"))


def promoted(round_: Round) -> list[Guest]:
    """The representatives of the teams that went on, or were called up, and are still in; one query.

    Nobody before the result is published.
    """
    if round_.state != RoundState.PUBLISHED:
        return []
    entries = (
        RoundEntry.objects.filter(
            Q(result__outcome=Outcome.ADVANCE) | Q(result__called_up_at__isnull=False),
            round=round_,
        )
        .exclude(application__state__in=GONE_STATES)
        .select_related("application__owner")
        .order_by("application__number", "pk")
    )
    origin = f"{round_.contest.title}, {round_.name}"
    return [
        Guest(
            full_name=entry.application.addressee,
            email=entry.application.contact_email or _owner_address(entry.application),
            team=entry.application.title,
            origin=origin[:250],
        )
        for entry in entries
    ]


def invite_promoted(run: CourseRun, round_: Round, *, actor: User) -> int:
    """Mail the teams that went on from ``round_``; once each, however often it is asked for."""
    return invite(run, promoted(round_), actor=actor)


def _owner_address(application: Application) -> str:
    return application.owner.email if application.owner else ""


# --- points for attendance ----------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """What an entry would get for its attendance; ``key`` changes when anything behind it does."""

    entry: RoundEntry
    share: Share | None
    stored: Decimal | None
    points: Decimal

    @property
    def key(self) -> str:
        return f"{self.entry.pk}:{'' if self.stored is None else self.stored}:{self.points}"

    @property
    def is_news(self) -> bool:
        return self.stored != self.points

    @property
    def is_ticked(self) -> bool:
        """Whether it is offered with a tick: somebody of the team came, and nobody gave points yet."""
        return self.stored is None and self.share is not None and self.share.came > 0


def rule_text(criterion: Criterion) -> str:
    """How points follow from attendance, in words."""
    return _(
        "Sessions attended ÷ sessions of the class × %(points)s points, rounded down to the step of the scale and not below its lowest mark. A team attended as often as the one of its people who came most; an excused session is not attended."
    ) % {"points": format_number(criterion.max_points)}


def criteria_to_fill(round_: Round) -> list[Criterion]:
    """What the organisers score in a round, whatever the division."""
    divisions = {None, *round_.contest.divisions.values_list("pk", flat=True)}
    scales = RoundScales.of(round_)
    found = {row.pk: row for pk in divisions for row in scales.for_organisers(pk)}
    return [found[pk] for pk in sorted(found)]


def runs_to_choose() -> Iterable[CourseRun]:
    """Classes that have begun, the latest first."""
    begun = CourseRun.objects.public().exclude(starts_at=None)
    return begun.select_related("course", "locality").order_by("-starts_at", "-pk")[:RUNS_TO_CHOOSE]


def points_for(share: Share | None, criterion: Criterion) -> Decimal:
    """The points of a share, exactly: 3 of 4 sessions on a scale to 10 in whole points are 7."""
    if share is None or not share.sessions:
        return criterion.min_points
    step = Decimal(criterion.step)
    earned = criterion.max_points * min(share.came, share.sessions) / share.sessions
    return max(criterion.min_points, earned // step * step)


def proposals(round_: Round, criterion: Criterion, run: CourseRun) -> list[Proposal]:
    """What every entry of the round would get; the same number of queries for any number of them."""
    entries = list(
        round_.entries.select_related("application__owner").order_by("application__number", "pk")
    )
    scales = RoundScales.of(round_)
    asked = [
        entry
        for entry in entries
        if criterion in scales.for_organisers(entry.application.division_id)
    ]
    stored = dict(
        OrganiserScore.objects.filter(entry__round=round_, criterion=criterion).values_list(
            "entry_id", "points"
        )
    )
    shares = _shares_of_teams(run, [entry.application for entry in asked])
    return [
        Proposal(
            entry=entry,
            share=shares.get(entry.application_id),
            stored=stored.get(entry.pk),
            points=points_for(shares.get(entry.application_id), criterion),
        )
        for entry in asked
    ]


def take_over(
    round_: Round, criterion: Criterion, run: CourseRun, keys: Sequence[str], *, actor: User
) -> int:
    """Write the proposals that the officer chose; refused when one is no more what was looked at."""
    found = {proposal.key: proposal for proposal in proposals(round_, criterion, run)}
    if any(key not in found for key in keys):
        raise RefusedError(_("The attendance or the points have changed. Look at them again."))
    changes = {
        (found[key].entry.pk, criterion.pk): (found[key].stored, found[key].points) for key in keys
    }
    return record_points(round_, changes, actor=actor)


def _shares_of_teams(run: CourseRun, applications: Sequence[Application]) -> dict[int, Share]:
    """The best share among the people of each team, by account and e-mail address."""
    shares = shares_of(run)
    by_account: dict[int, list[Share]] = defaultdict(list)
    by_address: dict[str, list[Share]] = defaultdict(list)
    for row in Registration.objects.filter(pk__in=list(shares)):
        if row.user_id:
            by_account[row.user_id].append(shares[row.pk])
        if row.email_key:
            by_address[row.email_key].append(shares[row.pk])
    members = defaultdict(list)
    for member in TeamMember.objects.filter(application__in=applications):
        members[member.application_id].append((member.user_id, member.email))
    best = {}
    for application in applications:
        people = [
            (application.owner_id, _owner_address(application)),
            (None, application.contact_email),
            *members[application.pk],
        ]
        found = [
            share
            for account, address in people
            for share in (
                *by_account.get(account or 0, ()),
                *by_address.get(email_key(address), ()),
            )
        ]
        if found:
            best[application.pk] = max(found, key=lambda share: share.came)
    return best
