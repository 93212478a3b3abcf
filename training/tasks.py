"""Scheduled work of training: envelopes around the domain."""

import logging

from portal.tasks import task
from training.domain import persons

logger = logging.getLogger(__name__)


# --- persons ----------------------------------------------------------------------------------


@task(name="training.link_persons")
def link_persons():
    """Find who is behind the registrations that have a place."""
    linked = persons.link_pending()
    if linked:
        logger.info("%d registrations linked to persons", linked)
