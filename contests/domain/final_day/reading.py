"""Reading the day: the stage as everybody sees it, and the secretariat's lamps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef
from django.utils import timezone

from contests.domain.final_day.stage import seconds_used
from contests.enums import DONE_SHEET_STATES, STAGE_STATES, WAITING_PAPER_STATES, TurnState
from contests.models import Assignment, PaperSheet

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from contests.models import FinalDay, StageTurn
    from portal.models import User

SECONDS = 60


@dataclass(frozen=True, kw_only=True)
class Stage:
    """Who is on stage, in which part, how the clock stands, and who comes next."""

    current: StageTurn | None
    upcoming: Sequence[StageTurn]
    turns: Sequence[StageTurn]
    limit: int = 0
    used: int = 0

    @property
    def left(self) -> int:
        """Seconds left; negative once the time is over."""
        return self.limit - self.used

    @property
    def is_running(self) -> bool:
        return self.current is not None and self.current.clock_started_at is not None

    @property
    def is_asking(self) -> bool:
        return self.current is not None and self.current.state == TurnState.QUESTIONS

    @property
    def has_begun(self) -> bool:
        return any(turn.state != TurnState.WAITING for turn in self.turns)

    @property
    def has_ended(self) -> bool:
        return self.has_begun and self.current is None and not self.upcoming


@dataclass(frozen=True, kw_only=True)
class Lamp:
    """One judge's sheet for one entry, without its points.

    ``is_on_paper``: it was typed from paper and is not in before its check.
    """

    judge: User
    state: str
    is_on_paper: bool = False

    @property
    def is_in(self) -> bool:
        return self.state in DONE_SHEET_STATES


@dataclass(frozen=True, kw_only=True)
class LampRow:
    """An entry with the lamps of its judges."""

    turn: StageTurn
    lamps: Sequence[Lamp]

    @property
    def is_awaited(self) -> bool:
        """Whether its sheets are waited for: an entry left out is not."""
        return self.turn.state != TurnState.LEFT_OUT

    @property
    def is_in(self) -> bool:
        return bool(self.lamps) and all(lamp.is_in for lamp in self.lamps)

    @property
    def done(self) -> int:
        return sum(lamp.is_in for lamp in self.lamps)


def stage_of(day: FinalDay, now: dt.datetime | None = None) -> Stage:
    """The stage now. One query, whatever the number of entries."""
    turns = list(day.turns.select_related("entry__application__field").order_by("position", "pk"))
    current = next((turn for turn in turns if turn.state in STAGE_STATES), None)
    minutes = 0
    if current is not None:
        is_asking = current.state == TurnState.QUESTIONS
        minutes = day.question_minutes if is_asking else day.pitch_minutes
    return Stage(
        current=current,
        upcoming=[turn for turn in turns if turn.state == TurnState.WAITING],
        turns=turns,
        limit=minutes * SECONDS,
        used=seconds_used(current, now or timezone.now()) if current else 0,
    )


def lamps(day: FinalDay, turns: Sequence[StageTurn]) -> list[LampRow]:
    """Who has sent a sheet for which entry; conflicts are left out. One query."""
    typed = PaperSheet.objects.filter(assignment=OuterRef("pk"), state__in=WAITING_PAPER_STATES)
    rows = (
        Assignment.objects.filter(entry__round=day.round_id)
        .standing()
        .annotate(is_on_paper=Exists(typed))
        .select_related("judge", "sheet")
        .order_by("judge__full_name", "judge_id")
    )
    by_entry: dict[int, list[Lamp]] = {}
    for row in rows:
        sheet = getattr(row, "sheet", None)
        lamp = Lamp(
            judge=row.judge, state=sheet.state if sheet else "", is_on_paper=row.is_on_paper
        )
        by_entry.setdefault(row.entry_id, []).append(lamp)
    return [LampRow(turn=turn, lamps=by_entry.get(turn.entry_id, [])) for turn in turns]


def all_sheets_in(rows: Sequence[LampRow]) -> bool:
    """Whether every judge has sent, or abstained from, every entry that is waited for."""
    awaited = [row for row in rows if row.is_awaited and row.lamps]
    return bool(awaited) and all(row.is_in for row in awaited)
