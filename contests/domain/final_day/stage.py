"""What happens on stage: who is called, the clock, who is absent. One entry is on stage at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from contests.domain.final_day.order import _write_running_order, lock_day
from contests.enums import STAGE_STATES, TurnState
from contests.workflow import TURN
from portal.workflow import RefusedError

if TYPE_CHECKING:
    import datetime as dt
    from typing import Any

    from contests.models import FinalDay, StageTurn

_NO_CLOCK: dict[str, object] = {"clock_started_at": None, "clock_used": 0}


class DayChangedError(RefusedError):
    """Somebody else acted since this page was read: nothing was done twice."""


class NobodyOnStageError(RefusedError):
    """There is nobody on stage, or nobody left to call."""


# --- whose turn it is -------------------------------------------------------------------------


@transaction.atomic
def next_turn(day: FinalDay, *, actor: Any, version: int) -> StageTurn:
    """End the turn on stage and call the next one that waits.

    ``version`` is the day as the page showed it: of two who press at once, one acts and the other
    is told. Refused when nobody waits; the turn on stage is then ended with ``finish_turn``.
    """
    locked = _lock_seen(day, actor, version)
    waiting = locked.turns.filter(state=TurnState.WAITING).order_by("position", "pk").first()
    if waiting is None:
        raise NobodyOnStageError(_("Nobody is waiting for a turn any more."))
    current = _on_stage(locked)
    if current is not None:
        TURN.apply(current, "finish", actor=actor, changes=_stopped(current))
    called: StageTurn = TURN.apply(waiting, "call", actor=actor, changes=_NO_CLOCK)
    return called


@transaction.atomic
def begin_questions(day: FinalDay, *, actor: Any, version: int) -> StageTurn:
    """From the presentation to the questions, with a clock of their own that stands still."""
    current = _current(_lock_seen(day, actor, version))
    asked: StageTurn = TURN.apply(current, "ask", actor=actor, changes=_NO_CLOCK)
    return asked


@transaction.atomic
def finish_turn(day: FinalDay, *, actor: Any, version: int) -> StageTurn:
    """End the turn on stage without calling anybody."""
    current = _current(_lock_seen(day, actor, version))
    done: StageTurn = TURN.apply(current, "finish", actor=actor, changes=_stopped(current))
    return done


@transaction.atomic
def mark_absent(turn: StageTurn, *, actor: Any, reason: str) -> StageTurn:
    """Nobody came when the turn was called, or is expected to: the Board decides what follows."""
    return _move(turn, "mark_absent", actor=actor, reason=reason)


@transaction.atomic
def leave_out(turn: StageTurn, *, actor: Any, reason: str) -> StageTurn:
    """The Board decided that an absent entry does not present; its sheets are not waited for."""
    return _move(turn, "leave_out", actor=actor, reason=reason)


@transaction.atomic
def put_back(turn: StageTurn, *, actor: Any, reason: str) -> StageTurn:
    """Called or ended by mistake: the turn waits again at its place."""
    return _move(turn, "put_back", actor=actor, reason=reason)


@transaction.atomic
def move_to_end(turn: StageTurn, *, actor: Any, reason: str) -> StageTurn:
    """Let a turn wait behind all others."""
    return _move(turn, "move_to_end", actor=actor, reason=reason, is_last=True)


def _move(
    turn: StageTurn, step: str, *, actor: Any, reason: str, is_last: bool = False
) -> StageTurn:
    day = lock_day(turn.day, actor)
    changes: dict[str, object] = dict(_NO_CLOCK)
    if is_last:
        last = day.turns.exclude(pk=turn.pk).aggregate(last=Max("position"))["last"] or 0
        changes["position"] = last + 1
    moved: StageTurn = TURN.apply(turn, step, actor=actor, reason=reason, changes=changes)
    _bump(day)
    if is_last:
        _write_running_order(day)
    return moved


# --- the clock --------------------------------------------------------------------------------


@transaction.atomic
def start_clock(day: FinalDay, *, actor: Any, version: int) -> StageTurn:
    """Let the clock of the turn on stage run; one that runs already runs on."""
    current = _current(_lock_seen(day, actor, version))
    if current.clock_started_at is None:
        current.clock_started_at = timezone.now()
        current.save(update_fields=["clock_started_at"])
    return current


@transaction.atomic
def stop_clock(day: FinalDay, *, actor: Any, version: int) -> StageTurn:
    """Hold the clock; what was used is kept."""
    current = _current(_lock_seen(day, actor, version))
    return _set_clock(current, _stopped(current))


@transaction.atomic
def reset_clock(day: FinalDay, *, actor: Any, version: int) -> StageTurn:
    """Set the clock of the part that runs back to its full time, standing still."""
    return _set_clock(_current(_lock_seen(day, actor, version)), _NO_CLOCK)


def seconds_used(turn: StageTurn, now: dt.datetime) -> int:
    """Whole seconds that the clock has run until ``now``."""
    if turn.clock_started_at is None:
        return turn.clock_used
    return turn.clock_used + max(0, int((now - turn.clock_started_at).total_seconds()))


def _stopped(turn: StageTurn) -> dict[str, object]:
    return {"clock_started_at": None, "clock_used": seconds_used(turn, timezone.now())}


def _set_clock(turn: StageTurn, values: dict[str, Any]) -> StageTurn:
    for name, value in values.items():
        setattr(turn, name, value)
    turn.save(update_fields=list(values))
    return turn


# --- the lock ---------------------------------------------------------------------------------


def _lock_seen(day: FinalDay, actor: Any, version: int) -> FinalDay:
    locked = lock_day(day, actor)
    if locked.version != version:
        raise DayChangedError(
            _("Somebody else has just acted. Look at the stage again before pressing.")
        )
    _bump(locked)
    return locked


def _bump(day: FinalDay) -> None:
    day.version += 1
    day.save(update_fields=["version"])


def _on_stage(day: FinalDay) -> StageTurn | None:
    return day.turns.filter(state__in=STAGE_STATES).first()


def _current(day: FinalDay) -> StageTurn:
    current = _on_stage(day)
    if current is None:
        raise NobodyOnStageError(_("Nobody is on stage."))
    return current
