"""Signed paper sheets: typed in by one person, read again blind by another, settled, then counted."""

from contests.domain.paper_sheets.checking import check_paper, open_differences, settle_paper
from contests.domain.paper_sheets.codes import find_by_code, sheet_address, sheet_code
from contests.domain.paper_sheets.entering import (
    DraftExistsError,
    PaperChangedError,
    PaperIncompleteError,
    PaperRefusedError,
    ScanMissingError,
    current_paper,
    drop_paper,
    electronic_draft,
    hand_in,
    holds_unlocked_paper,
    keep_scan,
    save_typing,
)
from contests.domain.paper_sheets.reading import (
    WaitingPaper,
    credit,
    frozen_papers,
    papers_of,
    scan_for_judge,
    waiting_in,
)
from contests.domain.paper_sheets.readings import (
    Difference,
    Reading,
    from_plain,
    without_marks,
)
from contests.domain.paper_sheets.turns import hindrance_of, why_lapsed, why_not_check, why_not_type

__all__ = [
    "Difference",
    "DraftExistsError",
    "PaperChangedError",
    "PaperIncompleteError",
    "PaperRefusedError",
    "Reading",
    "ScanMissingError",
    "WaitingPaper",
    "check_paper",
    "credit",
    "current_paper",
    "drop_paper",
    "electronic_draft",
    "find_by_code",
    "from_plain",
    "frozen_papers",
    "hand_in",
    "hindrance_of",
    "holds_unlocked_paper",
    "keep_scan",
    "open_differences",
    "papers_of",
    "save_typing",
    "scan_for_judge",
    "settle_paper",
    "sheet_address",
    "sheet_code",
    "waiting_in",
    "why_lapsed",
    "why_not_check",
    "why_not_type",
    "without_marks",
]
