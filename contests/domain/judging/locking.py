"""The lock that every change of a round's assignments takes first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from contests.enums import RoundState
from contests.workflow import ROUND
from portal.workflow import RefusedError

if TYPE_CHECKING:
    from contests.models import Round


class AssignmentRefusedError(RefusedError):
    """The judge cannot be given this entry, or not now."""


def lock_open(round_: Round) -> Round:
    """Lock the round; refuse unless it is being scored."""
    locked: Round = ROUND.lock(round_)
    if locked.state != RoundState.OPEN:
        raise AssignmentRefusedError(
            _("Assignments can be changed only while the round is being scored.")
        )
    return locked
