"""Juries, sheets and results of a demo edition; the ranking is the real arithmetic."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Count, F

from contests.domain import rounds
from contests.domain.judging import set_named
from contests.enums import (
    ApplicationState,
    AwardState,
    JudgeInvitationState,
    Outcome,
    RoundState,
    SheetState,
)
from contests.models import (
    Answer,
    Application,
    ApplicationSnapshot,
    Assignment,
    Award,
    JudgeInvitation,
    OfficialDecision,
    Panel,
    PanelMember,
    Question,
    Round,
    RoundEntry,
    RoundResult,
    Score,
    ScoreSheet,
)
from portal.site.demo import people, projects, sheets
from portal.site.demo.applications import next_snapshot
from portal.site.demo.comments import comments
from portal.site.demo.schedule import day

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from random import Random

    from portal.models import User
    from portal.site.demo.schedule import Plan

BATCH = 1000


def make_round(
    round_: Round, *, judges: Sequence[User], plan: Plan, now: datetime, rng: Random, is_first: bool
) -> None:
    """Bring one round into the state that the plan wants."""
    state = plan.preliminary if is_first else plan.final
    if state == RoundState.PLANNED:
        _seat(round_, judges, now)
        return
    sources = [ApplicationState.VALID] if is_first else [ApplicationState.ADVANCED]
    entries = _enter(round_, sources)
    _answer_extra(round_, entries, state, now, rng)
    _seat(round_, judges, now)
    share = 1.0 if state != RoundState.OPEN else plan.sheets_sent
    _score(round_, entries, judges, share, now, rng)
    Round.objects.filter(pk=round_.pk).update(state=RoundState.OPEN, assignments_published_at=now)
    if state == RoundState.OPEN:
        sheets.make_typed(round_)
        return
    round_.refresh_from_db()
    rounds.freeze_results(round_)
    _decide(round_, state, now)


def _enter(round_: Round, sources: list[str]) -> list[RoundEntry]:
    rows = Application.objects.filter(
        contest_id=round_.contest_id, state__in=sources
    ).prefetch_related("snapshots")
    entries = RoundEntry.objects.bulk_create(
        [
            RoundEntry(
                round=round_,
                application=row,
                snapshot=max(row.snapshots.all(), key=lambda s: s.sequence),
            )
            for row in rows
        ],
        batch_size=BATCH,
    )
    Application.objects.filter(entries__round=round_).update(state=ApplicationState.IN_ROUND)
    return entries


def _answer_extra(
    round_: Round, entries: Sequence[RoundEntry], state: str, now: datetime, rng: Random
) -> None:
    """Answer what the round asks in addition; while it is open, one finalist still has to."""
    questions = list(
        Question.objects.filter(section__opens_in=round_)
        .select_related("section")
        .order_by("section__order", "order")
    )
    if not questions:
        return
    waiting = people.first_applicant().pk if state == RoundState.OPEN else None
    by_application = {
        entry.application_id: entry for entry in entries if entry.application.owner_id != waiting
    }
    Answer.objects.bulk_create(
        [
            Answer(application_id=application, question_id=question, value=value)
            for application in by_application
            for question, value in projects.answers(questions, "sản phẩm của dự án", rng).items()
        ],
        batch_size=BATCH,
    )
    rows = list(Application.objects.filter(pk__in=by_application).for_snapshot())
    slugs = list(dict.fromkeys(question.section.slug for question in questions))
    for row in rows:
        row.completed_sections = [*row.completed_sections, *slugs]
        entry = by_application[row.pk]
        entry.snapshot = next_snapshot(row, entry.snapshot.sequence + 1, at=now)
    ApplicationSnapshot.objects.bulk_create(
        [entry.snapshot for entry in by_application.values()], batch_size=BATCH
    )
    Application.objects.bulk_update(rows, ["completed_sections"], batch_size=BATCH)
    RoundEntry.objects.bulk_update(by_application.values(), ["snapshot"], batch_size=BATCH)


def _seat(round_: Round, judges: Sequence[User], now: datetime) -> None:
    panel = Panel.objects.create(round=round_, name="Hội đồng giám khảo")
    PanelMember.objects.bulk_create(
        [
            PanelMember(panel=panel, judge=judge, is_chair=place == 0)
            for place, judge in enumerate(judges)
        ]
    )
    # The last one of each jury has not said yet whether the public may read the name.
    for judge in judges[:-1]:
        set_named(round_.contest, judge=judge, agrees=True)
    JudgeInvitation.objects.bulk_create(
        [
            JudgeInvitation(
                panel=panel,
                full_name=judge.full_name,
                email=judge.email,
                is_chair=place == 0,
                state=JudgeInvitationState.SEATED,
                judge=judge,
                sent_at=now,
                answered_at=now,
                expires_at=now + timedelta(days=14),
            )
            for place, judge in enumerate(judges)
        ]
    )


def _score(
    round_: Round,
    entries: Sequence[RoundEntry],
    judges: Sequence[User],
    share: float,
    now: datetime,
    rng: Random,
) -> None:
    criteria = list(round_.criteria.all())
    quality = {entry.pk: rng.uniform(0.45, 0.95) for entry in entries}
    first = people.first_applicant()
    quality |= {entry.pk: 0.98 for entry in entries if entry.application.owner_id == first.pk}
    assignments = Assignment.objects.bulk_create(
        [Assignment(entry=entry, judge=judge) for entry in entries for judge in judges],
        batch_size=BATCH,
    )
    chosen = [row for row in assignments if rng.random() < share]
    said = {entry.pk: comments(quality[entry.pk], rng) for entry in entries}
    sent = ScoreSheet.objects.bulk_create(
        [
            ScoreSheet(
                assignment=row,
                state=SheetState.SENT,
                sent_at=now,
                comment_for_author=next(said[row.entry_id]),
            )
            for row in chosen
        ],
        batch_size=BATCH,
    )
    Score.objects.bulk_create(
        [
            Score(
                sheet=sheet,
                criterion=criterion,
                points=_points(criterion.max_points, quality[sheet.assignment.entry_id], rng),
            )
            for sheet in sent
            for criterion in criteria
        ],
        batch_size=BATCH,
    )


def _points(maximum: Decimal, quality: float, rng: Random) -> Decimal:
    """Half points around the entry's quality, never outside the scale."""
    halves = round(float(maximum) * 2 * (quality + rng.uniform(-0.12, 0.08)))
    return min(maximum, max(Decimal("0.5"), Decimal(halves) / 2))


