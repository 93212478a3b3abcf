"""What an edition lays open to everybody, each part from its time on: counts, council, decisions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from contests.domain.judging import with_naming
from contests.enums import (
    ANSWERED_PETITION_STATES,
    PASSED_SCREENING_STATES,
    RECEIVED_STATES,
    ApplicationState,
    Outcome,
    PetitionState,
    RoundState,
)
from contests.models import (
    Application,
    Contest,
    Criterion,
    OfficialDecision,
    PanelMember,
    Petition,
    Round,
    RoundEntry,
    RuleSet,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.db.models import Model

# A round past planning means that the validity check is concluded.
_CHECK_IS_OVER = frozenset(RoundState) - {RoundState.PLANNED}


@dataclass(frozen=True, kw_only=True)
class CountLine:
    """One count with what it counts; ``value`` is None while it is not public yet."""

    label: str
    value: int | None
    definition: str


@dataclass(frozen=True, kw_only=True)
class Council:
    """Who judged a round; public once its result is."""

    round: Round
    # Who agreed to be named; the others are only counted.
    members: Sequence[PanelMember]
    unnamed: int


def for_transparency(contests: QuerySet[Contest]) -> QuerySet[Contest]:
    """Editions with everything that the page shows: four queries for any number of rows."""
    applications = Application.objects.filter(contest=OuterRef("pk"))
    petitions = Petition.objects.filter(contest=OuterRef("pk"))
    upheld = [PetitionState.UPHELD, PetitionState.PARTLY]
    was_valid = Q(state__in=PASSED_SCREENING_STATES) | Exists(
        RoundEntry.objects.filter(application=OuterRef("pk"))
    )
    return contests.annotate(
        n_received=_count(applications.filter(state__in=RECEIVED_STATES), "contest"),
        n_valid=_count(applications.filter(was_valid), "contest"),
        n_awarded=_count(applications.filter(state=ApplicationState.AWARDED), "contest"),
        n_petitions=_count(petitions, "contest"),
        n_answered=_count(petitions.filter(state__in=ANSWERED_PETITION_STATES), "contest"),
        n_upheld=_count(petitions.filter(state__in=upheld), "contest"),
    ).prefetch_related(
        Prefetch("rounds", _rounds()),
        Prefetch("rule_sets", RuleSet.objects.select_related("decision__scan")),
    )


def _rounds() -> QuerySet[Round]:
    entries = RoundEntry.objects.filter(round=OuterRef("pk"))
    rows: QuerySet[Round] = Round.objects.annotate(
        n_entries=_count(entries, "round"),
        n_advanced=_count(entries.filter(result__outcome=Outcome.ADVANCE), "round"),
    )
    return (
        rows.select_related("decision__scan")
        .prefetch_related(Prefetch("criteria", Criterion.objects.order_by("order")))
        .order_by("order")
    )


def _count(rows: QuerySet[Any], group: str) -> Coalesce:
    counted = rows.order_by().values(group).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def count_lines(contest: Any, now: datetime | None = None) -> list[CountLine]:
    """Return the counts per step with their definitions; reads what ``for_transparency`` loaded.

    Received from the deadline on, valid once the first round has begun, the others with the
    publication of their round.
    """
    now = now or timezone.now()
    rounds = list(contest.rounds.all())
    is_closed = contest.deadline_at is not None and now > contest.deadline_at
    check_is_over = any(round_.state in _CHECK_IS_OVER for round_ in rounds)
    lines = [
        CountLine(
            label=_("Received"),
            value=contest.n_received if is_closed else None,
            definition=_("submitted at least once by the deadline, withdrawn ones included"),
        ),
        CountLine(
            label=_("Valid"),
            value=contest.n_valid if is_closed and check_is_over else None,
            definition=_("passed the validity check, also when disqualified later"),
        ),
    ]
    for round_ in rounds:
        is_public = round_.state == RoundState.PUBLISHED
        lines.append(
            CountLine(
                label=_("In the round: %(round)s") % {"round": round_.here.name},
                value=round_.n_entries if is_public else None,
                definition=_("judged in this round"),
            )
        )
        if not round_.is_final:
            lines.append(
                CountLine(
                    label=_("Advanced from: %(round)s") % {"round": round_.here.name},
                    value=round_.n_advanced if is_public else None,
                    definition=_("chosen for the next round by its published result"),
                )
            )
    has_result = any(round_.is_final and round_.state == RoundState.PUBLISHED for round_ in rounds)
    lines.append(
        CountLine(
            label=_("Awarded"),
            value=contest.n_awarded if has_result else None,
            definition=_("won a prize by the approving decision, without prizes taken back"),
        )
    )
    return lines


def petition_lines(contest: Any) -> list[CountLine]:
    """Return how many petitions came in and how they were answered; nothing about a single one."""
    return [
        CountLine(label=_("Petitions received"), value=contest.n_petitions, definition=""),
        CountLine(label=_("Petitions answered"), value=contest.n_answered, definition=""),
        CountLine(label=_("Upheld, wholly or in part"), value=contest.n_upheld, definition=""),
    ]


def councils(contest: Contest) -> list[Council]:
    """Return who judged the published rounds, chairs first: names of who agreed, else a count. One query."""
    published = [round_ for round_ in contest.rounds.all() if round_.state == RoundState.PUBLISHED]
    members = (
        with_naming(PanelMember.objects.filter(panel__round__in=published))
        .select_related("judge", "panel")
        .order_by("panel__round__order", "panel__name", "-is_chair", "judge__full_name")
    )
    found: dict[int, list[PanelMember]] = {}
    for member in members:
        found.setdefault(member.panel.round_id, []).append(member)
    return [_council(round_, found[round_.pk]) for round_ in published if round_.pk in found]


def _council(round_: Round, members: Sequence[Any]) -> Council:
    named = [member for member in members if member.is_named]
    unnamed = {m.judge_id for m in members} - {m.judge_id for m in named}
    return Council(round=round_, members=named, unnamed=len(unnamed))


def public_decisions(contest: Contest) -> list[OfficialDecision]:
    """Return the documents behind what is public: rules in force and published rounds, oldest first."""
    rows: list[Model | None] = [
        row.decision for row in contest.rule_sets.all() if row.issued_at is not None
    ]
    rows += [
        round_.decision for round_ in contest.rounds.all() if round_.state == RoundState.PUBLISHED
    ]
    unique = {row.pk: row for row in rows if isinstance(row, OfficialDecision)}
    return sorted(unique.values(), key=lambda row: (row.issued_on, row.number))
