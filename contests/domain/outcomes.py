"""What a frozen result leads to: who advances by rank, by hand with a reason, and how ties end."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.db import transaction
from django.db.models import Case, PositiveSmallIntegerField, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import override

from contests.domain.awards import awards_against_rank, catalogue, ranked_awards
from contests.domain.decisions import record_decision
from contests.domain.freezing import standing_results
from contests.domain.promotion import Suggestion, place_table, suggested, tied_groups
from contests.enums import Outcome, RoundState
from contests.models import Award, Round, RoundResult
from contests.workflow import ROUND
from portal import audit
from portal.workflow import ReasonMissingError, RefusedError, require

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from contests.models import OfficialDecision

_NOTE_LENGTH = 250
# What may be set by hand before the final.
BY_HAND: Final = frozenset({Outcome.ADVANCE, Outcome.RESERVE, Outcome.NOT_ADVANCE})


class TieRefusedError(RefusedError):
    """A tie still stands where it decides, or the entries named are not one tie."""


class OutcomeRefusedError(RefusedError):
    """The outcome cannot be set by hand, or the outcomes are not ready to be proposed."""


# --- by rank ----------------------------------------------------------------------------------


def suggest_outcomes(round_: Round) -> None:
    """Write the outcomes that follow from ranks, in the final from awards; hand-made ones stay."""
    rows = list(standing_results(round_))
    outcomes = _by_award(round_, rows) if round_.is_final else suggested(rows, place_table(round_))
    chosen: dict[Outcome, dict[int, int | None]] = defaultdict(dict)
    for row in rows:
        if not row.outcome_reason:
            suggestion = outcomes[row.pk]
            chosen[suggestion.outcome][row.pk] = suggestion.reserve_position
    for outcome, places in chosen.items():
        RoundResult.objects.filter(pk__in=places).update(
            outcome=outcome, reserve_position=_reserve_positions(places)
        )
    gone = RoundResult.objects.filter(entry__round=round_).exclude(pk__in=[row.pk for row in rows])
    gone.update(
        outcome=Outcome.NO_AWARD if round_.is_final else Outcome.NOT_ADVANCE, reserve_position=None
    )


def _reserve_positions(places: Mapping[int, int | None]) -> Case:
    """The place of each on the reserve list, in one statement; reserves are few."""
    return Case(
        *(When(pk=pk, then=Value(place)) for pk, place in places.items() if place is not None),
        default=Value(None),
        output_field=PositiveSmallIntegerField(),
    )


def _by_award(round_: Round, rows: Sequence[RoundResult]) -> dict[int, Suggestion]:
    winners = set(
        Award.objects.filter(prize__contest=round_.contest_id).values_list(
            "application_id", flat=True
        )
    )
    outcome = {True: Outcome.AWARD, False: Outcome.NO_AWARD}
    return {
        row.pk: Suggestion(outcome=outcome[row.entry.application_id in winners]) for row in rows
    }


# --- by hand ----------------------------------------------------------------------------------


@transaction.atomic
def set_outcome(
    result: RoundResult,
    *,
    actor: Any,
    outcome: str,
    reason: str = "",
    number: str = "",
    issued_on: dt.date | None = None,
    signer: str = "",
) -> RoundResult:
    """Let an entry advance, wait or stay, by decision; against its rank only with reason and document.

    ``number``, ``issued_on`` and ``signer`` name the document that holds the decision. Setting
    what the rank says takes an earlier decision back. Nobody else moves by it. Refused in the
    final, where awards decide, and once the result is proposed.
    """
    round_ = _lock_closed(result, actor)
    if round_.is_final:
        raise OutcomeRefusedError(_("In the final the awards decide. Use the page of the awards."))
    if outcome not in BY_HAND:
        raise OutcomeRefusedError(_("Choose whether the entry advances"))
    rows = list(standing_results(round_))
    row = next((row for row in rows if row.pk == result.pk), None)
    if row is None:
        raise OutcomeRefusedError(_("This application has left the contest."))
    by_rank = suggested(rows, place_table(round_))[row.pk]
    before, row.outcome = row.outcome, Outcome(outcome)
    if by_rank.outcome == outcome:
        row.outcome_reason, row.outcome_decision = "", None
        row.reserve_position = by_rank.reserve_position
    else:
        row.outcome_reason = _demand_reason(reason)
        row.outcome_decision = _demand_document(round_, number, issued_on, signer)
        row.reserve_position = _last_place(rows, row) if outcome == Outcome.RESERVE else None
    row.save(update_fields=["outcome", "outcome_reason", "outcome_decision", "reserve_position"])
    audit.record(
        round_,
        "set_outcome",
        actor=actor,
        reason=reason,
        number=row.outcome_decision.number if row.outcome_decision else "",
        entry=row.entry.application.reference,
        outcome_before=before,
        outcome_after=outcome,
    )
    return row


def _demand_reason(reason: str) -> str:
    if not reason.strip():
        raise ReasonMissingError(_("Enter the reason for not following the rank"))
    return reason.strip()[:_NOTE_LENGTH]


def _demand_document(
    round_: Round, number: str, issued_on: dt.date | None, signer: str
) -> OfficialDecision:
    if not number.strip() or issued_on is None:
        raise OutcomeRefusedError(
            _("Enter number, date and signer of the document that does not follow the rank")
        )
    return record_decision(round_.contest, number=number, issued_on=issued_on, signer=signer)


def _last_place(rows: Iterable[RoundResult], row: RoundResult) -> int:
    """The place behind those that wait already in the division."""
    taken = [
        other.reserve_position or 0
        for other in rows
        if other.pk != row.pk
        and other.division == row.division
        and other.outcome == Outcome.RESERVE
    ]
    return max(taken, default=0) + 1


# --- ties -------------------------------------------------------------------------------------


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
        .defer("detail")
        .order_by("division", "rank", "entry")
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
            _(
                "A tie decides who advances or is on the reserve list: %(entries)s. Record the chair's decision first."
            )
            % {"entries": _references(pending)}
        )


def _check_final(round_: Round, rows: Sequence[RoundResult]) -> None:
    if not Award.objects.filter(prize__contest=round_.contest_id).exists():
        raise OutcomeRefusedError(
            _("No award is proposed yet. Choose the winners on the page of the awards first.")
        )
    undecided = [line for line in catalogue(round_) if line.is_undecided]
    if undecided:
        raise OutcomeRefusedError(
            _(
                "These prizes have places without a winner: %(prizes)s. Choose winners, or leave the places empty with a reason, on the page of the awards."
            )
            % {"prizes": ", ".join(f"{line.prize.label} ({line.left})" for line in undecided)}
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
