"""Scheduled work of the contest: envelopes around the domain."""

import logging

from contests.domain import (
    archives,  # noqa: F401 -- registers its background job with the worker
    reminders,
    spreadsheets,  # noqa: F401 -- registers its background job with the worker
)
from portal.tasks import task

logger = logging.getLogger(__name__)


@task(name="contests.remind_drafts")
def remind_drafts():
    """Remind owners of drafts whose deadline is seven, three or one days away."""
    logger.info("%d drafts reminded", reminders.remind_drafts())
