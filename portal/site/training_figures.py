"""The figures of training: the portal's own marks, what sources tell of before, and the plan's target."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from ecosystem.enums import OutcomeKind
from ecosystem.models import Indicator
from portal.charts import BarChart, bar_chart
from portal.numbers import format_number
from portal.reports import ReportTable, for_publication
from portal.site.figures import training_table
from portal.site.plans import progress_of
from portal.site.tables import Row, Table
from training.domain import figures
from training.domain.attended import Wanted, attended

if TYPE_CHECKING:
    from collections.abc import Sequence

    from portal.site.plans import Progress
    from training.domain.attended import Came, Tally


@dataclass(frozen=True, kw_only=True)
class TrainingFigures:
    """What the page shows. ``is_demo``: the tables count demonstration data, for want of real."""

    totals: Tally
    tables: Sequence[Table]
    chart: BarChart | None
    history: Table
    progress: Sequence[Progress]
    definitions: Sequence[tuple[str, str]]
    is_demo: bool


def public_figures() -> TrainingFigures:
    """Everything for the public page: small counts of what people declare are not told."""
    rows, is_demo = counted_rows()
    return TrainingFigures(
        totals=figures.totals(rows),
        tables=shown_tables([for_publication(table) for table in figures.report(rows)]),
        chart=_chart(rows),
        history=history(),
        progress=progress(),
        definitions=figures.definitions(),
        is_demo=is_demo,
    )


def counted_rows(wanted: Wanted | None = None) -> tuple[list[Came], bool]:
    """The real marks; where there are none at all, those of the demonstration, which the flag tells."""
    everything = attended()
    if not everything:
        shown = attended(wanted, is_demo=True)
        return shown, bool(shown)
    return (everything if wanted is None else attended(wanted)), False


def history() -> Table:
    """What sources tell of before the portal; what they do not tell is not filled in."""
    table = training_table()
    return replace(table, missing=_("no figures"))


def history_report() -> ReportTable:
    """The same, as a table of the report."""
    table = history()
    return ReportTable(
        title=_("Before the portal, as sources tell it"),
        heads=[*table.columns, table.source_column],
        rows=[
            [*(table.missing if cell is None else cell for cell in row.cells), row.sources]
            for row in table.rows
        ],
        note=_("In none of the counts above: nobody knows how many of these people came again."),
    )


def progress() -> list[Progress]:
    """The targets that attendances count for."""
    rows = Indicator.objects.for_figures().filter(fed_by=OutcomeKind.TRAINED)
    return [progress_of(indicator) for indicator in rows]


def progress_report() -> ReportTable:
    """The targets with what was reached of them, as a table of the report."""
    return ReportTable(
        title=_("Progress against the plan"),
        heads=[_("Indicator"), _("Target"), _("Reached"), _("Share of the target"), _("Source")],
        rows=[
            [
                item.name,
                item.target,
                item.reached or _("no figures"),
                _("no figures") if item.share is None else f"{item.share} %",
                item.sources,
            ]
            for item in progress()
        ],
        note=_(
            "A year counts what staff entered with its source, else what the portal counted itself."
        ),
    )


def _chart(rows: Sequence[Came]) -> BarChart | None:
    years = figures.year_table(rows).rows
    if not years:
        return None
    return bar_chart(
        key="luot-nguoi",
        title=_("Attendances by year"),
        values=[(str(row[0]), int(row[2] or 0)) for row in years],
        tone=2,
    )


def shown_tables(tables: Sequence[ReportTable]) -> list[Table]:
    """Tables of the report as a page shows them."""
    return [_as_table(table, f"bang-{place}") for place, table in enumerate(tables, start=1)]


def _as_table(table: ReportTable, key: str) -> Table:
    return Table(
        key=key,
        title=table.title,
        columns=table.heads,
        rows=[Row(cells=list(row)) for row in table.rows],
        missing=_("no figures"),
        source_column=_("Source and note"),
        notes=[table.note] if table.note else (),
    )


def total_words(totals: Tally) -> str:
    """Both counts in one sentence, for papers."""
    return _("%(attendances)s attendances, %(persons)s people, %(classes)s classes") % {
        "attendances": format_number(totals.attendances),
        "persons": format_number(totals.persons),
        "classes": format_number(totals.classes),
    }
