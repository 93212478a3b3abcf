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
from contests.models.judging import (
    Assignment,
    ConflictDeclaration,
    Panel,
    PanelMember,
    Score,
    ScoreSheet,
)
from contests.models.papers import CouncilMeeting, MadePaper, PaperOffice, PaperTemplate
from contests.models.questions import Question, Section
from contests.models.rounds import Criterion, Round, RoundEntry, RoundResult, TieRule
from contests.models.screening import EligibilityCheck, SupplementRequest
from contests.models.team import TeamMember

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
    "CouncilMeeting",
    "Criterion",
    "Division",
    "DossierMessage",
    "EligibilityCheck",
    "Extension",
    "FormTemplate",
    "HistoricalFigure",
    "LookAlike",
    "MadePaper",
    "OfficialDecision",
    "Panel",
    "PanelMember",
    "PaperOffice",
    "PaperTemplate",
    "Prize",
    "Question",
    "ReportedTotal",
    "Round",
    "RoundEntry",
    "RoundResult",
    "RuleSet",
    "Score",
    "ScoreSheet",
    "Section",
    "SupplementRequest",
    "TeamMember",
    "TieRule",
]
