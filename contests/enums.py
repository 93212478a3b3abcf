"""States and kinds of the contest, with their groupings."""

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _


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


class Sex(models.TextChoices):
    """As people say of themselves, if they want to: counted in the report, shown of nobody."""

    FEMALE = "female", _("Female")
    MALE = "male", _("Male")
    OTHER = "other", _("Other")
    UNTOLD = "untold", _("I would rather not say")


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


class PastWinnerRule(models.TextChoices):
    """What the rules say of projects that were in a contest before."""

    ALLOWED = "allowed", _("Earlier winners may enter again")
    WINNERS_OUT = "winners_out", _("A project that won a prize may not enter again")
    ENTRANTS_OUT = "entrants_out", _("A project that entered any startup contest may not enter")


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


class DifferenceKind(models.TextChoices):
    """What became of one line of a dossier between two submitted versions."""

    ADDED = "added", _("Added")
    REMOVED = "removed", _("Removed")
    CHANGED = "changed", _("Changed")
    SAME = "same", _("Unchanged")


class CheckResult(models.TextChoices):
    PASSED = "passed", _("Met")
    FAILED = "failed", _("Not met")
    UNCLEAR = "unclear", _("To be checked by a person")


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


class Outcome(models.TextChoices):
    """What a frozen result will do to its application when the round is published."""

    PENDING = "pending", _("Not decided")
    ADVANCE = "advance", _("Advances")
    RESERVE = "reserve", _("On the reserve list")
    NOT_ADVANCE = "not_advance", _("Does not advance")
    AWARD = "award", _("Wins an award")
    NO_AWARD = "no_award", _("No award")


class AwardState(models.TextChoices):
    """``proposed`` until the decision is recorded; public from the publication of the final on."""

    PROPOSED = "proposed", _("Proposed")
    APPROVED = "approved", _("Approved")
    HANDED_OVER = "handed_over", _("Handed over")
    REVOKED = "revoked", _("Revoked")


# Awards that count: by a decision, and not taken back by another.
STANDING_AWARD_STATES = frozenset({AwardState.APPROVED, AwardState.HANDED_OVER})


class ParticipationState(models.TextChoices):
    """Whether those who advanced take their place in the next round."""

    WAITING = "waiting", _("Not answered yet")
    CONFIRMED = "confirmed", _("Takes part")
    DECLINED = "declined", _("Does not take part")


class RankBand(models.TextChoices):
    """How an applicant hears where they stood: never the exact rank."""

    TOP_QUARTER = "top_quarter", _("Among the first quarter")
    UPPER_HALF = "upper_half", _("In the upper half")
    LOWER_HALF = "lower_half", _("In the lower half")


class Scorer(models.TextChoices):
    JUDGES = "judges", _("The judges")
    ORGANISERS = "organisers", _("The organisers, once for each entry")


class MarkStep(Decimal, models.Choices):
    """How fine a mark may be."""

    WHOLE = "1.00", _("Whole points")
    HALF = "0.50", _("Half points")
    QUARTER = "0.25", _("Quarter points")
    HUNDREDTH = "0.01", _("Two decimals")


class MeanPlaces(models.IntegerChoices):
    TWO = 2, _("two decimals")
    THREE = 3, _("three decimals")
    FOUR = 4, _("four decimals")


class TieRuleKind(models.TextChoices):
    CRITERION = "criterion", _("Higher mean in a criterion")
    MEDIAN = "median", _("Higher median of the judges' totals")
    EARLIER = "earlier", _("Submitted earlier")


class SheetFate(models.TextChoices):
    """What became of a score sheet when the scores were frozen."""

    COUNTED = "counted", _("Counted")
    DROPPED_HIGHEST = "dropped_highest", _("Dropped as the highest")
    DROPPED_LOWEST = "dropped_lowest", _("Dropped as the lowest")
    INCOMPLETE = "incomplete", _("Left out: not complete")
    ABSTAINED = "abstained", _("The judge abstained")


class ResultFlag(models.TextChoices):
    """What the office should look at before the result is proposed; no figure changes by it."""

    DISAGREEMENT = "disagreement", _("The judges disagree widely")
    OUTLIER = "outlier", _("A sheet is far from the others")
    FEW_SHEETS = "few_sheets", _("Fewer sheets than asked for")


class SheetState(models.TextChoices):
    """``abstained`` is done as well: without points, and not missing."""

    DRAFT = "draft", _("Draft")
    SENT = "sent", _("Sent")
    ABSTAINED = "abstained", _("Abstained")


# Nothing more is expected of the judge.
DONE_SHEET_STATES = frozenset({SheetState.SENT, SheetState.ABSTAINED})


class PaperSheetState(models.TextChoices):
    """How far the typing of a signed paper sheet is; it counts once a second person checked it."""

    TYPING = "typing", _("Being typed in")
    TYPED = "typed", _("Waits for the check")
    DIFFERS = "differs", _("Differences to settle")
    CHECKED = "checked", _("Checked, counts")
    DROPPED = "dropped", _("Set aside, does not count")


