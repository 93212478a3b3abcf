"""Scheduled work of training: envelopes around the domain."""

import logging

from portal.tasks import task
from training.domain import (
    certificate_batches,  # noqa: F401 -- registers its background jobs with the worker
    persons,
    surveys,
)

logger = logging.getLogger(__name__)


# --- persons ----------------------------------------------------------------------------------


@task(name="training.link_persons")
def link_persons():
    """Find who is behind the registrations that have a place."""
    linked = persons.link_pending()
    if linked:
        logger.info("%d registrations linked to persons", linked)


@task(name="training.keep_surveys", changes_pages=False)
def keep_surveys():
    """Ask those who came what they think and what became of it; close what is over."""
    done = surveys.keep_surveys()
    if any(done.values()):
        logger.info("Surveys after classes: %s", done)
