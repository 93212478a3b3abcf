"""Reading assignments and sheets: for the ranking, for the secretariat, for the judge."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db.models import Count, Exists, OuterRef, Q

from contests.domain.judging.pledges import scope_of
from contests.domain.scales import RoundScales
from contests.domain.scoring import CriterionSpec, EntryScores, Sheet, TieRuleSpec, TieStep
from contests.enums import DONE_SHEET_STATES, GONE_STATES, SheetState
from contests.models import Assignment, ConflictDeclaration, OrganiserScore, ScoreSheet
from portal.models import Consent, User
from portal.models.consent import ConsentPurpose

if TYPE_CHECKING:
    from decimal import Decimal

    from contests.models import Round, TieRule

_CHUNK = 5000
# States of sheets that the ranking reads, each with whether it means that the judge abstained.
_ABSTAINS: Final[dict[str, bool]] = {SheetState.SENT: False, SheetState.ABSTAINED: True}
_COUNTED: Final = ("assigned", "drafts", "sent", "abstained", "conflicts")


@dataclass(frozen=True, kw_only=True)
class JudgeProgress:
    """How far one judge of a round is. ``assigned`` leaves out dossiers in conflict."""

    judge: User
    assigned: int
    drafts: int
    sent: int
    abstained: int
    conflicts: int
    has_pledged: bool

    @property
    def left(self) -> int:
        """Sheets still to be sent; abstaining is done."""
        return self.assigned - self.sent - self.abstained


def progress(round_: Round) -> list[JudgeProgress]:
    """Every judge with a seat or an assignment in the round, those with most left first.

    Two queries, whatever the number of judges.
    """
    counts = _counts(round_)
    pledged = Consent.objects.filter(
        user=OuterRef("pk"),
        purpose=ConsentPurpose.CONFIDENTIALITY,
        scope=scope_of(round_),
        withdrawn_at=None,
    )
    seated = Q(panel_memberships__panel__round=round_)
    judges = (
        User.objects.filter(seated | Q(pk__in=list(counts)))
        .annotate(pledged=Exists(pledged))
        .distinct()
    )
    nothing = dict.fromkeys(_COUNTED, 0)
    rows = [
        JudgeProgress(judge=judge, has_pledged=judge.pledged, **counts.get(judge.pk, nothing))
        for judge in judges
    ]
    return sorted(rows, key=lambda row: (-row.left, str(row.judge)))


def _counts(round_: Round) -> dict[int, dict[str, int]]:
    conflict = ConflictDeclaration.objects.filter(
        judge=OuterRef("judge"), application=OuterRef("entry__application")
    )
    counts = (
        Assignment.objects.filter(entry__round=round_)
        .filter(entry__in=round_.entries.awaited().values("pk"))
        .annotate(is_conflict=Exists(conflict))
        .order_by()
        .values("judge")
        .annotate(
            assigned=Count("pk", filter=Q(is_conflict=False)),
            drafts=Count("pk", filter=Q(is_conflict=False, sheet__state=SheetState.DRAFT)),
            sent=Count("pk", filter=Q(is_conflict=False, sheet__state=SheetState.SENT)),
            abstained=Count("pk", filter=Q(is_conflict=False, sheet__state=SheetState.ABSTAINED)),
            conflicts=Count("pk", filter=Q(is_conflict=True)),
        )
    )
    return {row["judge"]: {key: row[key] for key in _COUNTED} for row in counts}


def entry_scores(round_: Round) -> list[EntryScores]:
    """Every entry of the round with the sheets that count: sent, and free of conflicts.

    An application that left the contest comes without sheets, so that it gets no rank. Three
    queries, whatever the number of entries: entries, sheets with their points, organisers' points. ``submitted_at`` is the last submission: what was
    judged.
    """
    return [scores for _division, scores in scores_by_division(round_)]


def scores_by_division(round_: Round) -> list[tuple[int | None, EntryScores]]:
    """The same, each entry with the division it competes in."""
    sheets = _sheets(round_)
    organisers = _organisers(round_)
    entries = round_.entries.order_by("pk").values_list(
        "pk", "application__state", "application__submitted_at", "application__division_id"
    )
    return [
        (
            division,
            EntryScores(
                entry=pk,
                sheets=[] if state in GONE_STATES else sheets.get(pk, []),
                submitted_at=submitted_at,
                organisers=organisers.get(pk, {}),
            ),
        )
        for pk, state, submitted_at, division in entries
    ]


def _sheets(round_: Round) -> dict[int, list[Sheet]]:
    """The sheets of each entry with their points. One query: a row for each point, or for a sheet
    without any.
    """
    conflict = ConflictDeclaration.objects.filter(
        judge=OuterRef("assignment__judge"),
        application=OuterRef("assignment__entry__application"),
    )
    rows = (
        ScoreSheet.objects.filter(
            ~Exists(conflict), state__in=list(_ABSTAINS), assignment__entry__round=round_
        )
        .order_by("pk")
        .values_list(
            "pk",
            "assignment__entry_id",
            "assignment__judge_id",
            "state",
            "scores__criterion_id",
            "scores__points",
        )
    )
    sheets: dict[int, list[Sheet]] = defaultdict(list)
    last = None
    points: dict[int, Decimal] = {}
    for pk, entry, judge, state, criterion, value in rows.iterator(chunk_size=_CHUNK):
        if pk != last:
            last, points = pk, {}
            sheets[entry].append(Sheet(points, pk, judge, _ABSTAINS[state]))
        if value is not None:
            points[criterion] = value
    return sheets


def _organisers(round_: Round) -> dict[int, dict[int, Decimal]]:
    rows = OrganiserScore.objects.filter(entry__round=round_)
    found: dict[int, dict[int, Decimal]] = defaultdict(dict)
    for entry, criterion, value in rows.values_list("entry_id", "criterion_id", "points"):
        found[entry][criterion] = value
    return found


def criterion_specs(round_: Round, division_id: int | None = None) -> list[CriterionSpec]:
    """The criteria of the round that hold for a division, as the arithmetic wants them."""
    return RoundScales.of(round_).specs(division_id)


def tie_rule_specs(round_: Round) -> list[TieRuleSpec]:
    """The tie rules of the round in their order."""
    return [tie_rule_spec(rule) for rule in round_.tie_rules.all()]


def tie_rule_spec(rule: TieRule) -> TieRuleSpec:
    """A tie rule as the arithmetic wants it."""
    return TieRuleSpec(step=TieStep(rule.kind), criterion=rule.criterion_id)


def next_assignment(assignment: Assignment) -> Assignment | None:
    """The judge's next dossier of the round that is not done, after this one, then from the top."""
    rows = list(
        Assignment.objects.for_judge(assignment.judge)
        .filter(entry__round=assignment.entry.round_id)
        .exclude(sheet__state__in=DONE_SHEET_STATES)
        .select_related("entry__application")
        .order_by("entry__running_order", "entry__pk")
    )
    here = (assignment.entry.running_order or 0, assignment.entry_id)
    others = [row for row in rows if row.pk != assignment.pk]
    later = [row for row in others if (row.entry.running_order or 0, row.entry_id) > here]
    return next(iter(later or others), None)
