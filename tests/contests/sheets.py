"""Score sheets as judges write them."""

from decimal import Decimal

from contests.domain import judging
from contests.domain.judging import SheetEntry

D = Decimal


def criteria_of(assignment):
    return list(assignment.entry.round.criteria.order_by("order"))


def full(assignment, *points):
    pairs = zip(criteria_of(assignment), points, strict=True)
    return SheetEntry(points={c.pk: None if p is None else D(str(p)) for c, p in pairs})


def save(assignment, written, version=0):
    return judging.save_sheet(assignment, judge=assignment.judge, written=written, version=version)


def sent(assignment, *points):
    save(assignment, full(assignment, *points))
    return judging.send_sheet(assignment, judge=assignment.judge)


def set_round(assignment, **values):
    for name, value in values.items():
        setattr(assignment.entry.round, name, value)
    type(assignment.entry.round).objects.filter(pk=assignment.entry.round_id).update(**values)
