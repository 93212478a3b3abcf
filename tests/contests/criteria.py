"""A round with a set of criteria and sheets written as tables, for worked examples."""

from decimal import Decimal

from contests.domain.criteria_sets import apply_criteria, criteria_sets
from contests.domain.scales import RoundScales
from contests.enums import RoundState, SheetState
from contests.models import OrganiserScore, RoundEntry, RoundResult, Score
from portal.audit import SYSTEM
from tests.factories.contests import (
    AssignmentFactory,
    ContestFactory,
    DivisionFactory,
    RoundFactory,
    ScoreSheetFactory,
)
from tests.factories.portal import UserFactory
from tests.factories.results import numbered_application

D = Decimal


def round_with(key, *, divisions=(), **kwargs):
    """An open round that took over a shipped set."""
    contest = ContestFactory()
    for name in divisions:
        DivisionFactory(contest=contest, name=name)
    round_ = RoundFactory(contest=contest, order=1, state=RoundState.PLANNED)
    round_ = apply_criteria(round_, criteria_sets()[key], actor=SYSTEM)
    for name, value in {"state": RoundState.OPEN, **kwargs}.items():
        setattr(round_, name, value)
    round_.save()
    return round_


class Jury:
    """The same judges for every entry; sheets are strings of points, ``-`` for a missing one."""

    def __init__(self, round_, number):
        self.round = round_
        self.scales = RoundScales.of(round_)
        self.judges = UserFactory.create_batch(number, roles=["Giám khảo"])

    def enter(self, *sheets, organisers="", division=None):
        """An entry with one sheet per judge (None: none); returns its number."""
        number = self.round.entries.count() + 1
        if division is not None:
            division = self.round.contest.divisions.get(name=division)
        application = numbered_application(
            self.round.contest, number, state="in_round", division=division
        )
        entry = RoundEntry.objects.create(round=self.round, application=application)
        for judge, points in zip(self.judges, sheets, strict=False):
            if points is not None:
                self.sheet(entry, judge, points)
        for row, value in zip(self._organisers(entry), organisers.split(), strict=True):
            OrganiserScore.objects.create(entry=entry, criterion=row, points=D(value))
        return number

    def _organisers(self, entry):
        return self.scales.for_organisers(entry.application.division_id)

    def sheet(self, entry, judge, points):
        sheet = ScoreSheetFactory(
            assignment=AssignmentFactory(entry=entry, judge=judge), state=SheetState.SENT
        )
        criteria = self.scales.for_judges(entry.application.division_id)
        Score.objects.bulk_create(
            Score(sheet=sheet, criterion=row, points=D(value))
            for row, value in zip(criteria, points.split(), strict=True)
            if value != "-"
        )
        return sheet


def table(round_):
    """Number → (rank, total) of the frozen result."""
    rows = RoundResult.objects.filter(entry__round=round_).select_related("entry__application")
    return {row.entry.application.number: (row.rank, row.total) for row in rows}


def outcomes(round_):
    """Number → outcome."""
    rows = RoundResult.objects.filter(entry__round=round_)
    return dict(rows.values_list("entry__application__number", "outcome"))
