"""How many actors stand behind each choice of the directory: every facet in one query.

A facet is counted with all filters but its own, so that its other choices show what they would
find. Organisations and startup projects are two tables that are read as one directory.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import (
    Case,
    CharField,
    Count,
    ExpressionWrapper,
    F,
    IntegerField,
    Value,
    When,
)
from django.utils.functional import cached_property

from ecosystem.enums import STARTUP_KIND
from ecosystem.models import (
    BoardPost,
    Expert,
    Field,
    Locality,
    Organization,
    Startup,
    SupportKind,
)
from portal.bilingual import told_column

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

TOTAL = "total"


@dataclass(frozen=True)
class Narrowing:
    """How one table of the directory is narrowed and counted by one facet.

    ``narrow(rows, value)`` keeps the rows that have ``value``; ``path`` leads to the value that is
    counted. Neither means that no row of the table has such a value.
    """

    path: str = ""
    constant: str = ""

    def narrow(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        if self.constant:
            return rows if value == self.constant else rows.none()
        return rows.filter(**{self.path: value}) if self.path else rows.none()

    @property
    def value(self) -> Any:
        return F(self.path) if self.path else Value(self.constant, CharField())

    @property
    def is_counted(self) -> bool:
        return bool(self.path or self.constant)


# Facets by their name in the address, and what each means in either table.
ORGANIZATION_FACETS = {
    "loai": Narrowing("kind"),
    "linh-vuc": Narrowing("fields__slug"),
    "dia-ban": Narrowing("locality__slug"),
    "giai-doan": Narrowing("served_stages__stage"),
    "ho-tro": Narrowing("supports__slug"),
}
STARTUP_FACETS = {
    "loai": Narrowing(constant=STARTUP_KIND),
    "linh-vuc": Narrowing("field__slug"),
    "dia-ban": Narrowing("locality__slug"),
    "giai-doan": Narrowing("stage"),
    "ho-tro": Narrowing(),
}
POST_FACETS = {
    "can-hay-co": Narrowing("intent"),
    "loai": Narrowing("kind"),
    "linh-vuc": Narrowing("field__slug"),
    "dia-ban": Narrowing("locality__slug"),
}
EXPERT_FACETS = {
    "loai": Narrowing("kind"),
    "linh-vuc": Narrowing("fields__slug"),
    "giai-doan": Narrowing("served_stages__stage"),
    "ho-tro": Narrowing("supports__slug"),
}


@dataclass(frozen=True)
class Source:
    """One table of the directory: its rows before any filter, and its facets."""

    rows: QuerySet[Any]
    facets: dict[str, Narrowing]
    # What stands before the name in the order of the list; smaller comes first.
    rank: Any = field(default_factory=lambda: Value(0, IntegerField()))

    def narrowed(self, words: str, chosen: dict[str, str], *, but: str = "") -> QuerySet[Any]:
        """Its rows by the words and by all that is chosen, but for one facet."""
        rows = self.rows.search(words) if words else self.rows
        for name, value in chosen.items():
            if value and name != but and name in self.facets:
                rows = self.facets[name].narrow(rows, value)
        return rows


def organizations() -> Source:
    return Source(Organization.objects.public().existing(), ORGANIZATION_FACETS)


def startups() -> Source:
    return Source(Startup.objects.public(), STARTUP_FACETS)


def posts() -> Source:
    """The newest post stands first."""
    newest = ExpressionWrapper(F("pk") * -1, IntegerField())
    return Source(BoardPost.objects.public(), POST_FACETS, newest)


def experts() -> Source:
    return Source(Expert.objects.public(), EXPERT_FACETS)


def featured_startups_first() -> Source:
    rank = Case(When(is_featured=True, then=0), default=1, output_field=IntegerField())
    return Source(Startup.objects.public(), STARTUP_FACETS, rank)


@dataclass(frozen=True)
class Directory:
    """What the filters of a page leave of its tables: counts of the facets, and one page of rows."""

    sources: tuple[Source, ...]
    words: str
    chosen: dict[str, str]
    # Facets that the page offers; a list of one kind does not count kinds.
    offered: tuple[str, ...]

    @cached_property
    def counts(self) -> dict[str, dict[str, int]]:
        """Number of rows by facet and value, and the total: one query."""
        parts = [
            part for source in self.sources for part in (self._total(source), *self._parts(source))
        ]
        found: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for facet, value, number in parts[0].union(*parts[1:], all=True):
            if value is not None:
                found[facet][value] += number
        return found

    @property
    def total(self) -> int:
        return self.counts[TOTAL][""]

    def _total(self, source: Source) -> QuerySet[Any]:
        rows = source.narrowed(self.words, self.chosen)
        return _counted(rows, TOTAL, Value("", CharField()))

    def _parts(self, source: Source) -> Iterable[QuerySet[Any]]:
        for name in self.offered:
            narrowing = source.facets[name]
            if narrowing.is_counted:
                rows = source.narrowed(self.words, self.chosen, but=name)
                yield _counted(rows, name, narrowing.value)

    def page(self, start: int, stop: int) -> list[Any]:
        """Rows ``start`` to ``stop`` of all tables together, by name: a query, and one a table."""
        parts = [
            source.narrowed(self.words, self.chosen)
            .order_by()
            .annotate(table=Value(place, IntegerField()), rank=source.rank)
            .values_list("table", "pk", "rank", "folded")
            for place, source in enumerate(self.sources)
        ]
        union = parts[0].union(*parts[1:], all=True).order_by("rank", "folded", "pk")
        keys = [(table, pk) for table, pk, _rank, _name in union[start:stop]]
        rows = {
            (place, row.pk): row
            for place, source in enumerate(self.sources)
            if (wanted := [pk for table, pk in keys if table == place])
            for row in source.rows.model._default_manager.filter(pk__in=wanted).for_list_page()
        }
        return [rows[key] for key in keys if key in rows]


def _counted(rows: QuerySet[Any], facet: str, value: Any) -> QuerySet[Any]:
    return (
        rows.order_by()
        .annotate(facet=Value(facet, CharField()), choice=value)
        .values("facet", "choice")
        .annotate(number=Count("pk"))
        .values_list("facet", "choice", "number")
    )


def choices_of_rows() -> dict[str, list[tuple[str, str]]]:
    """The choices that come from rows, in their order: fields, localities, kinds of support."""
    nothing = Value("", CharField())
    parts = (
        ("linh-vuc", _kept_choices(Field), nothing),
        ("dia-ban", _localities().annotate(told=F("name")), F("kind")),
        ("ho-tro", _kept_choices(SupportKind), nothing),
    )
    first, *others = [
        rows.order_by()
        .annotate(facet=Value(facet, CharField()), what=kind)
        .values_list("facet", "place", "sort", "slug", "told", "what")
        for facet, rows, kind in parts
    ]
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for facet, _place, _sort, slug, name, kind in sorted(first.union(*others, all=True)):
        label = str(Locality(name=name, kind=kind)) if kind else name
        found[facet].append((slug, label))
    return found


def _kept_choices(model: type[Field | SupportKind]) -> QuerySet[Any]:
    return model.objects.annotate(place=F("order"), sort=F("name"), told=told_column("name"))


def _localities() -> QuerySet[Any]:
    """Communes and wards of today before the districts of yesterday."""
    ended = Case(When(valid_to=None, then=0), default=1, output_field=IntegerField())
    return Locality.objects.annotate(place=ended, sort=F("folded"))


class DirectoryPage:
    """What Django's paginator slices: the directory as a list that knows its length."""

    def __init__(self, directory: Directory) -> None:
        self.directory = directory

    def __len__(self) -> int:
        return self.directory.total

    def __getitem__(self, wanted: slice) -> list[Any]:
        return self.directory.page(wanted.start, wanted.stop)
