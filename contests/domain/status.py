"""What applicants read about the state of their dossier: their words, and nothing unpublished."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from contests.enums import ApplicationState as A

if TYPE_CHECKING:
    from contests.enums import EditionWords
    from contests.models import Application


@dataclass(frozen=True, kw_only=True)
class Status:
    """A tag (label and tone) and a sentence that says what happens now."""

    label: str
    tone: str
    text: str


def status_of(application: Application) -> Status:
    """Return the applicant's view of a state.

    States after the validity check are written at publication only, so they tell nothing early.
    """
    was_submitted = application.number is not None
    found = _statuses(application.contest.words, was_submitted=was_submitted)
    return found[A(application.state)]


def _statuses(words: EditionWords, *, was_submitted: bool) -> dict[A, Status]:
    draft = (
        _("Withdrawn to be corrected: it is not submitted until you submit it again.")
        if was_submitted
        else _("Not submitted yet.")
    )
    return {
        A.DRAFT: Status(label=_("Draft"), tone="warning", text=draft),
        A.SUBMITTED: Status(
            label=_("Received, validity being checked"),
            tone="info",
            text=_("The secretariat checks the application. You need not do anything now."),
        ),
        A.SUPPLEMENT_REQUESTED: Status(
            label=_("Supplement needed"),
            tone="warning",
            text=_(
                "The secretariat asks you to add something. Change the parts named below and submit again."
            ),
        ),
        A.VALID: Status(
            label=_("Valid, waiting for the jury"),
            tone="success",
            text=_("The application is valid and goes to the jury."),
        ),
        A.INVALID: Status(
            label=_("Not valid"),
            tone="error",
            text=str(words.against_rules),
        ),
        A.IN_ROUND: Status(
            label=_("With the jury"),
            tone="info",
            text=_("The jury is judging. The result is announced to everybody at the same time."),
        ),
        A.ADVANCED: Status(
            label=_("Through to the next round"),
            tone="success",
            text=_("The project goes on to the next round. The organisers write to you about it."),
        ),
        A.NOT_ADVANCED: Status(
            label=_("Not in the next round"),
            tone="neutral",
            text=_("The project does not go on to the next round. Thank you for taking part."),
        ),
        A.AWARDED: Status(
            label=_("Awarded"), tone="purple", text=_("Congratulations: the project wins an award.")
        ),
        A.NOT_AWARDED: Status(
            label=_("No award"),
            tone="neutral",
            text=_("The project reached the final without an award. Thank you for taking part."),
        ),
        A.WITHDRAWN: Status(
            label=_("Withdrawn"),
            tone="neutral",
            text=str(words.withdrawn),
        ),
        A.DISQUALIFIED: Status(
            label=_("Excluded"),
            tone="error",
            text=str(words.excluded),
        ),
    }
