"""Applications, their people, questions and checks."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ApplicationState(models.TextChoices):
    """One set of states for every contest: rounds are rows, not states."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    SUPPLEMENT_REQUESTED = "supplement_requested", _("Supplement requested")
    VALID = "valid", _("Valid")
    INVALID = "invalid", _("Not valid")
    IN_ROUND = "in_round", _("In a round")
    ADVANCED = "advanced", _("Advanced")
    NOT_ADVANCED = "not_advanced", _("Not advanced")
    AWARDED = "awarded", _("Awarded")
    NOT_AWARDED = "not_awarded", _("Not awarded")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    DISQUALIFIED = "disqualified", _("Disqualified")


# Left the contest while a round went on: nobody scores it any more.
GONE_STATES = frozenset({ApplicationState.WITHDRAWN, ApplicationState.DISQUALIFIED})


EDITABLE_STATES = frozenset({ApplicationState.DRAFT, ApplicationState.SUPPLEMENT_REQUESTED})


# In judging, or waiting for the next round: what a round asks in addition may be answered.
ANSWERING_STATES = frozenset({ApplicationState.IN_ROUND, ApplicationState.ADVANCED})


# Received by the secretariat at least once and still in the contest or judged by it.
RECEIVED_STATES = frozenset(ApplicationState) - {ApplicationState.DRAFT}


SCREENING_STATES = frozenset({ApplicationState.SUBMITTED, ApplicationState.SUPPLEMENT_REQUESTED})


PASSED_SCREENING_STATES = frozenset(
    {
        ApplicationState.VALID,
        ApplicationState.IN_ROUND,
        ApplicationState.ADVANCED,
        ApplicationState.NOT_ADVANCED,
        ApplicationState.AWARDED,
        ApplicationState.NOT_AWARDED,
    }
)


FINAL_STATES = frozenset(
    {
        ApplicationState.INVALID,
        ApplicationState.NOT_ADVANCED,
        ApplicationState.AWARDED,
        ApplicationState.NOT_AWARDED,
        ApplicationState.WITHDRAWN,
        ApplicationState.DISQUALIFIED,
    }
)


class ApplicantType(models.TextChoices):
    INDIVIDUAL = "individual", _("Individual")
    GROUP = "group", _("Group of individuals")
    ORGANISATION = "organisation", _("Organisation")
    ENTERPRISE = "enterprise", _("Startup enterprise")


ORGANISED_TYPES = frozenset({ApplicantType.ORGANISATION, ApplicantType.ENTERPRISE})


class TaskStatus(models.TextChoices):
    """How far one page of a dossier is; the fewest words that help."""

    COMPLETED = "completed", _("Completed")
    IN_PROGRESS = "in_progress", _("In progress")
    NOT_STARTED = "not_started", _("Not started")
    CANNOT_START = "cannot_start", _("Cannot start yet")


class QuestionKind(models.TextChoices):
    SHORT_TEXT = "short_text", _("Short text")
    LONG_TEXT = "long_text", _("Long text")
    NUMBER = "number", _("Number")
    MONEY = "money", _("Amount of money")
    DATE = "date", _("Date")
    CHOICE = "choice", _("Choice")
    MULTIPLE = "multiple", _("Several choices")
    YES_NO = "yes_no", _("Yes or no")
    LINK = "link", _("Link")
    TABLE = "table", _("Table")
    FILE = "file", _("File")


CHOICE_KINDS = frozenset({QuestionKind.CHOICE, QuestionKind.MULTIPLE})


# Kinds whose answer may decide whether another question is asked.
DECIDING_KINDS = CHOICE_KINDS | {QuestionKind.YES_NO}


class ColumnKind(models.TextChoices):
    """What a column of a table takes."""

    TEXT = "text", _("Text")
    NUMBER = "number", _("Number")
    MONEY = "money", _("Amount of money")


class AttachmentKind(models.TextChoices):
    EXPLANATION = "explanation", _("Project explanation")
    SLIDES = "slides", _("Slides")
    IMAGE = "image", _("Picture")
    EVIDENCE = "evidence", _("Evidence")
    ANSWER = "answer", _("Answer to a question")
    GUARDIAN = "guardian", _("Signed consent of the guardian")
    SCAN = "scan", _("Scan of the paper dossier")


class Channel(models.TextChoices):
    """How a dossier reached the office."""

    ONLINE = "online", _("Online, by the applicant")
    PAPER = "paper", _("On paper, entered by the secretariat")
    EMAIL = "email", _("By e-mail, entered by the secretariat")
    UNIT = "unit", _("Entered by a nominating unit")


# Typed in by the secretariat.
OFFICE_CHANNELS = frozenset({Channel.PAPER, Channel.EMAIL})


class Endorsement(models.TextChoices):
    """What the nominating unit that the dossier names says of it."""

    NONE = "none", _("No nominating unit")
    REQUESTED = "requested", _("Waiting for the unit")
    ENDORSED = "endorsed", _("Endorsed")
    DECLINED = "declined", _("Not endorsed")


class TeamAccess(models.TextChoices):
    """What a member with an account may do with the dossier."""

    NONE = "none", _("No access")
    VIEW = "view", _("May read")
    EDIT = "edit", _("May read and edit")


class InvitationState(models.TextChoices):
    NONE = "none", _("Not invited")
    INVITED = "invited", _("Invited")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")


class CheckStage(models.TextChoices):
    """When the rules were last applied to a dossier."""

    START = "start", _("At the start")
    SUBMIT = "submit", _("At submission")
    SCREENING = "screening", _("At the validity check")


class LookAlikeKind(models.TextChoices):
    PHONE = "phone", _("Same telephone number")
    EMAIL = "email", _("Same e-mail address")
    TAX_CODE = "tax_code", _("Same tax code")
    TITLE = "title", _("Similar project name")
    SUMMARY = "summary", _("Similar summary")


class CheckResult(models.TextChoices):
    PASSED = "passed", _("Met")
    FAILED = "failed", _("Not met")
    UNCLEAR = "unclear", _("To be checked by a person")
