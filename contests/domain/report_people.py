"""Who entered, for the report of a year: dossiers and people with the steps they reached, by age and sex."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from contests.enums import (
    PASSED_SCREENING_STATES,
    RECEIVED_STATES,
    ApplicantType,
    ApplicationState,
    FigureKind,
    RoundKind,
)
from contests.models import RoundEntry, TeamMember
from ecosystem.enums import Sex
from portal.dates import age_on
from portal.reports import ReportTable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from contests.models import Contest

# Lower ends of the bands; the last has no upper end.
AGE_BANDS: Final = (0, 18, 26, 36, 46, 61)


@dataclass(frozen=True, kw_only=True)
class Entrant:
    """An application with the steps it reached."""

    field: str
    division: str
    place: str
    kind: str
    age: int | None
    sex: str
    pk: int
    steps: tuple[bool, bool, bool, bool]


def entrants_of(contest: Contest, on: date) -> list[Entrant]:
    """Everything received, with the steps it reached, aged as ``on`` that day; one query."""
    entries = RoundEntry.objects.filter(application=OuterRef("pk"))
    rows = (
        contest.applications.filter(state__in=RECEIVED_STATES)
        .annotate(
            has_entry=Exists(entries),
            is_finalist=Exists(entries.filter(round__kind=RoundKind.FINAL)),
        )
        .select_related("field", "division", "locality")
        .order_by("pk")
    )
    missing = _("not stated")
    return [
        Entrant(
            field=str(row.field or missing),
            division=str(row.division or missing),
            place=str(row.locality or missing),
            kind=str(ApplicantType(row.applicant_type).label) if row.applicant_type else missing,
            age=age_on(row.contact_birth_date, on) if row.contact_birth_date else None,
            sex=row.contact_sex,
            pk=row.pk,
            steps=(
                True,
                row.state in PASSED_SCREENING_STATES or row.has_entry,
                row.is_finalist,
                row.state == ApplicationState.AWARDED,
            ),
        )
        for row in rows
    ]


def steps_table(
    title: str, head: str, rows: Sequence[Sequence[str | int | None]], note: str = ""
) -> ReportTable:
    return ReportTable(
        title=title,
        heads=[head, *(str(kind.label) for kind in FigureKind)],
        rows=rows,
        note=note,
        counted=(1, 2, 3, 4),
    )


def people_of(contest: Contest, entrants: Sequence[Entrant], on: date) -> list[Entrant]:
    """Representatives and members, each with the steps of their dossier; one query.

    A dossier that was received after ``entrants`` were read is left out with its members.
    """
    of_dossier = {entrant.pk: entrant for entrant in entrants}
    members = TeamMember.objects.filter(
        application__contest=contest, application__state__in=RECEIVED_STATES
    ).order_by("pk")
    return [
        *entrants,
        *(
            replace(of_dossier[dossier], sex=sex, age=age_on(born, on) if born else None)
            for dossier, sex, born in members.values_list("application", "sex", "birth_date")
            if dossier in of_dossier
        ),
    ]


def ages(title: str, people: Sequence[Entrant], note: str) -> ReportTable:
    names = [_band_name(place) for place in range(len(AGE_BANDS))]
    found = {name: [0, 0, 0, 0] for name in (*names, _("not stated"))}
    for person in people:
        band = _("not stated")
        if person.age is not None:
            age = person.age
            band = names[max(p for p, lowest in enumerate(AGE_BANDS) if age >= lowest)]
        add_steps(found[band], person)
    return steps_table(title, _("Age"), [[name, *line] for name, line in found.items()], note)


def sexes(people: Sequence[Entrant]) -> ReportTable:
    found: dict[str, list[int]] = {value: [0, 0, 0, 0] for value in (*Sex.values, "")}
    for person in people:
        add_steps(found[person.sex], person)
    names = {**{sex.value: str(sex.label) for sex in Sex}, "": _("not stated")}
    return steps_table(
        _("By sex"),
        _("Sex"),
        [[names[value], *line] for value, line in found.items()],
        _(
            "People, as they state it themselves; nobody has to. Everybody counts once for each dossier."
        ),
    )


def add_steps(line: list[int], entrant: Entrant) -> None:
    for place, reached in enumerate(entrant.steps):
        line[place] += reached


def _band_name(place: int) -> str:
    lowest = AGE_BANDS[place]
    if place + 1 == len(AGE_BANDS):
        return _("%(n)d and older") % {"n": lowest}
    if lowest == 0:
        return _("below %(n)d") % {"n": AGE_BANDS[1]}
    return f"{lowest}–{AGE_BANDS[place + 1] - 1}"
