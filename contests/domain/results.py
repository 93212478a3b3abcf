"""What may be read of results once they are published: by everybody, and by the applicant."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Count, F, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from contests.domain.credit import public_credits
from contests.domain.exports import plain_cell
from contests.domain.reserves import is_overtaken
from contests.enums import (
    GONE_STATES,
    ApplicationState,
    AwardState,
    Outcome,
    RankBand,
    RoundState,
    SheetState,
)
from contests.models import (
    Award,
    Contest,
    Round,
    RoundEntry,
    RoundResult,
    ScoreSheet,
    TeamMember,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from contests.domain.credit import PublicCredit
    from contests.models import Application, OfficialDecision, Prize
    from ecosystem.models import Field


@dataclass(frozen=True, kw_only=True)
class AwardRow:
    """A line of the public table of awards; ``authors`` is empty where nobody may be named."""

    prize: str
    family: str
    reference: str
    project: str
    authors: str
    locality: str
    field: str
    # What pages say of the prize and the field in their language.
    award: Award

    @property
    def label(self) -> str:
        """The prize with its giver."""
        return f"{self.prize} ({self.family})" if self.family else self.prize


@dataclass(frozen=True, kw_only=True)
class RevokedRow:
    """A line of the public list of revoked awards: which, and by what decision; no person."""

    prize: Prize
    reference: str
    project: str
    decision: OfficialDecision


@dataclass(frozen=True, kw_only=True)
class AdvancedRow:
    """A line of the public list of who advanced."""

    reference: str
    project: str
    field: Field | None


@dataclass(frozen=True, kw_only=True)
class CriterionMean:
    """The own mean in one criterion, of its most."""

    name: str
    mean: Decimal
    most: Decimal


@dataclass(frozen=True, kw_only=True)
class Feedback:
    """What an applicant learns about the own entry, as the round allows; never who judged.

    What the round keeps back is None or empty.
    """

    round_name: str
    mean: Decimal | None
    highest: Decimal
    sheet_count: int
    band: RankBand | None
    comments: tuple[str, ...]
    criteria: tuple[CriterionMean, ...] = ()
    rank: int | None = None
    ranked: int = 0


@dataclass(frozen=True, kw_only=True)
class ReservePlace:
    """Where an application waits after a published round: part of the result, not of the feedback."""

    round_name: str
    position: int


# --- for everybody ----------------------------------------------------------------------------


def published_rounds(contest: Contest) -> QuerySet[Round]:
    """The rounds of the edition whose result is public, in order, with their decision."""
    rounds: QuerySet[Round] = Round.objects.filter(
        contest=contest, state=RoundState.PUBLISHED
    ).select_related("decision")
    return rounds.order_by("order")


def award_table(contest: Contest) -> list[AwardRow]:
    """The winners in the order of the catalogue; empty before the final is published."""
    return award_rows(public_awards(contest, published_rounds(contest)))


def public_awards(contest: Contest, published: Iterable[Round]) -> list[tuple[Award, PublicCredit]]:
    """The awards with what may be said of their people; empty before the final is ``published``.

    Who is named is decided by ``public_credit``; without names the project and its number stand.
    A winner who was disqualified later is not shown, nor is an award that was revoked.
    """
    if not any(round_.is_final for round_ in published):
        return []
    return _with_credit(Award.objects.standing().filter(prize__contest=contest))


def public_awards_of(startup_id: int) -> list[tuple[Award, PublicCredit]]:
    """The awards that a startup's applications won in published finals, with their decision."""
    finished = Contest.objects.public().with_published_results().values("pk")
    awards = Award.objects.standing().filter(
        application__startup=startup_id, prize__contest__in=finished
    )
    return _with_credit(awards.select_related("decision"))


def public_lines(awards: QuerySet[Award]) -> list[tuple[Award, AwardRow]]:
    """Lines of awards of any edition, in the order of ``awards``; they must be ``public()``."""
    rows = list(_with_people(awards).select_related("decision", "prize__contest"))
    shown = public_credits(award.application for award in rows)
    return [(award, _award_row(award, shown[award.application_id])) for award in rows]


