"""Bar charts drawn by the server: geometry only, in units that grow with the reader's text size."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ROW_HEIGHT = 2.2
BAR_HEIGHT = 1.5
# From the top of a line of text to its foot.
TEXT_FOOT = 1.1
# Longer labels do not fit beside the bars: they stand above them.
SHORT_LABEL = 5
ROW_WITH_LABEL = 3.8
# Share of the width that the longest bar takes; the rest is for its number.
LONGEST = 68


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One bar with its label and number; positions are SVG lengths, ready to print."""

    label: str
    value: int
    width: str
    top: str
    baseline: str
    label_baseline: str


@dataclass(frozen=True, kw_only=True)
class BarChart:
    """A horizontal bar chart: direct labels, one colour (``tone`` 1 to 6), no axis to read from."""

    key: str
    title: str
    description: str
    tone: int
    bars: tuple[Bar, ...]

    @property
    def has_labels_above(self) -> bool:
        return any(len(bar.label) > SHORT_LABEL for bar in self.bars)

    @property
    def height(self) -> str:
        row = ROW_WITH_LABEL if self.has_labels_above else ROW_HEIGHT
        return f"{len(self.bars) * row:.1f}em"

    @property
    def bar_height(self) -> str:
        return f"{BAR_HEIGHT}em"


def bar_chart(
    *, key: str, title: str, values: Sequence[tuple[str, int]], tone: int = 1
) -> BarChart:
    """Lay out ``values`` (label and count) from top to bottom; the longest bar sets the scale."""
    longest = max((value for _label, value in values), default=0) or 1
    is_above = any(len(label) > SHORT_LABEL for label, _value in values)
    row_height = ROW_WITH_LABEL if is_above else ROW_HEIGHT
    drop = BAR_HEIGHT if is_above else 0
    bars = tuple(
        Bar(
            label=label,
            value=value,
            width=f"{value / longest * LONGEST:.2f}%",
            top=f"{row * row_height + drop:.1f}em",
            baseline=f"{row * row_height + drop + TEXT_FOOT:.1f}em",
            label_baseline=f"{row * row_height + TEXT_FOOT:.1f}em",
        )
        for row, (label, value) in enumerate(values)
    )
    described = "; ".join(f"{label}: {value}" for label, value in values)
    return BarChart(key=key, title=title, description=described, tone=tone, bars=bars)
