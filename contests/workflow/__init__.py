"""The lives of the contest's objects, as tables."""

from contests.workflow.applications import (
    APPLICATION,
)
from contests.workflow.editions import (
    CONTEST,
    ROUND,
)
from contests.workflow.judging import (
    JUDGE_INVITATION,
    PAPER_SHEET,
    SHEET,
    TURN,
)
from contests.workflow.outcomes import (
    AWARD,
    FOLLOW_UP,
    PARTICIPATION,
    PETITION,
)

__all__ = [
    "APPLICATION",
    "AWARD",
    "CONTEST",
    "FOLLOW_UP",
    "JUDGE_INVITATION",
    "PAPER_SHEET",
    "PARTICIPATION",
    "PETITION",
    "ROUND",
    "SHEET",
    "TURN",
]
