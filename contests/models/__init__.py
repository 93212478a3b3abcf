"""The contest: editions, applications, judging, awards and the figures of the past."""

from contests.models.applications import (
    Answer,
    Application,
    ApplicationSnapshot,
    Attachment,
)
from contests.models.awards import (
    Award,
    HistoricalFigure,
    OfficialDecision,
    Prize,
    PrizeFamily,
    ReportedTotal,
)
from contests.models.casework import ClaimLink, DossierMessage, Extension, LookAlike
from contests.models.challenges import PilotReport, ProblemStatement
from contests.models.contests import Contest, Division, FormTemplate, RuleSet
from contests.models.criteria import Criterion, OrganiserScore, ScoreLevel, TieRule
from contests.models.final_day import FinalDay, RunningOrderDraw, StageTurn
from contests.models.follow_ups import FollowUp
from contests.models.judging import (
    Assignment,
    ConflictDeclaration,
    HintDismissal,
    Panel,
    PanelMember,
    Score,
    ScoreSheet,
)
from contests.models.juries import JudgeInvitation
from contests.models.paper_sheets import PaperSheet
from contests.models.papers import CouncilMeeting, MadePaper, PaperOffice, PaperTemplate
from contests.models.participation import Participation
from contests.models.petitions import Petition, PetitionFile
from contests.models.questions import Question, Section
from contests.models.results import ResultVersion, RoundResult, SetAsideResult
from contests.models.rounds import DivisionPlaces, Round, RoundEntry
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
    "CouncilMeeting",
    "Criterion",
    "Division",
    "DivisionPlaces",
    "DossierMessage",
    "EligibilityCheck",
    "Extension",
    "FinalDay",
    "FollowUp",
    "FormTemplate",
    "HintDismissal",
    "HistoricalFigure",
    "JudgeInvitation",
    "LookAlike",
    "MadePaper",
    "OfficialDecision",
    "OrganiserScore",
    "Panel",
    "PanelMember",
    "PaperOffice",
    "PaperSheet",
    "PaperTemplate",
    "Participation",
    "Petition",
    "PetitionFile",
    "PilotReport",
    "Prize",
    "PrizeFamily",
    "ProblemStatement",
    "Question",
    "ReportedTotal",
    "ResultVersion",
    "Round",
    "RoundEntry",
    "RoundResult",
    "RuleSet",
    "RunningOrderDraw",
    "Score",
    "ScoreLevel",
    "ScoreSheet",
    "Section",
    "SetAsideResult",
    "SiteVisit",
    "SiteVisitPhoto",
    "StageTurn",
    "SupplementRequest",
    "TeamMember",
    "TieRule",
]
