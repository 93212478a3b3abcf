"""Rounds with sheets, for everything that happens after scoring."""

from decimal import Decimal

from django.utils import timezone

from contests.domain import awards, rounds
from contests.enums import RoundKind, SheetState
from contests.models import RoundResult
from portal.audit import SYSTEM
from tests.factories.contests import (
    ApplicationFactory,
    AssignmentFactory,
    ContestFactory,
    CriterionFactory,
    PrizeFactory,
    RoundEntryFactory,
    RoundFactory,
    ScoreFactory,
    ScoreSheetFactory,
)

NOTICE = {"number": "15/TB-BTC", "signer": "Trần Thị Ký"}
DECISION = {"number": "1234/QĐ-UBND", "signer": "Nguyễn Văn Ký"}


def numbered_application(contest, number, **kwargs):
    """An application with the reference number that it would have."""
    return ApplicationFactory(
        contest=contest,
        number=number,
        reference=f"{contest.prefix}-{number:04d}-K",
        **{"contact_name": f"Hoàng Thị Số {number}", "submitted_at": timezone.now(), **kwargs},
    )


def scored_round(*points, contest=None, **kwargs):
    """An open round: one entry per item, one sent sheet per mark, criteria worth ``25`` and ``75``.

    An item is a list of marks (the whole of it in the first criterion up to 25, the rest in the
    second): ``[80, 90]`` are two judges.
    """
    contest = contest or ContestFactory()
    round_ = RoundFactory(contest=contest, **{"order": 1, "slug": "so-khao", **kwargs})
    first = CriterionFactory(round=round_, name="Tính mới", max_points=25, is_zero_bar=True)
    second = CriterionFactory(round=round_, name="Khả thi", max_points=75)
    for number, marks in enumerate(points, start=1):
        application = numbered_application(contest, number, state="in_round")
        entry = RoundEntryFactory(round=round_, application=application)
        for mark in marks:
            give_sheet(entry, {first: min(Decimal(mark), 25), second: max(Decimal(mark) - 25, 0)})
    return round_


def give_sheet(entry, points, *, state=SheetState.SENT, comment=""):
    """A sheet of a new judge."""
    sheet = ScoreSheetFactory(
        assignment=AssignmentFactory(entry=entry), state=state, comment_for_author=comment
    )
    for criterion, value in points.items():
        ScoreFactory(sheet=sheet, criterion=criterion, points=value)
    return sheet


def scored_final(*points, contest=None, prizes=(("Giải Nhất", 1), ("Giải Nhì", 2)), **kwargs):
    """An open final with a prize catalogue."""
    round_ = scored_round(
        *points,
        contest=contest,
        **{"kind": RoundKind.FINAL, "name": "Vòng chung kết", "slug": "chung-ket", "order": 2}
        | kwargs,
    )
    for order, (name, quantity) in enumerate(prizes, start=1):
        PrizeFactory(contest=round_.contest, name=name, quantity=quantity, order=order)
    return round_


def results_of(round_):
    """Frozen results in order of rank."""
    rows = RoundResult.objects.filter(entry__round=round_).select_related("entry__application")
    return list(rows.order_by("rank", "entry"))


def outcomes_of(round_):
    return [row.outcome for row in results_of(round_)]


def ranks_of(round_):
    return [row.rank for row in RoundResult.objects.filter(entry__round=round_).order_by("entry")]


def published_round(round_, **document):
    """The round taken from open to published."""
    rounds.close_round(round_, actor=SYSTEM)
    if round_.is_final:
        award_by_rank(round_)
    rounds.propose_round(round_, actor=SYSTEM)
    approve(round_, **document)
    return rounds.publish_round(round_, actor=SYSTEM)


def award_by_rank(round_):
    """Give out the catalogue in the order of the rank; what is left is left empty."""
    places = [
        prize
        for prize in round_.contest.prizes.order_by("order")
        for _place in range(prize.quantity)
    ]
    for row, prize in zip(results_of(round_), places, strict=False):
        awards.propose_award(row.entry.application, prize, actor=SYSTEM)
    leave_the_rest_empty(round_)


def leave_the_rest_empty(round_):
    """Decide that places without a winner stay so."""
    for line in awards.catalogue(round_):
        if line.is_undecided:
            awards.leave_unawarded(line.prize, actor=SYSTEM, reason="Không đủ dự án đạt mức điểm")


def approve(round_, *, actor=SYSTEM, **kwargs):
    document = DECISION if round_.is_final else NOTICE
    return rounds.approve_round(
        round_, actor=actor, **{**document, "issued_on": timezone.localdate(), **kwargs}
    )
