"""The datasets: public rows only, in one order, as the records that everybody may take away.

Demonstration data is left out: it is made up (docs/decisions/0005). People are named by
``contests.domain.credit`` alone (docs/decisions/0007).
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from contests.domain import results
from contests.domain.phases import phase_of
from contests.models import Award, Contest, HistoricalFigure
from ecosystem.models import Event, Indicator, IndicatorValue, Organization, PolicyDocument
from portal.mail import absolute_url
from portal.site.open_data import records
from portal.site.tables import safe_cell
from training.models import CourseRun

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from django.db.models import Model, QuerySet

# So many rows are read at once by a download.
BATCH: Final = 500


@dataclass(frozen=True, kw_only=True)
class Dataset:
    """One kind of record: ``rows`` are its public rows, ``read`` makes records of a slice of them.

    ``key`` is its Vietnamese path, ``name`` its English one in the interface for programs.
    """

    key: str
    name: str
    title: Promise
    about: Promise
    record: type[records.Record]
    rows: Callable[[], QuerySet[Any]]
    read: Callable[[QuerySet[Any]], Iterable[records.Record]]

    @property
    def list_name(self) -> str:
        """Name of the operation that lists it."""
        return f"list_{self.name.replace('-', '_')}"

    @property
    def read_name(self) -> str:
        return f"read_{self.name.replace('-', '_')}"

    def page(self, *, after: int, limit: int, **narrowed: object) -> list[records.Record]:
        """Records behind the one numbered ``after``: any page costs what the first one costs."""
        rows = self.rows().filter(pk__gt=after, **narrowed).order_by("pk")
        return list(self.read(rows[:limit]))

    def everything(self) -> Iterator[records.Record]:
        """All records, read in batches."""
        after = 0
        while found := self.page(after=after, limit=BATCH):
            yield from found
            after = found[-1].id

    def fields(self) -> list[dict[str, str]]:
        """Name, type and meaning of each column, in the language of the reader."""
        described = self.record.model_json_schema()["properties"]
        return [
            {"name": name, "type": _type_of(schema), "note": _(schema["description"])}
            for name, schema in described.items()
        ]

    def as_json(self) -> dict[str, object]:
        return {
            "dataset": self.key,
            "title": str(self.title),
            "publisher": _("Department of Science and Technology of Lạng Sơn"),
            "licence": _(LICENCE),
            "source": absolute_url(f"/so-lieu/du-lieu-mo/{self.key}/"),
            "generated_at": timezone.localtime().isoformat(timespec="seconds"),
            "fields": self.fields(),
            "records": [record.model_dump(mode="json") for record in self.everything()],
        }

    def as_csv(self) -> str:
        """UTF-8 with a byte-order mark, which spreadsheet programs need to read Vietnamese."""
        out = io.StringIO()
        out.write("\ufeff")
        writer = csv.writer(out)
        writer.writerow(self.record.model_fields)
        for record in self.everything():
            writer.writerow(_cell(value) for value in record.model_dump(mode="json").values())
        return out.getvalue()


# The terms of use, said on the page and in each file.
LICENCE: Final = gettext_noop(
    "Free to use, copy and pass on, for any purpose, as long as the source and the day are named."
)


def _page_of(obj: Model) -> str:
    return absolute_url(obj.get_absolute_url())  # type: ignore[attr-defined]  # every public model has one


def _cell(value: object) -> str | int:
    match value:
        case None:
            return ""
        case bool():
            return int(value)
        case int():
            return value
        case list():
            return str(safe_cell("; ".join(map(str, value))))
        case _:
            return str(safe_cell(str(value)))


def _type_of(schema: dict[str, Any]) -> str:
    """The type as people read it: integer, string, date-time …; a list says of what."""
    options = schema.get("anyOf", [schema])
    first = next(option for option in options if option.get("type") != "null")
    return str(first.get("format") or first["type"])


# --- one reader for each dataset ---------------------------------------------------------------


def _contests(rows: QuerySet[Contest]) -> Iterable[records.Record]:
    for row in rows:
        yield records.ContestRecord(
            id=row.pk,
            year=row.year,
            kind=row.kind,
            title=row.title,
            phase=phase_of(row),
            opens_at=local(row.opens_at),
            deadline_at=local(row.deadline_at),
            url=_page_of(row),
        )


def _results(rows: QuerySet[Award]) -> Iterable[records.Record]:
    for award, line in results.public_lines(rows):
        contest = award.prize.contest
        yield records.ResultRecord(
            id=award.pk,
            year=contest.year,
            contest=contest.title,
            prize=line.label,
            project=line.project,
            authors=line.authors,
            field=line.field,
            locality=line.locality,
            decision=award.decision.number if award.decision else "",
            url=_page_of(contest),
        )


def _actors(rows: QuerySet[Organization]) -> Iterable[records.Record]:
    for row in rows:
        yield records.ActorRecord(
            id=row.pk,
            kind=row.get_kind_display(),
            name=row.name,
            summary=row.summary,
            address=row.address,
            locality=str(row.locality or ""),
            phone=row.phone,
            email=row.email,
            website=row.website,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            source=row.source,
            updated_at=local(row.updated_at),
            url=_page_of(row),
        )


def _classes(rows: QuerySet[CourseRun]) -> Iterable[records.Record]:
    for row in rows:
        yield records.ClassRecord(
            id=row.pk,
            course=row.course.name,
            name=row.label,
            state=row.state,
            starts_at=local(row.starts_at),
            ends_at=local(row.ends_at),
            place=row.place,
            organizer=str(row.held_by or ""),
            audiences=[audience.name for audience in row.course.audiences.all()],
            url=_page_of(row),
        )


def _events(rows: QuerySet[Event]) -> Iterable[records.Record]:
    for row in rows:
        yield records.EventRecord(
            id=row.pk,
            title=row.title,
            kind=row.get_kind_display(),
            state=row.state,
            year=row.year,
            starts_at=local(row.starts_at),
            ends_at=local(row.ends_at),
            venue=row.venue,
            attendees=row.attendees,
            attendees_is_minimum=row.attendees_is_minimum,
            source=row.source,
            url=_page_of(row),
        )


def _policies(rows: QuerySet[Any]) -> Iterable[records.Record]:
    for row in rows:
        yield records.PolicyRecord(
            id=row.pk,
            number=row.number,
            kind=row.get_kind_display(),
            issuer=row.issuer,
            signer=row.signer,
            issued_on=row.issued_on,
            effective_on=row.effective_on,
            expires_on=row.expires_on,
            validity=row.validity,
            subject=row.subject,
            source=row.source,
            updated_at=local(row.updated_at),
            url=_page_of(row),
        )


def _figures(rows: QuerySet[HistoricalFigure]) -> Iterable[records.Record]:
    for row in rows:
        yield records.FigureRecord(
            id=row.pk,
            year=row.year,
            kind=row.kind,
            value=row.value,
            source=row.source,
            note=row.note,
        )


def _indicators(rows: QuerySet[Indicator]) -> Iterable[records.Record]:
    for row in rows:
        yield records.IndicatorRecord(
            id=row.pk,
            plan=row.plan.document.number,
            start_year=row.plan.start_year,
            end_year=row.plan.end_year,
            indicator=row.name,
            unit=row.unit,
            target_from=row.target_from,
            target_to=row.target_to,
            is_minimum=row.is_minimum,
            source=". ".join(filter(None, [row.source, row.note])),
        )


def _years(rows: QuerySet[IndicatorValue]) -> Iterable[records.Record]:
    for row in rows:
        yield records.YearRecord(
            id=row.pk,
            plan=row.indicator.plan.document.number,
            indicator=row.indicator.name,
            unit=row.indicator.unit,
            year=row.year,
            target=row.target,
            value=row.value,
            is_minimum=row.is_minimum,
            source=row.sources,
        )


def local(moment: Any) -> Any:
    """Hours are told as they are kept here, +07:00, to the second."""
    return moment and timezone.localtime(moment).replace(microsecond=0)


DATASETS: Final = (
    Dataset(
        key="cuoc-thi",
        name="contests",
        title=gettext_lazy("Editions of the contest"),
        about=gettext_lazy("Editions of the contest and problem statements, with their deadlines."),
        record=records.ContestRecord,
        rows=lambda: Contest.objects.public().filter(is_demo=False).prefetch_related("rounds"),
        read=_contests,
    ),
    Dataset(
        key="ket-qua",
        name="results",
        title=gettext_lazy("Published results"),
        about=gettext_lazy(
            "Awards after their publication. People are named only while they agree to it."
        ),
        record=records.ResultRecord,
        rows=lambda: Award.objects.public().filter(prize__contest__is_demo=False),
        read=_results,
    ),
    Dataset(
        key="cuoc-thi-cac-nam",
        name="edition-figures",
        title=gettext_lazy("Counts of past editions"),
        about=gettext_lazy("How many dossiers came in each year, as sources tell it."),
        record=records.FigureRecord,
        rows=HistoricalFigure.objects.all,
        read=_figures,
    ),
    Dataset(
        key="don-vi",
        name="actors",
        title=gettext_lazy("Actors of the ecosystem"),
        about=gettext_lazy("Agencies, organisations, schools and companies of the directory."),
        record=records.ActorRecord,
        rows=lambda: Organization.objects.public().select_related("locality"),
        read=_actors,
    ),
    Dataset(
        key="dao-tao",
        name="classes",
        title=gettext_lazy("Classes of training"),
        about=gettext_lazy("Classes that were announced, with their days and places."),
        record=records.ClassRecord,
        rows=lambda: (
            CourseRun.objects.public()
            .filter(course__is_demo=False)
            .select_related("course__organizer", "locality", "organizer")
            .prefetch_related("course__audiences")
        ),
        read=_classes,
    ),
    Dataset(
        key="su-kien",
        name="events",
        title=gettext_lazy("Events of the ecosystem"),
        about=gettext_lazy("Events past and to come; how many came, where a source tells it."),
        record=records.EventRecord,
        rows=lambda: Event.objects.public().filter(is_demo=False).defer("programme", "folded"),
        read=_events,
    ),
    Dataset(
        key="van-ban",
        name="policies",
        title=gettext_lazy("Policy documents"),
        about=gettext_lazy("Documents on startups and innovation, with their validity."),
        record=records.PolicyRecord,
        rows=lambda: PolicyDocument.objects.without_text().with_validity(),
        read=_policies,
    ),
    Dataset(
        key="chi-tieu",
        name="indicators",
        title=gettext_lazy("Targets of the plans"),
        about=gettext_lazy("What the plans of the province promise for their whole period."),
        record=records.IndicatorRecord,
        rows=lambda: Indicator.objects.select_related("plan__document").defer(
            "plan__document__full_text", "plan__document__folded"
        ),
        read=_indicators,
    ),
    Dataset(
        key="chi-tieu-theo-nam",
        name="yearly-values",
        title=gettext_lazy("Targets and results, year by year"),
        about=gettext_lazy("What the plans promise for a year beside what was reported."),
        record=records.YearRecord,
        rows=lambda: IndicatorValue.objects.select_related("indicator__plan__document").defer(
            "indicator__plan__document__full_text", "indicator__plan__document__folded"
        ),
        read=_years,
    ),
)
BY_KEY: Final = {dataset.key: dataset for dataset in DATASETS}
