"""Criteria and tie rules of a round as plain rows: written out of one round, made in another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from contests.domain.preset_rows import FIELDS, plain
from contests.domain.scales import in_order
from contests.enums import TieRuleKind
from contests.models import Criterion, DivisionPlaces, ScoreLevel, TieRule

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from contests.models import Division, Round

    Row = Mapping[str, Any]


def write_criteria(round_: Round) -> dict[str, list[dict[str, Any]]]:
    """The criteria (parts and levels within them) and the tie rules of ``round_``.

    A tie rule names its criterion by the place in the order of the sheet, counted from 0 with
    parts right after what they belong to.
    """
    rows = in_order(round_.criteria.select_related("division").prefetch_related("levels"))
    places = {row.pk: place for place, row in enumerate(rows)}
    wholes = [row for row in rows if row.parent_id is None]
    ties = [
        plain(rule, FIELDS[TieRule])
        | ({"criterion": places[rule.criterion_id]} if rule.criterion_id else {})
        for rule in round_.tie_rules.order_by("order")
    ]
    criteria = [
        _written(row, [_written(part) for part in rows if part.parent_id == row.pk])
        for row in wholes
    ]
    return {"criteria": criteria, "tie_rules": ties}


def _written(row: Criterion, parts: Sequence[dict[str, Any]] = ()) -> dict[str, Any]:
    levels = [plain(level, FIELDS[ScoreLevel]) for level in row.levels.all()]
    return {
        **plain(row, FIELDS[Criterion]),
        **({"division": row.division.name} if row.division else {}),
        **({"levels": levels} if levels else {}),
        **({"parts": list(parts)} if parts else {}),
    }


def add_criteria(round_: Round, described: Row, divisions: Mapping[str, Division]) -> None:
    """Give ``round_`` the criteria and tie rules of a description; divisions are named."""
    made: list[Criterion] = []
    for order, row in enumerate(described["criteria"], start=1):
        whole = _made(round_, row, order, divisions)
        made.append(whole)
        for place, part in enumerate(row.get("parts", ()), start=1):
            made.append(_made(round_, part, place, divisions, parent=whole))
    for place, rule in enumerate(described.get("tie_rules", ()), start=1):
        about = rule["kind"] == TieRuleKind.CRITERION
        TieRule.objects.create(
            round=round_,
            order=place,
            kind=rule["kind"],
            clause=rule.get("clause", ""),
            criterion=made[rule["criterion"]] if about else None,
        )


def _made(
    round_: Round,
    row: Row,
    order: int,
    divisions: Mapping[str, Division],
    parent: Criterion | None = None,
) -> Criterion:
    own = {key: value for key, value in row.items() if key not in {"division", "levels", "parts"}}
    criterion = Criterion.objects.create(
        round=round_,
        order=order,
        parent=parent,
        division=divisions[row["division"]] if row.get("division") else None,
        **own,
    )
    ScoreLevel.objects.bulk_create(
        ScoreLevel(criterion=criterion, **level) for level in row.get("levels", ())
    )
    return criterion


def add_places(round_: Round, rows: Sequence[Row], divisions: Mapping[str, Division]) -> None:
    """Give single divisions their own numbers of places."""
    for row in rows:
        own = {key: value for key, value in row.items() if key != "division"}
        DivisionPlaces.objects.create(round=round_, division=divisions[row["division"]], **own)
