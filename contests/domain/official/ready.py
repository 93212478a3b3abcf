"""Which papers can be made now, and why the others cannot yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from contests.enums import (
    FROZEN_ROUND_STATES,
    PASSED_SCREENING_STATES,
    AwardState,
    PaperKind,
    RoundKind,
    RoundState,
    SheetState,
)
from contests.models import Assignment, Award
from portal.models import User

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from contests.models import Contest, Round

OF_A_JUDGE: Final = frozenset({PaperKind.BLANK_SHEETS, PaperKind.FILLED_SHEETS})
OF_AN_EDITION: Final = frozenset({PaperKind.VALID_LIST})
OF_A_FINAL: Final = frozenset(
    {PaperKind.SUBMISSION, PaperKind.DECISION, PaperKind.ANNEX, PaperKind.SCRIPT}
)
# They say something of a result.
OF_A_RESULT: Final = OF_A_FINAL | {
    PaperKind.FILLED_SHEETS,
    PaperKind.SCORE_TABLE,
    PaperKind.MINUTES,
}
_PROPOSED: Final = frozenset({RoundState.PROPOSED, RoundState.APPROVED, RoundState.PUBLISHED})
_APPROVED: Final = frozenset({RoundState.APPROVED, RoundState.PUBLISHED})


@dataclass(frozen=True, kw_only=True)
class Readiness:
    """A paper of an edition or a round; ``hindrance`` is empty when it can be made."""

    kind: PaperKind
    hindrance: str

    @property
    def is_of_a_judge(self) -> bool:
        return self.kind in OF_A_JUDGE


def papers_of_edition(contest: Contest) -> list[Readiness]:
    """The papers about the edition as a whole."""
    return [_ready(PaperKind.VALID_LIST, valid_list_hindrance(contest))]


def papers_of_round(round_: Round) -> list[Readiness]:
    """The papers about a round, in the order in which the office needs them."""
    awards = (
        Award.objects.filter(prize__contest=round_.contest_id)
        .exclude(state=AwardState.REVOKED)
        .exists()
    )
    assignments = Assignment.objects.filter(entry__round=round_)
    is_assigned = assignments.exists()
    is_sent = assignments.filter(sheet__state=SheetState.SENT).exists()
    return [
        _ready(kind, _hindrance(kind, round_, awards, is_assigned=is_assigned, is_sent=is_sent))
        for kind in PaperKind
        if kind not in OF_AN_EDITION and (round_.is_final or kind not in OF_A_FINAL)
        if kind != PaperKind.RUNNING_ORDER or round_.kind != RoundKind.PRELIMINARY
    ]


def hindrance_of(kind: PaperKind, contest: Contest, round_: Round | None) -> str:
    """Return why the paper cannot be made now; empty when it can."""
    if kind in OF_AN_EDITION:
        return valid_list_hindrance(contest)
    papers = papers_of_round(round_) if round_ is not None else []
    found = next((paper for paper in papers if paper.kind == kind), None)
    return _("This paper is made for a round: choose one.") if found is None else found.hindrance


def valid_list_hindrance(contest: Contest) -> str:
    """Return why the list of valid applications cannot be made now."""
    if contest.has_standing_seal():
        return _("The intake is sealed: nobody reads the applications before the deadline.")
    if not contest.applications.filter(state__in=PASSED_SCREENING_STATES).exists():
        return _("No application has passed the validity check yet.")
    return ""


def _ready(kind: PaperKind, hindrance: str) -> Readiness:
    return Readiness(kind=kind, hindrance=hindrance)


def _hindrance(
    kind: PaperKind, round_: Round, awards: bool, *, is_assigned: bool, is_sent: bool
) -> str:
    """The first thing that stands in the way."""
    of_result, of_final = kind in OF_A_RESULT, kind in OF_A_FINAL
    obstacles = (
        (round_.state == RoundState.PLANNED, _("The round has not started.")),
        (
            kind == PaperKind.BLANK_SHEETS and not is_assigned,
            _("No judge has been assigned yet."),
        ),
        (
            of_result and round_.state not in FROZEN_ROUND_STATES,
            _("Scoring is not closed: the scores are not frozen yet."),
        ),
        (
            kind == PaperKind.FILLED_SHEETS and not is_sent,
            _("No score sheet has been sent."),
        ),
        (of_final and round_.state not in _PROPOSED, _("The result has not been proposed yet.")),
        (of_final and not awards, _("No award has been proposed.")),
        (
            kind == PaperKind.SCRIPT and round_.state not in _APPROVED,
            _("The result has not been approved: there is no decision to announce yet."),
        ),
    )
    return next((reason for stands, reason in obstacles if stands), "")


def judges_of(contest: Contest, round_: Round | None = None) -> QuerySet[User]:
    """Judges with an assignment in the edition, or in one of its rounds, by name."""
    given = Assignment.objects.filter(entry__round__contest=contest)
    if round_ is not None:
        given = given.filter(entry__round=round_)
    judges: QuerySet[User] = User.objects.filter(pk__in=given.values("judge"))
    return judges.order_by("full_name", "pk")
