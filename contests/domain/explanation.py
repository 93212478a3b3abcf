"""Why an entry has its rank: the sheets, the sums, the rules, the ties – as data, for one page."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from contests.domain.arithmetic import stored
from contests.domain.ranking import rows_of
from contests.enums import ResultFlag, SheetFate

if TYPE_CHECKING:
    from contests.models import ResultVersion, Round, RoundResult, SetAsideResult


@dataclass(frozen=True, kw_only=True)
class CriterionLine:
    """A criterion with its mean and what it adds to the total (empty: nothing)."""

    name: str
    part_of: str
    highest: Decimal
    weight: Decimal
    mean: Decimal | None
    adds: Decimal | None
    is_noted: bool
    is_sum: bool
    by_organisers: bool
    is_zero_bar: bool


@dataclass(frozen=True, kw_only=True)
class SheetLine:
    """A sheet as it was counted; ``points`` in the order of the criteria that judges score.

    ``paper`` says by whom it was typed from paper, with the number of the typed sheet; else empty.
    """

    judge: str
    fate: SheetFate
    total: Decimal | None
    points: tuple[Decimal | None, ...]
    is_outlier: bool
    paper: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class TieLine:
    """An entry of the same total; ``values`` in the order of the tie rules."""

    result: Any
    values: tuple[str, ...]
    is_this: bool


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """All that led to one rank, as it was frozen."""

    version: ResultVersion | None
    rules: dict[str, Any]
    result: RoundResult | SetAsideResult
    ranked_in_group: int
    criteria: tuple[CriterionLine, ...]
    columns: tuple[str, ...]
    sheets: tuple[SheetLine, ...]
    judges: Decimal | None
    organisers: Decimal | None
    median: Decimal | None
    flags: tuple[str, ...]
    tie_rules: tuple[dict[str, Any], ...]
    tied_with: tuple[TieLine, ...]


def explain(
    round_: Round, entry_id: int, version: ResultVersion | None = None
) -> Explanation | None:
    """The explanation of an entry's rank in a version (None: in force); None when it has no row.

    Reads frozen rows only: what was edited since is not looked at. A fixed number of queries.
    """
    rows = rows_of(round_, version)
    result = rows.defer(None).filter(entry=entry_id).first()
    if result is None:
        return None
    detail: dict[str, Any] = result.detail
    group = rows.filter(division=result.division, rank__isnull=False)
    return Explanation(
        version=version,
        rules=version.rules if version else {},
        result=result,
        ranked_in_group=group.count(),
        criteria=tuple(_line(line) for line in _ordered(result, version).values()),
        columns=tuple(line["name"] for line in _judged(result, version).values()),
        sheets=tuple(
            _sheet(row, tuple(_judged(result, version))) for row in detail.get("sheets", [])
        ),
        judges=_number(detail.get("judges")),
        organisers=_number(detail.get("organisers")) or None,
        median=_number(detail.get("median")),
        flags=tuple(str(ResultFlag(flag).label) for flag in result.flags),
        tie_rules=tuple(detail.get("ties", [])),
        tied_with=_tied(group.defer(None), result) if detail.get("ties") else (),
    )


def _ordered(result: Any, version: ResultVersion | None) -> dict[str, dict[str, Any]]:
    """Criterion lines in the order of the sheet: a JSON object has none on every database."""
    lines = version.rules.get("criteria", []) if version else []
    order = {str(line["id"]): place for place, line in enumerate(lines)}
    pairs = result.criterion_means.items()
    return dict(sorted(pairs, key=lambda pair: (order.get(pair[0], 0), int(pair[0]))))


def _judged(result: Any, version: ResultVersion | None) -> dict[str, dict[str, Any]]:
    return {
        key: line
        for key, line in _ordered(result, version).items()
        if not (line.get("is_sum") or line.get("by_organisers"))
    }


def _line(line: dict[str, Any]) -> CriterionLine:
    mean = _number(line["mean"])
    counts = not (line.get("is_noted") or line.get("is_sum"))
    weight = Decimal(line["weight"])
    return CriterionLine(
        name=line["name"],
        part_of=line.get("part_of", ""),
        highest=Decimal(line["max"]),
        weight=weight,
        mean=mean,
        adds=stored(mean * weight) if counts and mean is not None else None,
        is_noted=bool(line.get("is_noted")),
        is_sum=bool(line.get("is_sum")),
        by_organisers=bool(line.get("by_organisers")),
        is_zero_bar=bool(line.get("is_zero_bar")),
    )


def _sheet(row: dict[str, Any], keys: tuple[str, ...]) -> SheetLine:
    return SheetLine(
        judge=row["judge"],
        fate=SheetFate(row["fate"]),
        total=_number(row["total"]),
        points=tuple(_number(row["points"].get(key)) for key in keys),
        is_outlier=bool(row.get("outlier")),
        paper=row.get("paper", {}),
    )


def _tied(group: Any, result: Any) -> tuple[TieLine, ...]:
    """The entries of the same total with what each tie rule said of them."""
    return tuple(
        TieLine(
            result=row,
            values=tuple(tie["value"] for tie in row.detail.get("ties", [])),
            is_this=row.entry_id == result.entry_id,
        )
        for row in group.filter(total=result.total)
    )


def _number(text: Any) -> Decimal | None:
    return None if text in {None, ""} else Decimal(text)
