"""Criteria while they may change: what is wrong with them, when they stand still, sums of parts."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contests.enums import OPEN_PAPER_STATES, RoundState, Scorer
from contests.models import Criterion, OrganiserScore, PaperSheet, ScoreSheet
from portal.workflow import RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from contests.models import Round


class CriteriaFixedError(RefusedError):
    """Criteria and tie rules stand still: points were given by them."""


def why_fixed(round_: Round) -> str:
    """Why criteria and tie rules of ``round_`` cannot change any more; empty while they can.

    They are free until the first score sheet, the first sheet typed from paper, or the first points
    of the organisers exist: what was scored by one scale must not be counted by another.
    """
    if not round_.pk or round_.state == RoundState.PLANNED:
        return ""
    if round_.state != RoundState.OPEN:
        return _("Criteria and tie rules stand still: scoring is closed.")
    sheets = ScoreSheet.objects.filter(assignment__entry__round=round_).count()
    if sheets:
        text = ngettext(
            "Criteria and tie rules stand still: %(n)d score sheet was written by them.",
            "Criteria and tie rules stand still: %(n)d score sheets were written by them.",
            sheets,
        )
        return text % {"n": sheets}
    papers = PaperSheet.objects.filter(assignment__entry__round=round_)
    if papers.filter(state__in=OPEN_PAPER_STATES).exists():
        return _("Criteria and tie rules stand still: a paper sheet is being typed in by them.")
    if OrganiserScore.objects.filter(entry__round=round_).exists():
        return _("Criteria and tie rules stand still: the organisers have entered points by them.")
    return ""


def demand_free(round_: Round) -> None:
    """Raise CriteriaFixedError once points were given; call with the round locked."""
    reason = why_fixed(round_)
    if reason:
        raise CriteriaFixedError(reason)


def sum_up_parts(round_: Round) -> None:
    """Let the maximum of every criterion with parts be the sum of its parts."""
    for whole in round_.criteria.filter(parts__isnull=False).distinct().prefetch_related("parts"):
        parts = list(whole.parts.all())
        total = sum((part.max_points * part.weight for part in parts), Decimal(0))
        lowest = sum((part.min_points * part.weight for part in parts), Decimal(0))
        if (whole.max_points, whole.min_points) != (total, lowest):
            Criterion.objects.filter(pk=whole.pk).update(max_points=total, min_points=lowest)


def criteria_problems(round_: Round) -> list[str]:
    """What must be settled before the round can start, as sentences."""
    rows = list(round_.criteria.select_related("division").prefetch_related("parts"))
    if not rows:
        return [_("Add the criteria of this round first.")]
    return [*_divisions(round_, rows), *_scales(rows), *_sums(rows)]


def _divisions(round_: Round, rows: Iterable[Criterion]) -> Iterator[str]:
    own = sorted({str(row.division) for row in rows if row.division_id})
    if own and not round_.ranks_by_division:
        yield _(
            "Criteria differ by division (%(divisions)s), so means do not compare across divisions. "
            "Tick “rank within each division”."
        ) % {"divisions": ", ".join(own)}
    divisions: list[int | None] = list(round_.contest.divisions.values_list("pk", flat=True))
    for division in divisions or [None]:
        if not any(_makes_a_sheet(row, division) for row in rows):
            yield _(
                "In some division nothing is scored by the judges. Add a criterion that counts."
            )
            return


def _makes_a_sheet(row: Criterion, division: int | None) -> bool:
    return (
        row.is_counted
        and row.scorer == Scorer.JUDGES
        and not row.parts.all()
        and row.division_id in {None, division}
    )


def _scales(rows: Iterable[Criterion]) -> Iterator[str]:
    for row in rows:
        ends = [row.min_points, row.max_points]
        if not row.parts.all() and any(end % row.step for end in ends):
            yield _("The ends of the scale of “%(criterion)s” do not fit its steps.") % {
                "criterion": row.name
            }


def _sums(rows: Iterable[Criterion]) -> Iterator[str]:
    for row in rows:
        for part in row.parts.all():
            if part.division_id != row.division_id:
                yield _(
                    "“%(part)s” and the criterion it is part of must be for the same division."
                ) % {"part": part.name}
