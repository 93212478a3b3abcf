"""Mean, median, spread and rounding of marks: exact until the end, the same for every caller."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# Any mean of marks with two places is exact, or far from a half, within 50 digits.
EXACT: Final = Context(prec=50, rounding=ROUND_HALF_UP)
STORED_PLACES: Final = 4
_SHOWN_PLACES: Final = 2


def rounded(value: Decimal, places: int) -> Decimal:
    """Round half up to ``places`` decimals."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP, context=EXACT)


def stored(value: Decimal) -> Decimal:
    """Round half up to the four places that are stored."""
    return rounded(value, STORED_PLACES)


def shown(value: Decimal) -> Decimal:
    """Round half up to the two places that people read."""
    return rounded(value, _SHOWN_PLACES)


def exact_sum(values: Iterable[Decimal]) -> Decimal:
    """The sum, exact whatever the caller's decimal context."""
    with localcontext(EXACT):
        return sum(values, Decimal(0))


def mean(values: Sequence[Decimal]) -> Decimal | None:
    """Arithmetic mean, unrounded; None for no values."""
    if not values:
        return None
    with localcontext(EXACT):
        return sum(values, Decimal(0)) / len(values)


def median(values: Sequence[Decimal]) -> Decimal | None:
    """The middle value, or the mean of the two in the middle; None for no values."""
    ordered = sorted(values)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return mean(ordered[middle - 1 : middle + 1])


def spread(values: Sequence[Decimal]) -> Decimal | None:
    """Population standard deviation, unrounded; None below two values."""
    centre = mean(values)
    if centre is None or len(values) < 2:
        return None
    with localcontext(EXACT):
        variance = sum(((value - centre) ** 2 for value in values), Decimal(0)) / len(values)
        return variance.sqrt()
