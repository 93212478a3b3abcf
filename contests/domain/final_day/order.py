"""The running order: drawn by lot from a recorded seed, or set by hand; every change is kept."""

from __future__ import annotations

import hashlib
import secrets
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from contests.enums import GONE_STATES, RoundState, TurnState
from contests.models import FinalDay, Round, RoundEntry, RunningOrderDraw, StageTurn
from contests.models.final_day import new_hall_key
from contests.workflow import ROUND
from portal import audit
from portal.workflow import ReasonMissingError, RefusedError, require

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

PERMISSION = "contests.run_final_day"
_SEED_BYTES = 8


class OrderRefusedError(RefusedError):
    """The running order, or the day itself, cannot be changed now."""


def drawn_order(seed: str, references: Iterable[str]) -> list[str]:
    """The references in the order that ``seed`` draws: by the SHA-256 of "seed:reference".

    Anybody can check a drawing with nothing but the seed and the list.
    """

    def ticket(reference: str) -> str:
        return hashlib.sha256(f"{seed}:{reference}".encode()).hexdigest()

    return sorted(references, key=ticket)


@transaction.atomic
def open_day(
    round_: Round, *, actor: Any, pitch_minutes: int = 8, question_minutes: int = 10
) -> FinalDay:
    """Hold the round live: a turn for every entry still in the contest, in the order of the entries.

    Opening twice gives the same day. Refused unless the round is being scored.
    """
    require(actor, PERMISSION)
    locked: Round = ROUND.lock(round_)
    _refuse_unless_open(locked)
    day, is_new = FinalDay.objects.get_or_create(
        round=locked,
        defaults={"pitch_minutes": pitch_minutes, "question_minutes": question_minutes},
    )
    if is_new:
        entries = locked.entries.exclude(application__state__in=GONE_STATES)
        rows = entries.order_by("running_order", "pk").values_list("pk", flat=True)
        StageTurn.objects.bulk_create(
            StageTurn(day=day, entry_id=pk, position=n) for n, pk in enumerate(rows, start=1)
        )
        _write_running_order(day)
        audit.record(locked, "open_final_day", actor=actor)
    return day


@transaction.atomic
def draw_order(
    day: FinalDay, *, actor: Any, reason: str = "", seed: str | None = None
) -> RunningOrderDraw:
    """Draw the order by lot and record seed, order, who and when.

    Drawing again, or after an order set by hand, needs a reason. Refused once a turn has begun.
    """
    locked = _lock_before_start(day, actor)
    if locked.draws.exists() and not reason.strip():
        raise ReasonMissingError(_("Say why the order is drawn again"))
    seed = seed or secrets.token_hex(_SEED_BYTES)
    turns = {reference_of(turn): turn for turn in _turns(locked)}
    return _record(
        locked,
        [turns[reference] for reference in drawn_order(seed, turns)],
        actor=actor,
        reason=reason,
        seed=seed,
    )


@transaction.atomic
def set_order(
    day: FinalDay, places: Mapping[int, int], *, actor: Any, reason: str
) -> RunningOrderDraw:
    """Set the order by hand: ``places`` maps turns to places, each from 1 on given once."""
    locked = _lock_before_start(day, actor)
    if not reason.strip():
        raise ReasonMissingError(_("Say why the order is set by hand"))
    turns = {turn.pk: turn for turn in _turns(locked)}
    if sorted(places) != sorted(turns) or sorted(places.values()) != [*range(1, len(turns) + 1)]:
        raise OrderRefusedError(
            _("Give every place from 1 to %(n)d to one project.") % {"n": len(turns)}
        )
    in_order = [turns[pk] for pk in sorted(places, key=places.__getitem__)]
    return _record(locked, in_order, actor=actor, reason=reason)


@transaction.atomic
def set_minutes(
    day: FinalDay, *, actor: Any, pitch_minutes: int, question_minutes: int
) -> FinalDay:
    """Change how long presentations and questions take; a running clock follows at once."""
    locked = lock_day(day, actor)
    locked.pitch_minutes, locked.question_minutes = pitch_minutes, question_minutes
    locked.save(update_fields=["pitch_minutes", "question_minutes"])
    audit.record(
        locked.round,
        "set_final_day_minutes",
        actor=actor,
        pitch=pitch_minutes,
        questions=question_minutes,
    )
    return locked


@transaction.atomic
def renew_hall_key(day: FinalDay, *, actor: Any) -> FinalDay:
    """Give the hall's screen a new link; the old one leads nowhere any more."""
    locked = lock_day(day, actor)
    locked.hall_key = new_hall_key()
    locked.save(update_fields=["hall_key"])
    audit.record(locked.round, "renew_hall_key", actor=actor)
    return locked


def reference_of(turn: StageTurn) -> str:
    """What a turn is called in a drawing: the number that everybody knows."""
    application = turn.entry.application
    return application.reference or application.public_id


def lock_day(day: FinalDay, actor: Any) -> FinalDay:
    """Lock the day for an act of the secretariat; refused once scoring is closed."""
    require(actor, PERMISSION)
    locked = FinalDay.objects.select_for_update().get(pk=day.pk)
    _refuse_unless_open(locked.round)
    return locked


def _refuse_unless_open(round_: Round) -> None:
    if round_.state != RoundState.OPEN:
        raise OrderRefusedError(_("The round is not being scored."))


def _lock_before_start(day: FinalDay, actor: Any) -> FinalDay:
    locked = lock_day(day, actor)
    if locked.turns.exclude(state=TurnState.WAITING).exists():
        raise OrderRefusedError(
            _(
                "The day has begun: the order is not drawn or set any more. Move single turns instead."
            )
        )
    return locked


def _turns(day: FinalDay) -> list[StageTurn]:
    return list(day.turns.select_related("entry__application").order_by("position", "pk"))


def _record(
    day: FinalDay, turns: list[StageTurn], *, actor: Any, reason: str, seed: str = ""
) -> RunningOrderDraw:
    for position, turn in enumerate(turns, start=1):
        turn.position = position
    StageTurn.objects.bulk_update(turns, ["position"])
    _write_running_order(day)
    day.version += 1
    day.save(update_fields=["version"])
    draw = RunningOrderDraw.objects.create(
        day=day,
        seed=seed,
        order=[reference_of(turn) for turn in turns],
        reason=reason,
        drawn_by=None if actor is audit.SYSTEM else actor,
    )
    verb = "draw_order" if seed else "set_order"
    audit.record(day.round, verb, actor=actor, reason=reason, seed=seed)
    return draw


def _write_running_order(day: FinalDay) -> None:
    """Let lists of judges and papers follow the order of the stage."""
    turns = list(day.turns.select_related("entry"))
    for turn in turns:
        turn.entry.running_order = turn.position
    RoundEntry.objects.bulk_update([turn.entry for turn in turns], ["running_order"])
