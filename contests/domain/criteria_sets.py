"""Sets of criteria that a round can take over: those of real contests, or an uploaded file."""

from __future__ import annotations

import json
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from django.db import transaction

from contests.domain.arithmetic import exact_sum
from contests.domain.criteria import demand_free, sum_up_parts
from contests.domain.criteria_rows import add_criteria, write_criteria
from contests.domain.preset_rows import FIELDS, plain
from contests.models import Round
from contests.workflow import ROUND
from portal import audit
from portal.workflow import require

_DATA = Path(__file__).resolve().parents[1] / "data" / "criteria"

# What a set may say of its round besides criteria and tie rules.
ROUND_FIELDS = (
    "trim_from",
    "mean_places",
    "ranks_by_division",
    "pass_mark",
    "zero_eliminates",
)


@cache
def criteria_sets() -> dict[str, dict[str, Any]]:
    """Return the shipped sets by key; treat them as read-only."""
    return {
        file.stem: json.loads(file.read_text(encoding="utf-8"))
        for file in sorted(_DATA.glob("*.json"))
    }


@transaction.atomic
def apply_criteria(round_: Round, described: dict[str, Any], *, actor: Any) -> Round:
    """Give ``round_`` the criteria and tie rules of a checked set instead of its own.

    What the set says of threshold, zeros and ranking is taken over as well; what it assumes is
    noted with the round. Raises CriteriaFixedError once points were given.
    """
    locked: Round = ROUND.lock(round_)
    require(actor, "contests.change_round", locked)
    demand_free(locked)
    locked.tie_rules.all().delete()
    locked.criteria.filter(parent__isnull=False).delete()
    locked.criteria.all().delete()
    for name, value in described.get("round", {}).items():
        setattr(locked, name, value)
    locked.criteria_note = described.get("note", "")
    locked.save(update_fields=[*described.get("round", {}), "criteria_note"])
    divisions = {row.name: row for row in locked.contest.divisions.all()}
    add_criteria(locked, described, divisions)
    sum_up_parts(locked)
    audit.record(locked, "apply_criteria", actor=actor, preset=described["name"])
    return Round.objects.select_related("contest").get(pk=locked.pk)


def criteria_json(round_: Round) -> str:
    """The criteria of ``round_`` as the text of a file that can be taken over elsewhere."""
    described = {
        "name": str(round_),
        **({"note": round_.criteria_note} if round_.criteria_note else {}),
        "round": plain(round_, set(FIELDS[Round]) & set(ROUND_FIELDS)),
        **write_criteria(round_),
    }
    return json.dumps(described, ensure_ascii=False, indent=2) + "\n"


def full_marks(described: dict[str, Any]) -> Decimal:
    """The total of full marks of a set."""
    return exact_sum(_full(row) for row in described["criteria"])


def _full(row: dict[str, Any]) -> Decimal:
    if row.get("is_counted") is False:
        return Decimal(0)
    parts = row.get("parts", ())
    points = exact_sum(_full(part) for part in parts) if parts else Decimal(row["max_points"])
    return points * Decimal(row.get("weight", "1"))
