"""The contest: editions, applications, judging, awards and the figures of the past."""

from contests.models.applications import (
    Answer,
    Application,
    ApplicationSnapshot,
    Attachment,
)
from contests.models.awards import Award, HistoricalFigure, OfficialDecision, Prize, ReportedTotal
from contests.models.casework import ClaimLink, DossierMessage, Extension, LookAlike
from contests.models.contests import Contest, Division, FormTemplate, RuleSet
from contests.models.final_day import FinalDay, RunningOrderDraw, StageTurn
from contests.models.judging import (
    Assignment,
    ConflictDeclaration,
    Panel,
    PanelMember,
    Score,
    ScoreSheet,
)
from contests.models.questions import Question, Section
from contests.models.rounds import Criterion, Round, RoundEntry, RoundResult, TieRule
from contests.models.screening import EligibilityCheck, SupplementRequest
from contests.models.team import TeamMember
from contests.models.visits import SiteVisit, SiteVisitPhoto

__all__ = [
    "Answer",
    "Application",
    "ApplicationSnapshot",
    "Assignment",
    "Attachment",
    "Award",
    "ClaimLink",
    "ConflictDeclaration",
    "Contest",
    "Criterion",
    "Division",
    "DossierMessage",
    "EligibilityCheck",
    "Extension",
    "FinalDay",
    "FormTemplate",
    "HistoricalFigure",
    "LookAlike",
    "OfficialDecision",
    "Panel",
    "PanelMember",
    "Prize",
    "Question",
    "ReportedTotal",
    "Round",
    "RoundEntry",
    "RoundResult",
    "RuleSet",
    "RunningOrderDraw",
    "Score",
    "ScoreSheet",
    "Section",
    "SiteVisit",
    "SiteVisitPhoto",
    "StageTurn",
    "SupplementRequest",
    "TeamMember",
    "TieRule",
]