# Typed and not counted yet: they wait for somebody other than the typist.
WAITING_PAPER_STATES = frozenset({PaperSheetState.TYPED, PaperSheetState.DIFFERS})
OPEN_PAPER_STATES = WAITING_PAPER_STATES | {PaperSheetState.TYPING}


class SheetSharing(models.TextChoices):
    """When judges of an entry may read one another's sheets."""

    NEVER = "never", _("Never")
    AFTER_OWN = "after_own", _("After the own sheet is sent")
    AFTER_CLOSE = "after_close", _("After scoring is closed")


class TurnState(models.TextChoices):
    """An entry's turn in a live round."""

    WAITING = "waiting", _("Waiting")
    ON_STAGE = "on_stage", _("Presenting")
    QUESTIONS = "questions", _("Answering questions")
    DONE = "done", _("Has presented")
    ABSENT = "absent", _("Absent when called")
    LEFT_OUT = "left_out", _("Does not present")


STAGE_STATES = frozenset({TurnState.ON_STAGE, TurnState.QUESTIONS})


class PlacementProblem(models.TextChoices):
    """Why an entry was not given to a judge, or to too few."""

    NO_PANEL = "no_panel", _("No panel scores this field")
    TEAM = "team", _("The judge belongs to the team")
    UNIT = "unit", _("The judge acts for the unit that nominates the dossier")
    CONFLICT = "conflict", _("The judge has declared a conflict of interest")
    SAME_NAME = (
        "same_name",
        _("Somebody of the team has the judge's name: assign by hand if it is another person"),
    )
    FULL = "full", _("The judge has as many dossiers as agreed")
    ALL_GIVEN = "all_given", _("Every judge of its panels scores it already")
    TOO_FEW = "too_few", _("Fewer judges than the score sheets asked for")


class JudgeInvitationState(models.TextChoices):
    """The way of an invited person onto a panel; that time ran out is computed, not a state."""

    SENT = "sent", _("Waiting for an answer")
    ACCEPTED = "accepted", _("Accepted, no account yet")
    SEATED = "seated", _("On the jury")
    DECLINED = "declined", _("Declined")
    REVOKED = "revoked", _("Taken back")


class HintKind(models.TextChoices):
    """What makes the machine ask whether a judge has a conflict of interest; a person decides."""

    SAME_NAME = "same_name", _("Same name")
    ORGANISATION = "organisation", _("Same organisation")
    TAX_CODE = "tax_code", _("Same tax code")
    MAIL_DOMAIN = "mail_domain", _("Same e-mail domain")
    FAMILY = "family", _("Same family name and commune")
    STARTUP = "startup", _("Named in the startup's record")


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


class PetitionSubject(models.TextChoices):
    """Which decision a petition is about."""

    VALIDITY = "validity", _("Conclusion of the validity check")
    RESULT = "result", _("Published result of a round")


class PetitionState(models.TextChoices):
    RECEIVED = "received", _("Petition received")
    EXAMINING = "examining", _("In examination")
    UPHELD = "upheld", _("Answered: upheld")
    PARTLY = "partly", _("Answered: upheld in part")
    REJECTED = "rejected", _("Answered: rejected")
    WITHDRAWN = "withdrawn", _("Petition withdrawn")


OPEN_PETITION_STATES = frozenset({PetitionState.RECEIVED, PetitionState.EXAMINING})
ANSWERED_PETITION_STATES = frozenset(
    {PetitionState.UPHELD, PetitionState.PARTLY, PetitionState.REJECTED}
)


class FollowUpState(models.TextChoices):
    PLANNED = "planned", _("Not asked yet")
    ASKED = "asked", _("Waiting for an answer")
    ANSWERED = "answered", _("Answered")
    UNREACHED = "unreached", _("Could not be reached")
    SKIPPED = "skipped", _("Left out")


class FollowUpGroup(models.TextChoices):
    """Why a team is followed: among finalists only if the edition says so."""

    AWARDED = "awarded", _("Prize winner")
    FINALIST = "finalist", _("Finalist without a prize")


class AnswerWay(models.TextChoices):
    """How an answer about a project came."""

    LINK = "link", _("Through the link of the mail")
    STAFF = "staff", _("By telephone, entered by the office")


class RevenueBand(models.TextChoices):
    """Revenue of the last twelve months, in steps: nobody has to tell the sum."""

    NONE = "none", _("No revenue yet")
    BELOW_100M = "below_100m", _("Below 100 million đồng")
    BELOW_500M = "below_500m", _("100 to below 500 million đồng")
    BELOW_1B = "below_1b", _("500 million to below 1 billion đồng")
    BELOW_5B = "below_5b", _("1 to below 5 billion đồng")
    FROM_5B = "from_5b", _("5 billion đồng and more")


class ProtectionState(models.TextChoices):
    """How far the protection of intellectual property is."""

    NONE = "none", _("Nothing filed")
    FILED = "filed", _("Application filed")
    GRANTED = "granted", _("Title granted")
