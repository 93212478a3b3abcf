"""What a frozen result leads to: who advances by rank, by hand with a reason, and how ties end."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from contests.domain.awards import awards_against_rank, ranked_awards
from contests.domain.decisions import record_decision
from contests.domain.freezing import standing_results
from contests.enums import Outcome, RoundState
from contests.models import Award, Round, RoundResult
from contests.workflow import ROUND
from portal import audit
from portal.workflow import ReasonMissingError, RefusedError, require

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_NOTE_LENGTH = 250


class TieRefusedError(RefusedError):
    """A tie still stands where it decides, or the entries named are not one tie."""


class OutcomeRefusedError(RefusedError):
    """The outcome cannot be set by hand, or the outcomes are not ready to be proposed."""


# --- by rank ----------------------------------------------------------------------------------


def suggested(results: Iterable[RoundResult], places: int | None) -> dict[int, Outcome]:
    """Outcome by rank of each result, best first: the first ``places`` that pass advance.

    Without ``places`` all that pass advance. A tie across the cut stays undecided.
    """
    rows = list(results)
    outcomes = dict.fromkeys((row.pk for row in rows), Outcome.NOT_ADVANCE)
    passing = [row for row in rows if row.rank is not None and row.passes]
    left = len(passing) if places is None else places
    for _rank, tied in groupby(passing, key=lambda row: row.rank):
        group = list(tied)
        if left <= 0:
            break
        outcome = Outcome.ADVANCE if len(group) <= left else Outcome.PENDING
        outcomes |= dict.fromkeys((row.pk for row in group), outcome)
        left -= len(group)
    return outcomes


def suggest_outcomes(round_: Round) -> None:
    """Write the outcomes that follow from ranks, in the final from awards; hand-made ones stay."""
    rows = list(standing_results(round_))
    outcomes = _by_award(round_, rows) if round_.is_final else suggested(rows, round_.advance_count)
    for row in rows:
        if not row.outcome_reason:
            row.outcome = outcomes[row.pk]
    RoundResult.objects.bulk_update(rows, ["outcome"], batch_size=500)
    gone = RoundResult.objects.filter(entry__round=round_).exclude(pk__in=[row.pk for row in rows])
    gone.update(outcome=Outcome.NO_AWARD if round_.is_final else Outcome.NOT_ADVANCE)


def _by_award(round_: Round, rows: Sequence[RoundResult]) -> dict[int, Outcome]:
    winners = set(
        Award.objects.filter(prize__contest=round_.contest_id).values_list(
            "application_id", flat=True
        )
    )
    return {
        row.pk: Outcome.AWARD if row.entry.application_id in winners else Outcome.NO_AWARD
        for row in rows
    }


# --- by hand ----------------------------------------------------------------------------------


@transaction.atomic
def set_outcome(result: RoundResult, *, actor: Any, outcome: str, reason: str = "") -> RoundResult:
    """Let an entry advance, or not, by decision; against its rank only with a reason.

    Setting what the rank says takes an earlier decision back. Refused in the final, where awards
    decide, and once the result is proposed.
    """
    round_ = _lock_closed(result, actor)
    if round_.is_final:
        raise OutcomeRefusedError(_("In the final the awards decide. Use the page of the awards."))
    if outcome not in {Outcome.ADVANCE, Outcome.NOT_ADVANCE}:
        raise OutcomeRefusedError(_("Choose whether the entry advances"))
    rows = list(standing_results(round_))
    row = next((row for row in rows if row.pk == result.pk), None)
    if row is None:
        raise OutcomeRefusedError(_("This application has left the contest."))
    follows_rank = suggested(rows, round_.advance_count)[row.pk] == outcome
    if not follows_rank and not reason.strip():
        raise ReasonMissingError(_("Enter the reason for not following the rank"))
    before, row.outcome = row.outcome, Outcome(outcome)
    row.outcome_reason = "" if follows_rank else reason.strip()[:_NOTE_LENGTH]
    row.save(update_fields=["outcome", "outcome_reason"])
    audit.record(
        round_,
        "set_outcome",
        actor=actor,
        reason=reason,
        entry=row.entry.application.reference,
        outcome_before=before,
        outcome_after=outcome,
    )
    return row


# --- ties -------------------------------------------------------------------------------------


def tied_groups(results: Iterable[RoundResult]) -> Iterator[list[RoundResult]]:
    """Groups of results, best first, that still share a rank."""
    tied = (row for row in results if row.is_tied)
    for _rank, group in groupby(tied, key=lambda row: row.rank):
        yield list(group)


@transaction.atomic
def break_tie(
    results_in_order: Sequence[RoundResult],
    *,
    actor: Any,
    reason: str,
    number: str,
    issued_on: dt.date,
    signer: str,
) -> list[RoundResult]:
    """Record the chair's decision on the order within one tie; ranks outside of it do not move.

    ``number``, ``issued_on`` and ``signer`` name the minutes that hold the decision.
    """
    if not results_in_order:
        raise TieRefusedError(_("Order the tied applications"))
    if not reason.strip():
        raise ReasonMissingError(_("Enter the reason of the decision"))
    round_ = _lock_closed(results_in_order[0], actor)
    rows = _whole_tie(round_, results_in_order)
    decision = record_decision(round_.contest, number=number, issued_on=issued_on, signer=signer)
    with override(settings.LANGUAGE_CODE):
        note = _("Decision of the chair, %(number)s: %(reason)s") % {
            "number": decision.number,
            "reason": reason.strip(),
        }
    for position, row in enumerate(rows):
        row.rank = (row.rank or 0) + position
        row.tie_position = position + 1
        row.is_tied = False
        row.tie_decision = decision
        row.tie_note = "; ".join(filter(None, [row.tie_note, note]))[:_NOTE_LENGTH]
    fields = ["rank", "tie_position", "is_tied", "tie_decision", "tie_note"]
    RoundResult.objects.bulk_update(rows, fields)
    audit.record(
        round_,
        "break_tie",
        actor=actor,
        reason=reason,
        number=decision.number,
        issued_on=decision.issued_on,
        signer=decision.signer,
        order=", ".join(str(row.entry.application.reference) for row in rows),
    )
    suggest_outcomes(round_)
    return rows


def _whole_tie(round_: Round, in_order: Sequence[RoundResult]) -> list[RoundResult]:
    """Fresh rows of the tie in the order given; refused unless they are exactly one tie."""
    wanted = [row.pk for row in in_order]
    for group in tied_groups(
        RoundResult.objects.filter(entry__round=round_)
        .select_related("entry__application")
        .order_by("rank", "entry")
    ):
        by_pk = {row.pk: row for row in group}
        if sorted(by_pk) == sorted(wanted):
            return [by_pk[pk] for pk in wanted]
    raise TieRefusedError(_("These applications are not one tie any more. Load the ranking again."))


# --- ready to be proposed ---------------------------------------------------------------------


def check_outcomes(round_: Round) -> None:
    """Raise unless every outcome is decided and explained."""
    rows = list(standing_results(round_))
    if round_.is_final:
        _check_final(round_, rows)
        return
    pending = [row for row in rows if row.outcome == Outcome.PENDING]
    if pending:
        raise TieRefusedError(
            _("A tie decides who advances: %(entries)s. Record the chair's decision first.")
            % {"entries": _references(pending)}
        )


def _check_final(round_: Round, rows: Sequence[RoundResult]) -> None:
    if not Award.objects.filter(prize__contest=round_.contest_id).exists():
        raise OutcomeRefusedError(
            _("No award is proposed yet. Choose the winners on the page of the awards first.")
        )
    for prizes in ranked_awards(round_.contest_id):
        _check_family(rows, prizes)


def _check_family(rows: Sequence[RoundResult], prizes: Mapping[int, Award]) -> None:
    """The awards of one family that follows the rank: by application."""
    for group in tied_groups(rows):
        orders = {_prize_order(prizes.get(row.entry.application_id)) for row in group}
        if len(orders) > 1:
            raise TieRefusedError(
                _("A tie decides the prizes: %(entries)s. Record the chair's decision first.")
                % {"entries": _references(group)}
            )
    unexplained = [
        row
        for row in awards_against_rank(rows, prizes)
        if not prizes[row.entry.application_id].reason
    ]
    if unexplained:
        raise OutcomeRefusedError(
            _("These awards do not follow the rank and have no reason: %(entries)s.")
            % {"entries": _references(unexplained)}
        )


def _prize_order(award: Award | None) -> int | None:
    return award.prize.order if award else None


def _references(rows: Iterable[RoundResult]) -> str:
    return ", ".join(str(row.entry.application.reference) for row in rows)


def _lock_closed(result: RoundResult, actor: Any) -> Round:
    """The round of ``result``, locked; refused unless its scoring is closed and nothing proposed."""
    round_: Round = ROUND.lock(
        Round(pk=RoundResult.objects.values_list("entry__round").get(pk=result.pk)[0])
    )
    require(actor, "contests.propose_round", round_)
    if round_.state != RoundState.CLOSED:
        raise OutcomeRefusedError(
            _("Outcomes can be changed only while the round is closed and nothing is proposed.")
        )
    return round_
