"""Scheduled work of the newsroom."""

from news.domain import articles
from portal.tasks import task


@task(name="news.publish_due")
def publish_due():
    """Publish what was scheduled for now or earlier."""
    articles.publish_due()
