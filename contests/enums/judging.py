"""What the jury does: criteria, sheets, invitations, the stage."""

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _


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
