"""Who wins what: proposals within the prize catalogue, in the order of the rank or with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Prefetch
from django.utils.translation import gettext as _

from contests.domain.freezing import standing_results
from contests.enums import RoundKind, RoundState
from contests.models import Application, Award, Prize, Round, RoundResult
from contests.workflow import ROUND
from portal import audit
from portal.workflow import ReasonMissingError, RefusedError, require

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class AwardRefusedError(RefusedError):
    """The award cannot be proposed or removed."""


def awards_against_rank(
    rows: Sequence[RoundResult], awards: Mapping[int, Award]
) -> list[RoundResult]:
    """Winners whose prize does not follow the rank.

    ``rows`` are the standing results of the final, ``awards`` the proposals by application. A
    prize goes against the rank when its winner does not pass, or when somebody who passes and
    ranks higher has a lower prize or none. Lower order in the catalogue is the higher prize.
    """
    return [row for row in rows if _goes_against(row, rows, awards)]


def _goes_against(
    row: RoundResult, rows: Sequence[RoundResult], awards: Mapping[int, Award]
) -> bool:
    mine = awards.get(row.entry.application_id)
    if mine is None:
        return False
    if row.rank is None or not row.passes:
        return True
    return any(
        other.passes
        and other.division == row.division
        and other.rank is not None
        and other.rank < row.rank
        and _is_lower(awards.get(other.entry.application_id), mine)
        for other in rows
    )


def _is_lower(award: Award | None, than: Award) -> bool:
    return award is None or award.prize.order > than.prize.order


@dataclass(frozen=True, kw_only=True)
class PrizeLine:
    """A prize of the catalogue with its proposed winners and the places left."""

    prize: Prize
    awards: tuple[Award, ...]

    @property
    def left(self) -> int:
        return self.prize.quantity - len(self.awards)


def catalogue(round_: Round) -> list[PrizeLine]:
    """The prizes of the edition with who is proposed for them. Two queries."""
    awards = Prefetch("awards", Award.objects.select_related("application").order_by("pk"))
    prizes = Prize.objects.filter(contest=round_.contest_id).prefetch_related(awards)
    return [
        PrizeLine(prize=prize, awards=tuple(prize.awards.all()))
        for prize in prizes.order_by("order", "pk")
    ]


@transaction.atomic
def propose_award(application: Application, prize: Prize, *, actor: Any, reason: str = "") -> Award:
    """Propose ``prize`` for an entry of the final.

    Refused beyond the number in the catalogue, for a second prize to the same application, for an
    application outside of the final, and without a reason when it breaks the order of the rank
    among the awards proposed so far. Prizes may stay without a winner.
    """
    round_ = _lock_final(prize.contest_id, actor)
    prize = Prize.objects.select_for_update().get(pk=prize.pk)
    rows = list(standing_results(round_))
    row = next((row for row in rows if row.entry.application_id == application.pk), None)
    if row is None:
        raise AwardRefusedError(_("Only an application in the final can win a prize."))
    awards = _proposed(round_)
    _check_places(application, prize, awards)
    award = Award(prize=prize, application=application, reason=reason.strip()[:250])
    if not award.reason and _needs_reason(row, rows, {**awards, application.pk: award}):
        raise ReasonMissingError(_("Enter the reason for not following the rank"))
    award.save()
    audit.record(
        application, "propose_award", actor=actor, reason=reason, prize=prize.name, rank=row.rank
    )
    return award


def _check_places(application: Application, prize: Prize, awards: Mapping[int, Award]) -> None:
    if application.pk in awards:
        raise AwardRefusedError(
            _("%(reference)s already has “%(prize)s”. Remove that award first.")
            % {"reference": application.reference, "prize": awards[application.pk].prize.name}
        )
    if sum(award.prize_id == prize.pk for award in awards.values()) >= prize.quantity:
        raise AwardRefusedError(
            _("All %(n)d places of “%(prize)s” are taken.")
            % {"n": prize.quantity, "prize": prize.name}
        )


def _needs_reason(
    row: RoundResult, rows: Sequence[RoundResult], awards: Mapping[int, Award]
) -> bool:
    """Whether this award breaks the order of the rank among the winners so far.

    Those without a prize may still get theirs: they are counted when the result is proposed.
    """
    winners = [other for other in rows if other.entry.application_id in awards]
    return row in awards_against_rank(winners, awards)


@transaction.atomic
def remove_award(award: Award, *, actor: Any) -> None:
    """Take a proposed award back."""
    _lock_final(award.prize.contest_id, actor)
    current = Award.objects.select_related("application", "prize").filter(pk=award.pk).first()
    if current is None:
        raise AwardRefusedError(_("This award was removed already."))
    audit.record(current.application, "remove_award", actor=actor, prize=current.prize.name)
    current.delete()


def final_of(contest_id: int) -> Round | None:
    """The final of an edition."""
    finals = Round.objects.filter(contest=contest_id, kind=RoundKind.FINAL)
    return finals.order_by("-order").first()


def _proposed(round_: Round) -> dict[int, Award]:
    awards = Award.objects.filter(prize__contest=round_.contest_id).select_related("prize")
    return {award.application_id: award for award in awards}


def _lock_final(contest_id: int, actor: Any) -> Round:
    """The final, locked, so that two people cannot give the last place twice."""
    final = final_of(contest_id)
    if final is None:
        raise AwardRefusedError(_("This edition has no final."))
    locked: Round = ROUND.lock(final)
    require(actor, "contests.propose_round", locked)
    if locked.state != RoundState.CLOSED:
        raise AwardRefusedError(
            _(
                "Awards can be changed only after scoring is closed and before the result is proposed."
            )
        )
    return locked
