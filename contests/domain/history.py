"""What is known of every edition in numbers: reported for the past, counted for those run here."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from contests.enums import PASSED_SCREENING_STATES, FigureKind, RoundKind, RoundState
from contests.models import (
    Application,
    Award,
    Contest,
    HistoricalFigure,
    ReportedTotal,
    RoundEntry,
)
from ecosystem.domain.loading import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import Model

    from ecosystem.domain.loading import Loader

DATA = Path(__file__).resolve().parents[1] / "data"


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One count of one edition, with where it comes from."""

    value: int
    source: str = ""
    note: str = ""
    is_verified: bool = True


@dataclass(frozen=True, kw_only=True)
class EditionFigures:
    """The four counts of an edition; a count that nobody reported is missing, not zero."""

    year: int
    counted_here: bool = False
    is_demo: bool = False
    figures: dict[str, Figure] = field(default_factory=dict)


@transaction.atomic
def load_history(loader: Loader) -> None:
    """Load the counts of past editions and the totals that sources print."""
    content = read_yaml(DATA / "history.yaml")
    for group in content["figures"]:
        for year, counts in group["years"].items():
            notes = group.get("notes", {}).get(year, {})
            for kind, value in counts.items():
                note = notes.get(kind, group["note"])
                loader.put(
                    HistoricalFigure,
                    key={"year": year, "kind": kind, "source": group["source"]},
                    values={"value": value, "note": note},
                )
    for entry in content["totals"]:
        key = {name: entry.pop(name) for name in ("from_year", "to_year", "kind", "source")}
        loader.put(ReportedTotal, key=key, values=entry)


def edition_figures(finished: Iterable[Contest] | None = None) -> list[EditionFigures]:
    """Every edition with figures, oldest first: two queries, or one when ``finished`` is given.

    ``finished`` are the public editions with a published final, read ``with_counts``. An edition run here appears once its final round is published; its own counts then stand in the
    place of reported ones. Where sources differ, a verified figure wins, then the one entered first.
    """
    found: dict[int, EditionFigures] = {}
    for row in HistoricalFigure.objects.order_by("year", "-is_verified", "pk"):
        edition = found.setdefault(row.year, EditionFigures(year=row.year))
        edition.figures.setdefault(
            row.kind,
            Figure(value=row.value, source=row.source, note=row.note, is_verified=row.is_verified),
        )
    for contest in _finished_editions() if finished is None else finished:
        if contest.is_demo and contest.year in found:
            continue
        edition = EditionFigures(year=contest.year, counted_here=True, is_demo=contest.is_demo)
        for kind in FigureKind.values:
            edition.figures[kind] = Figure(value=getattr(contest, f"n_{kind}"))
        found[contest.year] = edition
    return [found[year] for year in sorted(found)]


def reported_totals() -> QuerySet[ReportedTotal]:
    """Sums as sources print them, to be shown with their notes."""
    return ReportedTotal.objects.all()


def sum_of(editions: list[EditionFigures], kind: str) -> int | None:
    """The sum of one count over real editions; None unless every one of them has it."""
    real = [edition for edition in editions if not edition.is_demo]
    if not real or any(kind not in edition.figures for edition in real):
        return None
    return sum(edition.figures[kind].value for edition in real)


def _finished_editions() -> QuerySet[Contest]:
    """Editions of the contest whose final round is published."""
    return with_counts(Contest.objects.contests().public().with_published_results().distinct())


def with_counts(contests: QuerySet[Contest]) -> QuerySet[Contest]:
    """Editions with their four counts as columns."""
    applications = Application.objects.filter(contest=OuterRef("pk"))
    final = RoundEntry.objects.filter(
        round__contest=OuterRef("pk"),
        round__kind=RoundKind.FINAL,
        round__state=RoundState.PUBLISHED,
    )
    return contests.annotate(
        n_received=_count(applications.filter(first_submitted_at__isnull=False), "contest"),
        n_valid=_count(applications.filter(state__in=PASSED_SCREENING_STATES), "contest"),
        n_finalists=_count(final, "round__contest"),
        n_awarded=_count(
            Award.objects.standing().filter(application__contest=OuterRef("pk")),
            "application__contest",
        ),
    )


def _count(rows: QuerySet[Model], group: str) -> Coalesce:
    counted = rows.order_by().values(group).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
