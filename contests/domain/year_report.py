"""The report of a year: one edition counted by step, field, place, kind and age, beside earlier years."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from contests.domain.history import edition_figures
from contests.domain.limits import counting_day, current_rules
from contests.domain.outcome_sums import outcomes_of_year
from contests.domain.phases import counts
from contests.domain.report_people import (
    Entrant,
    add_steps,
    ages,
    entrants_of,
    people_of,
    sexes,
    steps_table,
)
from contests.enums import (
    FigureKind,
    PetitionState,
    PetitionSubject,
    SheetState,
)
from contests.models import Assignment, Award, Round
from portal.reports import ReportTable
from portal.reports import for_publication as as_published

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from contests.models import Contest


def year_report(contest: Contest, *, for_publication: bool) -> list[ReportTable]:
    """Return the tables of the report.

    ``for_publication`` leaves out names and replaces counts below the limit of small numbers; the
    four counts of an edition are never derived from one another.
    """
    on = counting_day(contest, current_rules(contest))
    entrants = entrants_of(contest, on)
    people = people_of(contest, entrants, on)
    tables = [
        _years(contest),
        _by(_("By field"), _("Field"), entrants, lambda row: row.field),
        _by(_("By division"), _("Division"), entrants, lambda row: row.division),
        _by(_("By commune or ward"), _("Commune or ward"), entrants, lambda row: row.place),
        _by(_("By applicant type"), _("Applicant type"), entrants, lambda row: row.kind),
        ages(
            _("By age of the representative"),
            entrants,
            _("As declared by the representative, on the day that the rules count from."),
        ),
        ages(
            _("By age of all people of the teams"),
            people,
            _("Everybody counts once for each dossier."),
        ),
        sexes(people),
        _rounds(contest),
        *([] if for_publication else [_judges(contest)]),
        _petitions(contest),
        _awards(contest),
        _outcomes(contest.year),
    ]
    return [as_published(table) for table in tables] if for_publication else tables


# --- the four counts ---------------------------------------------------------------------------


def _years(contest: Contest) -> ReportTable:
    """The edition as counted here, beside what was reported of earlier ones."""
    rows: list[list[str | int | None]] = []
    for edition in edition_figures():
        if edition.year >= contest.year or edition.is_demo:
            continue
        found = [edition.figures.get(kind) for kind in FigureKind.values]
        source = next((figure.source for figure in found if figure and figure.source), "")
        rows.append(
            [
                str(edition.year),
                *(figure.value if figure else None for figure in found),
                source or _("counted by this portal"),
            ]
        )
    own = counts(contest)
    rows.append(
        [
            str(contest.year),
            own.received,
            own.valid,
            own.finalists,
            own.awarded,
            _("counted by this portal"),
        ]
    )
    return ReportTable(
        title=_("Counts of the editions"),
        heads=[_("Year"), *(str(kind.label) for kind in FigureKind), _("Source")],
        rows=rows,
        note=_(
            "Four separate counts: none is derived from another; an empty cell was not reported."
        ),
    )


def _by(
    title: str, head: str, entrants: Sequence[Entrant], key: Callable[[Entrant], str]
) -> ReportTable:
    found: dict[str, list[int]] = {}
    for entrant in entrants:
        line = found.setdefault(key(entrant), [0, 0, 0, 0])
        add_steps(line, entrant)
    ordered = sorted(found.items(), key=lambda item: (-item[1][0], item[0]))
    return steps_table(title, head, [[name, *line] for name, line in ordered])


# --- judging, petitions, awards, outcomes ------------------------------------------------------


def _rounds(contest: Contest) -> ReportTable:
    sent = Q(entries__assignments__sheet__state=SheetState.SENT)
    rows = Round.objects.filter(contest=contest).annotate(
        n_entries=Count("entries", distinct=True),
        n_judges=Count("entries__assignments__judge", distinct=True),
        n_due=Count("entries__assignments", distinct=True),
        n_sent=Count("entries__assignments", distinct=True, filter=sent),
    )
    return ReportTable(
        title=_("Judging by round"),
        heads=[_("Round"), _("Applications"), _("Judges"), _("Sheets due"), _("Sheets sent")],
        rows=[
            [row.name, row.n_entries, row.n_judges, row.n_due, row.n_sent]
            for row in rows.order_by("order")
        ],
    )


def _judges(contest: Contest) -> ReportTable:
    rows = (
        Assignment.objects.filter(entry__round__contest=contest)
        .order_by()
        .values("judge__full_name", "entry__round__name", "entry__round__order")
        .annotate(due=Count("pk"), sent=Count("pk", filter=Q(sheet__state=SheetState.SENT)))
        .order_by("entry__round__order", "judge__full_name")
    )
    return ReportTable(
        title=_("Load of the judges"),
        heads=[_("Round"), _("Judge"), _("Sheets due"), _("Sheets sent")],
        rows=[
            [row["entry__round__name"], row["judge__full_name"], row["due"], row["sent"]]
            for row in rows
        ],
    )


def _petitions(contest: Contest) -> ReportTable:
    rows: Any = contest.petitions.order_by().values("subject", "state").annotate(n=Count("pk"))
    found = {(row["subject"], row["state"]): row["n"] for row in rows}
    return ReportTable(
        title=_("Petitions"),
        heads=[_("Contested decision"), *(str(state.label) for state in PetitionState)],
        rows=[
            [str(subject.label), *(found.get((subject, state), 0) for state in PetitionState)]
            for subject in PetitionSubject
        ],
    )


def _awards(contest: Contest) -> ReportTable:
    """Prizes as published: a proposal and a prize that was taken back count for nothing."""
    given = Award.objects.standing().filter(prize__contest=contest)
    numbers = dict(given.order_by().values_list("prize").annotate(n=Count("pk")))
    rows: list[list[str | int | None]] = []
    total = 0
    for prize in contest.prizes.order_by("order", "pk"):
        number = numbers.get(prize.pk, 0)
        money = None if prize.amount is None else prize.amount * number
        total += money or 0
        rows.append([prize.name, prize.quantity, number, prize.amount, money, prize.funding])
    rows.append([_("Sum"), None, sum(numbers.values()), None, total, ""])
    return ReportTable(
        title=_("Awards and money"),
        heads=[
            _("Prize"),
            _("In the catalogue"),
            _("Given"),
            _("Amount of each (đồng)"),
            _("Sum (đồng)"),
            _("Funding source"),
        ],
        rows=rows,
    )


def _outcomes(year: int) -> ReportTable:
    sums = outcomes_of_year(year)
    return ReportTable(
        title=_("Outcomes told in the year"),
        heads=[_("Outcome"), _("Value")],
        rows=[
            [_("Teams that answered"), sums.answers],
            [_("Projects still running after the contest"), sums.projects_running],
            [_("Projects with a product on the market"), sums.projects_on_market],
            [_("Projects that raised capital"), sums.projects_with_capital],
            [_("People employed by the projects"), sums.jobs],
        ],
        note=_("Winners of all editions, by their latest answer in the year."),
        counted=(1,),
    )
