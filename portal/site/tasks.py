"""Scheduled work over all apps."""

import logging

from portal.site import actuals
from portal.tasks import task

logger = logging.getLogger(__name__)


@task(name="site.count_actuals")
def count_actuals():
    """Count what the plans promised and the portal knows of."""
    written = actuals.record_lately()
    if written:
        logger.info("%d values of indicators counted", written)
