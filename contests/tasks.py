"""Scheduled work of the contest: envelopes around the domain."""

import logging

from contests.domain import (
    archives,  # noqa: F401 -- registers its background job with the worker
    certificates,  # noqa: F401 -- registers its background job with the worker
    follow_ups,
    hand_overs,  # noqa: F401 -- registers its background job with the worker
    lookalikes,
    participation,
    petition_reminders,
    print_packs,  # noqa: F401 -- registers its background job with the worker
    reminders,
    report_files,  # noqa: F401 -- registers its background job with the worker
    spreadsheets,  # noqa: F401 -- registers its background job with the worker
    supplements,
)
from contests.domain.judging import remind_invited_judges as remind_judges
from portal.tasks import task

logger = logging.getLogger(__name__)


@task(name="contests.remind_drafts")
def remind_drafts():
    """Remind owners of drafts whose deadline is seven, three or one days away."""
    logger.info("%d drafts reminded", reminders.remind_drafts())


@task(name="contests.remind_supplements")
def remind_supplements():
    """Remind of supplements that are due in two days."""
    logger.info("%d supplements reminded", reminders.remind_supplements())


@task(name="contests.remind_invited_judges")
def remind_invited_judges():
    """Remind people invited to a jury when three days are left to answer."""
    logger.info("%d invited judges reminded", remind_judges())


@task(name="contests.close_overdue_supplements")
def close_overdue_supplements():
    """Close the supplements whose due time has passed without an answer."""
    closed = supplements.close_overdue_supplements()
    if closed:
        logger.info("%d overdue supplements closed", closed)


@task(name="contests.remind_participation")
def remind_participation():
    """Remind those who advanced and have not said whether they take part."""
    reminded = participation.remind_participation()
    if reminded:
        logger.info("%d teams reminded to confirm their participation", reminded)


@task(name="contests.find_look_alikes")
def find_look_alikes():
    """Compare newly submitted dossiers with all others."""
    searched = lookalikes.search_new()
    if searched:
        logger.info("%d dossiers compared with the others", searched)


@task(name="contests.remind_petitions")
def remind_petitions():
    """Remind staff of petitions whose answer is due within three days, or was."""
    due = petition_reminders.remind_petitions()
    if due:
        logger.info("%d petitions are due", due)


@task(name="contests.follow_up")
def follow_up():
    """Plan the follow-ups of finished editions, ask those that are due, remind who does not answer."""
    planned = follow_ups.plan_follow_ups()
    asked = follow_ups.ask_due()
    waiting = follow_ups.remind_follow_ups()
    logger.info("Follow-ups: %d planned, %d asked, %d waiting", planned, asked, waiting)
