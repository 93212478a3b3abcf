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
from contests.domain.judging.conflicts import ConflictRefusedError, declare_conflict
from contests.domain.judging.dossier import Dossier, dossier_of
from contests.domain.judging.identity import belongs_to_team, shares_name
from contests.domain.judging.plans import PanelPlan, Unplaced, plan_panels
from contests.domain.judging.pledges import PledgeMissingError, has_pledged, pledge, pledge_text
from contests.domain.judging.reading import (
    JudgeProgress,
    criterion_specs,
    entry_scores,
    next_assignment,
    progress,
    tie_rule_specs,
)
from contests.domain.judging.sharing import SharedSheet, shared_sheets
from contests.domain.judging.sheets import (
    PointsRefusedError,
    SheetChangedError,
    SheetEntry,
    SheetIncompleteError,
    SheetLockedError,
    abstain,
    save_sheet,
    send_sheet,
    unlock_sheet,
)
from contests.domain.judging.visits import (
    MAX_PHOTOS,
    NoVisitsError,
    VisitChangedError,
    VisitEntry,
    add_photo,
    checklist,
    remove_photo,
    save_visit,
)

__all__ = [
    "MAX_PHOTOS",
    "AssignmentRefusedError",
    "AssignmentReport",
    "ConflictRefusedError",
    "Dossier",
    "JudgeNews",
    "JudgeProgress",
    "NoVisitsError",
    "PanelPlan",
    "PledgeMissingError",
    "PointsRefusedError",
    "SharedSheet",
    "SheetChangedError",
    "SheetEntry",
    "SheetIncompleteError",
    "SheetLockedError",
    "Unplaced",
    "VisitChangedError",
    "VisitEntry",
    "abstain",
    "add_photo",
    "assign_judge",
    "assign_panels",
    "belongs_to_team",
    "checklist",
    "criterion_specs",
    "declare_conflict",
    "dossier_of",
    "entry_scores",
    "has_pledged",
    "news_per_judge",
    "next_assignment",
    "plan_panels",
    "pledge",
    "pledge_text",
    "progress",
    "publish_assignments",
    "remove_assignment",
    "remove_photo",
    "save_sheet",
    "save_visit",
    "send_sheet",
    "shared_sheets",
    "shares_name",
    "tie_rule_specs",
    "unlock_sheet",
]
