"""The tables of training: attendances and persons in every row, by whatever people ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ecosystem.enums import Sex
from portal.reports import ReportTable
from training.domain.attended import Tally, band_names, band_of, tallies, tally

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from training.domain.attended import Came

    Cells = Sequence[str | int | None]


def definitions() -> list[tuple[str, str]]:
    """What the two counts mean; every page and paper says it in these words."""
    return [
        (
            _("Attendances"),
            _(
                "Persons who came to at least one session of a class, summed over the classes: somebody in three classes counts three times."
            ),
        ),
        (
            pgettext("count", "People"),
            _(
                "Different persons: somebody in three classes counts once. The same person is known by the account, or by the same name with the same e-mail address, telephone number, or year of birth and organisation; staff correct what the rules miss."
            ),
        ),
        (
            _("Not told"),
            _(
                "Where a source does not tell one of the two, it stays empty; it is never estimated."
            ),
        ),
    ]


def report(rows: Sequence[Came]) -> list[ReportTable]:
    """Every table of the report. Small counts are in it: see ``portal.reports.for_publication``."""
    return [
        year_table(rows),
        _table(_("By course"), pgettext("training", "Course"), rows, lambda row: row.course),
        _table(
            _("By commune or ward where the class was held"),
            _("Commune or ward"),
            rows,
            lambda row: row.place,
            note=_(
                "A class of before 01/07/2025 may stand under its former district, as it was entered."
            ),
        ),
        _table(_("By organiser"), _("Organised by"), rows, lambda row: row.organizer),
        _table(
            _("By audience group"),
            _("Audience group"),
            rows,
            lambda row: row.audience,
            declared=True,
        ),
        _table(
            _("By commune or ward that people come from"),
            _("Commune or ward"),
            rows,
            lambda row: row.home,
            declared=True,
        ),
        _table(
            _("By sex"),
            _("Sex"),
            rows,
            lambda row: row.sex,
            declared=True,
            order=[str(Sex(sex).label) for sex in (Sex.FEMALE, Sex.MALE, Sex.OTHER)],
        ),
        _table(
            _("By age"),
            _("Age"),
            rows,
            lambda row: band_of(row.age),
            declared=True,
            order=band_names(),
            note=_("The year of the class less the year of birth."),
        ),
    ]


def year_table(rows: Iterable[Came]) -> ReportTable:
    """The years, the first first."""
    found = tallies(rows, lambda row: str(row.year))
    return _counts(
        _("By year"),
        pgettext("training", "Year"),
        sorted(found.items()),
        note=_("The year in which a class begins."),
    )


def totals(rows: Iterable[Came]) -> Tally:
    """Everything; the persons are no sum of any table's rows."""
    return tally(rows)


def _table(
    title: str,
    head: str,
    rows: Iterable[Came],
    key: Callable[[Came], str],
    *,
    declared: bool = False,
    order: Sequence[str] = (),
    note: str = "",
) -> ReportTable:
    """By the number of attendances, or in an order of its own; what nobody stated stands last."""
    found, missing = tallies(rows, key), _("not stated")
    places = {name: place for place, name in enumerate(order)}

    def rank(item: tuple[str, Tally]) -> tuple[bool, int, int, str]:
        name, counted = item
        return (name == missing, places.get(name, len(places)), -counted.attendances, name)

    notes = [note, _("As people declare it, or leave it out.") if declared else ""]
    return _counts(
        title,
        head,
        sorted(found.items(), key=rank),
        note=" ".join(filter(None, notes)),
        is_personal=declared,
    )


def _counts(
    title: str,
    head: str,
    found: Iterable[tuple[str, Tally]],
    *,
    note: str = "",
    is_personal: bool = False,
) -> ReportTable:
    """Classes, attendances and people; only what people declare of themselves is cut off in public."""
    lines: list[Cells] = [
        [name, counted.classes, counted.attendances, counted.persons] for name, counted in found
    ]
    no_sum = _("Somebody may count in several rows: the people of all rows are no sum.")
    return ReportTable(
        title=title,
        heads=[
            head,
            pgettext("training", "Classes"),
            _("Attendances"),
            pgettext("count", "People"),
        ],
        rows=lines,
        note=" ".join(filter(None, [note, no_sum])),
        counted=(2, 3) if is_personal else (),
    )
