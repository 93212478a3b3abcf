"""The figures of the portal: what was reported, what was counted here, what was promised."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from contests.domain.history import EditionFigures, edition_figures, reported_totals, sum_of
from contests.enums import FigureKind
from ecosystem.enums import OrganizationKind
from ecosystem.models import Event, Indicator, Organization, Startup
from portal.bilingual import Told, as_vietnamese, is_english
from portal.charts import BarChart, bar_chart
from portal.numbers import format_number
from portal.site.tables import Row, Table
from training.models import HistoricalAttendance

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from contests.models import ReportedTotal

CHARTED = ((FigureKind.VALID, 1), (FigureKind.AWARDED, 2), (FigureKind.RECEIVED, 6))


@dataclass(frozen=True, kw_only=True)
class ContestFigures:
    """Everything that the contest's part of the page shows."""

    table: Table
    charts: Sequence[BarChart]
    sums: Sequence[tuple[str, int]]
    period: str
    reported: Sequence[ReportedTotal]


def _table(
    key: str, title: str, columns: Sequence[str], rows: Sequence[Row], **extra: object
) -> Table:
    return Table(
        key=key,
        title=title,
        columns=columns,
        rows=rows,
        missing=_("no figure yet"),
        source_column=_("Source and note"),
        **extra,
    )


# --- The contest -----------------------------------------------------------------------------------


def contest_figures() -> ContestFigures:
    """Yearly counts with their sums; a reported total never stands in the place of a sum."""
    editions = edition_figures()
    return ContestFigures(
        table=_contest_table(editions),
        charts=_contest_charts(editions),
        sums=[
            (str(FigureKind(kind).label), total)
            for kind in (FigureKind.VALID, FigureKind.AWARDED)
            if (total := sum_of(editions, kind)) is not None
        ],
        period=_period([edition.year for edition in editions if not edition.is_demo]),
        reported=list(reported_totals()),
    )


def contest_table() -> Table:
    """The table alone, for the download."""
    return _contest_table(edition_figures())


def _contest_table(editions: list[EditionFigures]) -> Table:
    rows = [
        Row(
            cells=[str(edition.year), *(_value(edition, kind) for kind in FigureKind)],
            sources=" · ".join(_sources(edition)),
            mark=_("Demonstration data, not in the sums") if edition.is_demo else "",
        )
        for edition in editions
    ]
    sums = Row(cells=[_("Sum of the years"), *(sum_of(editions, kind) for kind in FigureKind)])
    return _table(
        "cuoc-thi",
        _("Contest: counts per edition"),
        [_("Year"), *(str(kind.label) for kind in FigureKind)],
        rows,
        sums=sums if rows else None,
        notes=_notes(editions),
        period=_period([edition.year for edition in editions]),
    )


def _value(edition: EditionFigures, kind: str) -> int | None:
    figure = edition.figures.get(kind)
    return figure.value if figure else None


def _sources(edition: EditionFigures) -> list[Told]:
    """What is said of an edition's figures, each once."""
    if edition.counted_here:
        return [Told(_("Counted by this portal after the results were published"))]
    texts = (
        as_vietnamese(". ".join(filter(None, [row.source, row.note])))
        for row in edition.figures.values()
    )
    return list(dict.fromkeys(texts))


def _notes(editions: list[EditionFigures]) -> list[Told]:
    """The sources, each once, with the years they speak of."""
    years: dict[Told, list[str]] = {}
    for edition in editions:
        for text in _sources(edition):
            years.setdefault(text, []).append(str(edition.year))
    return [Told(f"{', '.join(found)}: {text}", text.lang) for text, found in years.items()]


def _contest_charts(editions: list[EditionFigures]) -> list[BarChart]:
    """A chart for each count known of two editions or more; examples stay out."""
    charts = []
    for kind, tone in CHARTED:
        values = [
            (str(edition.year), edition.figures[kind].value)
            for edition in editions
            if kind in edition.figures and not edition.is_demo
        ]
        if len(values) > 1:
            title = _("%(count)s per year") % {"count": FigureKind(kind).label}
            charts.append(bar_chart(key=str(kind), title=title, values=values, tone=tone))
    return charts


def _period(years: Sequence[int]) -> str:
    if not years:
        return ""
    first, last = min(years), max(years)
    return str(first) if first == last else f"{first}–{last}"


# --- The ecosystem ---------------------------------------------------------------------------------


def actor_table() -> Table:
    """Actors of the directory by kind, in its order; a kind that is still missing is told, too."""
    counts = dict(
        Organization.objects.public()
        .existing()
        .order_by()
        .values_list("kind")
        .annotate(count=Count("pk"))
    )
    rows = [
        Row(cells=[str(kind.label), counts.get(kind, 0)]) for kind in OrganizationKind if counts
    ]
    return _table(
        "chu-the",
        _("Ecosystem: actors by kind"),
        [_("Kind of actor"), _("In the directory")],
        rows,
        sums=Row(cells=[_("All kinds"), sum(counts.values())]) if rows else None,
        notes=[_counted_here()],
    )


def project_table() -> Table:
    """Projects that are listed, by field."""
    counted = (
        Startup.objects.public()
        .order_by()
        .values_list("field__name", "field__name_en")
        .annotate(count=Count("pk"))
        .order_by("-count", "field__name")
    )
    rows = [
        Row(cells=[_field_here(name, english) if name else _("No field told"), count])
        for name, english, count in counted
    ]
    return _table(
        "du-an",
        _("Ecosystem: startup projects by field"),
        [_("Field"), _("Projects")],
        rows,
        sums=Row(cells=[_("All fields"), sum(row.cells[1] for row in rows)]) if rows else None,
        notes=[_counted_here()],
    )


