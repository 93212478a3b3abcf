"""Who wins what: proposals within the prize catalogue, in the order of the rank or with a reason."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django.db import transaction
from django.db.models import F, Prefetch
from django.utils.translation import gettext as _

from contests.domain.decisions import record_decision
from contests.domain.freezing import standing_results
from contests.enums import RoundKind, RoundState
from contests.models import Application, Award, Prize, Round, RoundResult
from contests.workflow import ROUND
from portal import audit
from portal.workflow import ReasonMissingError, RefusedError, require

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from contests.models import PrizeFamily


class AwardRefusedError(RefusedError):
    """The award cannot be proposed or removed."""


def awards_against_rank(
    rows: Sequence[RoundResult], awards: Mapping[int, Award]
) -> list[RoundResult]:
    """Winners whose prize does not follow the rank.

    ``rows`` are the standing results of the final, ``awards`` the proposals of one family by
    application. A prize goes against the rank when its winner does not pass, or when somebody who
    passes and ranks higher in the same division has a lower prize or none. Lower order in the
    catalogue is the higher prize.
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
        """Places without a winner; none when more were given by an own document."""
        return max(0, self.prize.quantity - len(self.awards))

    @property
    def is_undecided(self) -> bool:
        """Places are empty, and nobody has decided that just so many stay empty."""
        return self.left > 0 and not self.is_left_empty

    @property
    def is_left_empty(self) -> bool:
        """Whether it is decided, with a reason, that the empty places stay empty."""
        prize = self.prize
        return 0 < self.left == prize.unawarded_places and bool(prize.unawarded_reason)


def catalogue(round_: Round) -> list[PrizeLine]:
    """The prizes of the edition, its own first, with who is proposed for them. Two queries."""
    winners = Award.objects.select_related("application", "extra_decision").order_by("pk")
    prizes = (
        Prize.objects.filter(contest=round_.contest_id)
        .select_related("family")
        .prefetch_related(Prefetch("awards", winners))
        .order_by(F("family__order").asc(nulls_first=True), "family", "order", "pk")
    )
    return [PrizeLine(prize=prize, awards=tuple(prize.awards.all())) for prize in prizes]


@transaction.atomic
def propose_award(
    application: Application,
    prize: Prize,
    *,
    actor: Any,
    reason: str = "",
    number: str = "",
    issued_on: dt.date | None = None,
    signer: str = "",
) -> Award:
    """Propose ``prize`` for an entry of the final.

    Refused for a second prize of one family to the same application, for an application outside
    of the final, and without a reason when it breaks the order of the rank among the awards
    proposed so far; families that do not follow the rank are free. Beyond the number in the
    catalogue it needs a reason and the document (``number``, ``issued_on``, ``signer``) that
    allows it. Prizes may stay without a winner.
    """
    round_ = _lock_final(prize.contest_id, actor)
    prize = Prize.objects.select_for_update(of=("self",)).select_related("family").get(pk=prize.pk)
    rows = list(standing_results(round_))
    row = next((row for row in rows if row.entry.application_id == application.pk), None)
    if row is None:
        raise AwardRefusedError(_("Only an application in the final can win a prize."))
    awards = awards_by_family(round_.contest_id).get(prize.family, {})
    _check_family(application, awards)
    award = Award(
        prize=prize, family=prize.family, application=application, reason=reason.strip()[:250]
    )
    if _is_full(prize, awards):
        _check_extra(award, number=number, issued_on=issued_on, signer=signer)
        award.extra_decision = record_decision(
            round_.contest, number=number, issued_on=cast("dt.date", issued_on), signer=signer
        )
    if not award.reason and _needs_reason(row, rows, {**awards, application.pk: award}):
        raise ReasonMissingError(_("Enter the reason for not following the rank"))
    award.save()
    audit.record(
        application,
        "propose_award",
        actor=actor,
        reason=reason,
        prize=prize.label,
        rank=row.rank,
        number=award.extra_decision.number if award.extra_decision else "",
    )
    return award


def _check_family(application: Application, awards: Mapping[int, Award]) -> None:
    if application.pk in awards:
        raise AwardRefusedError(
            _("%(reference)s already has “%(prize)s”. Remove that award first.")
            % {"reference": application.reference, "prize": awards[application.pk].prize.name}
        )


def _is_full(prize: Prize, awards: Mapping[int, Award]) -> bool:
    return sum(award.prize_id == prize.pk for award in awards.values()) >= prize.quantity


def _check_extra(award: Award, *, number: str, issued_on: dt.date | None, signer: str) -> None:
    """One award more than the catalogue has: only with a reason and by a document."""
    if not number.strip() or issued_on is None or not signer.strip():
        raise AwardRefusedError(
            _(
                "All %(n)d places of “%(prize)s” are taken. One more needs the document that allows it: enter its number, date and signer."
            )
            % {"n": award.prize.quantity, "prize": award.prize.name}
        )
    if not award.reason:
        raise ReasonMissingError(_("Enter why there is one award more than the catalogue has"))


def _needs_reason(
    row: RoundResult, rows: Sequence[RoundResult], awards: Mapping[int, Award]
) -> bool:
    """Whether this award breaks the order of the rank among the winners so far.

    Those without a prize may still get theirs: they are counted when the result is proposed.
    """
    family = awards[row.entry.application_id].family
    if family is not None and not family.follows_rank:
        return False
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


@transaction.atomic
def leave_unawarded(prize: Prize, *, actor: Any, reason: str) -> Prize:
    """Decide, with a reason, that the empty places of ``prize`` stay empty: recorded in the papers.

    It holds for the places that are empty now: when an award is removed, it is decided again.
    """
    round_ = _lock_final(prize.contest_id, actor)
    line = next((line for line in catalogue(round_) if line.prize == prize), None)
    if line is None or not line.left:
        raise AwardRefusedError(_("All places of this prize have a winner."))
    if not reason.strip():
        raise ReasonMissingError(_("Enter why places of this prize stay without a winner"))
    line.prize.unawarded_reason = reason.strip()[:250]
    line.prize.unawarded_places = line.left
    line.prize.save(update_fields=["unawarded_reason", "unawarded_places"])
    audit.record(
        round_,
        "leave_unawarded",
        actor=actor,
        reason=reason,
        prize=line.prize.label,
        places=line.left,
    )
    return line.prize


def final_of(contest_id: int) -> Round | None:
    """The final of an edition."""
    finals = Round.objects.filter(contest=contest_id, kind=RoundKind.FINAL)
    return finals.order_by("-order").first()


def awards_by_family(contest_id: int) -> dict[PrizeFamily | None, dict[int, Award]]:
    """The awards of an edition by their family, and in it by application. One query."""
    found: dict[PrizeFamily | None, dict[int, Award]] = defaultdict(dict)
    rows = Award.objects.filter(prize__contest=contest_id).select_related(
        "prize__family", "family", "revoked_decision"
    )
    for award in rows.order_by(F("family__order").asc(nulls_first=True), "prize__order", "pk"):
        found[award.family][award.application_id] = award
    return dict(found)


def ranked_awards(contest_id: int) -> list[dict[int, Award]]:
    """The awards of each family whose prizes follow the rank, by application."""
    return [
        awards
        for family, awards in awards_by_family(contest_id).items()
        if family is None or family.follows_rank
    ]


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
