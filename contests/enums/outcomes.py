"""What follows a result: outcomes, awards, petitions, follow-ups."""

from django.db import models
from django.utils.translation import gettext_lazy as _


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