def _field_here(name: str, english: str) -> Told:
    return Told(english) if is_english() and english else as_vietnamese(name)


def _counted_here() -> str:
    day = f"{timezone.localdate():%d/%m/%Y}"
    return _("Counted by this portal on %(day)s, from what the directory lists.") % {"day": day}


def charts_of(table: Table, *, tone: int) -> list[BarChart]:
    """The second column as bars; rows without any would be bars of no length."""
    values = [(str(row.cells[0]), row.cells[1]) for row in table.rows if row.cells[1]]
    if len(values) < 2:
        return []
    return [bar_chart(key=table.key, title=table.title, values=values, tone=tone)]


# --- Training, plans, events -----------------------------------------------------------------------


def training_table() -> Table:
    """People and attendances are always two columns."""
    rows = [
        Row(
            cells=[
                as_vietnamese(row.title),
                as_vietnamese(row.audience),
                _training_time(row),
                _training_size(row),
                _count(row.attendances, is_minimum=row.is_minimum),
                _count(row.people, is_minimum=row.is_minimum),
            ],
            sources=". ".join(filter(None, [row.source, row.note])),
        )
        for row in HistoricalAttendance.objects.all()
    ]
    columns = [
        _("Training"),
        _("Audience"),
        _("Time"),
        _("Rounds and classes"),
        _("Attendances"),
        pgettext("count", "People"),
    ]
    return _table("dao-tao", _("Training held"), columns, rows, notes=_row_notes(rows))


def _training_time(row: HistoricalAttendance) -> str | None:
    if row.from_year and row.to_year:
        return _period([row.from_year, row.to_year])
    if row.from_year:
        return _("since %(year)s") % {"year": row.from_year}
    return _("every year") if row.is_yearly else None


def _training_size(row: HistoricalAttendance) -> str | None:
    parts = []
    if row.rounds is not None:
        parts.append(
            ngettext("%(count)s round", "%(count)s rounds", row.rounds)
            % {"count": format_number(row.rounds)}
        )
    if row.classes is not None:
        parts.append(
            ngettext("%(count)s class", "%(count)s classes", row.classes)
            % {"count": format_number(row.classes)}
        )
    return ", ".join(parts) or None


def _count(value: int | None, *, is_minimum: bool) -> str | int | None:
    """A count; one that the source gives as “over …” says so."""
    if value is not None and is_minimum:
        return _("over %(count)s") % {"count": format_number(value)}
    return value


def plan_table() -> Table:
    """What the plans promise beside what was reached; nothing is filled in that nobody reported."""
    rows = [
        Row(
            cells=[
                as_vietnamese(indicator.name),
                indicator.plan.document.number,
                f"{indicator.plan.start_year}–{indicator.plan.end_year}",
                target_words(indicator),
                reached_words(indicator),
            ],
            sources=". ".join(filter(None, [indicator.source, indicator.note])),
        )
        for indicator in Indicator.objects.for_figures()
    ]
    columns = [_("Indicator"), _("Plan"), _("Period"), _("Target"), _("Reached")]
    return _table("muc-tieu", _("Plans: targets and what was reached"), columns, rows)


def target_words(indicator: Indicator) -> str:
    """A target as the plan gives it: a number, a range, or “at least”."""
    number = format_number(indicator.target_from)
    if indicator.target_to:
        number = f"{number}–{format_number(indicator.target_to)}"
    elif indicator.is_minimum:
        number = _("at least %(count)s") % {"count": number}
    return f"{number} {indicator.unit}"


def reached_words(indicator: Indicator) -> str | None:
    """What was reached, with the years: their sum, or the latest where a year tells a state."""
    values = [row for row in indicator.values.all() if row.value is not None]
    if not values:
        return None
    counted = values if indicator.adds_up else values[-1:]
    total = format_number(sum(row.value for row in counted))
    if any(row.is_minimum for row in counted):
        total = _("at least %(count)s") % {"count": total}
    return f"{total} {indicator.unit} ({_period([row.year for row in counted])})"


def event_table() -> Table:
    """Events with what is known of their time and of how many came."""
    rows = [
        Row(
            cells=[
                event.here.title,
                _event_time(event),
                _count(event.attendees, is_minimum=event.attendees_is_minimum),
            ],
            sources=". ".join(filter(None, [event.source, event.note])),
        )
        for event in Event.objects.held().filter(is_demo=False).order_by("-year", "title")
    ]
    columns = [_("Event"), _("Time"), _("Attendees")]
    return _table("su-kien", _("Events"), columns, rows, notes=_row_notes(rows))


def _event_time(event: Event) -> str | None:
    if event.year or event.starts_at:
        return str(event.year or timezone.localtime(event.starts_at).year)
    return _("every year") if event.is_yearly else None


def _row_notes(rows: Sequence[Row]) -> list[Told]:
    return [as_vietnamese(f"{row.cells[0]}: {row.sources}") for row in rows if row.sources]


TABLES: dict[str, Callable[[], Table]] = {
    "cuoc-thi": contest_table,
    "chu-the": actor_table,
    "du-an": project_table,
    "dao-tao": training_table,
    "muc-tieu": plan_table,
    "su-kien": event_table,
}