def _with_people(awards: QuerySet[Award]) -> QuerySet[Award]:
    """``awards`` with all that says what may be said of their people."""
    members = Prefetch("application__members", TeamMember.objects.order_by("order", "pk"))
    return awards.select_related(
        "prize__family",
        "application__contest",
        "application__field",
        "application__locality",
        "application__owner",
        "application__rule_set",
    ).prefetch_related(members)


def public_awards_by_startup(startups: Iterable[int]) -> dict[int, list[Award]]:
    """The awards in published finals of each of ``startups`` that has any: two queries."""
    rows = (
        Award.objects.public()
        .filter(application__startup__in=list(startups))
        .select_related("prize__family", "application__contest")
        .order_by("-application__contest__year", "prize__order", "pk")
    )
    found: dict[int, list[Award]] = {}
    for award in rows:
        found.setdefault(award.application.startup_id, []).append(award)
    return found


def _with_credit(awards: QuerySet[Award]) -> list[tuple[Award, PublicCredit]]:
    """``awards`` in the order of the catalogue, each with what may be said of its people."""
    rows = list(
        _with_people(awards).order_by(
            F("family__order").asc(nulls_first=True), "family", "prize__order", "prize__pk", "pk"
        )
    )
    shown = public_credits(award.application for award in rows)
    return [(award, shown[award.application_id]) for award in rows]


def revoked_awards(contest: Contest, published: Iterable[Round]) -> list[RevokedRow]:
    """Awards that were public once and were taken back; empty before the final is ``published``."""
    if not any(round_.is_final for round_ in published):
        return []
    rows = (
        Award.objects.filter(prize__contest=contest, state=AwardState.REVOKED)
        .select_related("prize__family", "application", "revoked_decision")
        .order_by("revoked_at", "pk")
    )
    return [
        RevokedRow(
            prize=award.prize,
            reference=award.application.reference or "",
            project=award.application.title,
            decision=award.revoked_decision,
        )
        for award in rows
        if award.revoked_decision is not None
    ]


def award_rows(awards: Iterable[tuple[Award, PublicCredit]]) -> list[AwardRow]:
    """Lines of the public table."""
    return [_award_row(award, credit) for award, credit in awards]


def _award_row(award: Award, credit: PublicCredit) -> AwardRow:
    return AwardRow(
        prize=award.prize.name,
        family=award.prize.family.name if award.prize.family else "",
        reference=award.application.reference or "",
        project=credit.project,
        authors=credit.authors,
        locality=credit.locality,
        field=str(award.application.field or ""),
        award=award,
    )


def advanced_list(round_: Round) -> list[AdvancedRow]:
    """Who advanced from a published round or was called up since, by number; no scores, no ranks."""
    if round_.state != RoundState.PUBLISHED:
        return []
    entries = (
        RoundEntry.objects.filter(
            Q(result__outcome=Outcome.ADVANCE) | Q(result__called_up_at__isnull=False),
            round=round_,
        )
        .exclude(application__state__in=GONE_STATES)
        .select_related("application__field")
        .order_by("application__number", "application__reference")
    )
    return [
        AdvancedRow(
            reference=entry.application.reference or "",
            project=entry.application.title,
            field=entry.application.field,
        )
        for entry in entries
    ]


def award_export(rows: Sequence[AwardRow]) -> list[list[str]]:
    """Head and rows of the public table for a spreadsheet."""
    head = [
        _("Prize"),
        _("Reference number"),
        _("Project"),
        _("Authors"),
        _("Locality"),
        _("Field"),
    ]
    body = [[r.label, r.reference, r.project, r.authors, r.locality, r.field] for r in rows]
    return [head, *([plain_cell(cell) for cell in row] for row in body)]


def advanced_export(rows: Sequence[AdvancedRow]) -> list[list[str]]:
    """Head and rows of the public list for a spreadsheet."""
    head = [_("Reference number"), _("Project"), _("Field")]
    return [
        head,
        *([plain_cell(c) for c in (r.reference, r.project, str(r.field or ""))] for r in rows),
    ]


# --- for the applicant ------------------------------------------------------------------------


