"""Scheduled work of the newsroom."""

import logging

from news.domain import articles
from portal.tasks import task

logger = logging.getLogger(__name__)


@task(name="news.publish_due")
def publish_due():
    """Publish, then withdraw, what was set for now or earlier."""
    published, withdrawn = articles.publish_due(), articles.withdraw_due()
    if published or withdrawn:
        logger.info("%d articles published, %d withdrawn", published, withdrawn)
