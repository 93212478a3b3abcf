"""Editions, rounds and what is counted in them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EditionKind(models.TextChoices):
    """What an edition is held for; both run on the same intake, check, judging and results."""

    CONTEST = "contest", _("Contest of the year")
    CHALLENGE = "challenge", _("Problem statement of an organisation")


class ContestState(models.TextChoices):
    """Whether the public may see an edition; the phases inside come from its dates and rounds."""

    DRAFT = "draft", _("In preparation")
    PUBLISHED = "published", _("Published")
    FINISHED = "finished", _("Finished")


class ContestPhase(models.TextChoices):
    """Where a published edition stands now; computed, never stored."""

    PREPARATION = "preparation", _("In preparation")
    ANNOUNCED = "announced", _("Not open yet")
    INTAKE = "intake", _("Receiving applications")
    SCREENING = "screening", _("Validity check")
    JUDGING = "judging", _("Judging")
    DECIDED = "decided", _("Waiting for publication")
    FINISHED = "finished", _("Results published")


class PastWinnerRule(models.TextChoices):
    """What the rules say of projects that were in a contest before."""

    ALLOWED = "allowed", _("Earlier winners may enter again")
    WINNERS_OUT = "winners_out", _("A project that won a prize may not enter again")
    ENTRANTS_OUT = "entrants_out", _("A project that entered any startup contest may not enter")


class RoundKind(models.TextChoices):
    PRELIMINARY = "preliminary", _("Preliminary round")
    SEMIFINAL = "semifinal", _("Semi-final")
    FINAL = "final", _("Final")


class RoundState(models.TextChoices):
    """``planned`` before it starts; from ``closed`` on the scores are frozen."""

    PLANNED = "planned", _("Planned")
    OPEN = "open", _("Being scored")
    CLOSED = "closed", _("Closed, scores frozen")
    PROPOSED = "proposed", _("Result proposed")
    APPROVED = "approved", _("Result approved")
    PUBLISHED = "published", _("Result published")


FROZEN_ROUND_STATES = frozenset(
    {RoundState.CLOSED, RoundState.PROPOSED, RoundState.APPROVED, RoundState.PUBLISHED}
)


class FigureKind(models.TextChoices):
    """Four counts that are never derived from one another (domain.md §0.4)."""

    RECEIVED = "received", _("Received applications")
    VALID = "valid", _("Valid applications")
    FINALISTS = "finalists", _("Finalists")
    AWARDED = "awarded", _("Awards")


class PaperKind(models.TextChoices):
    """The official papers that the portal prints from a contest's data."""

    VALID_LIST = "valid_list", _("List of valid applications")
    BLANK_SHEETS = "blank_sheets", _("Score sheets of a judge, blank")
    FILLED_SHEETS = "filled_sheets", _("Score sheets of a judge, filled in")
    RUNNING_ORDER = "running_order", _("Running order")
    SCORE_TABLE = "score_table", _("Consolidated score table")
    MINUTES = "minutes", _("Minutes of the jury council")
    SUBMISSION = "submission", _("Submission to the People's Committee")
    DECISION = "decision", _("Draft decision on the awards")
    ANNEX = "annex", _("Annex of the award decision")
    SCRIPT = "script", _("Announcer's script")


class PaperFormat(models.TextChoices):
    DOCX = "docx", _("Word")
    PDF = "pdf", _("PDF")


class PaperIssuer(models.TextChoices):
    """In whose name a paper is written."""

    BOARD = "board", _("Organising Board")
    JURY = "jury", _("Jury council")
    DEPARTMENT = "department", _("Department of Science and Technology")
    PROVINCE = "province", _("Provincial People's Committee")


class ProtectionState(models.TextChoices):
    """How far the protection of intellectual property is."""

    NONE = "none", _("Nothing filed")
    FILED = "filed", _("Application filed")
    GRANTED = "granted", _("Title granted")
