"""Official papers in the layout of Decree 30/2020/NĐ-CP: as Word for the office to edit, and as PDF."""

from contests.domain.official.making import PaperFile, PaperNotReadyError, make_paper
from contests.domain.official.offices import office_of, usual_offices
from contests.domain.official.ready import (
    OF_A_JUDGE,
    Readiness,
    judges_of,
    papers_of_edition,
    papers_of_round,
)

__all__ = [
    "OF_A_JUDGE",
    "PaperFile",
    "PaperNotReadyError",
    "Readiness",
    "judges_of",
    "make_paper",
    "office_of",
    "papers_of_edition",
    "papers_of_round",
    "usual_offices",
]