def _decide(round_: Round, state: str, now: datetime) -> None:
    """Give outcomes by rank, the approving document, and what follows from publication."""
    results = list(
        RoundResult.objects.filter(entry__round=round_)
        .select_related("entry")
        .order_by(F("rank").asc(nulls_last=True), "pk")
    )
    if round_.is_final:
        _award(round_, results)
    else:
        places = round_.advance_count or len(results)
        for place, result in enumerate(results):
            ahead = place < places and result.passes and result.rank
            result.outcome = Outcome.ADVANCE if ahead else Outcome.NOT_ADVANCE
        RoundResult.objects.bulk_update(results, ["outcome"], batch_size=BATCH)
    number = f"{40 + round_.contest.year % 100}/{'QĐ-UBND' if round_.is_final else 'TB-BTC'}"
    decision = OfficialDecision.objects.create(
        contest=round_.contest,
        number=number,
        issued_on=day(now, -2 if round_.is_final else -30).date(),
        issuer="Ủy ban nhân dân tỉnh Lạng Sơn" if round_.is_final else "Ban Tổ chức Cuộc thi",
        signer="Người ký minh họa",
        subject=f"Kết quả {round_.name.lower()} {round_.contest.title}",
    )
    published = now if state == RoundState.PUBLISHED else None
    Round.objects.filter(pk=round_.pk).update(
        state=state, decision=decision, closed_at=now, published_at=published
    )
    if round_.is_final and state in {RoundState.APPROVED, RoundState.PUBLISHED}:
        Award.objects.filter(prize__contest=round_.contest).update(
            state=AwardState.APPROVED, decision=decision
        )
    if published:
        _publish(results)


def _award(round_: Round, results: list[RoundResult]) -> None:
    slots = [
        prize for prize in round_.contest.prizes.order_by("order") for _ in range(prize.quantity)
    ]
    ranked = [result for result in results if result.rank and result.passes]
    winners = dict(zip((result.pk for result in ranked), slots, strict=False))
    Award.objects.bulk_create(
        [
            Award(prize=winners[row.pk], application_id=row.entry.application_id)
            for row in ranked
            if row.pk in winners
        ]
    )
    for prize in round_.contest.prizes.annotate(won=Count("awards")):
        if prize.won < prize.quantity:
            prize.unawarded_places = prize.quantity - prize.won
            prize.unawarded_reason = "Không đủ dự án đạt mức điểm"
            prize.save(update_fields=["unawarded_places", "unawarded_reason"])
    for result in results:
        result.outcome = Outcome.AWARD if result.pk in winners else Outcome.NO_AWARD
    RoundResult.objects.bulk_update(results, ["outcome"], batch_size=BATCH)


_AFTER = {
    Outcome.ADVANCE: ApplicationState.ADVANCED,
    Outcome.NOT_ADVANCE: ApplicationState.NOT_ADVANCED,
    Outcome.AWARD: ApplicationState.AWARDED,
    Outcome.NO_AWARD: ApplicationState.NOT_AWARDED,
}


def _publish(results: list[RoundResult]) -> None:
    for outcome, state in _AFTER.items():
        chosen = [row.entry.application_id for row in results if row.outcome == outcome]
        for start in range(0, len(chosen), BATCH):
            Application.objects.filter(pk__in=chosen[start : start + BATCH]).update(state=state)
