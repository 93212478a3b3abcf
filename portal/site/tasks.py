"""Scheduled work over all apps."""

import logging

from portal import newsletter
from portal.site import (
    actuals,
    training_report,  # noqa: F401 -- registers its background job with the worker
)
from portal.site.newsletter import digest
from portal.tasks import task

logger = logging.getLogger(__name__)


@task(name="site.count_actuals")
def count_actuals():
    """Count what the plans promised and the portal knows of."""
    written = actuals.record_lately()
    if written:
        logger.info("%d values of indicators counted", written)


@task(name="site.send_newsletter", changes_pages=False)
def send_newsletter():
    """Send the letter of the week; forget addresses that nobody confirmed."""
    logger.info("%d newsletters queued", digest.send_digests())
    forgotten = newsletter.forget_unconfirmed()
    if forgotten:
        logger.info("%d unconfirmed addresses of the newsletter deleted", forgotten)
