"""Plans of the province: each indicator with its target, its years and how far it is."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from ecosystem.enums import MISSING_KINDS, OrganizationKind
from ecosystem.models import Indicator, Organization, RoadmapStep
from portal.bilingual import as_vietnamese
from portal.charts import BarChart, bar_chart
from portal.numbers import format_number
from portal.site.figures import reached_words, target_words
from portal.site.tables import Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ecosystem.models import Plan

FULL = 100


@dataclass(frozen=True, kw_only=True)
class Progress:
    """An indicator of a plan. ``share``: percent of the lower target, None where nothing is told."""

    key: str
    name: str
    target: str
    reached: str | None
    share: int | None
    sources: str
    years: Table
    chart: BarChart | None

    @property
    def is_met(self) -> bool:
        return self.share is not None and self.share >= FULL


@dataclass(frozen=True, kw_only=True)
class PlanProgress:
    """A plan with its indicators; ``is_running``: this year lies in its period."""

    plan: Plan
    is_running: bool
    is_over: bool
    indicators: tuple[Progress, ...]


@dataclass(frozen=True, kw_only=True)
class Gap:
    """A kind of actor that the roadmap looks for, and how many there are by now."""

    label: str
    count: int


def plans() -> list[PlanProgress]:
    """Every plan, the newest first; two queries, whatever the number of indicators."""
    year = timezone.localdate().year
    rows = groupby(Indicator.objects.for_figures(), key=lambda indicator: indicator.plan)
    return [
        PlanProgress(
            plan=plan,
            is_running=plan.start_year <= year <= plan.end_year,
            is_over=plan.end_year < year,
            indicators=tuple(progress_of(indicator) for indicator in indicators),
        )
        for plan, indicators in rows
    ]


def progress_of(indicator: Indicator) -> Progress:
    """How far an indicator is; its values are loaded with it."""
    told = [row for row in indicator.values.all() if row.value is not None]
    return Progress(
        key=f"chi-tieu-{indicator.pk}",
        name=indicator.name,
        target=target_words(indicator),
        reached=reached_words(indicator),
        share=_share(indicator, [row.value for row in told]),
        sources=". ".join(filter(None, [indicator.source, indicator.note])),
        years=_years(indicator),
        chart=bar_chart(
            key=f"chi-tieu-{indicator.pk}",
            title=_("%(name)s by year") % {"name": indicator.name},
            values=[(str(row.year), row.value) for row in told],
            tone=2,
        )
        if told
        else None,
    )


def _share(indicator: Indicator, values: list[int]) -> int | None:
    """Percent of the lower target, rounded down: nearly there is not there."""
    if not values or not indicator.target_from:
        return None
    reached = sum(values) if indicator.adds_up else values[-1]
    return reached * FULL // indicator.target_from


def _years(indicator: Indicator) -> Table:
    return Table(
        key="",
        title=indicator.name,
        columns=[_("Year"), _("Target"), _("Reached"), _("Source and note")],
        rows=[
            Row(cells=[str(row.year), row.target, _value(row), as_vietnamese(row.sources) or None])
            for row in indicator.values.all()
        ],
        missing="–",
        source_column=_("Source and note"),
    )


def _value(row) -> str | int | None:
    if row.value is not None and row.is_minimum:
        return _("at least %(count)s") % {"count": format_number(row.value)}
    return row.value


# --- the roadmap ------------------------------------------------------------------------------


def steps() -> Iterable[RoadmapStep]:
    """The public steps in their order, with who is in charge and what measures them."""
    rows = RoadmapStep.objects.filter(is_public=True).select_related("lead")
    return rows.prefetch_related("indicators")


def gaps() -> list[Gap]:
    """The kinds of actors that the province looks for, with how many the directory shows."""
    counts = Organization.objects.public().existing().counts_by_kind()
    return [
        Gap(label=str(OrganizationKind(kind).label), count=counts.get(kind, 0))
        for kind in MISSING_KINDS
    ]