def released_feedback(application: Application) -> list[Feedback]:
    """What the applicant may know of the own entry in every published round, in order.

    A round whose feedback is released by a later act is missing until then.
    """
    found = Round.objects.filter(
        entries__application=application, state=RoundState.PUBLISHED
    ).order_by("order")
    rounds = [round_ for round_ in found if round_.has_released_feedback]
    entries = dict(RoundEntry.objects.filter(application=application).values_list("round_id", "pk"))
    return [feedback_of_round(round_, entries[round_.pk])[entries[round_.pk]] for round_ in rounds]


def reserve_place(application: Application) -> ReservePlace | None:
    """The place on the reserve list, from the publication on and while it can still be called up.

    It does not wait for the feedback, which a round may release by a later act.
    """
    if application.state != ApplicationState.NOT_ADVANCED:
        return None
    row = (
        RoundResult.objects.filter(
            entry__application=application,
            entry__round__state=RoundState.PUBLISHED,
            reserve_position__isnull=False,
            called_up_at=None,
        )
        .select_related("entry__round")
        .defer("detail")
        .order_by("-entry__round__order")
        .first()
    )
    if row is None or is_overtaken(row.entry.round):
        return None
    return ReservePlace(round_name=row.entry.round.name, position=row.reserve_position or 0)


def feedback_of_round(round_: Round, only_entry: int | None = None) -> dict[int, Feedback]:
    """What the switches of the round allow of each entry; the caller makes sure that it is released.

    Three queries, whatever the number of entries.
    """
    rows = RoundResult.objects.filter(entry__round=round_).defer("detail")
    counts = rows.filter(rank__isnull=False).order_by().values_list("division")
    ranked = dict(counts.annotate(n=Count("pk")))
    if only_entry is not None:
        rows = rows.filter(entry=only_entry)
    comments = _comments(round_, only_entry) if round_.feedback_comments else {}
    return {
        row.entry_id: Feedback(
            round_name=round_.name,
            mean=row.total if round_.feedback_mean else None,
            highest=_highest(row),
            sheet_count=row.sheet_count,
            band=_band(row.rank, ranked.get(row.division, 0)) if round_.feedback_band else None,
            comments=tuple(comments.get(row.entry_id, ())),
            criteria=_criteria(row) if round_.feedback_criteria else (),
            rank=row.rank if round_.feedback_rank else None,
            ranked=ranked.get(row.division, 0),
        )
        for row in rows
    }


def _comments(round_: Round, only_entry: int | None) -> dict[int, list[str]]:
    sheets = ScoreSheet.objects.filter(
        assignment__entry__round=round_, state=SheetState.SENT
    ).exclude(comment_for_author="")
    if only_entry is not None:
        sheets = sheets.filter(assignment__entry=only_entry)
    comments: dict[int, list[str]] = defaultdict(list)
    # by text, not by judge: the order must not tell who wrote what
    pairs = sheets.order_by("comment_for_author").values_list(
        "assignment__entry_id", "comment_for_author"
    )
    for entry, comment in pairs:
        comments[entry].append(comment)
    return comments


def _criteria(row: RoundResult) -> tuple[CriterionMean, ...]:
    """The frozen means, in the order of the criteria; one without a mark is left out."""
    return tuple(
        CriterionMean(name=c["name"], mean=Decimal(c["mean"]), most=Decimal(c["max"]))
        for c in row.criterion_means.values()
        if c.get("mean")
    )


def _highest(row: RoundResult) -> Decimal:
    """The total of full marks by the frozen criteria: of what counts, without sums of parts."""
    frozen = [c for c in row.criterion_means.values() if not (c.get("is_noted") or c.get("is_sum"))]
    return sum((Decimal(c["max"]) * Decimal(c["weight"]) for c in frozen), Decimal(0))


def _band(rank: int | None, ranked: int) -> RankBand | None:
    if rank is None:
        return None
    if rank * 4 <= ranked:
        return RankBand.TOP_QUARTER
    return RankBand.UPPER_HALF if rank * 2 <= ranked else RankBand.LOWER_HALF
