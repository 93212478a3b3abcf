"""Scheduled work of the ecosystem: envelopes around the domain."""

import logging

from ecosystem.domain import freshness
from portal.tasks import task

logger = logging.getLogger(__name__)


@task(name="ecosystem.keep_directory_fresh")
def keep_directory_fresh():
    """Ask about profiles a year old; mark, then hide, what nobody confirms."""
    done = freshness.keep_fresh()
    if any(done.values()):
        logger.info("Profiles of the directory: %s", done)
