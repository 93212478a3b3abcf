"""Figures of editions before the portal, as their sources report them."""

from __future__ import annotations

from itertools import groupby

from contests.models import HistoricalFigure


def figures_by_year() -> list[tuple[int, list[HistoricalFigure]]]:
    """Return the figures of each past edition, newest year first; one query."""
    rows = HistoricalFigure.objects.order_by("-year", "kind", "pk")
    return [(year, list(group)) for year, group in groupby(rows, key=lambda row: row.year)]
