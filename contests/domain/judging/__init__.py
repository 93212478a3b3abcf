"""Who scores what, and how: assignments, pledges, conflicts of interest and score sheets."""

from contests.domain.judging.assignments import (
    AssignmentRefusedError,
    AssignmentReport,
    JudgeNews,
    assign_judge,
    assign_panels,
    news_per_judge,
    publish_assignments,
    remove_assignment,
)
from contests.domain.judging.candidates import HintedPair, Unplaced
from contests.domain.judging.conflicts import ConflictRefusedError, declare_conflict
from contests.domain.judging.dossier import Dossier, dossier_of
from contests.domain.judging.hints import (
    DoubtfulAssignment,
    HintedPairError,
    dismiss_hints,
    doubtful_assignments,
    open_hints,
    questions_for,
)
from contests.domain.judging.plans import PanelPlan, plan_panels
from contests.domain.judging.pledges import PledgeMissingError, has_pledged, pledge, pledge_text
from contests.domain.judging.reading import (
    JudgeProgress,
    criterion_specs,
    entry_scores,
    next_assignment,
    progress,
    tie_rule_specs,
)
from contests.domain.judging.sheets import (
    PointsRefusedError,
    SheetChangedError,
    SheetEntry,
    SheetIncompleteError,
    SheetLockedError,
    save_sheet,
    send_sheet,
    unlock_sheet,
)
from contests.domain.judging.ties import Hint

__all__ = [
    "AssignmentRefusedError",
    "AssignmentReport",
    "ConflictRefusedError",
    "Dossier",
    "DoubtfulAssignment",
    "Hint",
    "HintedPair",
    "HintedPairError",
    "JudgeNews",
    "JudgeProgress",
    "PanelPlan",
    "PledgeMissingError",
    "PointsRefusedError",
    "SheetChangedError",
    "SheetEntry",
    "SheetIncompleteError",
    "SheetLockedError",
    "Unplaced",
    "assign_judge",
    "assign_panels",
    "criterion_specs",
    "declare_conflict",
    "dismiss_hints",
    "dossier_of",
    "doubtful_assignments",
    "entry_scores",
    "has_pledged",
    "news_per_judge",
    "next_assignment",
    "open_hints",
    "plan_panels",
    "pledge",
    "pledge_text",
    "progress",
    "publish_assignments",
    "questions_for",
    "remove_assignment",
    "save_sheet",
    "send_sheet",
    "tie_rule_specs",
    "unlock_sheet",
]
