"""What the organisers score: once for each entry, counted beside the mean of the judges."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from contests.domain.scales import RoundScales, fits_scale
from contests.enums import RoundState
from contests.models import OrganiserScore, RoundEntry
from contests.workflow import ROUND
from portal import audit
from portal.numbers import format_number
from portal.workflow import RefusedError, require

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from contests.models import Criterion, Round

    Cell = tuple[int, int]


class OrganisersRefusedError(RefusedError):
    """Points of the organisers cannot be recorded like this, or not now."""


@transaction.atomic
def record_points(
    round_: Round, changes: Mapping[Cell, tuple[Decimal | None, Decimal | None]], *, actor: Any
) -> int:
    """Write what the organisers gave: (entry, criterion) → (points seen before, points now).

    None takes points away. Refused unless the round is being scored, for points off the scale, and
    when somebody else has changed one of the cells since it was read. Returns how many changed.
    """
    locked: Round = ROUND.lock(round_)
    require(actor, "contests.run_round", locked)
    if locked.state != RoundState.OPEN:
        raise OrganisersRefusedError(
            _("Points can be entered only while the round is being scored.")
        )
    entries = {row.pk: row for row in locked.entries.select_related("application")}
    scales = RoundScales.of(locked)
    stored = {
        (row.entry_id, row.criterion_id): row
        for row in OrganiserScore.objects.filter(entry__round=locked)
    }
    lines = []
    for (entry_id, criterion_id), (seen, points) in changes.items():
        criterion = _criterion(scales, entries.get(entry_id), criterion_id)
        row = stored.get((entry_id, criterion_id))
        before = row.points if row else None
        _check(entries[entry_id], criterion, seen=seen, before=before, points=points)
        if before == points:
            continue
        _write(row, entry_id, criterion, points, actor)
        reference = entries[entry_id].application.reference
        lines.append([str(reference), criterion.name, str(before), str(points)])
    if lines:
        text = json.dumps(lines, ensure_ascii=False)
        audit.record(locked, "organiser_points", actor=actor, points=text)
    return len(lines)


def _criterion(scales: RoundScales, entry: RoundEntry | None, pk: int) -> Criterion:
    asked = scales.for_organisers(entry.application.division_id) if entry else []
    found = next((row for row in asked if row.pk == pk), None)
    if found is None:
        raise OrganisersRefusedError(_("The criteria have changed. Open the page again."))
    return found


def _check(
    entry: RoundEntry,
    criterion: Criterion,
    *,
    seen: Decimal | None,
    before: Decimal | None,
    points: Decimal | None,
) -> None:
    if before not in {seen, points}:
        raise OrganisersRefusedError(
            _(
                "%(entry)s: somebody else entered %(points)s for “%(criterion)s”. Open the page again."
            )
            % {
                "entry": entry.application.reference,
                "points": "–" if before is None else format_number(before),
                "criterion": criterion.name,
            }
        )
    if points is not None and not fits_scale(points, criterion):
        raise OrganisersRefusedError(
            _("Enter points for “%(criterion)s” from %(minimum)s to %(maximum)s (%(step)s)")
            % {
                "criterion": criterion.name,
                "minimum": format_number(criterion.min_points),
                "maximum": format_number(criterion.max_points),
                "step": criterion.get_step_display(),
            }
        )


def _write(
    row: OrganiserScore | None,
    entry_id: int,
    criterion: Criterion,
    points: Decimal | None,
    actor: Any,
) -> None:
    if points is None:
        if row is not None:
            row.delete()
        return
    by = None if actor is audit.SYSTEM else actor
    OrganiserScore.objects.update_or_create(
        entry_id=entry_id, criterion=criterion, defaults={"points": points, "entered_by": by}
    )


def missing_points(round_: Round) -> int:
    """How many entries that are waited for lack points that the organisers owe them."""
    scales = RoundScales.of(round_)
    given: dict[int, set[int]] = {}
    rows = OrganiserScore.objects.filter(entry__round=round_)
    for entry, criterion in rows.values_list("entry_id", "criterion_id"):
        given.setdefault(entry, set()).add(criterion)
    owed = {
        division: {row.pk for row in scales.for_organisers(division) if row.is_counted}
        for division in {None, *round_.contest.divisions.values_list("pk", flat=True)}
    }
    return sum(
        bool(owed.get(division, owed[None]) - given.get(pk, set()))
        for pk, division in round_.entries.awaited().values_list("pk", "application__division_id")
    )
